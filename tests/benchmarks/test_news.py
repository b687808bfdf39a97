"""Counting correct positions in real news, and their confidence intervals."""

import numpy as np

from tests.benchmarks.news import COUNTS, compute_interval, count_positions


def test_positions_are_counted_by_cell() -> None:
    """A position is correct if actor, issue and stance agree; for a mixed position either side is correct."""
    gold = {
        ("a", "Ann", "toll"): "support",
        ("a", "Ben", "toll"): "oppose",
        ("a", "Cy", "toll"): "mixed",
        ("a", "Dee", "toll"): "conditional",
        ("a", "Eve", "toll"): "support",
        ("b", "Ann", "toll"): "support",
    }
    shown = {
        ("a", "Ann", "toll"): "support",
        ("a", "Ben", "toll"): "support",
        ("a", "Cy", "toll"): "oppose",
        ("a", "Dee", "toll"): "oppose",
        ("a", "Ann", "tunnel"): "oppose",
        ("b", "Ann", "toll"): "oppose",
    }
    assert dict(zip(COUNTS, count_positions("a", gold, shown), strict=True)) == {
        "shown": 5,
        "right": 2,
        "in_texts": 5,
        "sided": 2,
        "sided_right": 1,
    }


def test_interval_is_computed_over_articles() -> None:
    """Identical articles give a zero-width interval; articles that differ give a wide one."""
    same = np.array([[4, 2, 4, 2, 1]] * 10)
    assert compute_interval(same, "right", "shown") == (0.5, 0.5)
    apart = np.array([[4, 0, 4, 2, 1], [4, 4, 4, 2, 1]])
    assert compute_interval(apart, "right", "shown") == (0.0, 1.0)
