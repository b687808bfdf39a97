"""Scoring days against reference timelines."""

import pytest

from tests.benchmarks.timelines import score_days


def test_as_many_days_as_a_reference_has_are_compared_with_it() -> None:
    """Days outside the reference are passed over; precision and recall are means over the references."""
    ranked = ["2025-06-01", "2025-05-03", "2025-05-02", "2025-05-09"]
    assert score_days(ranked, [["2025-05-02", "2025-05-09"]]) == pytest.approx(0.5)
    assert score_days(ranked[:2], [["2025-05-02", "2025-05-09"]]) == 0.0
    two = [["2025-05-01", "2025-05-03", "2025-05-09"], ["2025-06-01"]]
    assert score_days(ranked, two) == pytest.approx((2 / 3 + 1) / 2)
