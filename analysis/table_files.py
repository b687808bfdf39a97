"""Read and write the six tables: Parquet, CSV and Arrow."""

import json
from collections.abc import Iterable, Iterator
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


class Writer:
    """Write the six tables in chunks, as ``<name>.parquet`` and ``<name>.csv``.

    Memory stays bounded for a corpus of any size. Use as a context manager.

    Attributes:
        paths: the files written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self.paths: list[Path] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._parquet.values():
            writer.close()

    def add(self, tables: Tables) -> None:
        """Append rows to some of the tables."""
        for name, frame in tables.items():
            table = to_arrow(name, frame)
            parquet, csv = self._folder / f"{name}.parquet", self._folder / f"{name}.csv"
            is_new = name not in self._parquet
            if is_new:
                self._parquet[name] = pq.ParquetWriter(parquet, table.schema)
                self.paths += [parquet, csv]
            self._parquet[name].write_table(table)
            write_csv(name, frame, csv, is_new)


def write_csv(name: str, frame: pd.DataFrame, path: Path, is_new: bool = True) -> None:
    """Write rows of a table as CSV, with lists as JSON and no formulas; append unless the file is new."""
    flat = frame.copy()
    for column, spec in schema(name).items():
        if spec.kind in LISTS:
            flat[column] = [json.dumps(value, ensure_ascii=False) for value in frame[column]]
    neutralise_table(flat).to_csv(path, index=False, mode="w" if is_new else "a", header=is_new)


def _build_arrow_schema(name: str) -> pa.Schema:
    return pa.schema([(column, ARROW[spec.kind]) for column, spec in schema(name).items()])


def read(folder: Path) -> Tables:
    """Read the six tables back from their Parquet files."""
    return {name: _read_table(name, folder / f"{name}.parquet") for name in SCHEMAS}


def _read_table(name: str, path: Path) -> pd.DataFrame:
    return from_arrow(name, pq.read_table(path))


def to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """Convert one of the six tables to Arrow."""
    return pa.Table.from_pandas(frame, schema=_build_arrow_schema(name), preserve_index=False)


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """Convert one of the six tables from Arrow to pandas."""
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    for column, spec in schema(name).items():
        if spec.kind in LISTS:
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
