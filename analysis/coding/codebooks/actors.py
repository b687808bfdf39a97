"""The actors of a corpus that has no codebook, found by their names."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from analysis.codebook import Actor, ActorKind
from analysis.coding.actors.names import find_state
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.syntax.clauses import find_child, get_lemma, is_verb
from analysis.language.parsing import Paragraph

MOST_ACTORS = 24
# a name that neither speaks nor takes a stance must be named this often, one such as "Dockers' Union" less
FEWEST_MENTIONS, FEWEST_OF_BODY = 3, 2
LONGEST_ACRONYM = 6
# how many words before a name its state is looked for
BEFORE = 4
# what the endings of "Norlandic" and of a body's name weigh against the labels of single mentions
SURE = 5
KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organisation", "LOC": "state"}
ENDINGS = ("n", "an", "ian", "ic", "i", "ish", "ese")
ADJECTIVE = re.compile(r"\w{2,}(?:ic|i|ish|ese|n)")


@dataclass
class Candidate:
    """A name seen in the text: as what, how often, how often as a speaker or doer, beside which state."""

    kinds: Counter[ActorKind] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    active: int = 0
    sides: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> ActorKind:
        """What the name is mostly taken for."""
        return self.kinds.most_common(1)[0][0]


Candidates = dict[str, Candidate]


@dataclass
class Seen:
    """The names of a corpus, and the adjectives made of some ("Norlandic")."""

    candidates: Candidates = field(default_factory=dict)
    adjectives: set[str] = field(default_factory=set)


def note_names(paragraph: Paragraph, seen: Seen) -> None:
    """Note the names of a paragraph, and who of them speaks or takes a stance."""
    for entity in paragraph.doc.ents:
        name = _plain(entity)
        state = find_state(name) or find_state(entity.text)
        if state is not None:
            _note(seen.candidates, state, "state", entity)
        elif entity.label_ == "NORP" and ADJECTIVE.fullmatch(name):
            seen.adjectives.add(name)
        elif entity.label_ in KINDS and _is_name(name):
            _note(seen.candidates, name, KINDS[entity.label_], entity)


def _note(candidates: Candidates, key: str, kind: ActorKind, entity: Span) -> None:
    candidate = candidates.setdefault(key, Candidate())
    if not candidate.kinds and _is_body(key) and find_state(key) is None:
        candidate.kinds["organisation"] += SURE
    candidate.kinds[kind] += 1
    candidate.names[_plain(entity)] += 1
    candidate.active += _is_active(entity.root) or _speaks_next(entity)
    side = _side(entity) if kind == "person" else None
    if side is not None:
        candidate.sides[side] += 1


def _is_body(name: str) -> bool:
    """Tell whether the last word of a name says that it is a body: "Dockers' Union"."""
    *before, last = name.lower().split()
    return bool(before) and last in get_list("bodies") | get_words("sourcing", "organ")


def _speaks_next(entity: Span) -> bool:
    """Tell whether a verb of speaking or of stance stands right behind a name, whatever the parser says."""
    behind = entity.doc[entity.end] if entity.end < len(entity.doc) else None
    return behind is not None and behind.tag_ in ("VBD", "VBZ", "VBP") and get_lemma(behind) in _speaking()


def _plain(entity: Span) -> str:
    name = re.sub(r"^(?:the|The)\s+|'s?$", "", entity.text)
    return " ".join(name.split()).strip(" .,'\"“”")


def _is_name(name: str) -> bool:
    if name.isupper():
        return 2 <= len(name) <= LONGEST_ACRONYM
    return len(name) > 2 and name[0].isupper() and any(character.islower() for character in name)


def _is_active(token: Token) -> bool:
    """Tell whether a name speaks or takes a stance here."""
    while token.dep_ in ("flat", "compound", "conj", "appos", "nmod:desc") and token.head != token:
        token = token.head
    return (
        get_lemma(token.head) in _speaking() and is_verb(token.head) and token.dep_ in ("nsubj", "obl:agent")
    )


def _speaking() -> frozenset[str]:
    """Return the verbs that speak or take a stance."""
    cues = get_words("cues", "clause") | get_words("cues", "quotation")
    return get_words("stance", "support") | get_words("stance", "oppose") | cues


def _side(entity: Span) -> str | None:
    """Return the state in "Russian President X" or "X, Ukraine's president"."""
    for token in entity.doc[max(0, entity.start - BEFORE) : entity.start]:
        state = find_state(token.text)
        if state is not None and token.sent == entity.root.sent and token.ent_type_ != "PERSON":
            return state
    title = find_child(entity.root, "appos") or (entity.root.head if entity.root.dep_ == "flat" else None)
    for kid in title.children if title is not None else ():
        state = find_state(kid.text)
        if kid.dep_ in ("nmod:poss", "amod", "compound") and state is not None:
            return state
    return None


def build_actors(seen: Seen) -> tuple[Actor, ...]:
    """Return those who speak, take a stance or are named often, the most active first."""
    candidates = seen.candidates
    adjectives = _adjectives(seen)
    for name in adjectives:
        candidates[name].kinds["state"] += SURE
    _join_family_names(candidates)
    _join_parts(candidates)
    _join_acronyms(candidates)
    kept = [(name, found) for name, found in candidates.items() if _is_actor(name, found, name in adjectives)]
    kept.sort(key=lambda item: (-item[1].active, -item[1].names.total(), item[0]))
    return tuple(_actor(name, found, adjectives.get(name)) for name, found in kept[:MOST_ACTORS])


def _is_actor(name: str, found: Candidate, is_nation: bool) -> bool:
    """Tell whether a name matters; a place that does nothing is only a place."""
    if found.active:
        return True
    if found.kind == "state" and find_state(name) is None and not is_nation:
        return False
    return found.names.total() >= (FEWEST_OF_BODY if _is_body(name) else FEWEST_MENTIONS)


def _actor(name: str, found: Candidate, adjective: str | None) -> Actor:
    known = found.kind == "state" and find_state(name) is not None
    aliases = [alias for alias in sorted(found.names) if alias != name and not known]
    aliases += [adjective] if adjective is not None and adjective not in aliases else []
    side = found.sides.most_common(1)[0][0] if found.sides else name if found.kind == "state" else None
    return Actor(name, found.kind, tuple(aliases), side)


def _adjectives(seen: Seen) -> dict[str, str]:
    """Return the names that an adjective is made of: "Norland" where a text has "Norlandic"."""
    found = {}
    for name in seen.candidates:
        forms = {
            f"{stem}{end}"
            for stem in (name, name[:-1])
            for end in ("n", "an", "ian", "ic", "i", "ish", "ese")
        }
        made = sorted(forms & seen.adjectives)
        if " " not in name and find_state(name) is None and made:
            found[name] = made[0]
    return found


def _join_family_names(candidates: Candidates) -> None:
    """Count "Lopez" for the one person whose full name ends in it."""
    full: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        family = name.split()[-1]
        mistaken = len(name.split()) == 2 and family in candidates and not _is_body(name)
        if " " in name and (found.kind == "person" or (mistaken and candidates[family].kind == "person")):
            found.kinds["person"] += SURE * mistaken
            full[family].append(name)
    for family, names in full.items():
        if family in candidates and candidates[family].kind != "state":
            longest = max(names, key=lambda name: sum(candidates[name].names.values()))
            _absorb(candidates, longest, family)


def _join_acronyms(candidates: Candidates) -> None:
    """Count "EU" for "European Union"."""
    for short in [name for name in candidates if name.isupper() and "." not in name]:
        wholes = [
            name
            for name in candidates
            if " " in name and "".join(word[0] for word in name.split() if word[0].isupper()) == short
        ]
        if len(wholes) == 1:
            _absorb(candidates, wholes[0], short)


def _join_parts(candidates: Candidates) -> None:
    """Count "Transit Authority" for "Port Lorne Transit Authority"."""
    for part in sorted(candidates, key=len):
        if candidates[part].kind == "organisation":
            longer = [name for name in candidates if name.endswith(f" {part}")]
            wholes = [name for name in longer if candidates[name].kind == "organisation"]
            if len(wholes) == 1:
                _absorb(candidates, wholes[0], part)


def _absorb(candidates: Candidates, whole: str, part: str) -> None:
    other = candidates.pop(part)
    candidates[whole].kinds += other.kinds
    candidates[whole].names += other.names
    candidates[whole].active += other.active
    candidates[whole].sides += other.sides
