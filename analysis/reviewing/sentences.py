"""Read the sentences of articles: which actors and issues each names, and which issue it is most about.

Words are looked up without a parse, so that a large corpus is read in a second or two.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from analysis.auditing.naming import is_named
from analysis.codebook import Codebook, Issue
from analysis.coding.actors.names import MAX_ACRONYM, list_names
from analysis.coding.issues.terms import Term, build_terms
from analysis.coding.lexicon.roots import get_root
from analysis.language.marks import straighten
from analysis.language.parsing import split_paragraphs

WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
# the spaces between two sentences, with the quotation marks that close the first
BETWEEN = re.compile(r"[.!?][”\"'’)\]]*(?P<gap>\s+)(?=[“\"'‘(]?[A-Z0-9])")
MODALS = frozenset("should must will would need ought cannot".split())  # noqa: SIM905
# words that say nothing of what an issue is about
IDLE = MODALS | set(
    re.findall(
        r"\w+",
        """
        a an the of on for to in with from at by against over under between into up out after before during
        and or not no than as be is are was were been can may might could has have had do does did it its he
        she they their his her we our this that these those who which whom what more most all any some new
        other s t
        """,
    )
)
# of what words in the name, wordings and proposition of an issue weigh if they also name an actor
NAMING_WEIGHT = 0.3


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article.

    Attributes:
        start: its first offset.
        end: the offset just after it.
        paragraph: number of its paragraph.
        actors: the actors that it names.
        issues: the issues that it names.
        about: the issues that it shares words with.
        most: those of them that it shares the rarest words, or the most, with.
        has_modal: whether it says what must, should or will be.
    """

    start: int
    end: int
    paragraph: int
    actors: frozenset[str]
    issues: frozenset[str]
    about: frozenset[str]
    most: frozenset[str]
    has_modal: bool


class _Name(NamedTuple):
    words: tuple[str, ...]
    actor: str
    is_acronym: bool


class Reader:
    """Reads sentences with a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._names: dict[str, list[_Name]] = defaultdict(list)
        for name, actor in list_names(codebook):
            words = tuple(WORD.findall(straighten(name)))
            is_acronym = len(name) <= MAX_ACRONYM and name.replace(".", "").isupper()
            if words:
                found = _Name(words if is_acronym else _lower(words), actor.name, is_acronym)
                self._names[words[0].lower()].append(found)
        self._terms: dict[str, list[Term]] = defaultdict(list)
        for term in build_terms(codebook):
            for root in term.roots:
                self._terms[root].append(term)
        self._weights = _weigh_roots(codebook)

    def read(self, text: str) -> list[Sentence]:
        """Return the sentences of an article's text."""
        return [
            self._read(text[start:end], start, end, number)
            for number, (at, piece) in enumerate(split_paragraphs(text))
            for start, end in _cut(at, piece)
        ]

    def _read(self, words: str, start: int, end: int, paragraph: int) -> Sentence:
        written = WORD.findall(straighten(words))
        lowered = _lower(written)
        roots = {get_root(word) for word in lowered}
        shared: Counter[str] = Counter()
        for root in roots & self._weights.keys():
            shared.update(self._weights[root])
        top = max(shared.values(), default=0)
        terms = {term for root in roots & self._terms.keys() for term in self._terms[root]}
        return Sentence(
            start,
            end,
            paragraph,
            frozenset(self._find_actors(written, lowered)),
            frozenset(term.issue for term in terms if is_named(term, roots)),
            frozenset(shared),
            frozenset(issue for issue, weight in shared.items() if weight == top),
            not MODALS.isdisjoint(lowered),
        )

    def _find_actors(self, written: list[str], lowered: tuple[str, ...]) -> Iterator[str]:
        for place, word in enumerate(lowered):
            for name in self._names.get(word, ()):
                words = written if name.is_acronym else lowered
                if tuple(words[place : place + len(name.words)]) == name.words:
                    yield name.actor


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _cut(at: int, paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a paragraph."""
    start = len(paragraph) - len(paragraph.lstrip())
    for match in BETWEEN.finditer(paragraph):
        yield at + start, at + match.end() - len(match["gap"])
        start = match.end()
    yield at + start, at + len(paragraph.rstrip())


def _weigh_roots(codebook: Codebook) -> dict[str, dict[str, float]]:
    """Return what each root of an issue's wordings says for it: less if other issues share it."""
    named = _list_roots(name for actor in codebook.actors for name in (actor.name, *actor.aliases))
    roots = {issue.name: _list_roots(_list_wordings(issue)) for issue in codebook.issues}
    shared = Counter(root for found in roots.values() for root in found)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for issue, found in roots.items():
        for root in found:
            weights[root][issue] = (NAMING_WEIGHT if root in named else 1.0) / shared[root]
    return dict(weights)


def _list_wordings(issue: Issue) -> tuple[str, ...]:
    return issue.name, *issue.terms, *issue.against, issue.proposition


def _list_roots(wordings: Iterable[str]) -> set[str]:
    words = {word for wording in wordings for word in _lower(WORD.findall(straighten(wording)))}
    return {get_root(word) for word in words - IDLE}
