"""What a page leaves out of its evidence if it would be too large."""

import re
from typing import Any

import pytest

from analysis.drawing.evidence import evidence
from analysis.drawing.markup import link_codes, table
from analysis.reporting.fitting import fit_evidence
from analysis.reporting.page import wrap_page

LIMIT = "analysis.reporting.fitting.MOST_BYTES"
# filler for paragraphs of 20,000 characters, a fifth of the page each
LONG = "word " * 4000
CHART = '<svg><a xlink:href="#x-a-s3"><path/></a></svg>'


@pytest.fixture
def body(make_coder: Any) -> str:
    """Return a chart that links to the third of four statements, a cell that links to two, and evidence."""
    coder = make_coder({
        "a": "\n".join(f"Claim {number} by Ann. {LONG}" for number in range(1, 4)),
        "b": f"Before. {LONG}\nClaim 4 by Ann. {LONG}",
    })  # fmt: skip
    for number, doc in enumerate("aaab", 1):
        coder.statement("Ann", "truce", "support", f"Claim {number}", doc)
    codes = coder.codes()
    listed = table("Cells", ["Actor", "Evidence"], [["Ann", link_codes(["b-s4", "a-s1"])]])
    return CHART + listed + evidence(codes, statements=codes["statements"]).html


def claims(html: str) -> list[str]:
    """Return the numbers of the claims whose words are shown as link targets."""
    return re.findall(r'<mark id="[^"]*" class="support">Claim (\d)', html)


def test_page_that_is_small_enough_is_unchanged(body: str) -> None:
    """Nothing is left out and nothing is said below the limit."""
    assert fit_evidence(body) is body


@pytest.mark.parametrize(("share", "kept"), [(0.3, ["3"]), (0.5, ["3", "4"]), (0.7, ["1", "3", "4"])])
def test_passages_of_charts_come_first(
    body: str, share: float, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then those of the first link in a cell, then the second; one that nothing links to comes last."""
    monkeypatch.setattr(LIMIT, int(len(body) * share))
    html = fit_evidence(body)
    assert claims(html) == kept
    assert f"With all 4 highlighted passages, this page would be too large. It shows {len(kept)} of" in html
    assert "timeline.csv, statements.csv, quotes.csv and tones.csv" in html
    assert len(html.encode()) < len(body) * share + 1000
    assert html.startswith(CHART)


def test_what_is_left_out_is_a_gap(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neighbouring gaps are one, an article without passages is gone, and its numbers are no links."""
    monkeypatch.setattr(LIMIT, int(len(body) * 0.3))
    html = fit_evidence(body)
    assert html.count("[…]") == 1
    assert html.count("<article") == 1
    assert "Before." not in html
    assert "<td>1 2</td>" in html


def test_no_link_leads_nowhere(body: str, monkeypatch: pytest.MonkeyPatch, astray) -> None:
    """The links to passages that are left out are plain text on the page; the others still work."""
    monkeypatch.setattr(LIMIT, int(len(body) * 0.3))
    page = wrap_page("Title", fit_evidence(body), {}, "page.html")
    assert astray(page) == []
    assert 'xlink:href="#x-a-s3"' in page


def test_notes_link_to_the_next_passage_that_is_shown(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four passages behind a mark, 1, 3 and 4 are shown: 1 links to 3 and 4 to 1; a single one to none."""
    monkeypatch.setattr(LIMIT, int(len(body) * 0.7))
    links = re.findall(r'<a href="#x-([^"]+)">(\d) of 4, next ›</a>', fit_evidence(body))
    assert links == [("a-s3", "1"), ("b-s4", "3"), ("a-s1", "4")]
    monkeypatch.setattr(LIMIT, int(len(body) * 0.3))
    page = wrap_page("Title", fit_evidence(body), {}, "page.html")
    assert "<a>3 of 4, next ›</a>" in page


def test_passage_over_two_paragraphs_stays_whole(make_coder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paragraph in which a passage ends is kept with the one in which it begins."""
    coder = make_coder({"a": f"{LONG}\nClaim 1 goes on\nto its end. {LONG}\n{LONG}\nClaim 2. {LONG}"})
    coder.statement("Ann", "truce", "support", "Claim 1 goes on\nto its end")
    coder.statement("Ann", "truce", "support", "Claim 2")
    codes = coder.codes()
    whole = f'<a href="#x-a-s1">1</a>{evidence(codes, statements=codes["statements"]).html}'
    monkeypatch.setattr(LIMIT, int(len(whole) * 0.4))
    html = fit_evidence(whole)
    assert claims(html) == ["1"]
    assert ">to its end</mark>" in html


def test_charts_and_tables_that_leave_no_room_stay_complete(
    body: str, monkeypatch: pytest.MonkeyPatch, astray
) -> None:
    """All passages are then left out, and the page says so."""
    monkeypatch.setattr(LIMIT, 100)
    html = fit_evidence(body)
    assert claims(html) == []
    assert "It shows 0 of them" in html
    assert CHART in html
    assert astray(wrap_page("Title", html, {}, "page.html")) == []
