"""Check by simulation that audits keep their promise: unbiased figures whose 95 % intervals cover the truth.

The corpus is ``gold/news``, in which the reference positions are taken for the truth. The machine's codes are
those of the built-in coder, and three made from the reference: a good, a middling and a bad coder, whose
confidence tells right codes from wrong ones well, somewhat and not at all.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.auditing.frame import DIVIDED, TOGETHER, list_frame, name_stratum
from analysis.auditing.sampling import draw_sample
from analysis.codes import ANSWERS, NONE, Audit
from analysis.coding import code
from analysis.comparing.auditing import CELL, FEWEST, count_answers, mark, measure_quality
from analysis.comparing.estimating import Estimate, Sample, estimate_ratio
from analysis.corpus.coded_articles import read_coded_articles

OPEN = Path(__file__).parents[2] / "gold" / "news"
N, REPLICATES = 150, 1_000
POSITIONS = ANSWERS[:-1]


@dataclass(frozen=True)
class Quality:
    """How well an invented machine codes.

    Attributes:
        found: share of the positions that it finds.
        turned: share of these in which it has the opposite stance.
        invented: share of the other cells in which it sees a position.
        known: how much higher its confidence is where it is right.
    """

    found: float
    turned: float
    invented: float
    known: float


QUALITIES = {
    "good": Quality(0.85, 0.03, 0.01, 0.2),
    "middling": Quality(0.5, 0.1, 0.03, 0.1),
    "bad": Quality(0.2, 0.4, 0.1, 0.0),
}


@dataclass(frozen=True)
class Outcome:
    """What one audit said of a figure: the estimate, the truth, and the width from hand codes alone."""

    estimate: Estimate
    truth: float
    alone: float


def measure() -> Iterator[str]:
    """Yield coverage, bias and width of the intervals for each coder and figure."""
    population = read_population()
    yield f"{len(population)} cells of gold/news; {N} audited, {REPLICATES} times"
    for name in ("built in", *QUALITIES):
        frame = population if name == "built in" else invent_codes(population, QUALITIES[name], seed=1)
        yield from (f"{name} coder, {line}" for line in summarise(simulate(frame, REPLICATES)))


def summarise(outcomes: dict[str, list[Outcome]]) -> Iterator[str]:
    """Yield a line for each figure."""
    for figure, found in outcomes.items():
        covered = np.mean([one.estimate.low <= one.truth <= one.estimate.high for one in found])
        bias = np.mean([one.estimate.value - one.truth for one in found])
        width = np.mean([one.estimate.high - one.estimate.low for one in found])
        alone = np.mean([one.alone for one in found])
        hand = "" if np.isnan(alone) else f", from hand codes alone {alone:.3f}"
        truth = np.mean([one.truth for one in found])
        yield (
            f"{figure} {truth:.3f}: covered {100 * covered:.1f} % of {len(found)}, "
            f"bias {bias:+.3f}, width {width:.3f}{hand}"
        )


def read_population() -> pd.DataFrame:
    """Return the cells of ``gold/news`` as ``list_frame`` does, with ``truth`` and the ``part`` (a year)."""
    frames, days = [], {}
    articles, _ = read_coded_articles(OPEN)
    for article in articles:
        frame = list_frame(code(article.open(OPEN, "rules")))
        reference = article.positions.set_index(CELL)["stance"]
        cells = pd.MultiIndex.from_frame(frame[CELL])
        frames.append(frame.assign(truth=reference.reindex(cells).fillna(NONE).to_numpy()))
        days[article.document.doc_id] = article.document.published
    population = pd.concat(frames, ignore_index=True)
    return population.assign(part=population["doc_id"].map(days).str[:4])


def invent_codes(population: pd.DataFrame, quality: Quality, seed: int) -> pd.DataFrame:
    """Return the population with the codes of an invented machine."""
    generator = np.random.default_rng(seed)
    truth = population["truth"].to_numpy(dtype=object)
    draws = generator.random((3, len(truth)))
    is_there = truth != NONE
    opposite = np.where(truth == "support", "oppose", "support")
    said = np.where(draws[1] < quality.turned, opposite, truth)
    made_up = np.where(generator.random(len(truth)) < 0.8, *DIVIDED)
    machine = np.where(is_there & (draws[0] < quality.found), said, NONE)
    machine = np.where(~is_there & (draws[2] < quality.invented), made_up, machine)
    confidence = 0.75 + quality.known * ((machine == truth) - 0.5) + generator.normal(0, 0.1, len(truth))
    empty = population["stratum"].where(population["machine"] == NONE, TOGETHER)
    strata = [
        name_stratum(answer, sure) if answer != NONE else old
        for answer, sure, old in zip(machine, confidence, empty, strict=True)
    ]
    return population.assign(machine=machine, stratum=strata)


def simulate(frame: pd.DataFrame, replicates: int) -> dict[str, list[Outcome]]:
    """Audit the cells many times and return what is said of each figure."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    # an audit of all cells is the truth
    truths = measure_quality(answer_sample(frame, len(frame), 0)).set_index("figure")["value"]
    largest = frame["part"].value_counts().index[0]
    parts = {"": pd.Series(True, index=frame.index), f" in {largest}": frame["part"] == largest}
    for seed in range(replicates):
        audit = answer_sample(frame, N, seed)
        for row in measure_quality(audit).itertuples():
            found = Estimate(float(row.value), float(row.low), float(row.high))
            outcomes[row.figure].append(Outcome(found, truths[row.figure], float("nan")))
        for name, is_part in parts.items():
            sample = count_answers(audit, audit.cells["part"] == largest if name else None)
            if sample.counts[:, :-1].sum() >= FEWEST:
                truth = _share_support(frame[is_part])
                alone = _estimate_alone(frame, is_part, seed)
                estimate = estimate_support(sample)
                outcomes[f"support{name}"].append(Outcome(estimate, truth, alone.high - alone.low))
    return outcomes


def answer_sample(frame: pd.DataFrame, n: int, seed: int) -> Audit:
    """Draw a sample and answer it with the truth."""
    drawn = draw_sample(frame, n, seed)
    answers = drawn["truth"].astype("object").where(drawn["cell"] > 0, None)
    cells = drawn.assign(answer=answers.astype("str"))
    return Audit("human:truth", cells[(cells["cell"] > 0) | (cells["machine"] != NONE)])


def estimate_support(sample: Sample) -> Estimate:
    """Return the share of support among the positions."""
    return estimate_ratio(sample, mark(sample, ("support",)), mark(sample, POSITIONS))


def _share_support(frame: pd.DataFrame) -> float:
    return float((frame["truth"] == "support").sum() / (frame["truth"] != NONE).sum())


def _estimate_alone(frame: pd.DataFrame, is_part: pd.Series, seed: int) -> Estimate:
    """Return the share of support from as many cells, drawn simply at random, without the machine."""
    drawn = np.random.default_rng(seed).choice(len(frame), N, replace=False)
    counts = np.zeros((1, len(ANSWERS)))
    for answer in frame["truth"].iloc[drawn[is_part.to_numpy()[drawn]]]:
        counts[0, ANSWERS.index(answer)] += 1
    none = np.array([ANSWERS.index(NONE)])
    return estimate_support(
        Sample(counts, np.array([float(N)]), np.array([float(len(frame))]), none, counts[:, 0])
    )
