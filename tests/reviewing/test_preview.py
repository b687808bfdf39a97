"""Without a name, a review shows what it would ask first and leaves the disk alone."""

from dataclasses import replace
from pathlib import Path

from analysis.codes import Codes
from analysis.reviewing import review
from analysis.reviewing.queue import list_items


def test_what_a_review_would_ask_first(coded: Codes, tmp_path: Path) -> None:
    """Statements link to their words, passages without a code are named as such; nothing is written."""
    html = review(replace(coded, path=tmp_path)).html
    number = len(list_items(coded))
    assert f"{number} decisions to make: 3 would change a mark; " in html
    assert f"What a review asks first ({number} of {number})" in html
    assert html.index('href="#x-paper-s2">Bob rejects the truce</a>') < html.index("Bob wants to join</a>")
    assert "<td>not coded</td><td>the truce is dead</td>" in html
    assert list(tmp_path.iterdir()) == []


def test_only_the_beginning_of_a_long_queue_is_shown(make_coder) -> None:
    """Of thirty decisions the table has twenty, and the caption says so."""
    words = [f"Ann spoke <b>of</b> the truce, day {number:02}." for number in range(30)]
    coder = make_coder({"paper": "\n\n".join(words)})
    for sentence in words:
        coder.statement("Ann", "truce", "support", sentence)
    codes = coder.codes()
    html = review(codes).html
    assert f"What a review asks first (20 of {len(list_items(codes))})" in html
    assert html.count("<tr>") == 21
    assert "<b>" not in html


def test_there_is_nothing_to_review(make_coder) -> None:
    """Where nobody is named, the page says so."""
    assert review(make_coder({"paper": "Tea."}).codes()).html == "<p>There is nothing to review.</p>"
