"""Read the six tables of a coded corpus as far as they are asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.table_files import build_arrow_schema, from_arrow, to_arrow

# rows of a table that are handed over at a time
ROWS = 20_000


class Source(Protocol):
    """Where the tables are: the user's cache, or a folder."""

    def read(
        self, name: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
    ) -> pa.Table:
        """Return columns of a table, and of some documents only if any are named."""
        ...

    def iterate(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Yield columns of a table in parts that fit into memory."""
        ...

    def count_rows(self, name: str) -> int:
        """Return the number of rows of a table."""
        ...


class StoredTables(Mapping[str, pd.DataFrame]):
    """The six tables by name. Columns that were read are kept, so that no other reader reads them again.

    Args:
        source: where the tables are.
        replaced: tables that are used in place of those of the source, by name.
    """

    def __init__(self, source: Source, replaced: Mapping[str, pd.DataFrame] = MappingProxyType({})) -> None:
        self._source = source
        self._replaced = replaced
        self._kept: dict[tuple[str, str], pd.Series] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.read(name, list(tables.schema(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(tables.SCHEMAS)

    def __len__(self) -> int:
        return len(tables.SCHEMAS)

    def read(self, name: str, columns: Sequence[str], doc_ids: Collection[str] | None = None) -> pd.DataFrame:
        """Return columns of a table; see ``Codes.read``. The rows of named documents are not kept."""
        if name in self._replaced:
            return select_rows(self._replaced[name], columns, doc_ids)
        if doc_ids is not None:
            return from_arrow(name, self._source.read(name, columns, doc_ids))
        missing = [column for column in columns if (name, column) not in self._kept]
        if missing:
            frame = from_arrow(name, self._source.read(name, missing))
            self._kept |= {(name, column): frame[column] for column in missing}
        return pd.DataFrame({column: self._kept[name, column] for column in columns}, copy=False)

    def iterate(self, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Yield columns of a table part by part; see ``Codes.iterate``."""
        if name in self._replaced:
            yield from split_rows(name, self._replaced[name], columns)
            return
        yield build_arrow_schema(name).empty_table().select(list(columns))
        yield from self._source.iterate(name, columns)

    def count(self, name: str) -> int:
        """Return the number of rows of a table, without reading it."""
        return len(self._replaced[name]) if name in self._replaced else self._source.count_rows(name)


def select_rows(frame: pd.DataFrame, columns: Sequence[str], doc_ids: Collection[str] | None) -> pd.DataFrame:
    """Return columns of a table, and of some documents only if any are named."""
    return frame.loc[slice(None) if doc_ids is None else frame["doc_id"].isin(list(doc_ids)), list(columns)]


def split_rows(name: str, frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[pa.Table]:
    """Yield columns of a table in memory part by part."""
    for first in range(0, max(len(frame), 1), ROWS):
        yield to_arrow(name, frame.iloc[first : first + ROWS][list(columns)])
