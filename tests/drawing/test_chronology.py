"""Chronology events on the page, and corpora compared with each other."""

import re

from analysis.comparing.event_alignment import compare_events
from analysis.comparing.tellings import tellings
from analysis.comparing.timeline import timeline
from analysis.drawing.counterparts import counterparts_table
from analysis.drawing.evidence import evidence
from analysis.drawing.overview import overview
from analysis.drawing.provenance import measured_error, provenance
from analysis.drawing.timeline import timeline_chart

HOSTILE = "<img src=x onerror=alert(1)>"


def page(codes) -> str:
    """Return the chart and its evidence."""
    events = timeline(codes)
    return timeline_chart(events).html + evidence(codes, events=tellings(codes, events)).html


def test_each_event_is_a_target_with_its_sources(coder, astray) -> None:
    """Entries have description, days, coder, reason and source links; every mark has a target."""
    coder.dated("e1", "A first meeting", "2025-05-19", urls=["https://a.org/1", "https://b.org/2"])
    coder.dated("e2", "A truce", None, earliest="2025-05-23", latest="2025-05-25", extent="throughout")
    html = page(coder.codes())
    assert astray(html) == []
    (item,) = re.findall(r'<li id="x-e1".*?</li>', html)
    assert "<strong>2025-05-19</strong>: A first meeting" in item
    assert "human:ann: two papers say so" in item
    assert '<a href="https://b.org/2" rel="noopener noreferrer">https://b.org/2</a>' in item
    assert "<strong>2025-05-23 to 2025-05-25</strong>" in html


def test_events_of_articles_and_chronology_are_merged(make_coder, astray) -> None:
    """An event in both an article and the chronology is one mark; its mentions link in a circle."""
    coder = make_coder({"d": "Ann met Bob."})
    met = {"earliest": "2025-05-19", "latest": "2025-05-19", "actors": ["Ann", "Bob"]}
    coder.event("Ann met Bob", **met)
    coder.dated("x", "A meeting", None, **met)
    html = page(coder.codes())
    assert astray(html) == []
    assert '<a href="#x-d-e1">1 of 2, next ›</a>' in html
    assert '<a href="#x-x">2 of 2, next ›</a>' in html
    assert html.index("Chronology</h3>") < html.index("<article")


def test_hostile_text_stays_inert(coder) -> None:
    """Markup in a description stays text, and only web addresses become links."""
    urls = ["javascript:alert(1)", "data:text/html,x"]
    coder.dated("x", HOSTILE, "2025-05-19", reason=HOSTILE, urls=urls)
    html = page(coder.codes())
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert "javascript:alert(1)" in html


def test_a_person_s_codes_are_not_called_unchecked(make_coder) -> None:
    """Without articles nothing was machine-coded, so no machine error is shown."""
    coder = make_coder({})
    coder.dated("x", "A meeting", "2025-05-19")
    html = overview(coder.codes()).html
    assert "No articles; 1 event from a supplied chronology." in html
    assert "machine codes" not in html
    assert "Measured error" not in measured_error(coder.codes()).html
    assert "human:ann" in provenance(coder.codes()).html


def test_beside_an_article_both_are_counted(coder) -> None:
    """The page distinguishes the chronology from machine codes."""
    coder.dated("x", "A meeting", "2025-05-19")
    html = overview(coder.codes()).html
    assert "1 event from a supplied chronology" in html
    assert "machine codes that nobody has checked" in html


def test_counterparts_say_what_each_side_says(coder, make_coder) -> None:
    """The table has the time in the text, the verdict, the day in the other corpus and its sources."""
    coder.event("They met on Monday", actors=["Ann", "Bob"])
    coder.event("A second meeting is planned", "planned", actors=["Ann", "Bob"])
    other = make_coder({})
    other.dated(
        "x", f"A meeting {HOSTILE}", "2025-05-19", actors=["Ann", "Bob"], urls=["https://www.a.org/1"]
    )
    html = counterparts_table(compare_events(coder.codes(), other.codes()), other.codes()).html
    assert '<a href="#x-paper-e1">They met on Monday</a>' in html
    assert "<td>undated</td>" in html
    assert "Dated by the other corpus: the only counterpart that fits" in html
    assert "<strong>2025-05-19</strong>: A meeting &lt;img" in html
    assert '<a href="https://www.a.org/1" rel="noopener noreferrer">a.org</a>' in html
    assert "1 event in this corpus has no counterpart there." in html
    assert html.startswith("<p>Which of these events also appear in another corpus")


def test_without_another_corpus_there_is_a_sentence() -> None:
    """One sentence explains why the section is empty and how to fill it."""
    html = counterparts_table(None, None).html
    assert re.fullmatch(r"<p>No other corpus was compared; set one with .*</p>", html)
    assert html.count("<p>") == 1
