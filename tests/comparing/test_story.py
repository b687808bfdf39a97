"""Chapters of a story, and how widely and when its events were told."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.story import chapters, find_bursts
from analysis.comparing.timeline import timeline

QUIET = [f"2025-05-{day:02}" for day in range(1, 31)]
BUSY = ["2025-05-14"] * 6 + ["2025-05-15"] * 2 + ["2025-05-16"] * 5


@pytest.fixture
def publish(make_coder: Any) -> Any:
    """Return a function that codes an article per day, each with a meeting of that day."""

    def make(days: list[str]) -> Codes:
        coder = make_coder({f"d{number}": f"Guests met in hall {number}." for number in range(len(days))})
        for number, day in enumerate(days):
            coder.event(f"met in hall {number}", doc=f"d{number}", earliest=day, latest=day)
        codes: Codes = coder.codes()
        codes.tables["documents"]["published"] = pd.Series(days, dtype="str")
        return codes

    return make


def test_days_with_unusually_many_reports_are_a_chapter(publish: Any) -> None:
    """A quieter day in between does not end it; its most important event is its headline."""
    codes = publish([*QUIET, *BUSY])
    events = timeline(codes)
    (chapter,) = chapters(codes, events).to_dict("records")
    assert (chapter["when"], chapter["reports"], chapter["events"]) == ("2025-05-14 to 2025-05-16", 16, 16)
    assert chapter["usual"] == pytest.approx(3 * 43 / 30)
    inside = events[events["low"].between(chapter["first"], chapter["last"])]
    assert chapter["event_id"] == inside.loc[inside["importance"].idxmax(), "event_id"]


def test_evenly_spread_reports_have_no_chapters(publish: Any) -> None:
    """Nor has a single article, or articles without a day."""
    for days in (QUIET, QUIET[:1]):
        codes = publish(days)
        assert chapters(codes, timeline(codes)).empty
    codes = publish(QUIET)
    codes.tables["documents"]["published"] = None
    assert chapters(codes, timeline(codes)).empty


def test_a_long_story_has_chapters_of_weeks(publish: Any) -> None:
    """Weeks begin on Monday: 17 March 2025 was one."""
    weekly = [str(day) for day in np.arange("2025-01-06", "2025-12-20", 7, dtype="datetime64[D]")]
    codes = publish([*weekly, *["2025-03-19", "2025-03-20", "2025-03-21", "2025-03-23"] * 2])
    (chapter,) = chapters(codes, timeline(codes)).to_dict("records")
    assert chapter["when"] == "2025-03-17 to 2025-03-23"


def test_bursts_are_stretches_of_high_counts() -> None:
    """A single high count is one if it is high enough; nothing is unusual among three equal counts."""
    assert find_bursts(np.array([1.0] * 20 + [9, 2, 8] + [1.0] * 20)) == [(20, 23)]
    assert find_bursts(np.array([1.0] * 20 + [12] + [1.0] * 20)) == [(20, 21)]
    assert find_bursts(np.array([4.0, 4, 4])) == []
    assert find_bursts(np.zeros(5)) == []


def test_an_event_says_who_told_it_and_when(make_coder: Any) -> None:
    """The number of articles and outlets, and the first and the last day of the reports."""
    words = "Engineers closed the swing bridge for repairs."
    coder = make_coder({"a": words, "b": words, "c": words})
    for doc in coder.texts:
        coder.event(words, doc=doc, earliest="2025-05-19", latest="2025-05-19")
    codes = coder.codes()
    codes.tables["documents"]["published"] = pd.Series(["2025-05-20", "2025-05-19", "2025-05-22"])
    codes.tables["documents"]["outlet"] = pd.Series(["Post", "Mail", "Post"])
    (row,) = timeline(codes).to_dict("records")
    assert (row["articles"], row["outlets"], row["first_told"], row["last_told"]) == (
        3, 2, "2025-05-19", "2025-05-22",
    )  # fmt: skip


def test_an_event_of_a_chronology_is_told_by_its_sources(coder: Any) -> None:
    """They count as articles, and their sites as outlets."""
    coder.dated("x", "They met", "2025-05-19", urls=["https://a.example/1", "https://a.example/2"])
    coder.dated("y", "They parted", "2025-05-20", urls=[])
    events = timeline(coder.codes()).set_index("event_id")
    assert events.loc["x", ["articles", "outlets"]].tolist() == [2, 1]
    assert events.loc["y", ["articles", "outlets"]].tolist() == [1, 0]
