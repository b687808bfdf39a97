"""Analyse the wordings of a codebook's issues: the head word of each and its distinguishing words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from analysis.codebook import Codebook
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.roots import get_root
from analysis.language.marks import straighten
from analysis.language.parsing import load
from analysis.language.tokens import Doc, Token

PREPOSITIONS = frozenset("of on for to in with from at by against over under between into".split())  # noqa: SIM905

# with at most this many words besides its head, a term must show all of them
SHORT = 2


@dataclass(frozen=True)
class Term:
    """One wording of an issue.

    Attributes:
        issue: the codebook's issue.
        polarity: 1 for a wording of the proposition, -1 for a wording of its opposite.
        roots: the roots of its content words, in order.
        head: the root of its head word ("withdraw" in "withdraw its troops").
        is_act: True if its head is a verb.
        derived: True for the object of a verbal term in the codebook, as a term in its own right.
        particle: the particle of a phrasal verb ("over" in "take over the bank"), or "".
    """

    issue: str
    polarity: int
    roots: tuple[str, ...]
    head: str
    is_act: bool
    derived: bool = False
    particle: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it is the object of a verbal term and has distinguishing words."""
        return self.derived and len(self.roots) > 1

    @cached_property
    def others(self) -> frozenset[str]:
        """The roots that must occur with the head, in any order; of prepositions only particles."""
        return frozenset(self.roots) - {self.head} - (PREPOSITIONS - {self.particle})

    def matches(self, roots: Collection[str]) -> bool:
        """Return whether these roots show the term: all its others, or all but one of three or more."""
        missing = sum(other not in roots for other in self.others)
        return bool(self.others) and missing <= (len(self.others) > SHORT)


def build_terms(codebook: Codebook) -> list[Term]:
    """Return the terms of all issues, and the objects of verbal terms: "the dam" from "build the dam"."""
    found: list[Term] = []
    parties = {_extract_roots(name) for actor in codebook.actors for name in (actor.name, *actor.aliases)}
    for issue in codebook.issues:
        for polarity, wordings in ((1, issue.terms), (-1, issue.against)):
            for wording in wordings:
                found += _analyse_wording(issue.name, polarity, wording)
    return [term for term in dict.fromkeys(found) if not (term.derived and term.roots in parties)]


def _analyse_wording(issue: str, polarity: int, wording: str) -> Iterator[Term]:
    roots = _extract_roots(wording)
    if not roots:
        return
    tokens = [token for token in Doc(load()(straighten(wording))) if re.search(r"\w", token.text)]
    is_act = _is_act(tokens)
    head, rest = (tokens[0], tokens[1:]) if is_act else _find_head(tokens)
    particles = (token for token in rest if token.tag_ == "RP" or token.dep_ == "compound:prt")
    particle = next((token.lower_ for token in particles), "")
    yield Term(issue, polarity, roots, get_root(head.lower_), is_act, particle=particle)
    sign = _get_sign(get_root(head.lower_))
    goal = [token for token in rest if token.lower_ not in PREPOSITIONS] if sign else []
    if goal:
        phrase = rest[rest.index(goal[0]) :]
        thing, after = _find_head(phrase)
        if thing.tag_.startswith("NNP"):
            # "leave the European Union" does not make every mention of the Union a mention of the issue
            return
        tokens = phrase[: len(phrase) - len(after)]
        content = tuple(
            get_root(token.lower_) for token in tokens if token.lower_ not in get_words("issues", "fillers")
        )
        if is_party(thing) and (len(content) == 1 or any(token.tag_.startswith("NNP") for token in tokens)):
            # likewise the president in "oust the president" and the regime in "end of the Assad regime"
            return
        yield Term(issue, polarity * sign, content, get_root(thing.lower_), False, derived=True)


def is_party(noun: Token) -> bool:
    """Return whether a noun denotes an agent: the president, the rebels."""
    return bool({noun.lower_, noun.lemma_.lower()} & get_words("issues", "parties"))


def _tokenise(wording: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:\.[^\W_]+)*|'s|%", straighten(wording).lower())


def _extract_roots(wording: str) -> tuple[str, ...]:
    """Return the roots that a term must show; fillers are dropped unless only one word would remain."""
    tokens = [word for word in _tokenise(wording) if word not in get_words("issues", "articles")]
    content = [word for word in tokens if word not in get_words("issues", "fillers")]
    return tuple(get_root(word) for word in (content if len(content) > 1 else tokens))


def _is_act(tokens: list[Token]) -> bool:
    """Return whether a term is a verb with its object: "withdraw troops", "scrapping the tariff"."""
    if len(tokens) < 2:
        return False
    # without a sentence around them the tagger mistakes many verbs for adjectives and nouns
    is_listed = tokens[0].lower_ in get_words("issues", "making") | get_words("stance", "reverse")
    if is_listed and (tokens[1].tag_ in ("DT", "PRP$") or tokens[-1].tag_ == "NNS"):
        return True
    if not tokens[0].tag_.startswith("VB"):
        return False
    if tokens[0].tag_ in ("VBG", "VBN"):
        return tokens[0].tag_ == "VBG" and tokens[1].tag_ in ("DT", "PRP$")
    return tokens[1].lower_ != "of"


def _find_head(tokens: list[Token]) -> tuple[Token, list[Token]]:
    """Return the head word of a phrase, the last one before a preposition, and the words after it."""
    last = 0
    for index, token in enumerate(tokens):
        if token.lower_ in PREPOSITIONS and index:
            break
        if token.tag_ != "POS" and token.lower_ not in get_words("issues", "fillers"):
            last = index
    return tokens[last], tokens[last + 1 :]


@cache
def _load_roots(section: str, name: str) -> frozenset[str]:
    return frozenset(get_root(word) for word in get_words(section, name))


def _get_sign(act: str) -> int:
    """Return 1 for an act in favour of its object, -1 for one against it, 0 for any other."""
    return (act in _load_roots("issues", "making")) - (act in _load_roots("stance", "reverse"))
