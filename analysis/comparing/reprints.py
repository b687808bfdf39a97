"""Detect reprints: wire copy, and shortened or lightly edited versions of a text.

Texts are compared by their shingles, runs of eight words (Broder, On the resemblance and containment of
documents, 1997): two articles are versions of one text if at least half of the shorter one's shingles occur
in the other. Candidates share some of the smallest shingle hashes (a bottom-k sketch). They are found with an
inverted index, so time and memory grow with the number of texts, not pairs. The result is deterministic.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes

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

Hashes = NDArray[np.uint64]


def reprints(codes: Codes) -> pd.DataFrame:
    """Return which articles of a corpus are versions of one text.

    Returns:
        One row per article, in order: ``doc_id``, ``group`` (the ``doc_id`` of the longest version; its own
        where there is no other) and ``similarity`` (share of the shorter text's shingles that occur in the
        longest version, 0 to 1; 1 for the longest version itself).
    """
    documents = codes["documents"]
    found = group_texts(list(documents["text"]))
    names = list(documents["doc_id"])
    columns = {
        "doc_id": names,
        "group": [names[first] for first, _ in found],
        "similarity": [similarity for _, similarity in found],
    }
    return pd.DataFrame(columns).astype({"doc_id": "str", "group": "str", "similarity": "float64"})


def group_texts(texts: Sequence[str]) -> list[tuple[int, float]]:
    """Return for each text the position of its longest version, and the similarity to it."""
    numbers: dict[str, int] = {}
    known = [hash_shingles(text, numbers) for text in texts]
    index: dict[int, list[int]] = defaultdict(list)
    found = [(place, 1.0) for place in range(len(texts))]
    for place in sorted(range(len(texts)), key=lambda place: (-len(known[place]), place)):
        if len(known[place]) < FEWEST:
            continue
        sketch = [int(value) for value in known[place][:SKETCH]]
        best = _find_best(known, place, _find_candidates(index, sketch))
        if best is not None:
            found[place] = best
            continue
        for value in sketch:
            if len(index[value]) < SHARED:
                index[value].append(place)
    return found


def hash_shingles(text: str, numbers: dict[str, int]) -> Hashes:
    """Return the distinct hashes of a text's shingles, the smallest first.

    Args:
        text: any text; case and punctuation are ignored.
        numbers: hashes of words so far, shared by all texts that are compared.
    """
    words = WORD.findall(text.casefold())
    for word in words:
        if word not in numbers:
            numbers[word] = zlib.crc32(word.encode())
    if len(words) < WORDS:
        return np.empty(0, dtype=np.uint64)
    row = np.array([numbers[word] for word in words], dtype=np.uint64)
    hashes = np.zeros(len(words) - WORDS + 1, dtype=np.uint64)
    for shift in range(WORDS):
        # word order matters: a polynomial modulo 2**64
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + row[shift : shift + len(hashes)]
    return np.unique(_mix_hashes(hashes))


def _mix_hashes(values: Hashes) -> Hashes:
    """Spread hashes evenly, so the smallest ones are a fair sample (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _find_candidates(index: dict[int, list[int]], sketch: Iterable[int]) -> list[int]:
    """Return the texts that share most of a sketch, up to a limit."""
    shared = Counter(place for value in sketch for place in index.get(value, ()))
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    return [place for place, _ in ranked[:CANDIDATES]]


def _find_best(known: Sequence[Hashes], place: int, candidates: Iterable[int]) -> tuple[int, float] | None:
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
