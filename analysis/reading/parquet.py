"""Parquet: one article per row; only the columns that are used are read, some rows at a time."""

from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.files import TABLE_LIMIT, check
from analysis.reading.rows import KNOWN_NAMES, document, has_text, no_text_column, plain_name

_ROWS = 64


def documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        For each row, its document and warnings, or one problem.

    Raises:
        StancebookError: the file is empty, too big or not Parquet, or has no text column.
        OSError: the file cannot be opened.
    """
    check(path, TABLE_LIMIT)
    # pyarrow takes long to import, and only this format needs it.
    from pyarrow import ArrowException

    try:
        for number, row in enumerate(_rows(path), start=1):
            yield from document(path, number, row)
    except ArrowException as error:
        raise StancebookError(
            f"It could not be read as Parquet ({' '.join(str(error).split())[:200]}); write it again."
        ) from error


def _rows(path: Path) -> Iterator[dict[str, object]]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as table:
        names = table.schema_arrow.names
        if not has_text(names):
            raise no_text_column(names)
        used = [name for name in names if plain_name(name) in KNOWN_NAMES]
        for batch in table.iter_batches(batch_size=_ROWS, columns=used):
            yield from batch.to_pylist()
