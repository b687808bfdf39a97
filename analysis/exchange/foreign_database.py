"""SQLite files that nobody vouches for."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from analysis.reading.files import MEGABYTE

_LONGEST = 50 * MEGABYTE
# a billion steps of SQLite's machine: minutes, where a project takes a second
_STEPS, _MOST_STEPS = 1_000_000, 1_000

Row = dict[str, Any]


class ForeignDatabase:
    """An SQLite file of someone else: only read, plain tables only, bounded cells, bounded time.

    A context manager.

    Raises:
        sqlite3.Error: when it is no database or damaged, also from its methods.
    """

    def __init__(self, path: Path) -> None:
        # immutable: not even a lock or a journal is left beside it
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._steps = 0
        self._database.text_factory = lambda held: held.decode("utf-8", "replace")
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        self._database.set_progress_handler(self._step, _STEPS)

    def __enter__(self) -> "ForeignDatabase":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def has(self, table: str, columns: tuple[str, ...]) -> bool:
        """Whether there is a plain table with these columns; a view could be anything."""
        kinds = self._database.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchall()
        named = {row[1] for row in self._database.execute(f"PRAGMA table_info({table})")}
        return kinds == [("table",)] and named >= set(columns)

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
        """Give the rows of a table in its own order."""
        # the names are constants of the callers
        for row in self._database.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid"):  # noqa: S608
            yield dict(zip(columns, row, strict=True))
