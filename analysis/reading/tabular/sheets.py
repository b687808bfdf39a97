"""Read the sheets of a workbook: each that has a column of texts is a table of articles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import MEGABYTE
from analysis.reading.tabular.columns import list_names
from analysis.reading.tabular.field_names import rank_fields
from analysis.reading.tabular.headers import Header, find_header
from analysis.reading.tabular.rows import read_table
from analysis.reading.tabular.table import NumberedRow, Table
from analysis.reading.values import is_missing

WORKBOOK_LIMIT = 200 * MEGABYTE
"""Bytes of a workbook, which is a zip archive."""
MAX_COLUMNS = 1_000
"""Columns of a sheet that are read."""
_UNPACKED_LIMIT = 1_000 * MEGABYTE
Cells = Sequence[object]


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet: its name, and what reads its rows from the first one, blank rows included."""

    name: str
    read_cells: Callable[[], Iterator[Cells]]


def check_unpacked_size(path: Path) -> None:
    """Check that a workbook does not unpack to more than memory can hold.

    Raises:
        BadZipFile: if the file is no zip archive.
        StancebookError: if it is too big.
    """
    with ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _UNPACKED_LIMIT:
        raise StancebookError(
            f"Unpacked it has {size / MEGABYTE:,.0f} MB, but the limit is "
            f"{_UNPACKED_LIMIT // MEGABYTE:,} MB; split it into smaller files."
        )


def read_sheets(path: Path, sheets: list[WorkbookSheet]) -> Iterator[Document | Problem]:
    """Read the articles of a workbook.

    Args:
        path: the file.
        sheets: its sheets.

    Yields:
        See ``read_table``; and a note of each sheet with content that has no column of texts.

    Raises:
        StancebookError: if no sheet has such a column.
    """
    found = [(sheet, find_header(sheet.read_cells())) for sheet in sheets]
    filled = [(sheet, header) for sheet, header in found if header]
    with_texts = [(sheet, header) for sheet, header in filled if _has_texts(header)]
    read = with_texts or filled[:1]
    for sheet, header in read:
        table = _build_table(path, sheet, header, sheet.name if len(read) > 1 else "")
        if note := header.describe_rows_before(table.item):
            yield note
        yield from read_table(table)
    for sheet, header in filled:
        if (sheet, header) not in read:
            found_names = list_names(map(repr, header.columns))
            message = f"Its sheet {sheet.name!r} is not read: it has no column 'text'; found: {found_names}."
            yield Problem(path.name, message, "note")


def _has_texts(header: Header) -> bool:
    return any("text" in rank_fields(name) for name in header.columns)


def _build_table(path: Path, sheet: WorkbookSheet, header: Header, name: str) -> Table:
    def read_rows() -> Iterator[NumberedRow]:
        for number, cells in enumerate(islice(sheet.read_cells(), header.row + 1, None), start=1):
            if any(not is_missing(cell) for cell in cells):
                yield number, dict(zip(header.columns, cells, strict=False))

    return Table(path, read_rows, header.columns, name)
