"""HTML built safely from untrusted text."""

import re

import pytest

from analysis.drawing.markup import anchor, link_address, link_code, link_codes, table, text
from analysis.text import clean_line


def test_text_is_escaped() -> None:
    """Markup in a text stays text, in content and in attributes."""
    assert text("<script>'\"&") == "&lt;script&gt;&#x27;&quot;&amp;"


def test_controls_are_removed() -> None:
    """Bidirectional controls and terminal sequences are removed; letters of any script are kept."""
    assert text("a\u202eb\x1b[31m\u2066c") == "ab[31mc"
    assert text("שלום 你好") == "שלום 你好"


def test_long_text_is_cut_on_one_line() -> None:
    """Line ends and runs of spaces become one space; the cut is shown."""
    assert clean_line("one\n  two three", 8) == "one two…"
    assert clean_line("one\ntwo") == "one two"


def test_anchors_are_safe_and_distinct() -> None:
    """Identifiers that differ only in punctuation have different anchors that need no escaping."""
    keys = ["a b", "a/b", 'a"b', "а-b", "a-b"]
    made = [anchor(key) for key in keys]
    assert len(set(made)) == len(keys)
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in made)
    assert anchor("a-b") == "x-a-b"
    assert anchor("a-b", "doc") == "doc-a-b"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[broken", "no address"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    """Anything but http and https is shown as text, and a malformed URL is no error."""
    assert link_address(url) == text(url)


def test_web_address_is_a_link() -> None:
    """An http address is an external link and cannot break out of its attribute."""
    assert link_address('https://a.org/?q="x') == (
        '<a href="https://a.org/?q=&quot;x" rel="noopener noreferrer">https://a.org/?q=&quot;x</a>'
    )


def test_links_say_which_they_are() -> None:
    """A link that shows only a number has an accessible name."""
    assert link_codes(["a", "b"]).count('aria-label="evidence 2 of 2"') == 1
    assert link_code("a", "<b>") == '<a href="#x-a">&lt;b&gt;</a>'


def test_table_has_headers_and_a_caption() -> None:
    """The first cell of each row is its header; the table scrolls by keyboard."""
    assert table("Two", ["A", "B"], [["1", "two"]]) == (
        '<div class="scroll" tabindex="0" role="region" aria-label="Two"><table><caption>Two</caption>'
        '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td>two</td></tr></tbody></table></div>'
    )


def test_columns_of_numbers_are_aligned_to_the_right() -> None:
    """Numbers may have a sign, a unit and gaps; a column with one word, and the head of a row, are text."""
    rows = [["1", "−0.5", "62 %", "3"], ["2", "–", "1,200 (8)", "too few"]]
    html = table("Four", ["A", "B", "C", "D"], rows)
    assert re.findall(r'<td class="number">([^<]*)<', html) == ["−0.5", "62 %", "–", "1,200 (8)"]
    assert re.findall(r'<th scope="col" class="number">([^<]*)<', html) == ["B", "C"]
