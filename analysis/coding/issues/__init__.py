"""Which issue a piece of text is about: the codebook's terms found in parsed text."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from spacy.tokens import Doc, Span, Token

from analysis.codebook import Codebook
from analysis.coding.lexicon import words
from analysis.language.marks import plain

# how many fillers ("the", "its"), and how many other words, may stand between two words of a term
MOST_FILLERS = 4
GAP = 1


@dataclass(frozen=True)
class IssueMention:
    """A place in a paragraph that names an issue.

    Attributes:
        issue: the codebook's issue.
        polarity: 1 for what the proposition asks, -1 for a wording of its opposite.
        span: the words.
        head: the word that the rest of the sentence takes up.
        inferred: True when a pronoun or "the proposal" stands for it.
    """

    issue: str
    polarity: int
    span: Span
    head: Token
    inferred: bool = False


class Terms:
    """Finds the codebook's issues by their terms, whatever the inflection."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
        for issue in codebook.issues:
            for polarity, terms in ((1, issue.terms), (-1, issue.against)):
                for term in terms:
                    stems = _stems(term)
                    if stems:
                        self._by_first.setdefault(stems[0], []).append((stems, issue.name, polarity))

    def find(self, doc: Doc) -> list[IssueMention]:
        """Return the mentions of issues in a paragraph; of overlapping ones the most specific."""
        stems = [stem(token.lower_) for token in doc]
        found: list[tuple[int, Span, str, int]] = []
        for start, first in enumerate(stems):
            for term, issue, polarity in self._by_first.get(first, ()):
                end = _match(doc, stems, start, term)
                if end is not None:
                    found.append((len(term), doc[start:end], issue, polarity))
        found.sort(key=lambda hit: (-hit[0], hit[1].start))
        taken: set[int] = set()
        mentions = []
        for _, span, issue, polarity in found:
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                mentions.append(IssueMention(issue, polarity, span, span.root))
        return sorted(mentions, key=lambda mention: mention.span.start)


def _split(term: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:\.[^\W_]+)*|'s|%", plain(term).lower())


def _stems(term: str) -> tuple[str, ...]:
    """Return the stems that a term must show; "its role" keeps the word that makes it one."""
    spoken = [word for word in _split(term) if word not in words("issues", "articles")]
    content = [word for word in spoken if word not in words("issues", "fillers")]
    return tuple(stem(word) for word in (content if len(content) > 1 else spoken))


def _match(doc: Doc, stems: list[str], start: int, term: tuple[str, ...]) -> int | None:
    """Return where a term that starts here ends, or None."""
    place = start
    for wanted in term[1:]:
        found = _next(doc, stems, place + 1, wanted)
        if found is None:
            return None
        place = found
    return place + 1


def _next(doc: Doc, stems: list[str], start: int, wanted: str) -> int | None:
    """Return the first place of a stem from here on, across fillers and one other word, or None."""
    fillers = others = 0
    for place in range(start, min(start + MOST_FILLERS + GAP + 1, len(stems))):
        if stems[place] == wanted:
            return place
        is_filler = doc[place].lower_ in words("issues", "fillers")
        fillers, others = fillers + is_filler, others + (not is_filler)
        if fillers > MOST_FILLERS or others > GAP or _breaks(doc[place]):
            return None
    return None


def _breaks(token: Token) -> bool:
    return bool(token.is_sent_start or (token.is_punct and token.text != "-"))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word, the same for "halt", "halts" and "halting"."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=8)
def terms_of(codebook: Codebook) -> Terms:
    """Return the matcher of a codebook, built once."""
    return Terms(codebook)
