"""Read Word documents (.docx).

The parts are read directly: python-docx drops words that a tracked change inserted, and mammoth shows hidden
ones.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.reading.binary import name_zip
from analysis.reading.formats.format import Format
from analysis.reading.packages import open_package, parse_part, require_part
from analysis.reading.paragraphs import Paragraph, split_title
from analysis.reading.texts import read_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# deleted and moved words, field codes, and the numbers of notes; a text box occurs twice, also as a fallback
_UNSEEN = ("del", "moveFrom", "instrText", "footnoteRef", "endnoteRef", "sectPr", "tblPr")
_TITLES = ("title", "heading 1")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a Word document as its reader sees it once all tracked changes are accepted.

    Text boxes and tables are paragraphs of the text, footnotes and endnotes follow it; headers, footers and
    comments are not text. The author in the properties is the user of the program and not used.

    Yields:
        The documents and their warnings, or problems; see ``read_text``.

    Raises:
        StancebookError: if the file is empty, too big, damaged or encrypted.
        OSError: if the file cannot be opened.
    """
    with open_package(path) as package:
        body = require_part(package, "word/document.xml")
        notes = [part for name in _NOTES if (part := parse_part(package, name)) is not None]
        styles = parse_part(package, "word/styles.xml")
        properties = parse_part(package, "docProps/core.xml")
    titles = set() if styles is None else _find_title_styles(styles)
    stated = None if properties is None else properties.findtext(_DC_TITLE)
    paragraphs = [found for part in (body, *notes) for found in _read_paragraphs(part, titles)]
    title, text = split_title(paragraphs, stated)
    yield from read_text(path, text, {}, heading=title)


def _name_space(root: "_Element") -> str:
    return _STRICT if root.tag.startswith(_STRICT) else _MAIN


def _find_title_styles(styles: "_Element") -> set[str]:
    """Return the identifiers of the styles of titles; identifiers are translated, names are not."""
    space = _name_space(styles)
    return {
        style.get(f"{space}styleId", "")
        for style in styles.iter(f"{space}style")
        if (name := style.find(f"{space}name")) is not None and name.get(f"{space}val", "").lower() in _TITLES
    }


def _read_paragraphs(root: "_Element", titles: set[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part; those of a text box come before the one that it is anchored in."""
    from lxml.etree import iterwalk

    space = _name_space(root)
    unseen = {_FALLBACK, *(f"{space}{name}" for name in _UNSEEN)}
    characters = {f"{space}{name}": character for name, character in _CHARACTERS.items()}
    paragraph, run, words = f"{space}p", f"{space}r", f"{space}t"
    open_paragraphs: list[list[str]] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in unseen or (tag == run and _is_hidden(element, space)):
                walk.skip_subtree()
            elif tag == paragraph:
                open_paragraphs.append([])
            elif open_paragraphs and (tag == words or tag in characters):
                open_paragraphs[-1].append(characters.get(tag) or element.text or "")
        elif tag == paragraph:
            style = element.find(f"{space}pPr/{space}pStyle")
            is_title = style is not None and style.get(f"{space}val") in titles
            yield Paragraph("".join(open_paragraphs.pop()), is_title)


def _is_hidden(run: "_Element", space: str) -> bool:
    mark = run.find(f"{space}rPr/{space}vanish")
    return mark is not None and mark.get(f"{space}val", "true") not in ("0", "false", "off")


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "a Word document"


FORMAT = Format("a Word document", (".docx", ".docm"), read_documents, _recognise)
