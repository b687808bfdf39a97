"""An executed notebook as a page that works from a file."""

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.reporting.page import build_page, wrap_page


def shown(tmp_path: Path, outputs: Sequence[object], prose: str = "# Head\n\n## Part", **more: str) -> str:
    """Return the page of a notebook with the given outputs, each in a cell of its own."""
    cells = [
        new_code_cell("secret()", execution_count=n, outputs=[output]) for n, output in enumerate(outputs, 1)
    ]
    path = tmp_path / "book.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell(prose), *cells]), path)
    return build_page(path, "Title <b>", {"index.html": "Overview", "book.html": "Book"}, **more)


def html(markup: str) -> object:
    """Return a notebook output of HTML."""
    return new_output("display_data", {"text/html": markup, "text/plain": "<Html>"})


def test_page_stands_alone(tmp_path: Path) -> None:
    """No script, no address to load from, a policy that forbids both."""
    made = shown(tmp_path, [html("<p>Result</p>")])
    assert "<script" not in made
    assert not re.search(r"<link|<img|\bsrc=|@import|url\((?!#)", made)
    assert "default-src 'none'" in made


def test_page_has_title_contents_and_neighbours(tmp_path: Path) -> None:
    """The browser's title is heading and report; sections are listed; the page is current."""
    made = shown(tmp_path, [])
    assert "<title>Head – Title &lt;b&gt;</title>" in made
    assert '<li><a href="#part">Part</a></li>' in made
    assert '<h2 id="part">Part</h2>' in made
    assert '<a href="book.html" aria-current=page>Book</a>' in made
    assert '<a class="skip" href="#main">' in made


def test_code_is_not_on_the_page(tmp_path: Path) -> None:
    """Readers get prose and results; the notebook beside it has the code."""
    made = shown(tmp_path, [new_output("stream", name="stdout", text="told")])
    assert "secret" not in made
    assert "<pre>told</pre>" in made


def test_standard_error_is_not_on_the_page(tmp_path: Path) -> None:
    """Progress and warnings are for the one who runs it."""
    assert "noise" not in shown(tmp_path, [new_output("stream", name="stderr", text="noise")])


def test_plain_output_is_escaped(tmp_path: Path) -> None:
    """Text of a user's own cell is shown as text."""
    made = shown(tmp_path, [new_output("display_data", {"text/plain": "<script>x</script>"})])
    assert "<pre>&lt;script&gt;x&lt;/script&gt;</pre>" in made


def test_failed_step_is_said(tmp_path: Path) -> None:
    """An error in a cell and an incomplete run are told where the reader looks."""
    made = shown(
        tmp_path,
        [new_output("error", ename="ValueError", evalue="<no>", traceback=[])],
        error="dead <kernel>",
    )
    assert "<strong>This page is not complete.</strong> dead &lt;kernel&gt;" in made
    assert "<strong>This step failed.</strong> ValueError: &lt;no&gt;" in made


def test_what_is_shown_twice_has_its_own_identifiers(tmp_path: Path, astray) -> None:
    """The same chart in two cells: every identifier is unique and each copy refers to itself."""
    chart = '<svg aria-labelledby="t"><title id="t">T</title><a href="#x-1"></a></svg><mark id="x-1">w</mark>'
    made = shown(tmp_path, [html(chart), html(chart)])
    assert astray(made) == []
    assert 'aria-labelledby="t-2"' in made
    assert made.count('href="#x-1-2"') == 1


def test_link_without_target_is_plain_text(tmp_path: Path, astray) -> None:
    """A mark whose evidence is not on the page, because its cell was deleted, is no link."""
    made = shown(
        tmp_path, [html('<p><a href="#x-gone">gone</a> <a href="#x-here">here</a><i id="x-here"></i></p>')]
    )
    assert astray(made) == []
    assert "<a>gone</a>" in made
    assert '<a href="#x-here">here</a>' in made


def test_way_to_a_part_that_is_not_there_is_dropped(tmp_path: Path) -> None:
    """A chart on a page that explains no marks does not offer to."""
    ways = (
        '<p>One. <a class="way" href="#marks">Marks</a></p><p>Two. <a class="way" href="#here">Here</a></p>'
    )
    made = shown(tmp_path, [html(f'{ways}<i id="here"></i>')])
    assert "<p>One.</p>" in made
    assert '<a class="way" href="#here">Here</a>' in made


@pytest.mark.parametrize("heading", ["Part", "Main", "停火", "x-1"])
def test_headings_of_one_name_have_two_identifiers(astray, heading: str) -> None:
    """Equal headings, headings without Latin letters and those named like other elements stay apart."""
    made = wrap_page("T", f'<h2>{heading}</h2><h2>{heading}</h2><i id="x-1"></i>', {}, "")
    assert astray(made) == []
    assert len(re.findall("<h2 id=", made)) == 2
