"""One executed notebook as one HTML page: no script, no external load, readable on phone and paper."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from analysis.drawing.markup import text

TEMPLATES = Path(__file__).parent / "templates"
# attributes that name an element of the same page
REFERENCES = r'(\b(?:xlink:)?href="#|\baria-(?:labelledby|describedby)="|url\(#)'


def page(notebook: Path, title: str, pages: Mapping[str, str], error: str | None = None) -> str:
    """Convert an executed notebook.

    Args:
        notebook: its file.
        title: what the browser shows.
        pages: file name → label of the report's pages, for the links between them.
        error: why the notebook is not complete, told at the top.

    Returns:
        The page as text.
    """
    body, _ = _exporter().from_notebook_node(_read(notebook))
    head = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.DOTALL)
    name = re.sub(r"<[^>]+>", "", head[1]) if head else text(notebook.stem)
    if error is not None:
        message = f"<strong>This page is not complete.</strong> {text(error)}"
        body = f'<div class="error" role="alert">{message}</div>{body}'
    return frame(f"{name} – {text(title)}", body, pages, here=f"{notebook.stem}.html")


@cache
def _exporter() -> Any:
    # nbconvert takes half a second to import and to load its templates
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    make: Any = HTMLExporter
    config = Config({"HTMLExporter": {"exclude_anchor_links": True, "sanitize_html": False}})
    return make(config=config, template_name="report", extra_template_basedirs=[str(TEMPLATES)])


def _read(notebook: Path) -> Any:
    """Read a notebook whose outputs share no identifier: what is shown twice has its own the second time."""
    import nbformat

    read: Any = nbformat.read
    content = read(notebook, as_version=4)
    taken: set[str] = set()
    for cell in content.cells:
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = _distinct("".join(output.data["text/html"]), taken)
    return content


def _distinct(html: str, taken: set[str]) -> str:
    """Rename the identifiers of a piece of HTML that are taken, and what refers to them within it."""
    for key in dict.fromkeys(re.findall(r'\sid="([^"]+)"', html)):
        name, number = key, 1
        while name in taken:
            number += 1
            name = f"{key}-{number}"
        taken.add(name)
        if name != key:
            html = html.replace(f' id="{key}"', f' id="{name}"')
            html = re.sub(rf'{REFERENCES}{re.escape(key)}(?=["\s)])', rf"\g<1>{name}", html)
    return html


def frame(title: str, body: str, pages: Mapping[str, str], here: str) -> str:
    """Put markup into the frame that all pages share: skip link, contents, links between pages.

    Args:
        title: escaped text.
        body: the page's content.
        pages: file name → label.
        here: file name of this page.
    """
    taken = {"main", *re.findall(r'\sid="([^"]+)"', body)}
    sections: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        key = _free(_key(match[1]), taken)
        taken.add(key)
        sections[key] = match[1]
        return f'<h2 id="{key}">{match[1]}</h2>'

    body = _landing(re.sub(r"<h2[^>]*>(.*?)</h2>", named, body), taken)
    listed = "".join(f'<li><a href="#{key}">{label}</a></li>' for key, label in sections.items())
    contents = f'<nav class="contents" aria-label="Contents"><ol>{listed}</ol></nav>' if sections else ""
    others = "".join(
        f'<li><a href="{file}"{" aria-current=page" if file == here else ""}>{text(label)}</a></li>'
        for file, label in pages.items()
    )
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    whole = (TEMPLATES / "page.html").read_text(encoding="utf-8")
    return whole.format(title=title, style=style, pages=others, contents=contents, body=body)


def _landing(body: str, taken: set[str]) -> str:
    """Make links whose target is not on the page, because its cell failed or was deleted, plain text.

    Those that only lead to another part of the page go with it.
    """
    body = re.sub(r' ?<a class="way" href="#([^"]*)">.*?</a>', lambda m: m[0] if m[1] in taken else "", body)
    return re.sub(
        r'(<a\b[^>]*?)\s(?:xlink:)?href="#([^"]*)"', lambda m: m[0] if m[2] in taken else m[1], body
    )


def _key(heading: str) -> str:
    """Return a heading as a fragment identifier."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"<[^>]+>", "", heading).lower()).strip("-") or "section"


def _free(key: str, taken: set[str]) -> str:
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name
