"""Read untrusted SQLite files without evaluating anything that they define."""

import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, TABLE_LIMIT, check_file

SQLITE = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""
BROKEN = (sqlite3.Error, ValueError, OverflowError)
"""Exceptions raised by a damaged file; names in its schema that are not UTF-8 raise ValueError."""
# the actions needed to read plain tables; functions, writing, attaching and all others are refused
_ALLOWED_ACTIONS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
# a billion steps of SQLite's virtual machine take minutes; a project takes a second
_STEPS, _MAX_CALLS = 1_000_000, 1_000
# minimum size of a row in bytes
_ROW_BYTES = 4
# how files beside a database begin that hold changes of it
_UNFINISHED = {
    "-wal": (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83"),
    "-journal": (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",),
}
_SAFE_PRAGMAS = ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0")

Row = dict[str, Any]


class Entry(NamedTuple):
    """An entry of a database's schema: a table, a view, a trigger.

    Attributes:
        name: its name as spelt in the file.
        kind: ``table``, ``view`` …
        is_plain: whether it is a table that stores its rows; a virtual table could run anything.
        sql: the SQL that created it.
    """

    name: str
    kind: str
    is_plain: bool
    sql: str


class ForeignDatabase:
    """An untrusted SQLite file: read-only, plain tables only, limited cell size, limited time.

    A context manager.

    Raises:
        StancebookError: when it is not an SQLite file, is empty, is too big, or is open in a program.
        OSError: when it cannot be opened.
        sqlite3.Error, ValueError, OverflowError: (``BROKEN``) when it is damaged; its methods raise them too.
    """

    def __init__(self, path: Path) -> None:
        check_file(path, TABLE_LIMIT)
        with path.open("rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                raise StancebookError("The file is not an SQLite database. Export or save the project again.")
        _check_closed(path)
        self._bytes_left = path.stat().st_size
        self._calls = 0
        # immutable: creates no lock and no journal beside the file
        self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        self._database.text_factory = lambda stored: stored.decode("utf-8", "replace")
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ARTICLE_LIMIT)
        self._database.set_progress_handler(self._count_steps, _STEPS)
        for pragma in _SAFE_PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")

    def __enter__(self) -> "ForeignDatabase":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()

    def _count_steps(self) -> int:
        self._calls += 1
        return int(self._calls > _MAX_CALLS)

    def list_entries(self) -> list[Entry]:
        """Return the entries of the schema except indexes."""
        listed = self._database.execute("SELECT name, type, rootpage, sql FROM sqlite_master").fetchall()
        return [
            Entry(str(name), str(kind), kind == "table" and bool(page), str(sql))
            for name, kind, page, sql in listed
            if kind != "index"
        ]

    def has_table(self, table: str, columns: Collection[str]) -> bool:
        """Return whether there is a plain table with these columns, given in lower case."""
        exists = any(entry.name.lower() == table.lower() and entry.is_plain for entry in self.list_entries())
        return exists and {name.lower() for name in self._list_columns(table)} >= set(columns)

    def _list_columns(self, table: str) -> list[str]:
        """Return the names of the stored columns, without computed ones."""
        listed = self._database.execute(f"PRAGMA table_xinfo({_quote_name(table)})")
        return [str(name) for _, name, *_, hidden in listed if not hidden]

    def read_rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a plain table in stored order, as mappings by lower-case column name.

        Each table must be read only once: all rows together hold no more text than the file has bytes.

        Raises:
            sqlite3.DatabaseError: also when they would hold more.
        """
        columns = self._list_columns(table)
        names = ", ".join(map(_quote_name, columns))
        self._database.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED_ACTIONS else sqlite3.SQLITE_DENY
        )
        try:
            # the names come from the file and are quoted; an index could change the order
            for cells in self._database.execute(f"SELECT {names} FROM {_quote_name(table)} NOT INDEXED"):  # noqa: S608
                texts = (cell for cell in cells if isinstance(cell, str | bytes))
                self._bytes_left -= _ROW_BYTES + sum(map(len, texts))
                if self._bytes_left < 0:
                    raise sqlite3.DatabaseError("the table holds more text than the file has bytes")
                yield dict(zip((name.lower() for name in columns), cells, strict=True))
        finally:
            self._database.set_authorizer(None)


def _check_closed(path: Path) -> None:
    """Raise if a file beside a database holds changes, which a read of the database would miss."""
    for ending, signs in _UNFINISHED.items():
        beside = path.with_name(f"{path.name}{ending}")
        if beside.is_file() and _read_start(beside, len(signs[0])) in signs:
            raise StancebookError(
                f"{beside.name} has changes that are not in it yet: the project is open in another program, "
                "or was not closed properly. Close it there, and run this again."
            )


def _read_start(path: Path, length: int) -> bytes:
    """Return how a file begins; nothing if it is gone, as when its program has ended meanwhile."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError:
        return b""


def _quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
