"""Read CSV and TSV tables with a header and one article per row; the delimiter is detected."""

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.decoding import detect_encoding
from analysis.reading.files import ARTICLE_LIMIT, TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.rows import (
    KNOWN_NAMES,
    build_document,
    has_text_column,
    no_text_column_error,
    normalise_name,
)
from analysis.spreadsheets import restore

_DELIMITERS = {".csv": ",;\t|", ".tsv": "\t,;|"}
_OTHERS = ",;\t|"
SAMPLE = 65_536
"""Characters used to detect the delimiter."""
# Added after the last line: if it does not form a separate row, a quotation mark is unclosed.
_END = "\0"


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        For each row that is not blank, the document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big or not text, or has no text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    with path.open("rb") as file:
        encoding = detect_encoding(file)
    # This limit is process-wide, so only ever raise it; the default of 131,072 is below a long article.
    csv.field_size_limit(max(csv.field_size_limit(), ARTICLE_LIMIT))
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from _read_rows(path, lines)


def _read_rows(path: Path, lines: io.TextIOWrapper) -> Iterator[Document | Problem]:
    delimiter = detect_delimiter(lines.read(SAMPLE), _DELIMITERS.get(path.suffix.lower(), _OTHERS))
    lines.seek(0)
    rows = enumerate(cells for _, cells in read_numbered(lines, delimiter))
    _, header = next(rows, (0, []))
    if not has_text_column(header):
        raise no_text_column_error(header)
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            yield from _build_row(path, number, header, cells)


def read_numbered(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Split lines into rows of cells, each with the number of its first line.

    Raises:
        StancebookError: if an unclosed quotation mark swallows the rest of the table.
    """
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise StancebookError(
                    f"Its last row, which ends in line {reader.line_num - 1}, has a quotation mark that is "
                    "never closed, so it is left out; close the quotation mark or double it."
                )
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise StancebookError(
            f"It could not be read beyond line {reader.line_num} ({error}); is a quotation mark unclosed?"
        ) from error


def detect_delimiter(sample: str, delimiters: str, known: Collection[str] = KNOWN_NAMES) -> str:
    """Return the delimiter that gives the header most known names, then most columns, then the first."""

    def rate(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        return sum(normalise_name(name) in known for name in header), len(header)

    return max(delimiters, key=rate)


def _build_row(path: Path, number: int, header: list[str], cells: list[str]) -> Iterator[Document | Problem]:
    if any(cell.strip() for cell in cells[len(header) :]):
        message = (
            f"It has {len(cells)} cells but the header has {len(header)}; "
            "put texts that contain the delimiter in double quotation marks."
        )
        yield Problem(f"{path.name} row {number}", message)
    else:
        yield from build_document(path, number, dict(zip(header, map(restore, cells), strict=False)))


def _recognise(head: bytes) -> bool:
    """Return whether the first line names a column of texts and another known one, and a row follows."""
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = head.decode("utf-16" if is_wide else "utf-8", errors="replace").lstrip("\ufeff").splitlines()
    if len(lines) < 2:
        return False
    delimiter = detect_delimiter(lines[0], _OTHERS)
    header = [normalise_name(name) for name in next(csv.reader([lines[0]], delimiter=delimiter), [])]
    return (
        has_text_column(header) and sum(name in KNOWN_NAMES for name in header) > 1 and delimiter in lines[1]
    )


FORMAT = Format("a table", tuple(_DELIMITERS), read_documents, _recognise)
