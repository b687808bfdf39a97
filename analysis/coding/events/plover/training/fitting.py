"""The training recipe: a logistic regression on human codes and example sentences, cross-validated."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from analysis.coding.events.plover.model import LEARNED, Array, Linear, Model, key
from analysis.coding.events.plover.training.samples import Sample, groups

FOLDS, SEEDS = 5, (0, 1, 2)
# features met less often are unknown
RARE = 2
# how much an example sentence counts beside a human code, and an event told without its actors
EXAMPLE, BLIND = 0.6, 0.3
# the inverse of the penalty on large weights
STRENGTH = 60.0

# an event is judged with its actors, by its word alone, by all words of its sentence; and by all three
VIEWS = ("with its actors", "by its word alone", "by its sentence's words", "by all three")

Reading = list[str]


def fit(samples: Sequence[Sample], examples: Sequence[Sample]) -> Model:
    """Fit the classifiers on human codes and example sentences.

    Every event is learned twice, with its actors and without. Types weigh the same in sum.
    """
    both = [*samples, *examples]
    once = np.concatenate([np.ones(len(samples)), np.full(len(examples), EXAMPLE)])
    labels = [it.label for it in both]
    events = _fitted(
        [it.full for it in both] + [it.blind for it in both],
        labels * 2,
        np.concatenate([once, once * BLIND]),
        len(both),
    )
    return Model(events, _fitted([it.words for it in both], labels, once, len(both)))


def _fitted(readings: list[Reading], labels: list[str], weights: Array, first: int) -> Linear:
    """Fit one classifier; the features that it knows are those of the first readings."""
    truth = np.array([LEARNED.index(label) for label in labels])
    totals = np.bincount(truth, weights, minlength=len(LEARNED))
    weights = weights * totals.sum() / len(LEARNED) / totals[truth]
    rows, rarity = _vocabulary(readings[:first])
    found = LogisticRegression(C=STRENGTH, max_iter=300).fit(_matrix(readings, rows, rarity), truth, weights)
    known = {key(name): row for name, row in rows.items()}
    return Linear(known, (found.coef_ * rarity).T.astype(np.float32), found.intercept_)


def _vocabulary(readings: list[Reading]) -> tuple[dict[str, int], Array]:
    """Return the features that are known, and how much more each counts the rarer it is."""
    counts = Counter(name for reading in readings for name in reading)
    rows = {name: row for row, name in enumerate(sorted(name for name in counts if counts[name] >= RARE))}
    rarity = np.sqrt(np.log(len(readings) / np.array([counts[name] for name in rows])) + 1e-3)
    return rows, rarity / rarity.mean()


def _matrix(readings: list[Reading], rows: dict[str, int], rarity: Array) -> csr_matrix:
    places = [[rows[name] for name in reading if name in rows] for reading in readings]
    column = np.array([row for place in places for row in place])
    ends = np.cumsum([0, *map(len, places)])
    norm = np.repeat([max(1, len(place)) ** -0.5 for place in places], np.diff(ends))
    return csr_matrix((rarity[column] * norm, column, ends), shape=(len(places), len(rows)))


def crossed(samples: Sequence[Sample], examples: Sequence[Sample], seed: int) -> dict[str, Array]:
    """Return the probabilities of the types of each event, by a classifier that learned from other folds.

    Sentences that are nearly the same are in one fold.

    Args:
        samples: human codes.
        examples: example sentences, learned from in every fold.
        seed: of the folds.

    Returns:
        ``[events, types]`` by each of VIEWS.
    """
    found = {view: np.zeros((len(samples), len(LEARNED))) for view in VIEWS}
    for learned, judged in _folds(samples, seed):
        model = fit([samples[place] for place in learned], examples)
        held = [samples[place] for place in judged]
        parts = (
            model.events.probabilities([it.full for it in held]),
            model.events.probabilities([it.blind for it in held]),
            model.sentences.probabilities([it.words for it in held]),
        )
        for view, shares in zip(VIEWS, (*parts, sum(parts) / len(parts)), strict=True):
            found[view][judged] = shares
    return found


def named(shares: Array) -> list[str]:
    """Return the likeliest type of each event."""
    return [LEARNED[best] for best in shares.argmax(axis=1)]


def _folds(samples: Sequence[Sample], seed: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    labels = np.array([it.label for it in samples])
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    yield from folds.split(np.zeros(len(labels)), labels, groups(it.text for it in samples))


def cooled(part: Linear, temperature: float) -> Linear:
    """Return a classifier whose probabilities are as sure as they are right."""
    return Linear(part.rows, part.weights / temperature, part.bias / temperature)


def temperature(shares: Array, labels: Sequence[str]) -> float:
    """Return what log-odds must be divided by to give the truth the highest likelihood."""
    truth = np.array([LEARNED.index(label) for label in labels])
    odds = np.log(shares + 1e-12)

    def loss(by: float) -> float:
        scaled = odds / by
        norm = np.log(np.exp(scaled - scaled.max(axis=1, keepdims=True)).sum(axis=1)) + scaled.max(axis=1)
        return float((norm - scaled[np.arange(len(truth)), truth]).mean())

    return float(min(np.arange(0.5, 4.0, 0.05), key=loss))


def f1(truth: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """Return the F1 of each type that occurs."""
    scores = {}
    for name in sorted(set(truth)):
        right = sum(a == b == name for a, b in zip(truth, found, strict=True))
        scores[name] = 2 * right / (truth.count(name) + found.count(name)) if right else 0.0
    return scores


def macro(scores: dict[str, float]) -> float:
    """Return the mean over types."""
    return sum(scores.values()) / len(scores)
