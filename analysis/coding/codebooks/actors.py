"""Find the actors of a corpus without a codebook by their names."""

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
# fewest mentions of a name that neither speaks nor takes a stance; fewer for a body ("Dockers' Union")
FEWEST_MENTIONS, FEWEST_MENTIONS_OF_BODY = 3, 2
LONGEST_ACRONYM = 6
# number of words before a name in which its state may be named
SIDE_REACH = 4
# weight of an ending ("Norlandic") or a body's name, relative to the entity label of one mention
LABEL_WEIGHT = 5
KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organisation", "LOC": "state"}
ENDINGS = ("n", "an", "ian", "ic", "i", "ish", "ese")
ADJECTIVE = re.compile(r"\w{2,}(?:ic|i|ish|ese|n)")


@dataclass
class Candidate:
    """A name in the corpus.

    Attributes:
        kinds: how often it was labelled as each kind of actor.
        names: how often each of its forms occurs.
        active: how often it is a speaker or the subject of a stance.
        sides: how often each state is named with it.
    """

    kinds: Counter[ActorKind] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    active: int = 0
    sides: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> ActorKind:
        """The most frequent kind."""
        return self.kinds.most_common(1)[0][0]


Candidates = dict[str, Candidate]


@dataclass
class SeenNames:
    """The names in a corpus, and the adjectives derived from names ("Norlandic")."""

    candidates: Candidates = field(default_factory=dict)
    adjectives: set[str] = field(default_factory=set)


def note_names(paragraph: Paragraph, seen: SeenNames) -> None:
    """Count the names in a paragraph, and how often each speaks or takes a stance."""
    for entity in paragraph.doc.ents:
        name = _normalise_name(entity)
        state = find_state(name) or find_state(entity.text)
        if state is not None:
            _count_name(seen.candidates, state, "state", entity)
        elif entity.label_ == "NORP" and ADJECTIVE.fullmatch(name):
            seen.adjectives.add(name)
        elif entity.label_ in KINDS and _is_name(name):
            _count_name(seen.candidates, name, KINDS[entity.label_], entity)


def _count_name(candidates: Candidates, key: str, kind: ActorKind, entity: Span) -> None:
    candidate = candidates.setdefault(key, Candidate())
    if not candidate.kinds and _is_body(key) and find_state(key) is None:
        candidate.kinds["organisation"] += LABEL_WEIGHT
    candidate.kinds[kind] += 1
    candidate.names[_normalise_name(entity)] += 1
    candidate.active += _is_active(entity.root) or _precedes_cue(entity)
    side = _find_side(entity) if kind == "person" else None
    if side is not None:
        candidate.sides[side] += 1


def _is_body(name: str) -> bool:
    """Return whether the last word of a name denotes a body: "Dockers' Union"."""
    *before, last = name.lower().split()
    return bool(before) and last in get_list("bodies") | get_words("sourcing", "organ")


def _precedes_cue(entity: Span) -> bool:
    """Return whether a verb of speaking or stance directly follows a name, whatever the parse."""
    verb = entity.doc[entity.end] if entity.end < len(entity.doc) else None
    return verb is not None and verb.tag_ in ("VBD", "VBZ", "VBP") and get_lemma(verb) in _get_cues()


def _normalise_name(entity: Span) -> str:
    name = re.sub(r"^(?:the|The)\s+|'s?$", "", entity.text)
    return " ".join(name.split()).strip(" .,'\"“”")


def _is_name(name: str) -> bool:
    if name.isupper():
        return 2 <= len(name) <= LONGEST_ACRONYM
    return len(name) > 2 and name[0].isupper() and any(character.islower() for character in name)


def _is_active(token: Token) -> bool:
    """Return whether a name is the subject or agent of a verb of speaking or stance."""
    while token.dep_ in ("flat", "compound", "conj", "appos", "nmod:desc") and token.head != token:
        token = token.head
    return (
        get_lemma(token.head) in _get_cues() and is_verb(token.head) and token.dep_ in ("nsubj", "obl:agent")
    )


def _get_cues() -> frozenset[str]:
    """Return the verbs of speaking and stance."""
    cues = get_words("cues", "clause") | get_words("cues", "quotation")
    return get_words("stance", "support") | get_words("stance", "oppose") | cues


def _find_side(entity: Span) -> str | None:
    """Return the state named in "Russian President X" or "X, Ukraine's president"."""
    for token in entity.doc[max(0, entity.start - SIDE_REACH) : entity.start]:
        state = find_state(token.text)
        if state is not None and token.sent == entity.root.sent and token.ent_type_ != "PERSON":
            return state
    title = find_child(entity.root, "appos") or (entity.root.head if entity.root.dep_ == "flat" else None)
    for kid in title.children if title is not None else ():
        state = find_state(kid.text)
        if kid.dep_ in ("nmod:poss", "amod", "compound") and state is not None:
            return state
    return None


def build_actors(seen: SeenNames) -> tuple[Actor, ...]:
    """Return the actors that speak, take a stance or are mentioned often, most active first."""
    candidates = seen.candidates
    adjectives = _find_adjectives(seen)
    for name in adjectives:
        candidates[name].kinds["state"] += LABEL_WEIGHT
    _join_family_names(candidates)
    _join_parts(candidates)
    _join_acronyms(candidates)
    kept = [(name, found) for name, found in candidates.items() if _is_actor(name, found, name in adjectives)]
    kept.sort(key=lambda item: (-item[1].active, -item[1].names.total(), item[0]))
    return tuple(_build_actor(name, found, adjectives.get(name)) for name, found in kept[:MOST_ACTORS])


def _is_actor(name: str, found: Candidate, is_nation: bool) -> bool:
    """Return whether a name is an actor; a place that neither speaks nor takes a stance is not."""
    if found.active:
        return True
    if found.kind == "state" and find_state(name) is None and not is_nation:
        return False
    return found.names.total() >= (FEWEST_MENTIONS_OF_BODY if _is_body(name) else FEWEST_MENTIONS)


def _build_actor(name: str, found: Candidate, adjective: str | None) -> Actor:
    known = found.kind == "state" and find_state(name) is not None
    aliases = [alias for alias in sorted(found.names) if alias != name and not known]
    aliases += [adjective] if adjective is not None and adjective not in aliases else []
    side = found.sides.most_common(1)[0][0] if found.sides else name if found.kind == "state" else None
    return Actor(name, found.kind, tuple(aliases), side)


def _find_adjectives(seen: SeenNames) -> dict[str, str]:
    """Return adjectives by the name they are derived from: "Norlandic" by "Norland"."""
    found = {}
    for name in seen.candidates:
        forms = {
            f"{stem}{end}"
            for stem in (name, name[:-1])
            for end in ("n", "an", "ian", "ic", "i", "ish", "ese")
        }
        derived = sorted(forms & seen.adjectives)
        if " " not in name and find_state(name) is None and derived:
            found[name] = derived[0]
    return found


def _join_family_names(candidates: Candidates) -> None:
    """Merge "Lopez" into the person whose full name ends in it."""
    full: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        family = name.split()[-1]
        mistaken = len(name.split()) == 2 and family in candidates and not _is_body(name)
        if " " in name and (found.kind == "person" or (mistaken and candidates[family].kind == "person")):
            found.kinds["person"] += LABEL_WEIGHT * mistaken
            full[family].append(name)
    for family, names in full.items():
        if family in candidates and candidates[family].kind != "state":
            longest = max(names, key=lambda name: sum(candidates[name].names.values()))
            _absorb(candidates, longest, family)


def _join_acronyms(candidates: Candidates) -> None:
    """Merge "EU" into "European Union"."""
    for short in [name for name in candidates if name.isupper() and "." not in name]:
        wholes = [
            name
            for name in candidates
            if " " in name and "".join(word[0] for word in name.split() if word[0].isupper()) == short
        ]
        if len(wholes) == 1:
            _absorb(candidates, wholes[0], short)


def _join_parts(candidates: Candidates) -> None:
    """Merge "Transit Authority" into "Port Lorne Transit Authority"."""
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
