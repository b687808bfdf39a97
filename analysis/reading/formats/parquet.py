"""Read Parquet tables with one article per row, in batches."""

from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.files import TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.tabular.rows import read_table
from analysis.reading.tabular.table import NumberedRow, Table

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
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except ArrowException as error:
        raise StancebookError(
            f"It could not be read as Parquet ({' '.join(str(error).split())[:200]}); export it again."
        ) from error


def _recognise(head: bytes) -> bool:
    return head.startswith(b"PAR1")


FORMAT = Format("a Parquet table", (".parquet",), read_documents, _recognise)
