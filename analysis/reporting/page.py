"""Convert an executed notebook to an HTML page without scripts or external resources, for screen and print.

Regular expressions edit the page, because the HTML parser of lxml would rewrite inline SVG: it lower-cases
``viewBox`` and ``clipPath`` and expands self-closing tags. lxml reads only headings, which contain no SVG.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml.html import fragment_fromstring

from analysis.drawing.markup import text
from analysis.errors import StancebookError
from analysis.reporting.fitting import fit_evidence

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
    body, _ = _load_exporter().from_notebook_node(_read_notebook(notebook))
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    name = _extract_text(heading[1]) if heading else notebook.stem
    if error is not None:
        message = f"<strong>This page is not complete.</strong> {text(error)}"
        body = f'<div class="error" role="alert">{message}</div>{body}'
    body = FILE.sub(r' · <a href="\1">all rows as CSV</a>', fit_evidence(body))
    return wrap_page(text(f"{name} – {title}"), body, pages, here=f"{notebook.stem}.html")


@cache
def _load_exporter() -> Any:
    # importing nbconvert and loading its templates takes half a second
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    make: Any = HTMLExporter
    config = Config({"HTMLExporter": {"exclude_anchor_links": True, "sanitize_html": False}})
    return make(config=config, template_name="report", extra_template_basedirs=[str(TEMPLATES)])


def _read_notebook(notebook: Path) -> Any:
    """Read a notebook and make the identifiers in its outputs unique, in case an output is shown twice."""
    import nbformat

    read: Any = nbformat.read
    try:
        content = read(notebook, as_version=4)
    except nbformat.reader.NotJSONError:
        raise StancebookError(
            f"{notebook.name}: the executed notebook was not written completely, as on a full disk. Free "
            "some space and run the command again."
        ) from None
    taken: set[str] = set()
    for cell in content.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = _rename_duplicates("".join(output.data["text/html"]), taken)
    return content


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
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    template = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    return template.format(title=title, style=style, pages=links, contents=contents, body=body)


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
