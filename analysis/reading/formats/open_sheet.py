"""Read the sheets of an OpenDocument workbook (LibreOffice Calc) that have one article per row."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import check_file
from analysis.reading.binary import name_zip
from analysis.reading.formats.format import Format
from analysis.reading.packages import ZIP_DAMAGE
from analysis.reading.tabular.sheets import (
    MAX_COLUMNS,
    WORKBOOK_LIMIT,
    WorkbookSheet,
    check_unpacked_size,
    read_sheets,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _OFFICE = (_NAMESPACE % name for name in ("table", "text", "office"))
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPACING = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
# a sheet is filled up to its last row by one blank row, repeated
_MAX_REPEATED = 1_000


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read each sheet with a column of texts.

    Yields:
        See ``read_sheets``.

    Raises:
        StancebookError: if the file is empty, too big or not a workbook, or if no sheet has a text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, WORKBOOK_LIMIT)
    # lxml is slow to import, and few formats need it.
    from lxml.etree import XMLSyntaxError

    try:
        check_unpacked_size(path)
        names = dict.fromkeys(name for name, _ in _read_rows(path))
        yield from read_sheets(
            path, [WorkbookSheet(name, partial(_read_sheet, path, name)) for name in names]
        )
    except (*ZIP_DAMAGE, KeyError, XMLSyntaxError) as error:
        raise StancebookError(
            f"It could not be read as an OpenDocument workbook ({type(error).__name__}); save it again as "
            ".ods or .csv."
        ) from error


def _read_sheet(path: Path, name: str) -> Iterator[Sequence[object]]:
    return (cells for sheet, cells in _read_rows(path) if sheet == name)


def _read_rows(path: Path) -> Iterator[tuple[str, list[object]]]:
    """Yield each row of the workbook with the name of its sheet."""
    from lxml.etree import iterparse

    with ZipFile(path) as archive, archive.open("content.xml") as file:
        sheet = ""
        for event, element in iterparse(file, ("start", "end"), resolve_entities=False, no_network=True):
            if event == "start" and element.tag == _SHEET:
                sheet = element.get(f"{_TABLE}name", "")
            elif event == "end" and element.tag == _ROW:
                cells = [value for cell in element if cell.tag in _CELLS for value in _read_cell(cell)]
                for _ in range(_count(element, "number-rows-repeated", _MAX_REPEATED)):
                    yield sheet, cells[:MAX_COLUMNS]
                element.clear()


def _read_cell(cell: "Element") -> list[object]:
    day = cell.get(f"{_OFFICE}date-value")
    paragraphs = [_read_paragraph(part) for part in cell if part.tag == f"{_TEXT}p"]
    value = day or "\n".join(paragraphs) or None
    return [value] * _count(cell, "number-columns-repeated", MAX_COLUMNS)


def _read_paragraph(element: "Element") -> str:
    parts = [element.text or "", _SPACING.get(element.tag, "")]
    for part in element:
        if part.tag != f"{_OFFICE}annotation":
            parts.append(_read_paragraph(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _count(element: "Element", name: str, most: int) -> int:
    repeated = element.get(f"{_TABLE}{name}", "1")
    return min(int(repeated), most) if repeated.isdecimal() else 1


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "an OpenDocument table"


FORMAT = Format("an OpenDocument workbook", (".ods",), read_documents, _recognise)
