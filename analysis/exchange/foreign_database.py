"""SQLite files that nobody vouches for: read without evaluating anything that they define."""

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from analysis.errors import StancebookError
from analysis.reading.files import ARTICLE_LIMIT, TABLE_LIMIT, check

SQLITE = b"SQLite format 3\x00"
"""What every SQLite file begins with."""
BROKEN = (sqlite3.Error, ValueError, OverflowError)
"""What a damaged file raises: names in its schema that are no UTF-8 are a ValueError."""
# what reading plain tables needs; functions, writing, attaching and the rest are refused
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
# a billion steps of SQLite's machine: minutes, where a project takes a second
_STEPS, _MOST_STEPS = 1_000_000, 1_000
# bytes of a row at least
_LEAST = 4
_SAFE = ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")

Row = dict[str, Any]


class Entry(NamedTuple):
    """What a database lists: a table, a view, a trigger.

    Attributes:
        name: as the file spells it.
        kind: ``table``, ``view`` …
        is_plain: whether it is a table that holds its rows itself; a virtual one could be anything.
        sql: how it was made.
    """

    name: str
    kind: str
    is_plain: bool
    sql: str


class ForeignDatabase:
    """An SQLite file of someone else: only read, plain tables only, bounded cells, bounded time.

    A context manager.

    Raises:
        StancebookError: when it is no SQLite file, empty or too big.
        OSError: when it cannot be opened.
        sqlite3.Error, ValueError, OverflowError: (``BROKEN``) when it is damaged, also from its methods.
    """

    def __init__(self, path: Path) -> None:
        check(path, TABLE_LIMIT)
        with path.open("rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                raise StancebookError("It is not an SQLite database.")
        self._left = path.stat().st_size
        self._steps = 0
        # immutable: not even a lock or a journal is left beside it
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._database.text_factory = lambda held: held.decode("utf-8", "replace")
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ARTICLE_LIMIT)
        self._database.set_progress_handler(self._step, _STEPS)
        for pragma in _SAFE:
            self._database.execute(f"PRAGMA {pragma}")

    def __enter__(self) -> "ForeignDatabase":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def entries(self) -> list[Entry]:
        """Give what it lists but indexes."""
        listed = self._database.execute("SELECT name, type, rootpage, sql FROM sqlite_master").fetchall()
        return [
            Entry(str(name), str(kind), kind == "table" and bool(page), str(sql))
            for name, kind, page, sql in listed
            if kind != "index"
        ]

    def has(self, table: str, columns: Collection[str]) -> bool:
        """Whether there is a plain table with these columns, in small letters."""
        is_there = any(one.name.lower() == table.lower() and one.is_plain for one in self.entries())
        return is_there and {name.lower() for name in self._columns(table)} >= set(columns)

    def _columns(self, table: str) -> list[str]:
        """Give the names of the columns that are stored and not computed."""
        listed = self._database.execute(f"PRAGMA table_xinfo({_quoted(table)})")
        return [str(name) for _, name, *_, hidden in listed if not hidden]

    def rows(self, table: str) -> Iterator[Row]:
        """Give the rows of a plain table in its own order, by the names of its columns in small letters.

        Each table is read once: all rows that are given hold no more text than the file has bytes.

        Raises:
            sqlite3.DatabaseError: also when they would hold more.
        """
        columns = self._columns(table)
        names = ", ".join(map(_quoted, columns))
        self._database.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
        )
        try:
            # the names are those of the file itself, quoted; an index could have another order
            for cells in self._database.execute(f"SELECT {names} FROM {_quoted(table)} NOT INDEXED"):  # noqa: S608
                self._left -= _LEAST + sum(len(cell) for cell in cells if isinstance(cell, str | bytes))
                if self._left < 0:
                    raise sqlite3.DatabaseError("it holds more text than the file has bytes")
                yield dict(zip((name.lower() for name in columns), cells, strict=True))
        finally:
            self._database.set_authorizer(None)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
