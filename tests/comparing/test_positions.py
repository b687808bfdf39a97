"""Positions that a coder found in many articles, scored against a reference."""

import numpy as np
import pandas as pd
import pytest

from analysis.comparing.positions import compute_interval, match_positions, score_positions

REFERENCE = pd.DataFrame(
    [
        ("a", "Ann", "toll", "support", "said"),
        ("a", "Ben", "toll", "oppose", "act"),
        ("a", "Cy", "toll", "mixed", "said"),
        ("a", "Dee", "toll", "conditional", "said"),
        ("a", "Eve", "toll", "support", "act"),
        ("b", "Ann", "toll", "support", "said"),
    ],
    columns=["doc_id", "actor", "issue", "stance", "how"],
)
FOUND = pd.DataFrame(
    [
        ("a", "Ann", "toll", "support", "wants the toll"),
        ("a", "Ben", "toll", "support", "voted"),
        ("a", "Cy", "toll", "oppose", "doubts the toll"),
        ("a", "Dee", "toll", "oppose", "would pay if"),
        ("a", "Ann", "tunnel", "oppose", "not the tunnel"),
        ("b", "Ann", "toll", "oppose", "against it"),
    ],
    columns=["doc_id", "actor", "issue", "stance", "evidence"],
)


@pytest.fixture
def scores() -> pd.DataFrame:
    """Return the scores, by group and value; the third article has no position."""
    matched = match_positions(REFERENCE, FOUND)
    return score_positions(matched, ["a", "b", "c"]).set_index(["by", "value"])


def test_positions_are_counted_by_cell(scores: pd.DataFrame) -> None:
    """A position is right if actor, issue and stance agree; for a mixed position either side is right."""
    row = scores.loc[("all", "all")]
    assert (row["documents"], row["shown"], row["shown_right"]) == (3, 6, 2)
    assert (row["in_texts"], row["found"], row["recall"]) == (6, 2, pytest.approx(1 / 3))
    assert (row["sided"], row["sided_right"]) == (3, 1)


def test_a_stance_has_its_own_precision_and_recall(scores: pd.DataFrame) -> None:
    """Precision counts positions shown with the stance, recall those with it in the reference."""
    support, oppose, mixed = (scores.loc[("stance", stance)] for stance in ("support", "oppose", "mixed"))
    assert (support["shown"], support["shown_right"], support["in_texts"], support["found"]) == (2, 1, 3, 1)
    assert (oppose["shown"], oppose["shown_right"], oppose["in_texts"], oppose["found"]) == (4, 1, 1, 0)
    assert (mixed["in_texts"], mixed["found"]) == (1, 1)
    assert np.isnan(mixed["precision"])


def test_how_a_position_shows_has_recall_only(scores: pd.DataFrame) -> None:
    """The coder does not say how a position shows, so precision is missing there."""
    said, act = scores.loc[("how", "said")], scores.loc[("how", "act")]
    assert (said["in_texts"], said["found"], act["in_texts"], act["found"]) == (4, 2, 2, 0)
    assert np.isnan(said["precision"])


def test_positions_of_both_stand_side_by_side() -> None:
    """A position that only one of them has is listed without a stance of the other."""
    matched = match_positions(REFERENCE, FOUND).set_index(["doc_id", "actor", "issue"])
    assert matched.loc[("a", "Ben", "toll"), ["reference", "found"]].tolist() == ["oppose", "support"]
    assert pd.isna(matched.loc[("a", "Eve", "toll"), "found"])
    assert pd.isna(matched.loc[("a", "Ann", "tunnel"), "reference"])


def test_interval_is_computed_over_articles() -> None:
    """Identical articles give a zero-width interval; articles that differ give a wide one."""
    assert compute_interval(np.array([2] * 10), np.array([4] * 10)) == (0.5, 0.5)
    assert compute_interval(np.array([0, 4]), np.array([4, 4])) == (0.0, 1.0)
