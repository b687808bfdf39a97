"""Events followed from plan to fact or denial."""

from typing import Any

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.timeline import timeline

BOTH = {"actors": ["Ann", "Bob"], "place": "Oslo"}


@pytest.fixture
def follow(make_coder: Any) -> Any:
    """Return a function that builds a timeline from one event per article with its day of publication."""

    def make(*told: tuple[str, str, dict[str, Any]]) -> pd.DataFrame:
        coder = make_coder({f"d{number}": "Ann and Bob met in Oslo." for number in range(len(told))})
        for number, (_, status, event) in enumerate(told):
            coder.event("Ann and Bob met in Oslo", status, doc=f"d{number}", **{**BOTH, **event})
        codes: Codes = coder.codes()
        codes.tables["documents"]["published"] = pd.Series([day for day, *_ in told], dtype="str")
        return timeline(codes)

    return make


def courses(events: pd.DataFrame) -> list[list[tuple[str, str]]]:
    """Return the distinct courses: status and day of the first report of each stage."""
    found = [[(status, day) for _, status, day in course] for course in events["course"] if course]
    return [course for number, course in enumerate(found) if course not in found[:number]]


def test_a_plan_is_followed_to_what_happened(follow: Any) -> None:
    """Both rows show the course, in order of the reports; the plan then matters less than the event."""
    events = follow(
        ("2025-05-12", "planned", {"earliest": "2025-05-12"}),
        ("2025-05-20", "occurred", {"earliest": "2025-05-19", "latest": "2025-05-19"}),
    )
    assert courses(events) == [[("planned", "2025-05-12"), ("occurred", "2025-05-20")]]
    assert events["course"].map(len).tolist() == [2, 2]
    importance = dict(zip(events["status"], events["importance"], strict=True))
    assert importance["planned"] < importance["occurred"]


def test_a_denial_belongs_to_the_reported_event(follow: Any) -> None:
    """One side reports a meeting, the other denies it."""
    day = {"earliest": "2025-05-19", "latest": "2025-05-19"}
    events = follow(("2025-05-20", "occurred", day), ("2025-05-21", "denied", day))
    assert courses(events) == [[("occurred", "2025-05-20"), ("denied", "2025-05-21")]]


@pytest.mark.parametrize(
    "happened",
    [
        {"earliest": "2025-05-05", "latest": "2025-05-05"},
        {"earliest": "2025-09-19", "latest": "2025-09-19"},
        {"earliest": "2025-05-19", "latest": "2025-05-19", "type": "ACCUSE"},
        {"earliest": "2025-05-19", "latest": "2025-05-19", "place": "Paris"},
        {"earliest": "2025-05-14", "latest": "2025-07-30"},
    ],
)  # fmt: skip
def test_a_plan_is_not_followed_to_another_event(follow: Any, happened: dict[str, Any]) -> None:
    """What came before the plan, months later, elsewhere, or at an unknown time is not what was planned."""
    plan = ("2025-05-12", "planned", {"earliest": "2025-05-12"})
    assert courses(follow(plan, ("2025-09-30", "occurred", happened))) == []
