"""The story at a glance: events to know, chapters, actors and changes of position on one axis."""

import re
from typing import Any

import pandas as pd

from analysis.comparing.change import shifts
from analysis.comparing.records import Event, read_rows
from analysis.comparing.story import COLUMNS, DTYPES
from analysis.comparing.timeline import COLUMNS as TIMELINE
from analysis.drawing.canvas import Words
from analysis.drawing.chart import Chart
from analysis.drawing.density import CALENDAR, count_events
from analysis.drawing.scales import Scale
from analysis.drawing.story import story_chart
from analysis.drawing.summaries import chapters_table, key_events
from tests.drawing.test_timeline import days, event, links

NONE = pd.DataFrame(columns=COLUMNS).astype(DTYPES)
CHAPTER = {
    "first": days("2025-05-14"), "last": days("2025-05-20"), "when": "2025-05-14 to 2025-05-20",
    "reports": 30, "usual": 8.4, "events": 4, "event_id": "e2", "headline": "They met 2",
}  # fmt: skip


def make_events(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a timeline, by default of two meetings."""
    listed = rows or (event(1, "2025-05-02", "2025-05-02"), event(2, "2025-05-19", "2025-05-20"))
    return pd.DataFrame(list(listed), columns=TIMELINE)


def no_shifts(codes: Any) -> pd.DataFrame:
    """Return a table of shifts without rows."""
    return shifts(codes).iloc[:0]


def test_events_to_know_are_numbered_in_order_of_time(codes: Any) -> None:
    """Each number links to its event, in the first lane and in the lane of an actor of several events."""
    drawn = story_chart(make_events(), NONE, no_shifts(codes))
    assert [(key, name) for key, name, _ in links(drawn.html)] == [
        ("e1", "1. They met 1: 2025-05-02"), ("e2", "2. They met 2: between 2025-05-19 and 2025-05-20"),
    ] * 2  # fmt: skip
    assert re.findall(r">(Events to know|Ann)</text>", drawn.html) == ["Events to know", "Ann"]


def test_chapters_are_lettered_and_link_to_their_main_event(codes: Any) -> None:
    """The letter is that of the table of chapters."""
    chapters = pd.DataFrame([CHAPTER]).astype(DTYPES)
    drawn = story_chart(make_events(), chapters, no_shifts(codes))
    assert ("e2", "chapter A, 2025-05-14 to 2025-05-20: They met 2") in [
        (key, name) for key, name, _ in links(drawn.html)
    ]
    table = chapters_table(chapters).html
    assert "A: 14 to 20\u00a0May\u00a02025" in table
    assert ">30 (8)</td>" in table
    assert "no chapters" in chapters_table(NONE).html


def test_supported_changes_of_position_are_laid_over(codes: Any) -> None:
    """They stand in the lane of their actor and link to the statement of the new stance."""
    shift = {
        "actor": "Ann", "issue": "truce", "before": "oppose", "after": "support", "low": days("2025-05-05"),
        "high": days("2025-05-09"), "when": "2025-05-05 to 2025-05-09", "order": "certain",
        "statements_before": ["s1"], "statements_after": ["s2"], "speakers_before": ["Ann"],
        "speakers_after": ["Ann"], "between": [], "is_supported": True,
    }  # fmt: skip
    changes = pd.DataFrame([shift, {**shift, "actor": "Bob", "is_supported": False}])
    drawn = story_chart(make_events(), NONE, changes)
    assert "oppose → support" in drawn.html
    named = [(key, name) for key, name, _ in links(drawn.html)]
    assert ("s2", "Ann, truce: from oppose to support, 2025-05-05 to 2025-05-09") in named
    assert "Bob" not in drawn.html


def test_density_counts_known_days_and_spreads_windows(codes: Any) -> None:
    """A known day counts as one in its week, a window as one in total; bars are labelled with counts."""
    rows = [event(n, "2025-05-19", "2025-05-19") for n in range(38)]
    rows += [event(40, "2025-05-19", "2025-06-01"), event(41, "2025-03-03", "2025-03-03", importance=9.0)]
    rows += [event(42, "2025-05-20"), event(43, "2025-06-08", "2025-06-08", importance=9.0)]
    drawn = story_chart(make_events(*rows), NONE, no_shifts(codes))
    assert isinstance(drawn, Chart)
    assert (
        "Above it, events per day; peak: 19\u00a0May\u00a02025, 38 on known days, 0.1 expected" in drawn.html
    )


def test_what_lasts_longer_than_the_axis_adds_no_bars() -> None:
    """What began in 2005 would add one to every day; what lasts some days within the axis counts on each."""
    first, last = days("2025-05-01"), days("2025-05-31")
    scale = Scale(0, 5, ((first, last),), (0,), 5 / 30, 0, False, ())
    rows = [
        event(1, "2005-01-01", "2025-06-01", extent="throughout"),
        event(2, "2025-05-18", "2025-05-20", extent="throughout"),
        event(3, "2025-05-19", "2025-05-19"),
    ]
    found = count_events(read_rows(make_events(*rows), Event), CALENDAR[0], scale)
    assert {number - int(first) + 1: one.exact for number, one in found.items()} == {18: 1, 19: 2, 20: 1}


def test_without_days_there_is_no_chart(codes: Any) -> None:
    """A relative timeline or a single event needs no overview."""
    relative = [event(n, n, n, scale="relative") for n in (1, 2)]
    for rows in (relative, relative[:1]):
        assert story_chart(make_events(*rows), NONE, no_shifts(codes)).html == ""


def test_events_to_know_are_listed_in_words() -> None:
    """With the day, a link to the evidence, and who told it when."""
    row = event(1, "2025-05-19", "2025-05-19", articles=3, outlets=2, last_told="2025-05-22")
    assert key_events(make_events(row)).html == (
        '<ol class="key"><li><strong>19\u00a0May\u00a02025</strong>: <a href="#x-e1">They met 1</a> '
        "<small>3 articles of 2 outlets, 20 to 22\u00a0May\u00a02025</small></li></ol>"
    )
    assert key_events(make_events(row).iloc[:0]).html == ""


def test_every_chapter_of_the_table_is_on_the_axis(codes: Any) -> None:
    """A chapter long before the events to know is shaded too, beyond a torn axis."""
    early = {
        **CHAPTER,
        "first": days("2001-09-10"),
        "last": days("2001-09-16"),
        "when": "2001-09-10 to 2001-09-16",
    }
    drawn = story_chart(make_events(), pd.DataFrame([early, CHAPTER]).astype(DTYPES), no_shifts(codes))
    assert re.findall(r">(A|B)</text>", drawn.html) == ["A", "B"]
    assert "Torn axis" in drawn.html


def test_many_events_on_a_day_do_not_overlap(codes: Any) -> None:
    """Each of ten events of one day has a height of its own."""
    rows = [event(n, "2025-05-19", "2025-05-19") for n in range(9)] + [event(9, "2025-03-01", "2025-03-01")]
    drawn = story_chart(make_events(*rows), NONE, no_shifts(codes))
    marks = re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', drawn.html)
    assert len(marks) == len(set(marks)) == 20


def test_letters_of_short_chapters_do_not_overlap(codes: Any) -> None:
    """Chapters of neighbouring weeks on an axis of years have their letters at different heights."""
    weeks = [
        {**CHAPTER, "first": days(first), "last": days(last), "when": f"{first} to {last}"}
        for first, last in (("2016-01-04", "2016-01-10"), ("2016-01-18", "2016-01-24"))
    ]
    rows = [event(n, f"20{n}-06-01", f"20{n}-06-01") for n in range(14, 24)]
    drawn = story_chart(make_events(*rows), pd.DataFrame(weeks).astype(DTYPES), no_shifts(codes))
    heights = {
        line.words: line.y for line in drawn.figures[0].get_children()
        if isinstance(line, Words) and line.words in ("A", "B")
    }  # fmt: skip
    assert heights["B"] - heights["A"] > 0.1
