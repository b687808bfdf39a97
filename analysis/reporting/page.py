"""Convert an executed notebook to an HTML page without scripts or external resources, for screen and print.

Regular expressions edit the page, because the HTML parser of lxml would rewrite inline SVG: it lower-cases
``viewBox`` and ``clipPath`` and expands self-closing tags. lxml reads only headings, which contain no SVG.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml.html import fragment_fromstring

from analysis.drawing.markup import text
from analysis.reporting.fitting import fit_evidence

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TEMPLATES = Path(__file__).parent / "templates"
# the beginning of attributes that refer to an element of the same page
REFERENCES = r'(\b(?:xlink:)?href="#|\baria-(?:labelledby|describedby)="|url\(#)'

# the file with all rows of a table, as ``markup.table`` names it: it lies beside a page, not a notebook
FILE = re.compile(r'<span\b[^>]*\bclass="file"[^>]*>(\w+\.csv)</span>')
# a notebook named in the text, whose page a report has
NOTEBOOK = re.compile(r"<code>([\w-]+)\.ipynb</code>")


def build_page(notebook: Path, title: str, pages: Mapping[str, str], error: str | None = None) -> str:
    """Convert an executed notebook.

    Args:
        notebook: the notebook file.
        title: title of the report, for the browser's title bar.
        pages: file name → label of the report's pages, for the links between them.
        error: why the notebook is incomplete; shown at the top of the page.

    Returns:
        The page as HTML.
    """
    body = "\n".join(_convert_cells(json.loads(notebook.read_text(encoding="utf-8"))["cells"]))
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    name = _extract_text(heading[1]) if heading else notebook.stem
    if error is not None:
        message = f"<strong>This page is not complete.</strong> {text(error)}"
        body = f'<div class="error" role="alert">{message}</div>{body}'
    body = FILE.sub(r' · <a href="\1">all rows as CSV</a>', fit_evidence(body))
    return wrap_page(text(f"{name} – {title}"), body, pages, here=f"{notebook.stem}.html")


def _convert_cells(cells: list[dict[str, Any]]) -> Iterator[str]:
    """Yield prose and results; the code, and how to run it, is in the notebook beside the page.

    The identifiers in results are made unique, in case one is shown twice.
    """
    taken: set[str] = set()
    for cell in cells:
        if cell["cell_type"] == "markdown" and "notebook-only" not in cell["metadata"].get("tags", ()):
            yield f'<section class="prose">{_load_markdown().render("".join(cell["source"]))}</section>'
        for output in cell.get("outputs", ()):
            yield _convert_output(output, taken)


def _convert_output(output: Mapping[str, Any], taken: set[str]) -> str:
    """Return an output as HTML; "" for standard error, which is for the person who runs the notebook."""
    if output["output_type"] == "error":
        reason = f"{text(output['ename'])}: {text(output['evalue'])}"
        return f'<div class="error" role="alert"><strong>This step failed.</strong> {reason}</div>'
    data = output.get("data", {})
    if "text/html" in data:
        return f'<div class="result">{_rename_duplicates("".join(data["text/html"]), taken)}</div>'
    plain = data.get("text/plain", output["text"] if output.get("name") == "stdout" else "")
    return f"<pre>{text(''.join(plain))}</pre>" if plain else ""


@cache
def _load_markdown() -> "MarkdownIt":
    """Return a renderer of the Markdown of notebooks, which has tables."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _rename_duplicates(html: str, taken: set[str]) -> str:
    """Rename the identifiers in a piece of HTML that are taken, and the references to them within it."""
    for key in dict.fromkeys(re.findall(r'\sid="([^"]+)"', html)):
        name = _find_free_key(key, taken)
        taken.add(name)
        if name != key:
            html = html.replace(f' id="{key}"', f' id="{name}"')
            html = re.sub(rf'{REFERENCES}{re.escape(key)}(?=["\s)])', rf"\g<1>{name}", html)
    return html


def wrap_page(title: str, body: str, pages: Mapping[str, str], here: str) -> str:
    """Add the parts that all pages share: skip link, table of contents and links between pages.

    Args:
        title: escaped title.
        body: HTML of the page's content.
        pages: file name → label of the pages to link to.
        here: file name of this page.
    """
    taken = {"main", *re.findall(r'\sid="([^"]+)"', body)}
    sections: dict[str, str] = {}

    def add_key(match: re.Match[str]) -> str:
        key = _find_free_key(_make_key(match[1]), taken)
        taken.add(key)
        sections[key] = match[1]
        return f'<h2 id="{key}">{match[1]}</h2>'

    body = _remove_dead_links(re.sub(r"<h2[^>]*>(.*?)</h2>", add_key, body), taken)
    body = NOTEBOOK.sub(lambda m: _link_notebook(m, pages), body)
    entries = "".join(f'<li><a href="#{key}">{label}</a></li>' for key, label in sections.items())
    contents = f'<nav class="contents" aria-label="Contents"><ol>{entries}</ol></nav>' if sections else ""
    links = "".join(
        f'<li><a href="{file}"{" aria-current=page" if file == here else ""}>{text(label)}</a></li>'
        for file, label in pages.items()
    )
    style = _read_template("page.css")
    return _read_template("page.html").format(
        title=title, style=style, pages=links, contents=contents, body=body
    )


@cache
def _read_template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _link_notebook(named: re.Match[str], pages: Mapping[str, str]) -> str:
    page = f"{named[1]}.html"
    return f'<a href="{page}">{page}</a>' if page in pages else named[0]


def _remove_dead_links(body: str, taken: set[str]) -> str:
    """Turn links into plain text if their target is missing because its cell failed or was deleted.

    Links of the class ``way``, which only point to another part of the page, are removed with their text.
    """
    body = re.sub(r' ?<a class="way" href="#([^"]*)">.*?</a>', lambda m: m[0] if m[1] in taken else "", body)
    return re.sub(
        r'(<a\b[^>]*?)\s(?:xlink:)?href="#([^"]*)"', lambda m: m[0] if m[2] in taken else m[1], body
    )


def _make_key(heading: str) -> str:
    """Convert the HTML of a heading to a fragment identifier."""
    return re.sub(r"[^a-z0-9]+", "-", _extract_text(heading).lower()).strip("-") or "section"


def _extract_text(heading: str) -> str:
    """Return the text of a heading without its markup."""
    return str(fragment_fromstring(heading, create_parent="span").text_content())


def _find_free_key(key: str, taken: set[str]) -> str:
    """Return a fragment identifier that is not taken, with a number if necessary."""
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name
