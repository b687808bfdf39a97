"""The chart of stances over time and the tables of what changed."""

import re
from typing import Any

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.change import convergence, first_movers, shifts, stance_over_time
from analysis.comparing.dated_statements import dated_stances
from analysis.comparing.foremost import LISTED
from analysis.drawing.change import change_chart
from analysis.drawing.changes import (
    change_summary,
    convergence_table,
    first_movers_table,
    over_time_table,
    shifts_table,
)
from analysis.drawing.evidence import evidence

PERSON = "human:ann"


@pytest.fixture
def moved(coder: Any) -> Codes:
    """Return a corpus in which Ann moves from opposing to supporting the truce and Bob says so twice."""
    for actor, stance, first, last in (
        ("Ann", "oppose", "2025-03-03", "2025-03-04"),
        ("Ann", "support", "2025-05-11", "2025-05-11"),
        ("Bob", "support", "2025-03-01", "2025-03-01"),
        ("Bob", "support", "2025-03-01", "2025-03-01"),
        ("Bob", "support", None, "2025-04-01"),
        ("Bob", "neutral", None, None),
    ):
        coder.statement(actor, "truce", stance, "Ann wants", coder=PERSON, earliest=first, latest=last)
    return coder.codes()  # type: ignore[no-any-return]


def everything(codes: Codes, reported: bool = False) -> str:
    """Return the chart and all tables with their evidence."""
    changed = shifts(codes, reported=reported)
    parts = [
        change_summary(dated_stances(codes), changed),
        change_chart(dated_stances(codes), changed),
        shifts_table(changed),
        first_movers_table(first_movers(codes, reported=reported)),
        over_time_table(stance_over_time(codes, reported=reported)),
        convergence_table(convergence(codes, reported=reported)),
        evidence(codes, statements=codes["statements"]),
    ]
    return "".join(part.html for part in parts)


def names(html: str) -> list[str]:
    """Return the names of the marks of the drawing, in the order of the keyboard walk."""
    return re.findall(r"<a [^>]*><title>([^<]*)</title>", html)


def test_every_mark_and_shift_is_named(moved: Codes) -> None:
    """Accessible names give actor, issue, stance, days and count, and each shift with its order."""
    html = change_chart(dated_stances(moved), shifts(moved)).html
    assert names(html) == [
        "Ann, truce: from oppose to support, between 2025-03-03 and 2025-05-11, order certain",
        "Ann, truce: oppose, between 2025-03-03 and 2025-03-04, 1 statement",
        "Ann, truce: support, 2025-05-11, 1 statement",
        "Bob, truce: support, 2025-03-01, 2 statements",
        "Bob, truce: support, by 2025-04-01, 1 statement",
    ]
    assert "oppose → support</text>" in html
    assert "Stances over time: 4 marks in 2 lanes, 1 shift." in html


def test_every_link_has_a_target(moved: Codes, astray: Any) -> None:
    """Links of marks, shifts and tables have targets on the same page."""
    assert astray(everything(moved)) == []
    assert astray(everything(moved, reported=True)) == []


def test_the_caption_says_what_is_there_and_what_is_not(moved: Codes) -> None:
    """Open starts and undated statements are reported; signs that do not occur are not explained."""
    html = change_chart(dated_stances(moved), shifts(moved)).html
    assert "Dashed to the left: the earliest day is unknown." in html
    assert "Not drawn: 1 undated statement." in html
    assert "“if” conditional" not in html
    assert "Dashed arrows" not in html


def test_shifts_by_reports_look_different(coder: Any) -> None:
    """The arrow is dashed; the caption and the table state that the order is that of the reports."""
    for stance, day in (("support", "2025-03-01"), ("oppose", "2025-03-09")):
        coder.statement("Ann", "truce", stance, "Ann wants", coder=PERSON, latest=day)
    html = everything(coder.codes(), reported=True)
    assert "Dashed arrows: ordered only by the dates of the reports." in html
    assert "reported 1\u00a0Mar\u00a02025, then 9\u00a0Mar\u00a02025" in html
    assert "0 shifts are certain, and 1 more is ordered only by the dates of the reports" in html


def test_missing_dates_are_reported_once(coder: Any) -> None:
    """Without dates only the summary says so; the other parts are empty."""
    coder.statement("Ann", "truce", "support", "Ann wants", coder=PERSON)
    codes = coder.codes()
    none = shifts(codes)
    assert "changes of position cannot be traced" in change_summary(dated_stances(codes), none).html
    for part in (
        change_chart(dated_stances(codes), none),
        shifts_table(none),
        first_movers_table(first_movers(codes)),
        over_time_table(stance_over_time(codes)),
        convergence_table(convergence(codes)),
    ):
        assert part.html == ""


def test_first_movers_with_ties_and_unknown_times(coder: Any) -> None:
    """The table names the actors who share the first day, and those without a date."""
    for actor in ("Ann", "Bob"):
        coder.statement(
            actor, "truce", "support", "Ann wants", coder=PERSON, earliest="2025-03-01", latest="2025-03-01"
        )
    coder.statement("Smith, John", "truce", "support", "Ann wants", coder=PERSON)
    html = first_movers_table(first_movers(coder.codes())).html
    assert "Ann, Bob" in html
    assert "on the same day" in html
    assert "<td>Smith, John</td>" in html
    assert html.count('<th scope="row">') == 1


def test_means_show_their_intervals(moved: Codes) -> None:
    """A single statement from one text has a very wide interval."""
    assert "−1.00 (−1.00 to +0.59)" in over_time_table(stance_over_time(moved)).html


def test_issues_with_a_shift_come_first(coder: Any) -> None:
    """Issues without a shift come last, whatever the order of the codebook."""
    day = {"earliest": "2025-03-01", "latest": "2025-03-01", "coder": PERSON}
    coder.statement("Ann", "truce", "support", "Ann wants", **day)
    coder.statement("Ann", "join", "support", "Ann wants", **day)
    coder.statement(
        "Ann", "join", "oppose", "Ann wants", coder=PERSON, earliest="2025-04-01", latest="2025-04-01"
    )
    html = change_chart(dated_stances(coder.codes()), shifts(coder.codes())).html
    assert html.index(">join</text>") < html.index(">truce</text>")


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\u202eb", "$x_{1}$", "اسم", ""]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_inert(make_coder: Any, astray: Any, hostile: str) -> None:
    """Actors, issues and organisations stay text."""
    from analysis.codebook import Actor, Issue

    coder = make_coder({"a": "Yes."})
    coder.actors, coder.issues = [Actor(hostile), Actor("Bob")], [Issue(hostile, hostile, (hostile,))]
    for actor in (hostile, "Bob"):
        for stance, day in (("support", "2025-03-01"), ("oppose", "2025-04-09")):
            coder.statement(actor, hostile, stance, "Yes", coder=PERSON, earliest=day, latest=day)
    html = everything(coder.codes())
    assert astray(html) == []
    assert not re.search(r"<(script|img)|<[^>]*\son\w+=", html)
    assert not re.search("[\u202a-\u202e]", html)


def test_many_lanes_and_marks_stay_bounded(make_coder: Any) -> None:
    """The fullest 60 of 120 lanes are drawn in parts that fit a page; the table has all."""
    from analysis.codebook import Actor, Issue

    coder = make_coder({"a": "Yes."})
    coder.actors = [Actor(f"Actor {n}") for n in range(12)]
    coder.issues = [Issue(f"Issue {n}", f"Issue {n}?", ("x",)) for n in range(10)]
    for a in range(12):
        for i in range(10):
            for n in range(12 if a == 0 else 2):
                day = f"2025-{1 + (a + n) % 12:02}-{1 + (i * 7 + n) % 28:02}"
                stance = "support" if (a + i + n) % 2 else "oppose"
                coder.statement(
                    f"Actor {a}", f"Issue {i}", stance, "Yes", coder=PERSON, earliest=day, latest=day
                )
    codes = coder.codes()
    dated, changed = dated_stances(codes), shifts(codes)
    chart = change_chart(dated, changed)
    assert "The chart shows the 60 of 120 lanes with the most statements." in chart.html
    assert all(figure.get_size_inches()[1] <= 9.2 for figure in chart.figures)  # type: ignore[attr-defined]
    assert chart.html.count('<th scope="row">') == len(dated)


def test_single_articles_are_counted_not_drawn(coder: Any) -> None:
    """A change based on one machine-coded article is not shown, and the page says so."""
    for stance, day in (("support", "2025-03-01"), ("oppose", "2025-04-09")):
        coder.statement("Ann", "truce", stance, "Ann wants", coder="rules-1", earliest=day, latest=day)
    codes = coder.codes()
    changed, dated = shifts(codes), dated_stances(codes)
    note = "Not shown: 1 change based on a single article on at least one side."
    chart = change_chart(dated, changed).html
    assert note in chart
    assert "from support to oppose" not in chart
    assert "0 shifts are certain. " + note in change_summary(dated, changed).html
    assert shifts_table(changed).html == f"<p>{note}</p>"
    movers = first_movers_table(first_movers(codes)).html
    assert "first positions based on a single article" in movers
    assert "Ann" not in movers


def test_long_tables_list_the_first_rows(moved: Codes) -> None:
    """Of 310 comparisons, 300 are listed, and the caption says so; a shorter table says nothing."""
    rows = stance_over_time(moved)
    assert "the first" not in over_time_table(rows).html
    many = pd.concat([rows.iloc[:1]] * (LISTED + 10), ignore_index=True)
    html = over_time_table(many).html
    assert html.count("<tr>") == LISTED + 1
    assert html.count("(the first 300 of 310)") == 2
