"""Estimates from a sample: compared with a published implementation, with all samples, and with the truth."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codes import ANSWERS, NONE
from analysis.comparing.estimating import (
    Estimate,
    Floats,
    Sample,
    estimate_ratio,
    sum_corrected,
    tune_weight,
)

Row = tuple[str, int, int, dict[str, int], int]


def make_sample(rows: list[Row]) -> Sample:
    """Return a sample: the machine's answer, size, drawn cells, answers and known cells of each stratum."""
    counts = np.zeros((len(rows), len(ANSWERS)))
    for place, (_, _, _, answers, _) in enumerate(rows):
        for answer, number in answers.items():
            counts[place, ANSWERS.index(answer)] = number
    machine = np.array([ANSWERS.index(row[0]) for row in rows])
    size, drawn, known = (np.array([row[place] for row in rows], dtype=float) for place in (1, 2, 4))
    return Sample(counts, drawn, size, machine, known)


def mark(sample: Sample, *answers: str) -> Floats:
    """Mark the person's answers in all strata."""
    return np.tile([float(answer in answers) for answer in ANSWERS], (len(sample.sizes), 1))


def share_of_support(sample: Sample) -> Estimate:
    """Return the share of support among the positions."""
    return estimate_ratio(sample, mark(sample, "support"), mark(sample, *ANSWERS[:-1]))


# one stratum of a million cells, 400 of them drawn; 160 of these and 390,000 in all belong to the part
PART = make_sample([("support", 1_000_000, 400, {"support": 110, "oppose": 20, NONE: 30}, 390_000)])


@pytest.mark.parametrize(
    ("weight", "support", "positions"), [(0.0, 0.275, 0.325), (0.4, 0.271, 0.321), (1.0, 0.265, 0.315)]
)
def test_totals_are_those_of_ppi_python(weight: float, support: float, positions: float) -> None:
    """ppi-python 0.2.3, ppi_mean_pointestimate: shares of all cells, for three weights of the machine."""
    for answers, expected in ((("support",), support), (ANSWERS[:-1], positions)):
        total = sum_corrected(PART, PART.weighted, mark(PART, *answers), weight)
        assert total / 1_000_000 == pytest.approx(expected)


@pytest.mark.parametrize("weight", [0.0, 0.4, 1.0])
def test_weighted_totals_are_those_of_ppi_python(weight: float) -> None:
    """ppi-python 0.2.3 with the same cells, each weighted by 1 / its inclusion probability."""
    sample = make_sample([
        ("support", 300, 30, {"support": 24, "oppose": 3, NONE: 3}, 300),
        ("oppose", 100, 10, {"support": 1, "oppose": 8, NONE: 1}, 100),
        (NONE, 1600, 60, {"support": 6, "oppose": 2, NONE: 52}, 1600),
    ])  # fmt: skip
    total = sum_corrected(sample, sample.weighted, mark(sample, "support"), weight)
    assert total / 2000 == pytest.approx(0.205)


def test_intervals_of_large_samples_are_those_of_ppi_python() -> None:
    """ppi-python 0.2.3, ppi_mean_ci of the linearised share: where it holds, the bounds differ little."""
    found = share_of_support(PART)
    assert found.value == pytest.approx(110 / 130)
    assert (found.low, found.high) == pytest.approx((0.784, 0.908), abs=0.01)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["support", "oppose", NONE]), min_size=7, max_size=7),
    st.lists(st.booleans(), min_size=7, max_size=7),
    st.floats(0, 1),
)
def test_corrected_totals_are_unbiased(truth: list[str], inside: list[bool], weight: float) -> None:
    """Over all possible samples the mean is the truth, whatever the machine says and weighs."""
    strata = {"support": [0, 1, 2, 3], NONE: [4, 5, 6]}
    totals = []
    for one, other in product(combinations(strata["support"], 2), combinations(strata[NONE], 1)):
        rows: list[Row] = []
        for (machine, cells), drawn in zip(strata.items(), (one, other), strict=True):
            answers: dict[str, int] = {}
            for cell in drawn:
                answers[truth[cell]] = answers.get(truth[cell], 0) + inside[cell]
            rows.append((machine, len(cells), len(drawn), answers, sum(inside[cell] for cell in cells)))
        sample = make_sample(rows)
        totals.append(sum_corrected(sample, sample.weighted, mark(sample, "support"), weight))
    expected = sum(answer == "support" and is_in for answer, is_in in zip(truth, inside, strict=True))
    assert np.mean(totals) == pytest.approx(expected)


def test_a_sample_of_everything_is_the_truth() -> None:
    """Nothing is left to estimate, so the interval has no width."""
    sample = make_sample([("support", 4, 4, {"support": 3, NONE: 1}, 4), (NONE, 2, 2, {"oppose": 2}, 2)])
    found = share_of_support(sample)
    assert (found.value, found.low, found.high) == pytest.approx((0.6, 0.6, 0.6))


def test_no_mistake_in_a_small_sample_is_no_proof() -> None:
    """Twelve right cells of 500: up to a fifth of the others can be wrong."""
    sample = make_sample([("support", 500, 12, {"support": 12}, 500)])
    found = estimate_ratio(sample, mark(sample, "support"), mark(sample, *ANSWERS))
    assert found.value == 1
    assert 0.75 < found.low < 0.9
    assert found.high == 1


def test_missed_positions_that_the_sample_lacks_widen_the_interval() -> None:
    """Thirty empty cells of 3,000 without a position leave room for a hundred of them."""
    sample = make_sample([("support", 100, 50, {"support": 50}, 100), (NONE, 3000, 30, {NONE: 30}, 3000)])
    right = mark(sample, "support") * [[1], [0]]
    found = estimate_ratio(sample, right, mark(sample, *ANSWERS[:-1]))
    assert found.value == 1
    assert found.low < 0.5


def test_the_weight_of_a_bad_machine_is_low() -> None:
    """Where the person's answers do not depend on the machine's, its answers are not used."""
    answers = {"support": 20, "oppose": 20}
    good = make_sample([
        ("support", 2000, 80, {"support": 40}, 1000), ("oppose", 2000, 80, {"oppose": 40}, 1000)
    ])  # fmt: skip
    bad = make_sample([("support", 2000, 80, answers, 1000), ("oppose", 2000, 80, answers, 1000)])
    top, bottom = mark(good, "support"), mark(good, *ANSWERS[:-1])
    assert tune_weight(good, top, bottom) == pytest.approx(1)
    assert tune_weight(bad, top, bottom) == pytest.approx(0)


def test_a_share_of_nothing_is_missing() -> None:
    """Without a position nothing can be said of the positions."""
    sample = make_sample([(NONE, 50, 10, {NONE: 10}, 50)])
    assert np.isnan(share_of_support(sample).value)
