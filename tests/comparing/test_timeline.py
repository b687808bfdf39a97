"""Timelines: events with the bounds that the text supports."""

import subprocess
import sys

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.selecting import select
from analysis.comparing.timeline import timeline
from analysis.comparing.wording import format_when
from analysis.errors import StancebookError


def test_calendar_days_count_from_1970(codes: Codes) -> None:
    """19 May 2025 is day 20,227; an open end is missing."""
    events = timeline(codes)
    assert set(events["scale"]) == {"calendar"}
    met, planned = events.to_dict("records")
    assert (met["low"], met["high"], met["when"]) == (20227, 20227, "2025-05-19")
    assert planned["low"] == 20228
    assert pd.isna(planned["high"])
    assert planned["when"] == "2025-05-20 or later"


def test_events_that_did_not_occur_have_separate_lanes(codes: Codes) -> None:
    """A planned event is never among the facts, whatever the lanes."""
    assert list(timeline(codes)["lane"]) == ["Words: cooperation", "Planned (not facts)"]
    assert list(timeline(codes, lanes="actor")["lane"]) == ["Ann", "Planned (not facts)"]


def test_without_any_date_days_count_from_the_main_event(coder) -> None:
    """The most mentioned event is the main one; anchors lead to it, and offsets add up."""
    main = coder.event("They met on Monday", mentions=[[0, 3], [4, 8]])
    before = coder.event("Ann wants a truce", anchor=main, offset_min=-7, offset_max=-1)
    coder.event("Bob rejects the truce", anchor=before, offset_min=-2, offset_max=-1)
    coder.event("Experts say")
    events = timeline(coder.codes()).set_index("description")
    assert set(events["scale"]) == {"relative"}
    assert events["when"].to_dict() == {
        "Bob rejects the truce": "2 to 9 days before the main event",
        "Ann wants a truce": "1 to 7 days before the main event",
        "They met on Monday": "the main event; undated",
        "Experts say": "time not given",
    }
    assert list(events.index) == [
        "Bob rejects the truce", "Ann wants a truce", "They met on Monday", "Experts say",
    ]  # fmt: skip


def test_circular_anchors_give_no_time(coder) -> None:
    """Two events dated by each other have no time, and nothing hangs."""
    coder.event("They met on Monday", mentions=[[0, 3], [4, 8]])
    coder.event("Ann wants a truce", anchor="paper-e3", offset_min=-1, offset_max=-1)
    coder.event("Bob rejects the truce", anchor="paper-e2", offset_min=-1, offset_max=-1)
    events = timeline(coder.codes()).set_index("event_id")
    assert events.loc["paper-e2", "when"] == events.loc["paper-e3", "when"] == "time not given"


def test_each_article_has_its_own_main_event(make_coder) -> None:
    """Two undated articles have two main events."""
    coder = make_coder({"a": "They met.", "b": "They spoke."})
    coder.event("They met", doc="a")
    coder.event("They spoke", doc="b")
    assert timeline(coder.codes())["main"].tolist() == [True, True]


def test_a_timeline_without_events_is_empty(codes: Codes) -> None:
    """A period without events gives an empty table with its columns."""
    events = timeline(codes, select(until="2020-01-01"))
    assert events.empty
    assert "when" in events


def test_misspelt_lanes_are_reported(codes: Codes) -> None:
    """The error names the nearest lanes."""
    with pytest.raises(StancebookError, match="Did you mean 'actor'"):
        timeline(codes, lanes="actors")


@pytest.mark.parametrize(
    ("low", "high", "main", "words"),
    [
        (0, 0, None, "1970-01-01"),
        (0, 31, None, "between 1970-01-01 and 1970-02-01"),
        (None, 31, None, "by 1970-02-01"),
        (0, 0, True, "the main event; undated"),
        (None, 0, False, "before the main event"),
        (0, None, False, "after the main event, if at all"),
        (None, -3, False, "by 3 days before the main event"),
        (2, 4, False, "2 to 4 days after the main event"),
        (-1, -1, False, "1 day before the main event"),
        (-2, 1, False, "between 2 days before the main event and 1 day after it"),
        (0, 0, False, "on the day of the main event"),
    ],
)
def test_times_in_words(low: float | None, high: float | None, main: bool | None, words: str) -> None:
    """Each kind of interval has its wording."""
    assert format_when(low, high, main) == words


def test_comparing_needs_no_language_pipeline() -> None:
    """A notebook that reads cached codes does not load spaCy."""
    check = "import sys, analysis.comparing.timeline; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_days_before_the_range_of_nanoseconds_are_kept(coder) -> None:
    """An ancient event does not keep the others off the timeline."""
    coder.event("They met on Monday", earliest="0044-03-15", latest="0044-03-15")
    assert timeline(coder.codes())["when"].tolist() == ["0044-03-15"]


def test_a_table_may_be_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus that is read a few rows at a time has the same timeline, chapters and reprints."""
    import analysis as sb
    from analysis.comparing.reprints import reprints

    codes = sb.code(sb.open_corpus("data/harbour-tunnel"))
    expected = timeline(codes)
    told, copies = sb.tellings(codes, expected), reprints(codes)
    monkeypatch.setattr("analysis.codes.ROWS", 2)
    found = timeline(codes)
    pd.testing.assert_frame_equal(found, expected)
    pd.testing.assert_frame_equal(sb.tellings(codes, found), told)
    pd.testing.assert_frame_equal(reprints(codes), copies)
