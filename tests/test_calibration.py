"""A stated calibration: what it does to a confidence, and which sections of ``corpus.toml`` are refused."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.calibration import Calibration, parse_calibration, select_calibration
from analysis.comparing.refitting import adjust_confidence, find_threshold, refit_statements
from analysis.errors import StancebookError

SECTION = {
    "coder": "rules-1",
    "slope": 1,
    "intercept": -1.0,
    "decisions": 60,
    "people": ["human:ann"],
    "day": dt.date(2026, 11, 30),
}
STATED = Calibration("rules-1", 1.0, -1.0, 60, ("human:ann",), "2026-11-30")


def test_a_slope_of_one_without_an_intercept_changes_nothing() -> None:
    """The refitted confidence is the coder's own."""
    own = np.array([0.05, 0.65, 0.8, 0.99])
    assert adjust_confidence(own, Calibration("rules-1", 1.0, 0.0, 60, (), "")).tolist() == own.tolist()


@pytest.mark.parametrize(
    ("slope", "intercept", "expected"), [(1.0, -1.0, 0.6), (0.5, 0.0, 0.67), (2.0, 0.0, 0.94)]
)
def test_slope_and_intercept_change_the_logit(slope: float, intercept: float, expected: float) -> None:
    """Worked out by hand for .8, whose logit is 1.386; a missing confidence stays missing."""
    found = adjust_confidence(np.array([0.8, np.nan]), Calibration("rules-1", slope, intercept, 60, (), ""))
    assert found[0] == expected
    assert np.isnan(found[1])


def test_only_the_coder_s_own_statements_are_refitted() -> None:
    """A person's code keeps its confidence of 1."""
    statements = pd.DataFrame({"coder": ["rules-1", "human:ann"], "confidence": [0.8, 1.0]})
    assert refit_statements(statements, STATED)["confidence"].tolist() == [0.6, 1.0]
    assert statements["confidence"].tolist() == [0.8, 1.0]


def test_the_threshold_is_found_on_the_coder_s_own_scale() -> None:
    """The logit of .65 is .619; 1.619 belongs to .835, and .83 is refitted to .642, .84 to .659."""
    assert find_threshold(STATED, 0.65) == 0.84
    assert find_threshold(Calibration("rules-1", 0.01, -5.0, 60, (), ""), 0.65) is None


def test_a_section_is_read_as_it_was_written() -> None:
    """What is printed for ``corpus.toml`` states the same calibration again."""
    assert parse_calibration(SECTION) == STATED
    assert parse_calibration(STATED.to_settings()) == STATED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slop": 1.0}, "Did you mean 'slope'"),
        ({"slope": 0}, "slope: expected a number above 0"),
        ({"slope": float("nan")}, "slope: expected"),
        ({"slope": 1e308}, "slope: expected"),
        ({"intercept": "low"}, "intercept: expected a number"),
        ({"intercept": True}, "intercept: expected a number"),
        ({"decisions": 0}, "decisions: expected a whole number"),
        ({"people": "human:ann"}, "people: expected a list"),
        ({"day": "2026-11-30"}, "day: expected a day"),
        ({"coder": None}, "coder: expected"),
    ],
)
def test_a_wrong_section_is_refused(change: dict[str, Any], message: str) -> None:
    """The message names the key, what is expected and what to do."""
    with pytest.raises(StancebookError, match=message):
        parse_calibration(SECTION | change)


def test_a_missing_key_is_named() -> None:
    """Without a slope nothing can be refitted."""
    with pytest.raises(StancebookError, match="but it is missing"):
        parse_calibration({name: value for name, value in SECTION.items() if name != "slope"})


def test_a_calibration_is_for_one_coder() -> None:
    """Another version is not refitted, and a warning says so; without a machine there is nothing to say."""
    assert select_calibration(STATED, "rules-1") == (STATED, [])
    found, (problem,) = select_calibration(STATED, "rules-2")
    assert found is None
    assert problem.severity == "warning"
    assert "rules-1" in problem.message
    assert "rules-2" in problem.message
    assert select_calibration(STATED, "") == (None, [])
    assert select_calibration(None, "rules-1") == (None, [])
