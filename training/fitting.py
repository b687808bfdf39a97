"""How the small classifiers are trained and judged; scikit-learn is installed for that and nowhere else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from analysis.coding.linear import Array, Linear, key

FOLDS, SEEDS = 5, (0, 1, 2)
# features met less often are unknown
RARE = 2
# sentences that share this part of the word pairs of the shorter one are one sentence told twice
ALIKE = 0.5

Reading = list[str]


def fitted(
    readings: Sequence[Reading],
    truth: NDArray[np.int64],
    weights: Array,
    strength: float,
    first: int | None = None,
) -> Linear:
    """Fit one classifier.

    Args:
        readings: the names of the features of each case.
        truth: the number of each case's class; every class occurs.
        weights: how much each case counts.
        strength: the inverse of the penalty on large weights.
        first: how many of the readings make the vocabulary, those at the beginning; None for all.
    """
    rows, rarity = _vocabulary(readings[:first])
    found = LogisticRegression(C=strength, max_iter=400).fit(_matrix(readings, rows, rarity), truth, weights)
    known = {key(name): row for name, row in rows.items()}
    return Linear(known, (found.coef_ * rarity).T.astype(np.float32), found.intercept_)


def _vocabulary(readings: Sequence[Reading]) -> tuple[dict[str, int], Array]:
    """Return the features that are known, and how much more each counts the rarer it is."""
    counts = Counter(name for reading in readings for name in reading)
    rows = {name: row for row, name in enumerate(sorted(name for name in counts if counts[name] >= RARE))}
    rarity = np.sqrt(np.log(len(readings) / np.array([counts[name] for name in rows])) + 1e-3)
    return rows, rarity / rarity.mean()


def _matrix(readings: Sequence[Reading], rows: dict[str, int], rarity: Array) -> csr_matrix:
    places = [[rows[name] for name in reading if name in rows] for reading in readings]
    column = np.array([row for place in places for row in place])
    ends = np.cumsum([0, *map(len, places)])
    norm = np.repeat([max(1, len(place)) ** -0.5 for place in places], np.diff(ends))
    return csr_matrix((rarity[column] * norm, column, ends), shape=(len(places), len(rows)))


def folds(
    labels: Sequence[str], alike: Sequence[int], seed: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the cases to learn from and those to judge, for each fold.

    Args:
        labels: the class of each case.
        alike: cases of one number stay in one fold.
        seed: of the folds.
    """
    parted = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    yield from parted.split(np.zeros(len(labels)), labels, alike)


def groups(texts: Iterable[str]) -> list[int]:
    """Number sentences so that those which are nearly the same have one number."""
    pairs = [set(pairwise(words)) for words in (text.lower().split() for text in texts)]
    above = list(range(len(pairs)))

    def root(place: int) -> int:
        while above[place] != place:
            place = above[place]
        return place

    for place, mine in enumerate(pairs):
        for other in range(place):
            least = min(len(mine), len(pairs[other]))
            if least and len(mine & pairs[other]) >= ALIKE * least:
                above[root(place)] = root(other)
    return [root(place) for place in range(len(above))]


def cooled(part: Linear, temperature: float) -> Linear:
    """Return a classifier whose probabilities are as sure as they are right."""
    return Linear(part.rows, part.weights / temperature, part.bias / temperature)


def temperature(shares: Array, truth: NDArray[np.int64]) -> float:
    """Return what log-odds must be divided by to give the truth the highest likelihood.

    Args:
        shares: probabilities ``[cases, classes]`` on cases not learned from.
        truth: the number of each case's class.
    """
    odds = np.log(shares + 1e-12)

    def loss(by: float) -> float:
        scaled = odds / by
        norm = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1)) + scaled.max(axis=1)
        return float((norm - scaled[np.arange(len(truth)), truth]).mean())

    return float(min(np.arange(0.5, 4.0, 0.05), key=loss))


def f1(truth: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Return the F1 of each class that occurs in the truth."""
    scores = {}
    for name in sorted(set(truth)):
        right = sum(a == b == name for a, b in zip(truth, found, strict=True))
        scores[name] = 2 * right / (truth.count(name) + found.count(name)) if right else 0.0
    return scores


def macro(scores: dict[str, float]) -> float:
    """Return the mean over classes."""
    return sum(scores.values()) / len(scores)
