"""Train the stance classifiers that ship with the package.

Run ``python -m training.stances GOLD``. GOLD is a folder with ``plv.train.jsonl`` and ``dse.train.jsonl``:
per line a ``text``, the spans of an actor and a target, and the ``label`` of the stance. The disputes in
gold/disputes are used as well. Data, terms and figures are in MODEL_CARD.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analysis.coding.linear import Array, Linear
from analysis.coding.statements.decision import find_likeliest, gather_evidence, guess_from_rule
from analysis.coding.statements.model import CELLS, GIVEN, WEIGHTS, Model, save
from training.fitting import FOLDS, fit_linear
from training.stances.gold import read_disputes
from training.stances.samples import Sample, read_dispute, read_sentences

PLV, DSE = "plv.train.jsonl", "dse.train.jsonl"
# the inverse of the penalty on large weights
STRENGTH = 30.0
# weight of a pair in a long text, where the code may be based on another sentence
ARTICLE = 0.5
# weights relative to a pair from our own disputes, and the number of sentences without a stance
CELLS_PLV, CELLS_DSE, CELLS_NONE = 0.3, 0.1, 1_200
GIVEN_OWN, GIVEN_PLV, GIVEN_DSE, GIVEN_NONE = 0.3, 2.0, 0.3, 3_000


@dataclass(frozen=True)
class Material:
    """The training samples by origin: our own disputes, and the two sets of sentences."""

    own: Sequence[Sample]
    plv: Sequence[Sample]
    dse: Sequence[Sample]


def train(gold: Path, out: Path) -> None:
    """Cross-validate the classifier of cells, fit its verdict, fit both classifiers, save them."""
    texts = [
        sample
        for dispute in read_disputes(Path(__file__).parents[2] / "gold" / "disputes")
        for sample in read_dispute(dispute)
    ]
    material = Material(texts, read_sentences(gold / PLV), read_sentences(gold / DSE, GIVEN_NONE))
    shares = cross_validate(material)
    known, right = collect_evidence(material.own, shares)
    verdict = LogisticRegression(C=1.0, max_iter=500).fit(known, right)
    weights = np.append(verdict.coef_[0], verdict.intercept_)
    confidence = verdict.predict_proba(known)[:, 1]
    for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        accepted = confidence >= least
        print(f"confidence {least}: {right[accepted].mean():.3f} right, {accepted.sum()} judgements")
    save(Model(fit_cells(material), fit_given(material), weights), out)
    print(f"{len(texts)} pairs from our own disputes; written to {out}")


def fit_cells(material: Material) -> Linear:
    """Fit the classifier for the cells of articles."""
    without = [sample for sample in material.dse if sample.label == "none"][:CELLS_NONE]
    dse = [*(sample for sample in material.dse if sample.label != "none"), *without]
    samples = [*material.own, *material.plv, *dse]
    weights = [ARTICLE if sample.is_article else 1.0 for sample in material.own]
    weights += [CELLS_PLV] * len(material.plv) + [CELLS_DSE] * (
        len(samples) - len(material.own) - len(material.plv)
    )
    return _fit(samples, weights, CELLS)


def fit_given(material: Material) -> Linear:
    """Fit the classifier for a given pair of spans."""
    opinionated = [sample for sample in material.own if sample.label != "neutral"]
    samples = [*opinionated, *material.plv, *material.dse]
    weights = [GIVEN_OWN] * len(opinionated) + [GIVEN_PLV] * len(material.plv)
    return _fit(samples, weights + [GIVEN_DSE] * (len(samples) - len(weights)), GIVEN)


def _fit(samples: Sequence[Sample], weights: Sequence[float], classes: Sequence[str]) -> Linear:
    truth = np.array([classes.index(sample.label) for sample in samples])
    return fit_linear([sample.reading for sample in samples], truth, np.array(weights), STRENGTH)


def cross_validate(material: Material) -> Array:
    """Return the probabilities of CELLS for each of our own pairs, cross-validated by dispute."""
    groups = sorted({sample.group for sample in material.own})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    shares = np.zeros((len(material.own), len(CELLS)))
    for number in range(FOLDS):
        training = [sample for sample in material.own if fold[sample.group] != number]
        test = [index for index, sample in enumerate(material.own) if fold[sample.group] == number]
        model = fit_cells(Material(training, material.plv, material.dse))
        shares[test] = model.probabilities([material.own[index].reading for index in test])
    return shares


def collect_evidence(samples: Sequence[Sample], shares: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return the evidence for each possible decision, ``[decisions, EVIDENCE]`` and whether it is right.

    Possible are the best stance of each pair and, if the rules found another, that one. It is wrong if
    a condition was missed or wrongly found.
    """
    known, right = [], []
    for sample, share in zip(samples, shares, strict=True):
        assert sample.pair is not None
        guesses = [find_likeliest(sample.pair, share)]
        if sample.pair.rule is not None and guesses[0].rule is None:
            guesses.append(guess_from_rule(sample.pair, sample.pair.rule))
        for guess in guesses:
            known.append(gather_evidence(sample.pair, share, guess))
            is_condition_right = (guess.condition is not None) == (sample.stance == "conditional")
            right.append(guess.label == sample.label and is_condition_right)
    return np.array(known), np.array(right)


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help=f"folder with {PLV} and {DSE}")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="output file for the weights")
    args = parser.parse_args()
    for name in (PLV, DSE):
        if not (args.gold / name).is_file():
            parser.error(f"{args.gold / name}: no such file. Specify a folder with {name}.")
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
