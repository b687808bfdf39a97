"""Read the sheets of an Excel workbook that have one article per row."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import check_file
from analysis.reading.binary import name_zip
from analysis.reading.formats.format import Format
from analysis.reading.tabular.sheets import (
    MAX_COLUMNS,
    WORKBOOK_LIMIT,
    WorkbookSheet,
    check_unpacked_size,
    read_sheets,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))
# Excel writes control characters, such as line ends, as their numbers
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read each sheet with a column of texts.

    Yields:
        See ``read_table``; and a note of each other sheet with content.

    Raises:
        StancebookError: if the file is empty, too big or not a workbook, or if no sheet has a text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, WORKBOOK_LIMIT)
    try:
        check_unpacked_size(path)
    except BadZipFile as error:
        raise _build_error(error) from error
    with _open(path) as workbook:
        names = [sheet.title for sheet in workbook.worksheets]
    yield from read_sheets(path, [WorkbookSheet(name, partial(_read_cells, path, name)) for name in names])


@contextmanager
def _open(path: Path) -> Iterator["Workbook"]:
    """Open a workbook for reading; rows may be read again after the documents, as ``Table`` says."""
    # openpyxl is slow to import, and only this format needs it.
    from openpyxl import load_workbook

    # by its path, openpyxl refuses a workbook under another extension
    with path.open("rb") as file:
        try:
            workbook = load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # openpyxl documents no errors of damaged workbooks
            raise _build_error(error) from error
        try:
            yield workbook
        finally:
            workbook.close()


def _read_cells(path: Path, name: str) -> Iterator[Sequence[object]]:
    with _open(path) as workbook:
        sheet = workbook[name]
        # programs other than Excel state sizes that are too small
        sheet.reset_dimensions()
        try:
            for cells in sheet.iter_rows(values_only=True):
                yield [_clean(cell) for cell in cells[:MAX_COLUMNS]]
        except Exception as error:  # see above
            raise _build_error(error) from error


def _clean(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value in _ERRORS:
        return None
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), value) if "_x" in value else value


def _build_error(error: Exception) -> StancebookError:
    return StancebookError(
        f"It could not be read as an Excel workbook ({type(error).__name__}); save it again as .xlsx or .csv."
    )


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "an Excel workbook"


FORMAT = Format("an Excel workbook", (".xlsx", ".xlsm"), read_documents, _recognise)
