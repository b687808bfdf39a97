"""Find the actors of a corpus without a codebook by their names."""

import re
from dataclasses import dataclass, field

from analysis.codebook import Actor, ActorKind
from analysis.coding.actors.names import find_state
from analysis.coding.codebooks.names import (
    LABEL_WEIGHT,
    Candidate,
    Candidates,
    is_body,
    is_name,
    join_names,
    normalise_name,
)
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.syntax.clauses import find_child, get_lemma, is_verb
from analysis.documents import Document
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

MOST_ACTORS = 24
# fewest mentions of a name that neither speaks nor takes a stance; fewer for a body ("Dockers' Union")
FEWEST_MENTIONS, FEWEST_MENTIONS_OF_BODY = 3, 2
# number of words before a name in which its state may be named
SIDE_REACH = 4
# tags between a state and a name: "Norlandic Foreign Minister X"
INSIDE_TITLE = ("NN", "NNP", "JJ", "HYPH")
KINDS: dict[str, ActorKind] = {"PERSON": "person", "ORG": "organisation", "LOC": "state"}
ENDINGS = ("n", "an", "ian", "ic", "i", "ish", "ese")
ADJECTIVE = re.compile(r"\w{2,}(?:ic|i|ish|ese|n)")


@dataclass
class SeenNames:
    """The names in a corpus, the adjectives derived from names ("Norlandic"), and who reports."""

    candidates: Candidates = field(default_factory=dict)
    adjectives: set[str] = field(default_factory=set)
    reporting: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)


def note_names(paragraph: Paragraph, seen: SeenNames) -> None:
    """Count the names in a paragraph, and how often each speaks or takes a stance."""
    for entity in paragraph.doc.ents:
        name = normalise_name(entity)
        state = find_state(name) or find_state(entity.text)
        if state is not None:
            _count_name(seen.candidates, state, "state", entity)
        elif entity.label_ == "NORP" and ADJECTIVE.fullmatch(name):
            seen.adjectives.add(name)
        elif entity.label_ in KINDS and is_name(name) and entity.root.tag_ not in ("NN", "NNS"):
            _count_name(seen.candidates, name, KINDS[entity.label_], entity)
            _note_outlet(entity, name, seen)


def note_source(document: Document, seen: SeenNames) -> None:
    """Note the outlet and the author of an article, who are no parties to what it reports."""
    for name in (document.outlet, document.author):
        if name:
            seen.reporting.update(part.strip() for part in re.split(r",| and |;|^By ", name))


def _note_outlet(entity: Span, name: str, seen: SeenNames) -> None:
    """Record an organisation that somebody told something, as in "told Reuters"."""
    verb = entity.root.head
    is_told = get_lemma(verb) == "tell" and entity.root.dep_ in ("obj", "iobj")
    if is_told and entity.label_ == "ORG" and find_child(verb, "xcomp") is None and not is_body(name):
        seen.told.add(name)


def _count_name(candidates: Candidates, key: str, kind: ActorKind, entity: Span) -> None:
    candidate = candidates.setdefault(key, Candidate())
    if not candidate.kinds and is_body(key) and find_state(key) is None:
        candidate.kinds["organisation"] += LABEL_WEIGHT
    candidate.kinds[kind] += 1
    candidate.names[key if kind == "person" else normalise_name(entity)] += 1
    candidate.active += _is_active(entity.root) or _precedes_cue(entity)
    side = _find_side(entity) if kind == "person" else None
    if side is not None:
        candidate.sides[side] += 1


def _precedes_cue(entity: Span) -> bool:
    """Return whether a verb of speaking or stance directly follows a name, whatever the parse."""
    verb = entity.doc[entity.end] if entity.end < len(entity.doc) else None
    return verb is not None and verb.tag_ in ("VBD", "VBZ", "VBP") and get_lemma(verb) in _get_cues()


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
    """Return the state told in "Russian President X" or "X, Ukraine's president"."""
    for place in range(entity.start - 1, max(-1, entity.start - 1 - SIDE_REACH), -1):
        token = entity.doc[place]
        state = find_state(token.text)
        if state is not None:
            is_part = place == entity.start - 1 or (place > 0 and token.nbor(-1).lower_ == "new")
            return None if is_part else state
        if token.tag_ not in INSIDE_TITLE or token.sent != entity.root.sent:
            break
    title = find_child(entity.root, "appos")
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
    join_names(candidates)
    kept = [
        (name, found)
        for name, found in candidates.items()
        if _is_actor(name, found, name in adjectives) and not _reports(name, found, seen)
    ]
    kept.sort(key=lambda item: (-item[1].active, -item[1].names.total(), item[0]))
    return tuple(_build_actor(name, found, adjectives.get(name)) for name, found in kept[:MOST_ACTORS])


def _reports(name: str, found: Candidate, seen: SeenNames) -> bool:
    """Return whether a name is that of an outlet, agency, platform or author."""
    words = name.lower().removeprefix("the ").split()
    if "-".join(words) in get_list("media") or seen.reporting & {name, *found.names}:
        return True
    is_outlet = len(words) > 1 and words[-1] in get_list("press")
    return found.kind == "organisation" and (is_outlet or bool(seen.told & {name, *found.names}))


def _is_actor(name: str, found: Candidate, is_nation: bool) -> bool:
    """Return whether a name is an actor; a place that neither speaks nor takes a stance is not."""
    if found.active:
        return True
    if found.kind == "state" and find_state(name) is None and not is_nation:
        return False
    return found.names.total() >= (FEWEST_MENTIONS_OF_BODY if is_body(name) else FEWEST_MENTIONS)


def _build_actor(name: str, found: Candidate, adjective: str | None) -> Actor:
    known = found.kind == "state" and find_state(name) is not None
    aliases = [alias for alias in sorted(found.names) if alias != name and not known]
    aliases += [adjective] if adjective is not None and adjective not in aliases else []
    told = found.kind == "person" and found.sides
    side = found.sides.most_common(1)[0][0] if told else name if found.kind == "state" else None
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
