"""Positions in real news are counted as their scorer counts them."""

import numpy as np

from tests.benchmarks.news import COUNTS, counts, interval


def test_an_article_is_counted_cell_by_cell() -> None:
    """Right is the same actor, issue and stance; a mixed position allows either; other articles stay out."""
    told = {
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
    assert dict(zip(COUNTS, counts("a", told, shown), strict=True)) == {
        "shown": 5,
        "right": 2,
        "in_texts": 5,
        "sided": 2,
        "sided_right": 1,
    }


def test_the_interval_is_one_of_articles() -> None:
    """Articles that are alike leave no doubt; where one article differs from another, it is wide."""
    same = np.array([[4, 2, 4, 2, 1]] * 10)
    assert interval(same, "right", "shown") == (0.5, 0.5)
    apart = np.array([[4, 0, 4, 2, 1], [4, 4, 4, 2, 1]])
    assert interval(apart, "right", "shown") == (0.0, 1.0)
