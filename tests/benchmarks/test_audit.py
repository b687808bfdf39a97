"""The simulation of audits, on an invented corpus: what they promise holds."""

import numpy as np
import pandas as pd
import pytest

from analysis.auditing.frame import APART, TOGETHER
from analysis.codes import NONE
from tests.benchmarks.audit import QUALITIES, invent_codes, simulate


@pytest.fixture(scope="module")
def population() -> pd.DataFrame:
    """Return 6,000 cells: a quarter of those named together have a position, and a fiftieth of the others."""
    generator = np.random.default_rng(3)
    is_together = generator.random(6000) < 0.4
    is_there = generator.random(6000) < np.where(is_together, 0.25, 0.02)
    side = np.where(generator.random(6000) < 0.75, "support", "oppose")
    return pd.DataFrame(
        {
            "doc_id": [f"d{number // 10}" for number in range(6000)],
            "actor": "Ann",
            "issue": [f"i{number % 10}" for number in range(6000)],
            "stratum": np.where(is_together, TOGETHER, APART),
            "machine": NONE,
            "truth": np.where(is_there, side, NONE),
            "part": np.where(generator.random(6000) < 0.6, "2019", "2020"),
        }
    )


@pytest.mark.parametrize("name", QUALITIES)
def test_intervals_cover_and_a_good_coder_makes_them_narrower(population: pd.DataFrame, name: str) -> None:
    """About 95 of 100 intervals cover; the bounds allow for chance in 60 audits. Recall has no bias."""
    outcomes = simulate(invent_codes(population, QUALITIES[name], seed=1), 60)
    assert len(outcomes) == 5
    for found in outcomes.values():
        assert np.mean([one.estimate.low <= one.truth <= one.estimate.high for one in found]) >= 0.87
    recall = outcomes["recall"]
    assert abs(np.mean([one.estimate.value - one.truth for one in recall])) < 0.05
    width = np.mean([one.estimate.high - one.estimate.low for one in outcomes["support"]])
    alone = np.mean([one.alone for one in outcomes["support"]])
    assert (width < 0.8 * alone) == (name == "good")
