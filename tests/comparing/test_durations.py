"""Durations as stated in text."""

import pytest

from analysis.comparing.durations import find_duration, have_different_durations


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("a call of two hours", 120),
        ("a 90-minute call", 90),
        ("about 75 minutes", 75),
        ("for an hour", 60),
        ("half an hour", 30),
        ("two and a half hours", 150),
        ("1.5 hours", 90),
        ("a little over an hour", 70),
        ("two hours or more", 180),
        ("less than 20 minutes", 5),
    ],
)
def test_a_duration_includes_the_stated_minutes(words: str, minutes: float) -> None:
    """The stated minutes are within the bounds."""
    found = find_duration(words)
    assert found is not None
    assert found[0] <= minutes <= found[1]


@pytest.mark.parametrize("words", ["They met.", "a 30-day ceasefire", "within hours", "two days"])
def test_texts_without_a_duration_have_none(words: str) -> None:
    """Days, and hours without a number, are not durations of a talk."""
    assert find_duration(words) is None


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("two hours", "more than two hours", False),
        ("two hours", "about 75 minutes", True),
        ("two hours", "about 90 minutes", True),
        ("about two hours", "two and a half hours", False),
        ("two hours", "They met.", False),
    ],
)
def test_different_durations(one: str, other: str, different: bool) -> None:
    """Rounding is not a difference, nor is a missing duration."""
    assert have_different_durations(one, other) == have_different_durations(other, one) == different
