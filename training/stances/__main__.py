"""Train the judges of stances that ship with the package: the linear classifiers and the encoder.

Run ``python -m training.stances GOLD``. GOLD is a folder with ``stance/plv.train.jsonl`` and
``stance/dse.train.jsonl`` (per line a ``text``, the spans of an actor and a target, and the ``label`` of the
stance), and the texts that gold/news has labels for. The disputes in gold/disputes are used as well. A fifth
of the news trains neither judge: on it the confidence is fitted. MODEL_CARD.md has terms and figures.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from analysis.coding.linear import Array, Linear
from analysis.coding.statements import encoder
from analysis.coding.statements.decision import Guess, guess_stances
from analysis.coding.statements.judging import combine, find_doubtful
from analysis.coding.statements.model import CELLS, GIVEN, WEIGHTS, Model, save
from analysis.comparing.support import MIN_FIRM_CONFIDENCE
from training.fitting import fit_linear
from training.stances.encoder import Case, fine_tune, store
from training.stances.gold import read_disputes
from training.stances.news import read_news
from training.stances.samples import Sample, TextSample, read_dispute, read_sentences

DISPUTES = Path(__file__).parents[2] / "gold" / "disputes"
PLV, DSE = "stance/plv.train.jsonl", "stance/dse.train.jsonl"
FOLDS = 3
# the share of the positions shown that are right in these reports
EXPECTED, REPORTS = 0.76, "wikinews"
SIGNED = ("support", "oppose")
# of so many articles, one is held out
HELD_OUT = 5
# the inverse of the penalty on large weights
STRENGTH = 30.0
# weight of a pair in a long text, where the code may be based on another sentence
ARTICLE = 0.5
# weights relative to a pair from our own disputes, and the number of sentences without a stance
CELLS_PLV, CELLS_DSE, CELLS_NONE = 0.3, 0.1, 1_200
GIVEN_OWN, GIVEN_PLV, GIVEN_DSE, GIVEN_NONE = 0.3, 2.0, 0.3, 3_000


@dataclass(frozen=True)
class Material:
    """The training samples by origin: disputes and news, and the two sets of sentences."""

    texts: Sequence[TextSample]
    plv: Sequence[Sample]
    dse: Sequence[Sample]


@dataclass(frozen=True)
class Judgement:
    """A possible stance of a pair that the judges have not learned from.

    Attributes:
        pair: the pair.
        evidence: what its confidence depends on.
        is_conditional: whether it depends on a condition.
        is_right: whether it is the stance coded.
        weight: how much it counts.
    """

    pair: TextSample
    evidence: Array
    is_conditional: bool
    is_right: bool
    weight: float


def train(gold: Path, out: Path) -> None:
    """Fit the linear classifiers, fine-tune the encoder, fit the confidence, and save them in a folder."""
    own = [sample for dispute in read_disputes(DISPUTES) for sample in read_dispute(dispute)]
    news = [sample for article in read_news(gold) for sample in read_dispute(article)]
    held_out = [sample for sample in news if is_held_out(sample.article)]
    texts = [*own, *(sample for sample in news if not is_held_out(sample.article))]
    material = Material(texts, read_sentences(gold / PLV), read_sentences(gold / DSE, GIVEN_NONE))
    print(f"{len(texts)} pairs to train on, {len(held_out)} held out", flush=True)
    shares = cross_validate(material)
    doubtful = [texts[place] for place in find_doubtful(shares)]
    cases = [Case(one.passage, CELLS.index(one.label)) for one in doubtful if is_usable(one)]
    store(fine_tune(cases, out / "encoder.state"), out / encoder.MODEL.name)
    cells = fit_cells(material)
    judged = list(list_guesses(held_out, _judge(cells, encoder.read(out / encoder.MODEL.name), held_out)))
    # conditions and plain words that rules know are rarer in news than in diplomacy
    judged += [
        one
        for one in list_guesses(own, shares[: len(own)])
        if one.is_conditional or one.pair.facts.rule is not None
    ]
    verdict = fit_verdict(judged)
    save(Model(cells, fit_given(material), verdict), out / WEIGHTS.name)


def is_held_out(article: str) -> bool:
    """Return whether an article of the news is held out."""
    return crc32(article.encode()) % HELD_OUT == 0


def is_usable(sample: TextSample) -> bool:
    """Return whether a pair shows the stance that was coded: not elsewhere, and one stance only."""
    return sample.label in CELLS and not sample.is_elsewhere


def fit_cells(material: Material) -> Linear:
    """Fit the classifier for the cells of articles."""
    texts = [sample for sample in material.texts if is_usable(sample)]
    without = [sample for sample in material.dse if sample.label == "none"][:CELLS_NONE]
    dse = [*(sample for sample in material.dse if sample.label != "none"), *without]
    samples = [*texts, *material.plv, *dse]
    weights = [ARTICLE if sample.is_article else 1.0 for sample in texts]
    weights += [CELLS_PLV] * len(material.plv) + [CELLS_DSE] * len(dse)
    return _fit(samples, weights, CELLS)


def fit_given(material: Material) -> Linear:
    """Fit the classifier for a given pair of spans."""
    opinionated = [sample for sample in material.texts if is_usable(sample) and sample.label in GIVEN]
    samples = [*opinionated, *material.plv, *material.dse]
    weights = [GIVEN_OWN] * len(opinionated) + [GIVEN_PLV] * len(material.plv)
    return _fit(samples, weights + [GIVEN_DSE] * (len(samples) - len(weights)), GIVEN)


def _fit(samples: Sequence[Sample], weights: Sequence[float], classes: Sequence[str]) -> Linear:
    truth = np.array([classes.index(sample.label) for sample in samples])
    return fit_linear([sample.reading for sample in samples], truth, np.array(weights), STRENGTH)


def cross_validate(material: Material) -> Array:
    """Return the probabilities of CELLS for each pair of a text, cross-validated by dispute."""
    groups = sorted({sample.group for sample in material.texts})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    shares = np.zeros((len(material.texts), len(CELLS)))
    for number in range(FOLDS):
        training = [sample for sample in material.texts if fold[sample.group] != number]
        test = [place for place, sample in enumerate(material.texts) if fold[sample.group] == number]
        model = fit_cells(Material(training, material.plv, material.dse))
        shares[test] = model.probabilities([material.texts[place].reading for place in test])
    return shares


def _judge(cells: Linear, reader: encoder.Encoder, samples: Sequence[TextSample]) -> Array:
    """Return the probabilities of both judges together."""
    shares = cells.probabilities([sample.reading for sample in samples])
    doubtful = find_doubtful(shares)
    passages = [samples[place].passage for place in doubtful]
    return combine(shares, doubtful, reader.probabilities(passages))


def fit_verdict(guesses: Sequence[Judgement]) -> Array:
    """Fit the confidence: a logistic regression of being right on the evidence, for every possible stance.

    Its scale is moved so that from MIN_FIRM_CONFIDENCE on, EXPECTED of the positions in reports of Wikinews
    are right: the confidence of a position is its surest statement's. An actor and issue with many passages
    count hardly more than those with a single one.
    """
    evidence = np.array([one.evidence for one in guesses])
    right = np.array([one.is_right for one in guesses])
    weights = np.array([one.weight for one in guesses])
    fold = np.array([crc32(one.pair.article.encode()) // HELD_OUT % FOLDS for one in guesses])
    confidence = np.zeros(len(guesses))
    for number in range(FOLDS):
        fitted, test = fold != number, fold == number
        model = _regress(evidence[fitted], right[fitted], weights[fitted])
        confidence[test] = model.predict_proba(evidence[test])[:, 1]
    reports = [place for place, one in enumerate(guesses) if one.pair.group.startswith(REPORTS)]
    least = find_least_confidence(
        [guesses[place] for place in reports], [float(confidence[place]) for place in reports]
    )
    for name, places in (("all news", range(len(guesses))), (REPORTS, reports)):
        firm = [place for place in places if confidence[place] >= least]
        print(f"{name}: {right[firm].mean():.3f} of {len(firm)} judgements from {least:.2f} on are right")
    model = _regress(evidence, right, weights)
    moved = _log_odds(MIN_FIRM_CONFIDENCE) - _log_odds(least)
    return np.append(model.coef_[0], model.intercept_ + moved)


def list_guesses(samples: Sequence[TextSample], shares: Array) -> Iterator[Judgement]:
    """Yield every possible stance of the pairs of each article, with its evidence.

    Args:
        samples: the pairs, those of an article together.
        shares: the probability of each of CELLS, ``[samples, classes]``.
    """
    for _, group in groupby(zip(samples, shares, strict=True), lambda one: one[0].article):
        pairs, found = zip(*group, strict=True)
        facts = [pair.facts for pair in pairs]
        sizes = Counter(known.cell for known in facts)
        for pair, guesses in zip(pairs, guess_stances(facts, np.array(found)), strict=True):
            for guess in guesses:
                weight = sizes[pair.facts.cell] ** -0.5
                yield Judgement(pair, guess.evidence, guess.is_conditional, is_right(pair, guess), weight)


def find_least_confidence(guesses: Sequence[Judgement], confidence: Sequence[float]) -> float:
    """Return the least confidence from which EXPECTED of the positions are right."""
    positions: dict[tuple[str, tuple[str, str]], tuple[float, bool]] = {}
    for guess, sure in zip(guesses, confidence, strict=True):
        key = guess.pair.article, guess.pair.facts.cell
        positions[key] = max(positions.get(key, (0.0, False)), (sure, guess.is_right))
    ranked = sorted(positions.values(), reverse=True)
    share = np.cumsum([is_right for _, is_right in ranked]) / np.arange(1, len(ranked) + 1)
    return ranked[int(np.flatnonzero(share >= EXPECTED)[-1])][0]


def _regress(evidence: Array, truth: NDArray[np.bool_], weights: Array) -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=500).fit(evidence, truth, weights)


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))


def is_right(pair: TextSample, guess: Guess) -> bool:
    """Return whether a guess is the stance coded for its actor and issue, with or without a condition."""
    is_stance = guess.label == pair.label or (pair.label == "mixed" and guess.label in SIGNED)
    return is_stance and guess.is_conditional == (pair.stance == "conditional")


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help=f"folder with {PLV}, {DSE} and the texts of the news")
    parser.add_argument("--out", type=Path, default=WEIGHTS.parent, help="output folder for the weights")
    args = parser.parse_args()
    for name in (PLV, DSE):
        if not (args.gold / name).is_file():
            parser.error(f"{args.gold / name}: no such file. Specify a folder with {PLV} and {DSE}.")
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
