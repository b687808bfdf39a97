"""The training recipe: a logistic regression on human codes and example sentences, cross-validated."""

from collections.abc import Sequence

import numpy as np

from analysis.coding.events.plover.model import LEARNED, Model
from analysis.coding.linear import Array, Linear
from training.event_types.samples import Sample
from training.fitting import Reading, fitted, folds, groups

# how much an example sentence counts beside a human code, and an event told without its actors
EXAMPLE, BLIND = 0.6, 0.3
# the inverse of the penalty on large weights
STRENGTH = 60.0

# an event is judged with its actors, by its word alone, by all words of its sentence; and by all three
VIEWS = ("with its actors", "by its word alone", "by its sentence's words", "by all three")


def fit(samples: Sequence[Sample], examples: Sequence[Sample]) -> Model:
    """Fit the classifiers on human codes and example sentences.

    Every event is learned twice, with its actors and without. Types weigh the same in sum.
    """
    both = [*samples, *examples]
    once = np.concatenate([np.ones(len(samples)), np.full(len(examples), EXAMPLE)])
    labels = [it.label for it in both]
    events = _balanced(
        [it.full for it in both] + [it.blind for it in both],
        labels * 2,
        np.concatenate([once, once * BLIND]),
        len(both),
    )
    return Model(events, _balanced([it.words for it in both], labels, once, len(both)))


def _balanced(readings: list[Reading], labels: list[str], weights: Array, first: int) -> Linear:
    """Fit one classifier; the features that it knows are those of the first readings."""
    truth = np.array([LEARNED.index(label) for label in labels])
    totals = np.bincount(truth, weights, minlength=len(LEARNED))
    return fitted(readings, truth, weights * totals.sum() / len(LEARNED) / totals[truth], STRENGTH, first)


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
    for learned, judged in folds([it.label for it in samples], groups(it.text for it in samples), seed):
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
