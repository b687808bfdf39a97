"""Conversion of executed notebooks to pages that work offline."""

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.drawing.markup import table
from analysis.reporting.page import build_page, wrap_page


def convert(tmp_path: Path, outputs: Sequence[object], prose: str = "# Head\n\n## Part", **more: str) -> str:
    """Return the page of a notebook with the given outputs, each in a separate cell."""
    cells = [
        new_code_cell("secret()", execution_count=n, outputs=[output]) for n, output in enumerate(outputs, 1)
    ]
    path = tmp_path / "book.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell(prose), *cells]), path)
    return build_page(path, "Title <b>", {"index.html": "Overview", "book.html": "Book"}, **more)


def html(markup: str) -> object:
    """Return a notebook output of HTML."""
    return new_output("display_data", {"text/html": markup, "text/plain": "<Html>"})


def test_page_is_self_contained(tmp_path: Path) -> None:
    """The page has no scripts and no external resources, and its policy forbids both."""
    made = convert(tmp_path, [html("<p>Result</p>")])
    assert "<script" not in made
    assert not re.search(r"<link|<img|\bsrc=|@import|url\((?!#)", made)
    assert "default-src 'none'" in made


def test_page_has_title_contents_and_links_to_other_pages(tmp_path: Path) -> None:
    """The browser's title has heading and report; sections are listed; the page is marked as current."""
    made = convert(tmp_path, [])
    assert "<title>Head – Title &lt;b&gt;</title>" in made
    assert '<li><a href="#part">Part</a></li>' in made
    assert '<h2 id="part">Part</h2>' in made
    assert '<a href="book.html" aria-current=page>Book</a>' in made
    assert '<a class="skip" href="#main">' in made


def test_code_is_not_on_the_page(tmp_path: Path) -> None:
    """The page has prose and results; the code is in the notebook beside it."""
    made = convert(tmp_path, [new_output("stream", name="stdout", text="printed")])
    assert "secret" not in made
    assert "<pre>printed</pre>" in made


def test_standard_error_is_not_on_the_page(tmp_path: Path) -> None:
    """Progress and warnings are for the user who runs the notebook."""
    assert "noise" not in convert(tmp_path, [new_output("stream", name="stderr", text="noise")])


def test_plain_output_is_escaped(tmp_path: Path) -> None:
    """Plain text from a user's cell is shown as text."""
    made = convert(tmp_path, [new_output("display_data", {"text/plain": "<script>x</script>"})])
    assert "<pre>&lt;script&gt;x&lt;/script&gt;</pre>" in made


def test_failed_step_is_reported(tmp_path: Path) -> None:
    """An incomplete run is reported at the top of the page, and an error at its cell."""
    made = convert(
        tmp_path,
        [new_output("error", ename="ValueError", evalue="<no>", traceback=[])],
        error="dead <kernel>",
    )
    assert "<strong>This page is not complete.</strong> dead &lt;kernel&gt;" in made
    assert "<strong>This step failed.</strong> ValueError: &lt;no&gt;" in made


def test_output_shown_twice_has_unique_identifiers(tmp_path: Path, astray) -> None:
    """The same chart in two cells: every identifier is unique and each copy refers to itself."""
    chart = '<svg aria-labelledby="t"><title id="t">T</title><a href="#x-1"></a></svg><mark id="x-1">w</mark>'
    made = convert(tmp_path, [html(chart), html(chart)])
    assert astray(made) == []
    assert 'aria-labelledby="t-2"' in made
    assert made.count('href="#x-1-2"') == 1


def test_link_without_target_is_plain_text(tmp_path: Path, astray) -> None:
    """A mark is not a link if its evidence is missing because its cell was deleted."""
    made = convert(
        tmp_path, [html('<p><a href="#x-gone">gone</a> <a href="#x-here">here</a><i id="x-here"></i></p>')]
    )
    assert astray(made) == []
    assert "<a>gone</a>" in made
    assert '<a href="#x-here">here</a>' in made


def test_table_links_to_the_file_beside_the_page(tmp_path: Path) -> None:
    """A page links to the CSV table that the report writes; a notebook has none beside it."""
    listed = table("Words", ["A"], [["1"]], file="quotes.csv")
    assert "<a" not in listed
    assert 'Words · <a href="quotes.csv">all rows as CSV</a></caption>' in convert(tmp_path, [html(listed)])


def test_link_to_a_missing_part_is_removed(tmp_path: Path) -> None:
    """On a page without an explanation of marks, charts do not link to it."""
    ways = (
        '<p>One. <a class="way" href="#marks">Marks</a></p><p>Two. <a class="way" href="#here">Here</a></p>'
    )
    made = convert(tmp_path, [html(f'{ways}<i id="here"></i>')])
    assert "<p>One.</p>" in made
    assert '<a class="way" href="#here">Here</a>' in made


@pytest.mark.parametrize("heading", ["Part", "Main", "停火", "x-1"])
def test_equal_headings_have_different_identifiers(astray, heading: str) -> None:
    """Also for headings without Latin letters and headings named like other elements."""
    made = wrap_page("T", f'<h2>{heading}</h2><h2>{heading}</h2><i id="x-1"></i>', {}, "")
    assert astray(made) == []
    assert len(re.findall("<h2 id=", made)) == 2


def test_headings_lose_markup_but_not_entities(tmp_path: Path) -> None:
    """Title and identifiers come from the text of a heading, without its tags."""
    made = convert(tmp_path, [], "# *Talks* & <b>terms</b>\n\n## A & B")
    assert "<title>Talks &amp; terms – Title &lt;b&gt;</title>" in made
    assert '<a href="#a-b">A &amp; B</a>' in made


def test_inline_svg_is_unchanged() -> None:
    """When a page is assembled, names keep their case and empty elements stay self-closing."""
    svg = (
        '<svg viewBox="0 0 1 1"><defs><clipPath id="c"><path d="M0 0"/></clipPath></defs>'
        '<a xlink:href="#x-1"><use xlink:href="#c" clip-path="url(#c)"/></a></svg>'
    )
    assert svg in wrap_page("T", f'<h2>Part</h2>{svg}<i id="x-1"></i>', {}, "")


def test_a_notebook_named_in_the_text_is_a_link_to_its_page(tmp_path: Path) -> None:
    """Readers of pages have no use for a notebook's file name; one without a page stays as it is."""
    made = convert(tmp_path, [html("<p>See <code>book.ipynb</code> and <code>other.ipynb</code>.</p>")])
    assert '<p>See <a href="book.html">book.html</a> and <code>other.ipynb</code>.</p>' in made
