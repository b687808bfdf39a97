"""Build HTML safely from untrusted text: escape every text, check every address."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from analysis.comparing.foremost import LINKED
from analysis.text import CONTROLS, is_web

# a number with its sign and unit, or with another in brackets
NUMBER = re.compile(r"[+−-]?\d[\d,.]*(?:\s?(?:%|s)|\s\([\d,.]+\))?")


class Html:
    """A piece of HTML that notebooks and pages show unchanged.

    Attributes:
        html: the markup, built by this package from escaped text.
    """

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def text(value: object) -> str:
    """Return a value as text escaped for HTML, without control characters."""
    return escape(CONTROLS.sub("", str(value)), quote=True)


def anchor(identifier: str, kind: str = "x") -> str:
    """Return a fragment identifier: readable, unique for its kind, safe in any address.

    Args:
        identifier: identifier of a code (kind ``x``) or a document (kind ``doc``).
        kind: prefix that separates identical identifiers of different kinds.
    """
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", identifier)
    return f"{kind}-{safe}" if safe == identifier else f"{kind}-{safe}-{zlib.crc32(identifier.encode()):08x}"


def link_code(target: str, label: str) -> str:
    """Return a link to a code on the same page."""
    return f'<a href="#{anchor(target)}">{text(label)}</a>'


def link_codes(targets: Sequence[str], most: int = LINKED) -> str:
    """Return numbered links to codes, only to the first ones if there are many."""
    linked = " ".join(
        f'<a href="#{anchor(target)}" aria-label="evidence {number} of {len(targets)}">{number}</a>'
        for number, target in enumerate(targets[:most], 1)
    )
    rest = len(targets) - most
    return f"{linked} and {rest:,} more" if rest > 0 else linked


def link_address(url: str) -> str:
    """Return an external link for a web address, or plain text for any other scheme."""
    shown = text(url)
    return f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>' if is_web(url) else shown


def link_sites(urls: Sequence[str]) -> str:
    """Return external links labelled with their sites; anything but a web address is plain text."""
    return ", ".join(_link_site(url) for url in urls)


def _link_site(url: str) -> str:
    if not is_web(url):
        return text(url)
    site = urlsplit(url).netloc.removeprefix("www.")
    return f'<a href="{text(url)}" rel="noopener noreferrer">{text(site)}</a>'


def link_part(target: str, label: str) -> str:
    """Return a link to another part of the page; pages without that part drop the link."""
    return f'<a class="way" href="#{target}">{text(label)}</a>'


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    key: str = "",
    file: str = "",
    grouped: bool = False,
) -> str:
    """Return a table; cells are markup, and the first cell of each row is its header.

    Columns of numbers are aligned to the right.

    Args:
        caption: caption of the table.
        head: names of the columns.
        rows: cells of each row.
        key: fragment identifier, if links lead to the table.
        file: the CSV table with all rows that a report writes; its pages link to it, see ``reporting.page``.
        grouped: whether successive rows with the same first cell share it.
    """
    body = list(rows)
    marks = ["", *(_mark_number(column) for column in list(zip(*body, strict=True))[1:])] if body else []
    marks += [""] * (len(head) - len(marks))
    columns = "".join(
        f'<th scope="col"{mark}>{text(name)}</th>' for name, mark in zip(head, marks, strict=True)
    )
    lines = "".join(
        f"<tr>{header}"
        + "".join(f"<td{mark}>{cell}</td>" for cell, mark in zip(others, marks[1:], strict=True))
        + "</tr>"
        for header, (_, *others) in zip(_head_rows([row[0] for row in body], grouped), body, strict=True)
    )
    named = f' id="{key}"' if key else ""
    written = f'<span class="file" hidden>{file}</span>' if file else ""
    return (
        f'<div class="scroll"{named} tabindex="0" role="region" aria-label="{text(caption)}"><table>'
        f"<caption>{text(caption)}{written}</caption><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody>"
        "</table></div>"
    )


def _head_rows(names: Sequence[str], grouped: bool) -> Iterator[str]:
    """Yield the header of each row; "" for a row that shares the header of the row before."""
    for name, same in groupby(names):
        number = len(list(same))
        span = f' rowspan="{number}"' if grouped and number > 1 else ""
        header = f'<th scope="row"{span}>{name}</th>'
        yield from [header, *[""] * (number - 1)] if grouped else [header] * number


def _mark_number(cells: Sequence[str]) -> str:
    """Return the class attribute of a column of numbers; "" for any other."""
    filled = [cell for cell in cells if cell not in ("", "–")]
    return ' class="number"' if filled and all(map(NUMBER.fullmatch, filled)) else ""
