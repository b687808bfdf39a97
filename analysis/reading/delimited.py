"""CSV and TSV: one article per row, under a header; the delimiter is found out."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.decoding import encoding_of
from analysis.reading.files import ARTICLE_LIMIT, TABLE_LIMIT, check
from analysis.reading.rows import KNOWN_NAMES, document, has_text, no_text_column, plain_name

_DELIMITERS = {".csv": ",;\t|", ".tsv": "\t,;|"}
SAMPLE = 65_536
"""Characters by which the delimiter is found out."""
# Stands after the last line: when it is not a row of its own, a quote is open.
_END = "\0"


def documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        For each row that is not blank, its document and warnings, or one problem.

    Raises:
        StancebookError: the file is empty, too big or not text, or has no text column.
        OSError: the file cannot be opened.
    """
    check(path, TABLE_LIMIT)
    with path.open("rb") as file:
        encoding = encoding_of(file)
    # Process-wide, but only ever raised: the default, 131,072 characters, is less than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), ARTICLE_LIMIT))
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from _rows(path, lines)


def _rows(path: Path, lines: io.TextIOWrapper) -> Iterator[Document | Problem]:
    found = delimiter(lines.read(SAMPLE), _DELIMITERS[path.suffix.lower()])
    lines.seek(0)
    rows = enumerate(cells for _, cells in numbered(lines, found))
    _, header = next(rows, (0, []))
    if not has_text(header):
        raise no_text_column(header)
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            yield from _row(path, number, header, cells)


def numbered(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Split the lines into rows of cells, each with the number of the line that it begins in.

    Raises:
        StancebookError: a quote swallows the rest of the table.
    """
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise StancebookError(
                    f"Its last row, which ends in line {reader.line_num - 1}, opens a quote that is never "
                    "closed, so it is left out; close the quote or double it."
                )
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise StancebookError(
            f"It could not be read beyond line {reader.line_num} ({error}); is a quote there never closed?"
        ) from error


def delimiter(sample: str, delimiters: str, known: Collection[str] = KNOWN_NAMES) -> str:
    """Choose the delimiter that gives the header most known names, then most columns, then the usual one."""

    def fitness(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        return sum(plain_name(name) in known for name in header), len(header)

    return max(delimiters, key=fitness)


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> Iterator[Document | Problem]:
    if any(cell.strip() for cell in cells[len(header) :]):
        message = (
            f"It has {len(cells)} cells and the header has {len(header)}; "
            "put texts that contain the delimiter in double quotes."
        )
        yield Problem(f"{path.name} row {number}", message)
    else:
        yield from document(path, number, dict(zip(header, cells, strict=False)))
