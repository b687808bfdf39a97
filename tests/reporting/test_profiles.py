"""A page for each actor and each issue, whose evidence is on the other pages of the report."""

import re
from pathlib import Path
from typing import Any

from analysis.codes import Codes
from analysis.comparing.selecting import Selection
from analysis.comparing.timeline import timeline
from analysis.reporting.profiles import Profile, build_profiles, list_profiles, point_to

PAGES = ("stance-comparison.html", "timeline.html", "accounts.html")


def build(codes: Codes) -> dict[str, Profile]:
    """Return the profiles of a corpus by name."""
    return {one.name: one for one in build_profiles(codes, Selection(), timeline(codes), PAGES)}


def test_each_actor_and_issue_with_a_position_has_a_page(codes: Codes) -> None:
    """Actors come first; an actor without a position has none."""
    assert list(build(codes)) == ["Ann", "Bob", "truce", "join"]


def test_an_actor_s_page_says_positions_words_events_and_company(codes: Codes) -> None:
    """What she is for, her words in their sentence, what she took part in and who agrees with her."""
    body = build(codes)["Ann"].body
    assert "2 positions; side: North" in body
    for part in ("For: ", "For on conditions: ", "Ann wants a truce", "They met on Monday"):
        assert part in body
    assert re.search(r'<th scope="row">Bob</th>(<td></td>){2}<td>truce</td>', body)
    assert "Bob rejects the truce</mark>" not in body


def test_a_page_says_who_coded_and_who_checked(codes: Codes) -> None:
    """A page that is sent alone says how far to trust it, and where the coder's error is told."""
    for name in ("Ann", "truce"):
        body = build(codes)[name].body
        assert "coded by rules-test; checked by people: 0 of 3 statements" in body
        assert '<a href="stance-comparison.html#known-error">How good are these codes?</a>' in body


def test_an_issue_s_page_quotes_both_sides(codes: Codes) -> None:
    """Its proposition is the headline; each name leads to the statement on the page of stances."""
    body = build(codes)["truce"].body
    assert '<p class="headline">A truce should begin.</p>' in body
    assert "Ann wants a truce</mark>" in body
    assert "Bob rejects the truce</mark>" in body
    assert re.search(r'For: <a href="stance-comparison\.html#x-[^"]+">Ann</a>', body)


def test_an_issue_s_page_says_what_it_is_about_once(codes: Codes) -> None:
    """Its name and proposition, which are its headings, are not repeated above the words."""
    body = build(codes)["truce"].body
    assert body.count("A truce should begin.") == 1
    assert "<h3>truce</h3>" not in body
    assert "<h3>truce</h3>" in build(codes)["Ann"].body


def test_each_page_leads_to_the_others(codes: Codes) -> None:
    """From one actor to the other and to the issues, but not to itself."""
    pages = build(codes)
    html = list_profiles(list(pages.values()), pages["Ann"].file)
    assert "<p>Actors: Ann, " in html
    links = re.findall(r'href="([^"]+)"', html)
    assert links == [pages[name].file for name in ("Bob", "truce", "join")]
    assert list_profiles([]) == ""


def test_a_quotation_within_words_is_closed(make_coder: Any) -> None:
    """Words that begin a quotation in their midst get the mark that ends it."""
    coder = make_coder({"a": "Ann said that “now is the time”."})
    coder.statement("Ann", "truce", "support", "Ann said")
    coder.quote("Ann", "that “now is the time", directness="mixed", source="Ann (the mayor")
    body = build(coder.codes())["Ann"].body
    assert ">that “now is the time”</a>" in body
    assert ">Ann (the mayor)<" in body


def test_events_of_an_actor_are_in_order_of_time(make_coder: Any) -> None:
    """The days count, not the kind of event or the order of the text; what has no day comes last."""
    coder = make_coder({"a": "Ann wants a truce. Ann won. Ann left. Ann fell."})
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.event("Ann won", actors=["Ann"], type="CONSULT", earliest="2025-05-19", latest="2025-05-19")
    coder.event("Ann left", actors=["Ann"], type="ASSAULT", earliest="2025-05-12", latest="2025-05-12")
    coder.event("Ann fell", actors=["Ann"], type="CONSULT")
    listed = re.findall(r">(Ann (?:won|left|fell))<", build(coder.codes())["Ann"].body)
    assert listed == ["Ann left", "Ann won", "Ann fell"]


def test_links_lead_to_the_page_that_has_their_target() -> None:
    """Links within a piece stay; others name a page."""
    html = '<b id="x-1"></b><a href="#x-1">1</a> <a href="#x-2">2</a> <a xlink:href="#x-3">3</a>'
    assert point_to(html, "p.html") == (
        '<b id="x-1"></b><a href="#x-1">1</a> <a href="p.html#x-2">2</a> <a xlink:href="p.html#x-3">3</a>'
    )


def test_names_are_safe_in_files_and_pages(make_coder: Any) -> None:
    """A name with markup and slashes gives a plain file name, and is escaped on the page."""
    coder = make_coder({"a": "They want a truce."})
    coder.issues[0] = coder.issues[0].__class__("../<b>", "A truce <b>should</b> begin.", ("truce",))
    coder.statement("Ann", "../<b>", "support", "They want a truce")
    profile = build(coder.codes())["../<b>"]
    assert re.fullmatch(r"issue-[A-Za-z0-9_-]+\.html", profile.file)
    assert "<b>" not in profile.body


def test_a_report_links_each_page_and_every_link_has_a_target(coded_report: Path) -> None:
    """From the index to an actor, and from the actor to the marked words on other pages."""
    index = (coded_report / "index.html").read_text(encoding="utf-8")
    files = sorted(path.name for path in coded_report.glob("actor-*.html"))
    assert len(files) == 5
    assert all(f'href="{name}"' in index for name in files)
    page = (coded_report / files[0]).read_text(encoding="utf-8")
    links = re.findall(r'href="([a-z-]+\.html)#([^"]+)"', page)
    assert len(links) > 10
    shown = {name: (coded_report / name).read_text(encoding="utf-8") for name, _ in links}
    assert [link for link in links if f'id="{link[1]}"' not in shown[link[0]]] == []


def test_no_link_leads_to_a_page_that_is_missing(codes: Codes) -> None:
    """Without a timeline its events are plain text; without stances there are no profiles."""
    (ann, *_) = build_profiles(codes, Selection(), timeline(codes), ["stance-comparison.html"])
    assert "They met on Monday" in ann.body
    assert "timeline.html" not in ann.body
    assert build_profiles(codes, Selection(), timeline(codes), ["timeline.html"]) == []
