"""Read Parquet tables with one article per row, in batches."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.tabular.rows import read_table
from analysis.reading.tabular.table import NumberedRow, Table

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Scalar

_ROWS = 64


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        See ``read_table``.

    Raises:
        StancebookError: if the file is empty, too big or not Parquet, or has no text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    yield from read_table(Table(path, lambda: _read_rows(path)))


def _read_rows(path: Path) -> Iterator[NumberedRow]:
    # pyarrow is slow to import, and only this format needs it.
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        with ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in _list_rows(batch):
                    number += 1
                    yield number, row
    except ArrowException as error:
        raise StancebookError(
            f"It could not be read as Parquet ({' '.join(str(error).split())[:200]}); export it again."
        ) from error


def _list_rows(batch: "RecordBatch") -> list[dict[str, object]]:
    """Return the rows of a batch; a value that Python cannot hold becomes a text, which is then told."""
    try:
        rows: list[dict[str, object]] = batch.to_pylist()
    except (OverflowError, ValueError, KeyError):
        # a date beyond the year 9999, a time zone that nobody knows, bytes that are not UTF-8
        columns = [[_convert(cell) for cell in column] for column in batch.columns]
        rows = [dict(zip(batch.schema.names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return rows


def _convert(cell: "Scalar") -> object:
    try:
        return cell.as_py()
    except (OverflowError, ValueError, KeyError):
        value = getattr(cell, "value", None)
        return f"{cell.type} {value if isinstance(value, int) else 'not readable'}"


def _recognise(head: bytes) -> bool:
    return head.startswith(b"PAR1")


FORMAT = Format("a Parquet table", (".parquet",), read_documents, _recognise)
