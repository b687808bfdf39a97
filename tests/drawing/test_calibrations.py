"""The effect of a refitted confidence in words and rows."""

from dataclasses import replace

import pytest

from analysis.calibration import Calibration
from analysis.comparing.cross_validating import Band, Change, Counted, Effect
from analysis.drawing.calibrations import (
    build_band_rows,
    build_change_rows,
    build_counted_rows,
    describe_effect,
    describe_threshold,
)

NAN = float("nan")
EFFECT = Effect(
    103,
    (Change("log loss", 0.944, 0.673, -0.415, -0.124),),
    Counted(100, 49, 0.38, 0.6),
    Counted(22, 17, 0.57, 0.93),
    (Band(0.65, 0.75, 33, 16, 0.69, 0.38),),
)


def test_rows_show_both_and_the_interval() -> None:
    """Numbers are rounded, and nothing is left out."""
    assert build_change_rows(EFFECT) == [
        ["Log loss (less is better)", "0.944", "0.673", "-0.271", "-0.415 to -0.124"]
    ]
    assert build_counted_rows(EFFECT) == [
        ["now", "100", "49", "49 %", "38 % to 60 %"],
        ["refitted", "22", "17", "77 %", "57 % to 93 %"],
    ]
    assert build_band_rows(EFFECT) == [["0.65 to 0.75", "33", "48 %", "0.69", "0.38"]]


def test_without_statements_that_count_there_is_no_share() -> None:
    """Nothing is divided by zero."""
    nothing = replace(EFFECT, refitted=Counted(0, 0, NAN, NAN))
    assert build_counted_rows(nothing)[1] == ["refitted", "0", "0", "–", "– to –"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-0.4, -0.1, "tells better what is right. "),
        (-0.4, 0.1, "do not show whether the refitted confidence is better. Not advised"),
        (0.1, 0.4, "is worse than the machine’s own. Not advised."),
    ],
)
def test_the_interval_of_the_log_loss_decides(low: float, high: float, expected: str) -> None:
    """What is gained and lost is said in any case."""
    said = describe_effect(replace(EFFECT, changes=(Change("log loss", 0.5, 0.5, low, high),)))
    assert expected in said
    assert said.endswith("46 fewer wrong and 32 fewer right ones would count.")


def test_a_threshold_that_nothing_reaches_is_said(codes) -> None:
    """With a slope near 0, every confidence is refitted to nearly the same."""
    said = describe_threshold(codes, Calibration("rules-1", 0.01, -1.0, 60, (), ""))
    assert said.startswith("No statement of the machine would count.")
    said = describe_threshold(codes, Calibration("rules-1", 1.0, -1.0, 60, (), ""))
    assert said.startswith("A statement would count from a confidence of 0.84 of the machine’s own")
