"""Read e-books (.epub), such as the issues of a newspaper that calibre packs."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import unquote
from zipfile import ZipFile

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.binary import name_zip
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.formats.format import Format
from analysis.reading.html_text import parse_html, read_paragraphs
from analysis.reading.packages import encrypted_error, open_package, read_part, require_part
from analysis.reading.paragraphs import Paragraph, split_title

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_CONTAINER = "META-INF/container.xml"
_FEWEST_WORDS = 40
"""Words of the shortest part that is read as an article; covers, imprints and mere headings have fewer."""
_MOST_PARTS = 5_000
# the fonts of open e-books are encrypted too, their texts only in those that are sold with a key
_PROTECTED = re.compile(rb"URI=[\"'][^\"']+\.x?html?[\"']", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Part(NamedTuple):
    name: str
    title: str
    text: str
    has_links_only: bool


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read each part of an e-book as an article, in reading order, titled by its heading.

    Covers, contents and other short parts are not read; a note names them.

    Yields:
        For each part, the document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big, damaged, encrypted or has no text.
        OSError: if the file cannot be opened.
    """
    with open_package(path) as package:
        if _PROTECTED.search(read_part(package, "META-INF/encryption.xml") or b""):
            raise encrypted_error()
        root_file = require_part(package, _CONTAINER).xpath("string(//*[local-name()='rootfile']/@full-path)")
        book = require_part(package, str(root_file))
        parts = [_read_part(package, name) for name in _list_parts(book, dirname(str(root_file)))]
    is_read = [_is_article(part) for part in parts]
    articles = [part for part, article in zip(parts, is_read, strict=True) if article]
    others = [part.name for part, article in zip(parts, is_read, strict=True) if not article]
    if not articles:
        raise StancebookError(
            f"No part of this e-book has {_FEWEST_WORDS} words of text; if it shows images of pages, run OCR."
        )
    given = _read_metadata(book)
    for number, part in enumerate(articles, start=1):
        numbered = f"{path.stem}-{number}" if len(articles) > 1 else path.stem
        yield from build(f"{path.name} part {number}", numbered, part.text, {"title": part.title, **given})
    if others:
        message = (
            f"Its contents and parts of fewer than {_FEWEST_WORDS} words are not read: {', '.join(others)}."
        )
        yield Problem(path.name, message, "note")


def _is_article(part: _Part) -> bool:
    return not part.has_links_only and len(part.text.split()) >= _FEWEST_WORDS


def _list_parts(book: "_Element", folder: str) -> list[str]:
    """Return the names of the parts in reading order, without the table of contents."""
    items = {item.get("id"): item for item in book.iter("{*}manifest/{*}item", "{*}item")}
    refs = [items.get(ref.get("idref")) for ref in book.iter("{*}itemref")]
    shown = [item for item in refs if item is not None and "nav" not in item.get("properties", "").split()]
    names = [normpath(join(folder, unquote(item.get("href", "").split("#")[0]))) for item in shown]
    return list(dict.fromkeys(names))[:_MOST_PARTS]


def _read_part(package: ZipFile, name: str) -> _Part:
    content = read_part(package, name)
    root = parse_html(decode(content)) if content else None
    if root is None:
        return _Part(name, "", "", False)
    paragraphs = [paragraph for paragraph in read_paragraphs(root) if paragraph.text]
    title, text = split_title(_mark_heading(paragraphs, root))
    linked = sum(len(link.text_content()) for link in root.iter("a"))
    return _Part(name, title, text, linked > len(text) / 2)


def _mark_heading(paragraphs: list[Paragraph], root: "HtmlElement") -> list[Paragraph]:
    """Mark the first paragraph as the title if it is the part's first heading, of whatever level."""
    heading = next((element for element in root.iter("h1", "h2", "h3")), None)
    opening = "" if heading is None else " ".join(heading.text_content().split())
    return [
        Paragraph(paragraph.text, number == 0 and paragraph.text == opening)
        for number, paragraph in enumerate(paragraphs)
    ]


def _read_metadata(book: "_Element") -> dict[str, object]:
    """Return what the e-book says of itself; calibre names itself as the author of what it packs."""

    def find(name: str) -> list[str]:
        values = book.xpath(
            f"//*[local-name()='metadata']//*[local-name()='{name}'][not(@*[.='modification'])]/text()"
        )
        return [
            value.strip()
            for value in cast("list[str]", values)
            if value.strip() and value.strip() != "calibre"
        ]

    return {
        "author": find("creator"),
        "outlet": next(iter(find("publisher")), None),
        "published": [value for value in find("date") if _DAY.match(value)],
        "language": find("language"),
    }


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "an e-book (EPUB)"


FORMAT = Format("an e-book", (".epub",), read_documents, _recognise)
