"""Exported timelines never look more exact than they are, and are safe to open."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as sb
from analysis.comparing.timeline import timeline
from analysis.errors import StancebookError
from analysis.exporting import Exported, export_events
from analysis.exporting.calendar import _escape, _fold

HOSTILE = "<script>alert(1)</script>, \\ ; and\nBEGIN:VEVENT"


@pytest.fixture
def codes(make_coder):
    """Return one event of each kind of date: a day, a window, a stretch, two open ends, none."""
    coder = make_coder({"d": "Ann met Bob."})
    coder.dated("day", "A meeting", "2025-05-19", place="Oslo", actors=["Ann", "Bob"])
    coder.dated("window", "A call", None, earliest="2025-05-30", latest="2025-06-01")
    days = {"earliest": "2025-05-23", "latest": "2025-05-25"}
    coder.dated("stretch", "A truce", None, type="RETREAT", extent="throughout", **days)
    coder.dated("until", "An offer", None, type="REQUEST", latest="2025-05-10")
    coder.dated("from", "A second meeting", None, status="planned", earliest="2025-06-10")
    coder.dated("plan", "A summit", "2025-07-01", status="planned")
    coder.dated("never", "A rumour", None, type="ACCUSE")
    return coder.codes()


@pytest.fixture
def export(tmp_path: Path):
    """Return a function that exports events and returns the content and the result."""

    def run(events, name: str) -> tuple[str, Exported]:
        done = export_events(events, tmp_path / name)
        return done.path.read_bytes().decode(), done

    return run


def test_csv_holds_every_event_with_its_days_as_edtf(codes, export) -> None:
    """One of several days, all of them, open ends and no date each have a notation."""
    content, done = export(codes, "t.csv")
    rows = {row["event_id"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}
    assert {key: row["edtf"] for key, row in rows.items()} == {
        "day": "2025-05-19", "window": "[2025-05-30..2025-06-01]", "stretch": "2025-05-23/2025-05-25",
        "until": "[..2025-05-10]", "from": "[2025-06-10..]", "plan": "2025-07-01", "never": "",
    }  # fmt: skip
    assert rows["day"]["actors"] == "Ann; Bob"
    assert (rows["plan"]["status"], rows["day"]["urls"]) == ("planned", "https://paper.example/1")
    assert (done.events, done.left_out, str(done)) == (7, 0, f"{done.path}: 7 events")


def test_timelinejs_describes_inexact_dates_in_words(codes, export) -> None:
    """Only an exact day has no description in words; events without a date are omitted and counted."""
    content, done = export(codes, "t.json")
    slides = {slide["unique_id"]: slide for slide in json.loads(content)["events"]}
    assert slides["day"]["start_date"] == {"year": 2025, "month": 5, "day": 19}
    assert {key: slide.get("display_date") for key, slide in slides.items()} == {
        "day": None, "plan": None, "window": "between 30\u00a0May and 1\u00a0Jun\u00a02025",
        "stretch": "23 to 25\u00a0May\u00a02025", "until": "by 10\u00a0May\u00a02025",
        "from": "10\u00a0Jun\u00a02025 or later",
    }  # fmt: skip
    assert slides["window"]["end_date"] == {"year": 2025, "month": 6, "day": 1}
    assert "end_date" not in slides["until"]
    assert slides["plan"]["group"] == "Planned (not facts)"
    assert "<strong>planned</strong>" in slides["plan"]["text"]["text"]
    assert '<a href="https://paper.example/1" rel="noopener noreferrer">paper.example</a>' in content.replace(
        '\\"', '"'
    )
    assert (done.left_out, "1 omitted" in str(done)) == (1, True)


def test_a_calendar_ends_the_day_after(codes, export) -> None:
    """All-day events follow RFC 5545; events with an open end are omitted."""
    content, done = export(codes, "t.ics")
    assert (done.events, done.left_out) == (4, 3)
    first = content.split("BEGIN:VEVENT\r\n")[1].split("END:VEVENT")[0]
    (day,) = [event for event in content.split("BEGIN:VEVENT\r\n") if "SUMMARY:A meeting" in event]
    assert re.sub(r"UID:day-[0-9a-f]{8}@stancebook", "UID:day", day).split("END:VEVENT")[0] == (
        "UID:day\r\nDTSTAMP:20250701T000000Z\r\nDTSTART;VALUE=DATE:20250519\r\nDTEND;VALUE=DATE:20250520\r\n"
        "SUMMARY:A meeting\r\n"
        "DESCRIPTION:When: 19 May 2025\\nWhy: two papers say so\\nWho: Ann\\, Bob\\nTold\r\n"
        "  by: 1 source\\nhttps://paper.example/1\r\n"
        "LOCATION:Oslo\r\nURL:https://paper.example/1\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n"
        "CATEGORIES:CONSULT\r\n"
    )
    assert first.startswith("UID:")
    assert "DTSTART;VALUE=DATE:20250523\r\nDTEND;VALUE=DATE:20250526\r\nSUMMARY:A truce" in content
    assert "SUMMARY:[one day within] A call" in content
    assert "SUMMARY:[planned] A summit" in content
    assert content.count("STATUS:TENTATIVE") == 1
    assert content.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert content.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_a_disputed_event_is_marked_in_every_format(make_coder, export) -> None:
    """Two papers give two days: no format shows only one of them."""
    coder = make_coder({"a": "Ann met Bob in Oslo.", "b": "Ann met Bob in Oslo."})
    for doc, day in (("a", "2025-05-15"), ("b", "2025-05-16")):
        coder.event("Ann met Bob", doc=doc, actors=["Ann", "Bob"], place="Oslo", earliest=day, latest=day)
    codes = coder.codes()
    assert "disputed: 2025-05-15 or 2025-05-16,yes,2," in export(codes, "t.csv")[0]
    (slide,) = json.loads(export(codes, "t.json")[0])["events"]
    assert slide["display_date"] == "disputed: 15\u00a0May\u00a02025 or 16\u00a0May\u00a02025"
    assert "SUMMARY:[disputed] Ann met Bob" in export(codes, "t.ics")[0]


def test_every_format_says_who_told_an_event_and_what_became_of_it(make_coder, export) -> None:
    """The plan and the meeting are two events that name each other, each with its first and last reports."""
    coder = make_coder({"a": "Ann met Bob in Oslo.", "b": "Ann met Bob in Oslo."}, published="2025-05-15")
    together = {"actors": ["Ann", "Bob"], "place": "Oslo"}
    coder.event("Ann met Bob", "planned", doc="a", earliest="2025-05-15", **together)
    coder.event("Ann met Bob", doc="b", earliest="2025-05-16", latest="2025-05-16", **together)
    course = "planned (told 2025-05-15) → occurred (told 2025-05-15)"
    assert export(coder.codes(), "t.csv")[0].count(course) == 2
    course = course.replace("2025-05-15", "15\u00a0May\u00a02025")
    assert export(coder.codes(), "t.json")[0].count(course) == 2
    calendar = export(coder.codes(), "t.ics")[0].replace("\r\n ", "")
    assert calendar.count(course.replace("\u00a0", " ")) == 1
    assert "<p>Told by 1 article, 15\u00a0May\u00a02025</p>" in export(coder.codes(), "t.json")[0]


def test_every_format_says_whose_claim_an_event_is_and_how_it_is_spoken_of(make_coder, export) -> None:
    """A claim of one side and a threat are never told as facts."""
    coder = make_coder({"a": "Ann shot down a drone. Bob may close the strait."})
    days = {"earliest": "2025-05-16", "latest": "2025-05-16"}
    coder.event("Ann shot down a drone", claimed_by=["Ann"], **days)
    coder.event("Bob may close the strait", "hypothetical", modality="threatened", **days)
    codes = coder.codes()
    rows = list(csv.DictReader(io.StringIO(export(codes, "t.csv")[0], newline="")))
    told = [(row["status"], row["modality"], row["claimed_by"]) for row in rows]
    assert told == [("occurred", "", "Ann"), ("hypothetical", "threatened", "")]
    calendar, slides = export(codes, "t.ics")[0], export(codes, "t.json")[0]
    assert "SUMMARY:[claimed by Ann] Ann shot down a drone" in calendar
    assert "SUMMARY:[threatened] Bob may close the strait" in calendar
    assert '"headline": "Threatened: Bob may close the strait"' in slides
    assert "<strong>claimed by Ann</strong>" in slides
    assert "<strong>threatened</strong>" in slides


def test_every_format_names_an_article_that_has_no_address(make_coder, export) -> None:
    """Without an address the source is the article; the table names each mention."""
    coder = make_coder({"a": "Ann met Bob in Oslo.", "b": "Ann met Bob in Oslo."})
    for doc in ("a", "b"):
        days = {"earliest": "2025-05-15", "latest": "2025-05-15"}
        coder.event(
            "Ann met Bob", description="ann met Bob", doc=doc, actors=["Ann", "Bob"], place="Oslo", **days
        )
    codes = coder.codes()
    (row,) = csv.DictReader(io.StringIO(export(codes, "t.csv")[0], newline=""))
    assert row["mentions"].split() == list(codes["events"]["event_id"])
    assert "<p>Article: a</p>" in export(codes, "t.json")[0]
    calendar = export(codes, "t.ics")[0].replace("\r\n ", "")
    assert "\\nArticle: a\r\n" in calendar
    assert "SUMMARY:Ann met Bob" in calendar


def test_an_export_can_be_limited_to_the_most_important_events(codes, tmp_path: Path) -> None:
    """They are those of the chart; the summary counts the others."""
    done = export_events(codes, tmp_path / "t.csv", most=2)
    assert (done.events, done.unimportant) == (2, 5)
    assert "5 less important ones omitted" in str(done)


@pytest.mark.parametrize("name", ["t.csv", "t.json", "t.ics"])
def test_the_same_events_are_the_same_bytes(codes, export, name: str) -> None:
    """A file does not contain the date of writing; a timeline gives the same result as its codes."""
    content = export(codes, name)[0]
    assert export(codes, name)[0] == content
    assert export(timeline(codes), name)[1].events == export(codes, name)[1].events


def test_hostile_text_stays_text(make_coder, export) -> None:
    """Markup, line ends and executable addresses have no effect in any format."""
    coder = make_coder({"d": "x"})
    urls = ["javascript:alert(1)", 'https://a.org/"onclick="alert(1)', "https://a.org/\r\nX:1"]
    coder.dated("x", HOSTILE, "2025-05-19", reason=HOSTILE, place=HOSTILE, actors=[HOSTILE], urls=urls)
    codes = coder.codes()
    page = export(codes, "t.json")[0]
    (slide,) = json.loads(page)["events"]
    shown = slide["text"]["headline"] + slide["text"]["text"] + slide["group"]
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert '"onclick="' not in shown
    calendar = export(codes, "t.ics")[0]
    assert calendar.count("\r\nBEGIN:VEVENT") == 1
    assert "\r\nX:1" not in calendar
    assert "URL:javascript" not in calendar
    unfolded = calendar.replace("\r\n ", "")
    assert "SUMMARY:<script>alert(1)</script>\\, \\\\ \\; and" in unfolded
    (row,) = csv.DictReader(io.StringIO(export(codes, "t.csv")[0], newline=""))
    assert row["description"] == HOSTILE


def test_identifiers_and_lanes_are_escaped_for_timelinejs(make_coder, export) -> None:
    """It shows the names of groups as HTML; article names and actors may hold markup."""
    coder = make_coder({"<b>d": "x"})
    coder.event("x", doc="<b>d", actors=["<i>Ann"], earliest="2025-05-19", latest="2025-05-19")
    (slide,) = json.loads(export(timeline(coder.codes(), lanes="actor"), "t.json")[0])["events"]
    assert slide["unique_id"].startswith("&lt;b&gt;d")
    assert slide["group"] == "&lt;i&gt;Ann"


def test_a_timeline_without_a_calendar_has_no_days(coder, export) -> None:
    """A relative timeline is exported as a table in words, but not as a calendar."""
    coder.event("They met on Monday")
    assert export(coder.codes(), "t.ics")[1].left_out == 1
    (row,) = csv.DictReader(io.StringIO(export(coder.codes(), "t.csv")[0], newline=""))
    assert (row["earliest"], row["edtf"], row["when"]) == ("", "", "the main event; undated")


@pytest.mark.parametrize("name", ["t.xlsx", "t", ".ics"])
def test_the_error_for_an_unknown_format_lists_the_known_ones(codes, tmp_path: Path, name: str) -> None:
    """The extension selects the format, and nothing is written without one."""
    with pytest.raises(StancebookError, match=r"Known: \.csv, \.ics, \.json"):
        export_events(codes, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@given(st.text())
def test_a_folded_line_is_short_and_whole(words: str) -> None:
    """No part has more than 75 octets; put together again they are the line, and it has no line end."""
    line = f"SUMMARY:{_escape(words)}"
    parts = list(_fold(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part.removeprefix(" ") for part in parts[1:]) == line
    assert all(part.startswith(" ") for part in parts[1:])
    assert "\n" not in line
    assert "\r" not in line


def test_the_second_example_is_exported() -> None:
    """It is public in the package, and all of its events have their days."""
    assert sb.export_events is export_events


def test_every_format_says_who_checked_an_event(make_coder, export) -> None:
    """What a person checked in an article is hers in other programs too."""
    coder = make_coder({"a": "Ann met Bob. Rain fell."})
    days = {"earliest": "2025-05-16", "latest": "2025-05-16"}
    coder.event("Ann met Bob", coder="human:eve", confidence=1.0, **days)
    coder.event("Rain fell", **days)
    codes = coder.codes()
    rows = csv.DictReader(io.StringIO(export(codes, "t.csv")[0], newline=""))
    assert [row["checked_by"] for row in rows] == ["human:eve", ""]
    assert export(codes, "t.ics")[0].replace("\r\n ", "").count("Checked by human:eve") == 1
    assert export(codes, "t.json")[0].count("<p>Checked by human:eve</p>") == 1
