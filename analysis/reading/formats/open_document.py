"""Read OpenDocument texts (.odt), as LibreOffice writes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.reading.binary import name_zip
from analysis.reading.formats.format import Format
from analysis.reading.packages import encrypted_error, open_package, parse_part, read_part, require_part
from analysis.reading.paragraphs import Paragraph, split_title
from analysis.reading.texts import read_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_NOTE = f"{_TEXT}note"
_UNSEEN = (
    f"{_TEXT}tracked-changes",  # what was deleted
    f"{_TEXT}note-citation",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
)


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read an OpenDocument text as its reader sees it once all tracked changes are accepted.

    Text boxes and tables are paragraphs of the text, footnotes follow it; headers, footers and comments are
    not text. The author in the properties is the user of the program and not used.

    Yields:
        The documents and their warnings, or problems; see ``read_text``.

    Raises:
        StancebookError: if the file is empty, too big, damaged or encrypted.
        OSError: if the file cannot be opened.
    """
    with open_package(path) as package:
        if b"encryption-data" in (read_part(package, "META-INF/manifest.xml") or b""):
            raise encrypted_error()
        content = require_part(package, "content.xml")
        meta = parse_part(package, "meta.xml")
    stated = None if meta is None else meta.findtext(f".//{_DC_TITLE}")
    title, text = split_title(_read_paragraphs(content), stated)
    yield from read_text(path, text, {}, heading=title)


def _read_paragraphs(root: "_Element") -> list[Paragraph]:
    """Return the paragraphs, those of notes last."""
    from lxml.etree import iterwalk

    titles = _find_title_styles(root)
    body: list[Paragraph] = []
    notes: list[Paragraph] = []
    open_notes = 0
    open_paragraphs: list[list[str]] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            open_notes += tag == _NOTE
            if tag in _PARAGRAPHS:
                open_paragraphs.append([])
            if open_paragraphs:
                open_paragraphs[-1].append(_CHARACTERS.get(tag, element.text or ""))
            continue
        open_notes -= tag == _NOTE
        if tag in _PARAGRAPHS:
            text = "".join(open_paragraphs.pop())
            (notes if open_notes else body).append(Paragraph(text, _is_title(element, titles)))
        if open_paragraphs and element.tail:
            open_paragraphs[-1].append(element.tail)
    return body + notes


def _find_title_styles(root: "_Element") -> set[str]:
    derived = (
        style for style in root.iter(f"{_STYLE}style") if style.get(f"{_STYLE}parent-style-name") == "Title"
    )
    return {"Title", *(style.get(f"{_STYLE}name", "") for style in derived)}


def _is_title(element: "_Element", titles: set[str]) -> bool:
    is_heading = element.tag == f"{_TEXT}h" and element.get(f"{_TEXT}outline-level", "1") == "1"
    return is_heading or element.get(f"{_TEXT}style-name") in titles


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "an OpenDocument text"


FORMAT = Format("an OpenDocument text", (".odt",), read_documents, _recognise)
