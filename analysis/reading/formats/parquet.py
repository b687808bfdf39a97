"""Read Parquet tables with one article per row, in batches and only the columns used."""

from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.files import TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.rows import (
    KNOWN_NAMES,
    build_document,
    has_text_column,
    no_text_column_error,
    normalise_name,
)

_ROWS = 64


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table row by row.

    Yields:
        For each row, the document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big or not Parquet, or has no text column.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    # pyarrow is slow to import, and only this format needs it.
    from pyarrow import ArrowException

    try:
        for number, row in enumerate(_read_rows(path), start=1):
            yield from build_document(path, number, row)
    except ArrowException as error:
        raise StancebookError(
            f"It could not be read as Parquet ({' '.join(str(error).split())[:200]}); export it again."
        ) from error


def _read_rows(path: Path) -> Iterator[dict[str, object]]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as table:
        names = table.schema_arrow.names
        if not has_text_column(names):
            raise no_text_column_error(names)
        used = [name for name in names if normalise_name(name) in KNOWN_NAMES]
        for batch in table.iter_batches(batch_size=_ROWS, columns=used):
            yield from batch.to_pylist()


def _recognise(head: bytes) -> bool:
    return head.startswith(b"PAR1")


FORMAT = Format("a Parquet table", (".parquet",), read_documents, _recognise)
