"""Detect reprints: wire copy, and shortened or lightly edited versions of a text.

Texts are compared by their shingles, runs of eight words (Broder, On the resemblance and containment of
documents, 1997): two articles are versions of one text if at least half of the shorter one's shingles occur
in the other. Candidates share some of the smallest shingle hashes (a bottom-k sketch). They are found with an
inverted index, so time and memory grow with the number of texts, not pairs. The result is deterministic.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.ragged import group_rows, sort_distinct, spread

# words of a shingle: shorter runs are common phrases, longer ones do not survive editing
WORDS = 8
# share of the shorter text's shingles that must occur in the longer one
SAME = 0.5
# with fewer shingles a text is too short: a byline or a quotation alone would decide
FEWEST = 20
# hashes kept per text, texts kept per hash (a hash shared by more is boilerplate), and candidates
# compared in full
SKETCH, SHARED, CANDIDATES = 96, 100, 20
WORD = re.compile(r"\w+")
# word order matters: the hash of a shingle is a polynomial modulo 2**64
POWERS = np.array([pow(0x9E3779B97F4A7C15, power, 2**64) for power in range(WORDS)], dtype=np.uint64)

Hashes = NDArray[np.uint64]


def reprints(codes: Codes) -> pd.DataFrame:
    """Return which articles of a corpus are versions of one text.

    Returns:
        One row per article, in order: ``doc_id``, ``group`` (the ``doc_id`` of the longest version; its own
        where there is no other) and ``similarity`` (share of the shorter text's shingles that occur in the
        longest version, 0 to 1; 1 for the longest version itself).
    """
    names = codes.read("documents", ["doc_id"])["doc_id"]
    found = group_texts(_Texts(codes))
    groups = names.iloc[[first for first, _ in found]].reset_index(drop=True)
    return pd.DataFrame(
        {"doc_id": names, "group": groups, "similarity": [similarity for _, similarity in found]}
    ).astype({"doc_id": "str", "group": "str", "similarity": "float64"})


class _Texts:
    """The texts of the articles of a corpus, one after another and as often as they are asked for."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes

    def __iter__(self) -> Iterator[str]:
        for part in self._codes.iterate("documents", ["text"]):
            for text in part["text"]:
                yield text.as_py()


def group_texts(texts: Iterable[str]) -> list[tuple[int, float]]:
    """Return for each text the position of its longest version, and the similarity to it.

    Args:
        texts: the texts; they are read twice, so that only the shingles of those that share some with another
            text are held.
    """
    numbers = WordHashes()
    lengths, kept = [], []
    for text in texts:
        hashes = hash_shingles(text, numbers)
        lengths.append(len(hashes))
        kept.append(hashes[:SKETCH].copy() if len(hashes) >= FEWEST else hashes[:0])
    found = [(place, 1.0) for place in range(len(lengths))]
    if not found:
        return found
    sketches = _Sketches(kept)
    known = {
        place: hash_shingles(text, numbers)
        for place, (text, is_shared) in enumerate(zip(texts, sketches.are_shared.tolist(), strict=True))
        if is_shared
    }
    for place in sorted(known, key=lambda place: (-lengths[place], place)):
        best = _find_best(known, place, sketches.find(place))
        if best is not None:
            found[place] = best
        else:
            sketches.add(place)
    return found


class WordHashes(dict[str, int]):
    """The hash of each word."""

    def __missing__(self, word: str) -> int:
        self[word] = found = zlib.crc32(word.encode())
        return found


def hash_shingles(text: str, numbers: WordHashes) -> Hashes:
    """Return the distinct hashes of a text's shingles, the smallest first.

    Args:
        text: any text; case and punctuation are ignored.
        numbers: hashes of words so far, shared by all texts that are compared.
    """
    words = WORD.findall(text.casefold())
    if len(words) < WORDS:
        return np.empty(0, dtype=np.uint64)
    row = np.fromiter(map(numbers.__getitem__, words), dtype=np.uint64, count=len(words))
    return sort_distinct(_mix_hashes(np.convolve(row, POWERS, mode="valid")))


def _mix_hashes(values: Hashes) -> Hashes:
    """Spread hashes evenly, so the smallest ones are a fair sample (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


class _Sketches:
    """The sketches of texts, and in which of the texts added so far each hash occurs.

    Attributes:
        are_shared: whether each text shares a hash of its sketch with another text.
    """

    def __init__(self, sketches: Sequence[Hashes]) -> None:
        lengths = np.array([*map(len, sketches)], dtype=np.int64)
        rows = np.repeat(np.arange(len(sketches)), lengths)
        _, inverse, counts = np.unique(np.concatenate(sketches), return_inverse=True, return_counts=True)
        is_shared = counts[inverse] > 1
        # hashes that only one text has are forgotten
        number = np.cumsum(counts > 1) - 1
        self._own = group_rows(rows[is_shared], number[inverse[is_shared]], len(sketches))
        self.are_shared = self._own.lengths > 0
        room = np.minimum(counts[counts > 1], SHARED)
        self._starts = np.cumsum(room) - room
        self._filled = np.zeros(len(room), dtype=np.int64)
        self._places = np.empty(int(room.sum()), dtype=np.int32)

    def add(self, place: int) -> None:
        """Add a text; a hash that very many texts have is boilerplate and not noted again."""
        own = self._own.get(place)
        own = own[self._filled[own] < SHARED]
        self._places[self._starts[own] + self._filled[own]] = place
        self._filled[own] += 1

    def find(self, place: int) -> list[int]:
        """Return the texts that share most of a sketch, up to a limit."""
        own = self._own.get(place)
        found, shared = np.unique(
            self._places[spread(self._starts[own], self._filled[own])], return_counts=True
        )
        ranked: list[int] = found[np.lexsort((found, -shared))][:CANDIDATES].tolist()
        return ranked


def _find_best(
    known: Mapping[int, Hashes], place: int, candidates: Iterable[int]
) -> tuple[int, float] | None:
    """Return the longer text that contains most of a text's shingles, or None if it contains too few."""
    own = known[place]
    shares = [
        (len(np.intersect1d(own, known[other], assume_unique=True)) / len(own), -other)
        for other in candidates
    ]
    share, other = max(shares, default=(0.0, 0))
    return (-other, share) if share >= SAME else None


def keep_one_reprint(codes: Codes, statements: pd.DataFrame) -> pd.DataFrame:
    """Drop statements that are repeated in reprints.

    Args:
        codes: the coded corpus.
        statements: rows of its statements table.

    Returns:
        For each actor, issue and group of reprints, only the statements of the article with most of them
        (if tied, the first). Statements of articles without reprints are unchanged.
    """
    group = _map_groups(codes, statements)
    keys = pd.DataFrame({"actor": statements["actor"], "issue": statements["issue"], "group": group})
    by_article = keys.assign(doc_id=statements["doc_id"]).groupby([*keys, "doc_id"], sort=False).size()
    kept = set(by_article.groupby([*keys], sort=False).idxmax()) if len(statements) else set()
    rows = zip(*(keys[name] for name in keys), statements["doc_id"], strict=True)
    return statements[np.array([row in kept for row in rows], dtype=bool)]


def _map_groups(codes: Codes, statements: pd.DataFrame) -> "pd.Series[str]":
    """Return the source text of each statement: its group of reprints, or its event."""
    found = reprints(codes)
    group = dict(zip(found["doc_id"], found["group"], strict=True))
    return statements["doc_id"].map(lambda doc_id: group.get(doc_id, doc_id)).astype("str")
