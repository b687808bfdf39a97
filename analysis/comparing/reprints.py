"""Articles that are one text: reprints, wire copy, shortened or lightly edited versions.

Texts are compared by their shingles, runs of eight words (Broder, On the resemblance and containment of
documents, 1997): two are one text where at least half of the shorter one's shingles stand in the other.
Candidates share some of each text's smallest shingle hashes (a bottom-k sketch), found by an inverted
index, so that time and memory grow with the number of texts, not of pairs. Everything is deterministic.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes

# words of a shingle: shorter runs are common phrases, longer ones do not outlive an editor
WORDS = 8
# share of the shorter text's shingles that must stand in the longer one
SAME = 0.5
# a text of fewer shingles is too short to tell: a byline or a quotation alone would decide
FEWEST = 20
# smallest hashes kept of each text, texts kept of each hash (what more share is boilerplate), and
# candidates that are compared in full
SKETCH, SHARED, CANDIDATES = 96, 100, 20
WORD = re.compile(r"\w+")

Hashes = NDArray[np.uint64]


def reprints(codes: Codes) -> pd.DataFrame:
    """Return which articles of a corpus are one text.

    Returns:
        One row per article, in order: ``doc_id``, ``group`` (the ``doc_id`` of the longest text of those that
        are one; its own where it is alone) and ``similarity`` (share of the shorter text's shingles that
        stand in the other, 0 to 1; 1 for the longest itself).
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
    """Return for each text the place of the longest one that it is a version of, and how similar it is."""
    numbers: dict[str, int] = {}
    known = [hash_shingles(text, numbers) for text in texts]
    index: dict[int, list[int]] = defaultdict(list)
    found = [(place, 1.0) for place in range(len(texts))]
    for place in sorted(range(len(texts)), key=lambda place: (-len(known[place]), place)):
        if len(known[place]) < FEWEST:
            continue
        sketch = [int(one) for one in known[place][:SKETCH]]
        best = _find_best(known, place, _find_candidates(index, sketch))
        if best is not None:
            found[place] = best
            continue
        for one in sketch:
            if len(index[one]) < SHARED:
                index[one].append(place)
    return found


def hash_shingles(text: str, numbers: dict[str, int]) -> Hashes:
    """Return the hashes of a text's runs of eight words, each once, the smallest first.

    Args:
        text: any text; case and punctuation do not count.
        numbers: the numbers of words so far, shared by all texts that are compared.
    """
    words = WORD.findall(text.casefold())
    for word in words:
        if word not in numbers:
            numbers[word] = zlib.crc32(word.encode())
    if len(words) < WORDS:
        return np.empty(0, dtype=np.uint64)
    row = np.array([numbers[word] for word in words], dtype=np.uint64)
    made = np.zeros(len(words) - WORDS + 1, dtype=np.uint64)
    for shift in range(WORDS):
        # the places of the words count: a polynomial modulo 2**64
        made = made * np.uint64(0x9E3779B97F4A7C15) + row[shift : shift + len(made)]
    return np.unique(_mix_hashes(made))


def _mix_hashes(values: Hashes) -> Hashes:
    """Spread hashes evenly, so that the smallest ones are a fair sample (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _find_candidates(index: dict[int, list[int]], sketch: Iterable[int]) -> list[int]:
    """Return the texts that share most of a sketch, at most some of them."""
    shared = Counter(place for one in sketch for place in index.get(one, ()))
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    return [place for place, _ in ranked[:CANDIDATES]]


def _find_best(known: Sequence[Hashes], place: int, candidates: Iterable[int]) -> tuple[int, float] | None:
    """Return the candidate, a longer text, that holds most of a text's shingles, where it is enough."""
    own = known[place]
    shares = [
        (len(np.intersect1d(own, known[other], assume_unique=True)) / len(own), -other)
        for other in candidates
    ]
    share, other = max(shares, default=(0.0, 0))
    return (-other, share) if share >= SAME else None


def keep_one_reprint(codes: Codes, statements: pd.DataFrame) -> pd.DataFrame:
    """Return statements with those of reprints counted once.

    Args:
        codes: the coded corpus.
        statements: rows of its statements table.

    Returns:
        Of each actor, issue and group of articles that are one text only the statements of the article
        that has most of them, of equals the first; what stands in no reprint stays as it is.
    """
    group = _map_groups(codes, statements)
    keys = pd.DataFrame({"actor": statements["actor"], "issue": statements["issue"], "group": group})
    by_article = keys.assign(doc_id=statements["doc_id"]).groupby([*keys, "doc_id"], sort=False).size()
    kept = set(by_article.groupby([*keys], sort=False).idxmax()) if len(statements) else set()
    rows = zip(*(keys[name] for name in keys), statements["doc_id"], strict=True)
    return statements[np.array([row in kept for row in rows], dtype=bool)]


def _map_groups(codes: Codes, statements: pd.DataFrame) -> "pd.Series[str]":
    """Return the text that each statement rests on: its group of articles, or its event."""
    found = reprints(codes)
    group = dict(zip(found["doc_id"], found["group"], strict=True))
    return statements["doc_id"].map(lambda doc_id: group.get(doc_id, doc_id)).astype("str")
