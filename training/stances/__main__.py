"""Train the stances that ship with the package.

One command: ``python -m training.stances GOLD`` where GOLD is a folder with
``plv.train.jsonl`` and ``dse.train.jsonl``: per line a ``text``, the spans of an actor and a target, and
the ``label`` of the stance. The disputes beside this file are learned from as well. Data, terms and
figures are in MODEL_CARD.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analysis.coding.linear import Array, Linear
from analysis.coding.statements.decision import best, evidence
from analysis.coding.statements.model import CELLS, GIVEN, WEIGHTS, Model, save
from training.fitting import FOLDS, fitted
from training.stances.gold import disputes
from training.stances.samples import Sample, others, own

PLV, DSE = "plv.train.jsonl", "dse.train.jsonl"
# the inverse of the penalty on large weights
STRENGTH = 30.0
# a code of a long text may rest on another sentence than the pair's
ARTICLE = 0.5
# how much a sentence that people coded counts beside a pair of our own disputes; how many without a stance
CELLS_PLV, CELLS_DSE, CELLS_NONE = 0.3, 0.1, 1_200
GIVEN_OWN, GIVEN_PLV, GIVEN_DSE, GIVEN_NONE = 0.3, 2.0, 0.3, 3_000


@dataclass(frozen=True)
class Material:
    """What is learned from."""

    own: Sequence[Sample]
    plv: Sequence[Sample]
    dse: Sequence[Sample]


def train(gold: Path, out: Path) -> None:
    """Cross-validate the classifier of cells, fit its verdict on that, fit both on all, write the model."""
    texts = [
        sample
        for dispute in disputes(Path(__file__).parents[2] / "gold" / "disputes")
        for sample in own(dispute)
    ]
    material = Material(texts, others(gold / PLV), others(gold / DSE, GIVEN_NONE))
    shares = crossed(material)
    known, right = judgements(material.own, shares)
    verdict = LogisticRegression(C=1.0, max_iter=500).fit(known, right)
    weights = np.append(verdict.coef_[0], verdict.intercept_)
    told = verdict.predict_proba(known)[:, 1]
    for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        print(
            f"confidence {least}: {right[told >= least].mean():.3f} right, {(told >= least).sum()} judgements"
        )
    save(Model(cells(material), given(material), weights), out)
    print(f"{len(texts)} pairs of own disputes; written to {out}")


def cells(it: Material) -> Linear:
    """Fit the classifier that reads articles."""
    without = [sample for sample in it.dse if sample.label == "none"][:CELLS_NONE]
    dse = [*(sample for sample in it.dse if sample.label != "none"), *without]
    samples = [*it.own, *it.plv, *dse]
    weights = [ARTICLE if sample.is_article else 1.0 for sample in it.own]
    weights += [CELLS_PLV] * len(it.plv) + [CELLS_DSE] * (len(samples) - len(it.own) - len(it.plv))
    return _fit(samples, weights, CELLS)


def given(it: Material) -> Linear:
    """Fit the classifier that reads two phrases somebody pointed at."""
    told = [sample for sample in it.own if sample.label != "neutral"]
    samples = [*told, *it.plv, *it.dse]
    weights = [GIVEN_OWN] * len(told) + [GIVEN_PLV] * len(it.plv)
    return _fit(samples, weights + [GIVEN_DSE] * (len(samples) - len(weights)), GIVEN)


def _fit(samples: Sequence[Sample], weights: Sequence[float], classes: Sequence[str]) -> Linear:
    truth = np.array([classes.index(sample.label) for sample in samples])
    return fitted([sample.reading for sample in samples], truth, np.array(weights), STRENGTH)


def crossed(it: Material) -> Array:
    """Return the probabilities of CELLS for each own pair, by a classifier that saw none of its dispute."""
    groups = sorted({sample.group for sample in it.own})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    shares = np.zeros((len(it.own), len(CELLS)))
    for number in range(FOLDS):
        learned = [sample for sample in it.own if fold[sample.group] != number]
        held = [place for place, sample in enumerate(it.own) if fold[sample.group] == number]
        model = cells(Material(learned, it.plv, it.dse))
        shares[held] = model.probabilities([it.own[place].reading for place in held])
    return shares


def judgements(samples: Sequence[Sample], shares: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return what speaks for the best stance of each pair, ``[pairs, EVIDENCE]``, and whether it is right.

    With a condition that was missed or made up it is not.
    """
    known, right = [], []
    for sample, share in zip(samples, shares, strict=True):
        assert sample.pair is not None
        guess = best(sample.pair, share)
        known.append(evidence(sample.pair, share, guess))
        met = (guess.condition is not None) == (sample.stance == "conditional")
        right.append(guess.label == sample.label and met)
    return np.array(known), np.array(right)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help=f"folder with {PLV} and {DSE}")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights are written")
    args = parser.parse_args()
    for name in (PLV, DSE):
        if not (args.gold / name).is_file():
            parser.error(f"{args.gold / name}: no such file. Name a folder that holds {name}.")
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
