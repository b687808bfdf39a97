"""Read and write the six tables: Parquet, CSV and Arrow."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.spreadsheets import neutralise_table
from analysis.tables import LISTS, SCHEMAS, Kind, Tables, schema

ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "spans": pa.list_(pa.list_(pa.int64())),
    "texts": pa.list_(pa.string()),
}
# the beginning of the name of a folder with tables that are being written
DRAFT = ".stancebook-"
_INTEGERS = {pa.int64(): pd.Int64Dtype()}


class Writer:
    """Write the six tables in chunks, as ``<name>.parquet`` and ``<name>.csv``.

    Memory stays bounded for a corpus of any size. Use as a context manager: the files are written beside
    their places, in a folder of their own, and take their places together at the end. After an error, or if
    the process is killed before, the former files are unchanged.

    Args:
        folder: the folder to write to; no other process may be writing to it.

    Attributes:
        paths: the files written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self.paths: list[Path] = []

    def __enter__(self) -> "Writer":
        self._folder.mkdir(parents=True, exist_ok=True)
        for left_by_killed in self._folder.glob(f"{DRAFT}*"):
            shutil.rmtree(left_by_killed, ignore_errors=True)
        self._draft = Path(tempfile.mkdtemp(dir=self._folder, prefix=DRAFT))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            # what was thrown matters, not that a file could not be ended either
            with suppress(*((OSError, pa.ArrowException) if kind else ())):
                self._close()
            if kind is None:
                for path in self.paths:
                    _sync(self._draft / path.name)
                for path in self.paths:
                    os.replace(self._draft / path.name, path)
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)

    def _close(self) -> None:
        try:
            for writer in self._parquet.values():
                writer.close()
        finally:
            # on a full disk closing fails, and pyarrow would try it again when the writers are collected
            for writer in self._parquet.values():
                writer.is_open = False

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Append rows to some of the tables."""
        for name, frame in tables.items():
            table = to_arrow(name, frame)
            is_new = name not in self._parquet
            if is_new:
                self._parquet[name] = pq.ParquetWriter(self._draft / f"{name}.parquet", table.schema)
                self.paths += [self._folder / f"{name}.{ending}" for ending in ("parquet", "csv")]
            self._parquet[name].write_table(table)
            write_csv(name, frame, self._draft / f"{name}.csv", is_new)


def _sync(path: Path) -> None:
    """Wait until a file is on the disk: a name that lasts must not lead to content that does not."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_csv(name: str, frame: pd.DataFrame, path: Path, is_new: bool = True) -> None:
    """Write rows of a table as CSV, with lists as JSON and no formulas; append unless the file is new."""
    flat = frame.copy()
    for column, spec in schema(name).items():
        if spec.kind in LISTS:
            flat[column] = [json.dumps(value, ensure_ascii=False) for value in frame[column]]
    neutralise_table(flat).to_csv(path, index=False, mode="w" if is_new else "a", header=is_new)


def build_arrow_schema(name: str) -> pa.Schema:
    """Return the columns of one of the six tables as Arrow types."""
    return pa.schema([(column, ARROW[spec.kind]) for column, spec in schema(name).items()])


def read(folder: Path) -> Tables:
    """Read the six tables back from their Parquet files."""
    return {name: _read_table(name, folder / f"{name}.parquet") for name in SCHEMAS}


def _read_table(name: str, path: Path) -> pd.DataFrame:
    return from_arrow(name, pq.read_table(path))


def to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """Convert one of the six tables, or some of its columns, to Arrow."""
    columns = pa.schema([field for field in build_arrow_schema(name) if field.name in frame])
    return pa.Table.from_pandas(frame, columns, preserve_index=False).select(list(frame.columns))


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """Convert one of the six tables, or some of its columns, from Arrow to pandas."""
    # what pandas notes in a file describes the whole table, not the columns read
    frame: pd.DataFrame = table.to_pandas(ignore_metadata=True, types_mapper=_INTEGERS.get, use_threads=False)
    for column in table.column_names:
        if schema(name)[column].kind in LISTS:
            frame[column] = frame[column].map(_to_lists).astype("object")
    return frame


def regroup(frames: Iterable[pd.DataFrame], rows: int) -> Iterator[pd.DataFrame]:
    """Yield the rows of frames in groups of equal size, except for the last; at least one group.

    Args:
        frames: at least one, all with the same columns and types.
        rows: number of rows of each group except the last.
    """
    waiting = None
    for frame in frames:
        waiting = frame if waiting is None else pd.concat([waiting, frame], ignore_index=True)
        while len(waiting) > rows:
            yield waiting.iloc[:rows]
            waiting = waiting.iloc[rows:].reset_index(drop=True)
    assert waiting is not None
    yield waiting


def _to_lists(value: Any) -> Any:
    """Convert the arrays that Parquet returns for nested lists back to lists."""
    if isinstance(value, np.ndarray):
        return [_to_lists(item) for item in value.tolist()]
    return value
