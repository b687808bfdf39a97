"""A codebook for a corpus that has none: actors found in the text, issues from the built-in list.

What people take stances on beyond the built-in issues is proposed too: noun phrases that are the
object of support or rejection at least twice. A suggested codebook says so on every page.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Span, Token

from analysis.codebook import Actor, ActorKind, Codebook, Issue, read_codebook
from analysis.coding.clauses import child, direct_object, is_verb, lemma, subject
from analysis.coding.issues import Terms, terms_of
from analysis.coding.lexicon import words
from analysis.coding.names import ENTITIES, state_of
from analysis.documents import Document
from analysis.language.parsing import Paragraph, parse

# a sample is enough to see who speaks and on what
SAMPLE = 200
MOST_ACTORS = 24
# a name that neither speaks nor takes a stance must be named this often
FEWEST_MENTIONS = 3
MOST_PROPOSED = 8
LONGEST_ACRONYM = 6
# how many words before a name its state is looked for
BEFORE = 4
BUILT_IN = Path(__file__).parents[1] / "codebooks" / "negotiations.toml"


@dataclass
class _Candidate:
    """A name seen in the text: how often, how often as a speaker or doer, and beside which state."""

    kind: ActorKind
    names: Counter[str] = field(default_factory=Counter)
    active: int = 0
    sides: Counter[str] = field(default_factory=Counter)


_Candidates = dict[str, _Candidate]


def suggest(documents: Iterable[Document]) -> Codebook:
    """Propose the actors and issues of a corpus from a sample of its documents."""
    candidates: dict[str, _Candidate] = {}
    objects: Counter[str] = Counter()
    mentioned: Counter[str] = Counter()
    built_in = read_codebook(BUILT_IN)
    terms = terms_of(built_in)
    for article in parse(list(documents)[:SAMPLE]):
        for paragraph in article.paragraphs:
            _note_names(paragraph, candidates)
            _note_issues(paragraph, terms, mentioned, objects)
    known = tuple(issue for issue in built_in.issues if mentioned[issue.name])
    return Codebook(_actors(candidates), (*known, *_proposed(objects)), suggested=True)


def _note_names(paragraph: Paragraph, candidates: _Candidates) -> None:
    for entity in paragraph.doc.ents:
        name = _plain(entity)
        state = state_of(name)
        if state is not None:
            _note(candidates, state, "state", entity, None)
        elif entity.label_ in ENTITIES and entity.label_ != "LOC" and _is_name(name):
            kind: ActorKind = "person" if entity.label_ == "PERSON" else "organisation"
            _note(candidates, name, kind, entity, _side(entity) if kind == "person" else None)


def _note(candidates: _Candidates, key: str, kind: ActorKind, entity: Span, side: str | None) -> None:
    candidate = candidates.setdefault(key, _Candidate(kind))
    candidate.names[_plain(entity)] += 1
    candidate.active += _is_active(entity.root)
    if side is not None:
        candidate.sides[side] += 1


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
    verb = token.head
    speaks = words("cues", "clause") | words("cues", "quotation")
    active = lemma(verb) in _takes() | speaks
    return active and is_verb(verb) and token.dep_ in ("nsubj", "obl:agent")


def _takes() -> frozenset[str]:
    """Return the verbs that take a stance."""
    return words("stance", "support") | words("stance", "oppose")


def _side(entity: Span) -> str | None:
    """Return the state in "Russian President X" or "X, Ukraine's president"."""
    for token in entity.doc[max(0, entity.start - BEFORE) : entity.start]:
        state = state_of(token.text)
        if state is not None and token.sent == entity.root.sent:
            return state
    title = child(entity.root, "appos") or (entity.root.head if entity.root.dep_ == "flat" else None)
    for kid in title.children if title is not None else ():
        state = state_of(kid.text)
        if kid.dep_ in ("nmod:poss", "amod", "compound") and state is not None:
            return state
    return None


def _actors(candidates: _Candidates) -> tuple[Actor, ...]:
    _join_family_names(candidates)
    _join_parts(candidates)
    _join_acronyms(candidates)
    kept = [
        (name, found)
        for name, found in candidates.items()
        if found.active or sum(found.names.values()) >= FEWEST_MENTIONS
    ]
    kept.sort(key=lambda item: (-item[1].active, -sum(item[1].names.values()), item[0]))
    actors = []
    for name, found in kept[:MOST_ACTORS]:
        aliases = tuple(alias for alias in sorted(found.names) if alias != name and found.kind != "state")
        side = found.sides.most_common(1)[0][0] if found.sides else name if found.kind == "state" else None
        actors.append(Actor(name, found.kind, aliases, side))
    return tuple(actors)


def _join_family_names(candidates: _Candidates) -> None:
    """Count "Lopez" for the one person whose full name ends in it."""
    full: dict[str, list[str]] = defaultdict(list)
    for name, found in candidates.items():
        if " " in name and found.kind == "person":
            full[name.split()[-1]].append(name)
    for family, names in full.items():
        if family in candidates and candidates[family].kind != "state":
            longest = max(names, key=lambda name: sum(candidates[name].names.values()))
            _absorb(candidates, longest, family)


def _join_acronyms(candidates: _Candidates) -> None:
    """Count "EU" for "European Union"."""
    for short in [name for name in candidates if name.isupper() and "." not in name]:
        wholes = [
            name
            for name in candidates
            if " " in name and "".join(word[0] for word in name.split() if word[0].isupper()) == short
        ]
        if len(wholes) == 1:
            _absorb(candidates, wholes[0], short)


def _join_parts(candidates: _Candidates) -> None:
    """Count "Transit Authority" for "Port Lorne Transit Authority"."""
    for part in sorted(candidates, key=len):
        if candidates[part].kind == "organisation":
            longer = [name for name in candidates if name.endswith(f" {part}")]
            wholes = [name for name in longer if candidates[name].kind == "organisation"]
            if len(wholes) == 1:
                _absorb(candidates, wholes[0], part)


def _absorb(candidates: _Candidates, whole: str, part: str) -> None:
    other = candidates.pop(part)
    candidates[whole].names += other.names
    candidates[whole].active += other.active
    candidates[whole].sides += other.sides


def _note_issues(paragraph: Paragraph, terms: Terms, mentioned: Counter[str], objects: Counter[str]) -> None:
    found = terms.find(paragraph.doc)
    covered = {token.i for mention in found for token in mention.span}
    for mention in found:
        mentioned[mention.issue] += 1
    for token in paragraph.doc:
        if lemma(token) not in _takes() or not is_verb(token) or subject(token) is None:
            continue
        goal = direct_object(token)
        if goal is not None and goal.tag_ in ("NN", "NNS") and goal.i not in covered and not goal.ent_type_:
            objects[_wording(goal)] += 1


def _wording(noun: Token) -> str:
    before = (kid for kid in noun.children if kid.i < noun.i and kid.is_alpha)
    return " ".join([*(kid.lower_ for kid in before if kid.dep_ in ("amod", "compound")), lemma(noun)])


def _proposed(objects: Counter[str]) -> tuple[Issue, ...]:
    frequent = [wording for wording, count in objects.most_common() if count >= 2 and len(wording) > 4]
    return tuple(
        Issue(
            wording[0].upper() + wording[1:], f"What is proposed about “{wording}” should happen.", (wording,)
        )
        for wording in frequent[:MOST_PROPOSED]
    )
