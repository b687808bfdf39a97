"""Train and evaluate the small classifiers; scikit-learn is needed only for this."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from analysis.coding.linear import Array, Linear, hash_feature

FOLDS, SEEDS = 5, (0, 1, 2)
# features that occur less often are treated as unknown
RARE = 2
# sentences that share this proportion of the shorter one's word pairs are near-duplicates
ALIKE = 0.5

Reading = list[str]


def fit_linear(
    readings: Sequence[Reading],
    truth: NDArray[np.int64],
    weights: Array,
    strength: float,
    first: int | None = None,
) -> Linear:
    """Fit one classifier.

    Args:
        readings: the feature names of each case.
        truth: the class number of each case; every class occurs.
        weights: the weight of each case.
        strength: the inverse of the penalty on large weights.
        first: number of leading readings that define the vocabulary; None for all.
    """
    rows, rarity = _build_vocabulary(readings[:first])
    model = LogisticRegression(C=strength, max_iter=400).fit(
        _build_matrix(readings, rows, rarity), truth, weights
    )
    known = {hash_feature(name): row for name, row in rows.items()}
    return Linear(known, (model.coef_ * rarity).T.astype(np.float32), model.intercept_)


def _build_vocabulary(readings: Sequence[Reading]) -> tuple[dict[str, int], Array]:
    """Return the row of each known feature, and the weights of the features: the rarer, the higher."""
    counts = Counter(name for reading in readings for name in reading)
    rows = {name: row for row, name in enumerate(sorted(name for name in counts if counts[name] >= RARE))}
    rarity = np.sqrt(np.log(len(readings) / np.array([counts[name] for name in rows])) + 1e-3)
    return rows, rarity / rarity.mean()


def _build_matrix(readings: Sequence[Reading], rows: dict[str, int], rarity: Array) -> csr_matrix:
    known = [[rows[name] for name in reading if name in rows] for reading in readings]
    column = np.array([row for features in known for row in features])
    ends = np.cumsum([0, *map(len, known)])
    norm = np.repeat([max(1, len(features)) ** -0.5 for features in known], np.diff(ends))
    return csr_matrix((rarity[column] * norm, column, ends), shape=(len(known), len(rows)))


def split_folds(
    labels: Sequence[str], alike: Sequence[int], seed: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the training cases and the test cases of each fold.

    Args:
        labels: the class of each case.
        alike: the group of each case; cases of one group stay in one fold.
        seed: random seed of the folds.
    """
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    yield from splitter.split(np.zeros(len(labels)), labels, alike)


def group_near_duplicates(texts: Iterable[str]) -> list[int]:
    """Return a group number for each sentence; near-duplicates have the same number."""
    pairs = [set(pairwise(words)) for words in (text.lower().split() for text in texts)]
    parents = list(range(len(pairs)))

    def find_root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    for number, own in enumerate(pairs):
        for other in range(number):
            shorter = min(len(own), len(pairs[other]))
            if shorter and len(own & pairs[other]) >= ALIKE * shorter:
                parents[find_root(number)] = find_root(other)
    return [find_root(number) for number in range(len(parents))]


def scale(part: Linear, temperature: float) -> Linear:
    """Return a classifier with its log-odds divided by a temperature, which calibrates its probabilities."""
    return Linear(part.rows, part.weights / temperature, part.bias / temperature)


def fit_temperature(shares: Array, truth: NDArray[np.int64]) -> float:
    """Return the temperature: the divisor of the log-odds that maximises the likelihood of the truth.

    Args:
        shares: probabilities ``[cases, classes]`` on held-out cases.
        truth: the class number of each case.
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
    """Return the mean over the classes."""
    return sum(scores.values()) / len(scores)
