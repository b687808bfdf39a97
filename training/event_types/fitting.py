"""Fit and cross-validate the event types: logistic regression on human codes and example sentences."""

from collections.abc import Sequence

import numpy as np

from analysis.coding.events.plover.model import LEARNED, Model
from analysis.coding.linear import Array, Linear
from training.event_types.samples import Sample
from training.fitting import Reading, fit_linear, group_near_duplicates, split_folds

# weight of an example sentence relative to a human code, and of an event without its actors
EXAMPLE, BLIND = 0.6, 0.3
# the inverse of the penalty on large weights
STRENGTH = 60.0

# an event is classified with its actors, by its trigger alone, by all words of its sentence, and by all three
VIEWS = ("with its actors", "by its word alone", "by its sentence's words", "by all three")


def fit(samples: Sequence[Sample], examples: Sequence[Sample]) -> Model:
    """Fit the classifiers on human codes and example sentences.

    Every event is used twice, with and without its actors. All types have the same total weight.
    """
    both = [*samples, *examples]
    weights = np.concatenate([np.ones(len(samples)), np.full(len(examples), EXAMPLE)])
    labels = [sample.label for sample in both]
    events = _fit_balanced(
        [sample.full for sample in both] + [sample.blind for sample in both],
        labels * 2,
        np.concatenate([weights, weights * BLIND]),
        len(both),
    )
    return Model(events, _fit_balanced([sample.words for sample in both], labels, weights, len(both)))


def _fit_balanced(readings: list[Reading], labels: list[str], weights: Array, first: int) -> Linear:
    """Fit one classifier with equal class weights; the first readings define its vocabulary."""
    truth = np.array([LEARNED.index(label) for label in labels])
    totals = np.bincount(truth, weights, minlength=len(LEARNED))
    return fit_linear(readings, truth, weights * totals.sum() / len(LEARNED) / totals[truth], STRENGTH, first)


def cross_validate(samples: Sequence[Sample], examples: Sequence[Sample], seed: int) -> dict[str, Array]:
    """Return the cross-validated probabilities of the types of each event.

    Near-duplicate sentences are in the same fold.

    Args:
        samples: human codes.
        examples: example sentences, used for training in every fold.
        seed: random seed of the folds.

    Returns:
        ``[events, types]`` for each of VIEWS.
    """
    found = {view: np.zeros((len(samples), len(LEARNED))) for view in VIEWS}
    labels = [sample.label for sample in samples]
    for training, test in split_folds(labels, group_near_duplicates(sample.text for sample in samples), seed):
        model = fit([samples[number] for number in training], examples)
        held_out = [samples[number] for number in test]
        parts = (
            model.events.probabilities([sample.full for sample in held_out]),
            model.events.probabilities([sample.blind for sample in held_out]),
            model.sentences.probabilities([sample.words for sample in held_out]),
        )
        for view, shares in zip(VIEWS, (*parts, sum(parts) / len(parts)), strict=True):
            found[view][test] = shares
    return found


def name_types(shares: Array) -> list[str]:
    """Return the most likely type of each event."""
    return [LEARNED[best] for best in shares.argmax(axis=1)]
