"""Read CSV and TSV tables with a header and one article per row; the delimiter is detected."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, TABLE_LIMIT, check_file
from analysis.reading.decoding import detect_encoding
from analysis.reading.formats.format import Format
from analysis.reading.tabular.field_names import is_known, rank_fields
from analysis.reading.tabular.headers import HEADER_WITHIN, find_header
from analysis.reading.tabular.rows import read_table
from analysis.reading.tabular.table import NumberedRow, Table
from analysis.spreadsheets import restore

_DELIMITERS = {".csv": ",;\t|", ".tsv": "\t,;|", ".tab": "\t,;|"}
_OTHERS = ",;\t|"
_SAMPLE = 65_536
# Excel writes the delimiter before the header
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[ \t,;|]*(?:\r\n|\r|\n)', re.IGNORECASE)
# Added after the last line: if it does not form a separate row, a quotation mark is unclosed.
_END = "\0"


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        See ``read_table``; and a note of lines before the header.

    Raises:
        StancebookError: if the file is empty, too big or not text, or has no text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    delimiters = _DELIMITERS.get(path.suffix.lower(), _OTHERS)
    with open_rows(path, delimiters, is_known) as rows:
        header = find_header(cells for _, cells in rows)
    if header is None:
        return
    if note := header.describe_rows_before(path.name):
        yield note

    def read_rows() -> Iterator[NumberedRow]:
        with open_rows(path, delimiters, is_known) as rows:
            for number, (_, cells) in enumerate(islice(rows, header.row + 1, None), start=1):
                if any(cell.strip() for cell in cells):
                    yield number, _build_row(path, number, header.columns, cells)

    yield from read_table(Table(path, read_rows, header.columns))


@contextmanager
def open_rows(
    path: Path, delimiters: str, is_name: Callable[[str], bool]
) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """Open a table; its encoding and delimiter are detected, and Excel's line ``sep=`` is passed over.

    Args:
        path: the file.
        delimiters: the possible delimiters, preferred first.
        is_name: says whether a cell is the name of a column.

    Returns:
        A context manager for the rows, each with the number of its first line.

    Raises:
        StancebookError: if the file is not text, or if an unclosed quotation mark swallows its end.
    """
    with path.open("rb") as file:
        encoding = detect_encoding(file)
    # This limit is process-wide, so only ever raise it; the default of 131,072 is below a long article.
    csv.field_size_limit(max(csv.field_size_limit(), ARTICLE_LIMIT))
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        sample = lines.read(_SAMPLE)
        lines.seek(0)
        if stated := _SEPARATOR_LINE.match(sample):
            lines.readline()
            yield _read_numbered(lines, stated[1], first=2)
        else:
            yield _read_numbered(lines, _detect_delimiter(sample, delimiters, is_name), first=1)


def _read_numbered(lines: Iterable[str], delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    line = first
    try:
        for cells in reader:
            if cells == [_END]:
                return
            last = reader.line_num + first - 1
            if cells and cells[-1].endswith(_END):
                raise StancebookError(
                    f"Its last row, which ends in line {last - 1}, has a quotation mark that is "
                    "never closed, so it is left out; close the quotation mark or double it."
                )
            yield line, cells
            line = last + 1
    except csv.Error as error:
        raise StancebookError(
            f"It could not be read beyond line {reader.line_num + first - 1} ({error}); is a quotation mark "
            "unclosed?"
        ) from error


def _detect_delimiter(sample: str, delimiters: str, is_name: Callable[[str], bool]) -> str:
    """Return the delimiter that gives a row most known names, then most columns, then the first."""

    def rate(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            return max((sum(map(is_name, cells)), len(cells)) for cells in islice(rows, HEADER_WITHIN))
        except (ValueError, csv.Error):
            return 0, 0

    return max(delimiters, key=rate)


def _build_row(
    path: Path, number: int, columns: tuple[str, ...], cells: list[str]
) -> dict[str, object] | Problem:
    if any(cell.strip() for cell in cells[len(columns) :]):
        message = (
            f"It has {len(cells)} cells but the header has {len(columns)}; "
            "put texts that contain the delimiter in double quotation marks."
        )
        return Problem(f"{path.name} row {number}", message)
    return dict(zip(columns, map(restore, cells), strict=False))


def _recognise(head: bytes) -> bool:
    """Return whether the first line names a column of texts and another known one, and a row follows."""
    is_wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    lines = head.decode("utf-16" if is_wide else "utf-8", errors="replace").lstrip("\ufeff").splitlines()
    if len(lines) < 2:
        return False
    delimiter = _detect_delimiter(lines[0], _OTHERS, is_known)
    header = next(csv.reader([lines[0]], delimiter=delimiter), [])
    has_texts = any("text" in rank_fields(name) for name in header)
    return has_texts and sum(map(is_known, header)) > 1 and delimiter in lines[1]


FORMAT = Format("a table", tuple(_DELIMITERS), read_documents, _recognise)
