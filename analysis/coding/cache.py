"""Cache codes: the result of each stage for each document, and the tables assembled from the results.

The cache is one SQLite database in the user's cache folder, in write-ahead mode: a query sees one consistent
state even if other processes write to or clear the cache, a killed process leaves no partial writes, and
thousands of documents fit in one file. Keys are hashes of everything that affects a result (see ``stages``),
so an outdated result is never used. The database also holds what language models answered and have cost.
This module must not import the language pipeline.
"""

import json
import sqlite3
import time
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from platformdirs import user_cache_path

from analysis.documents import Problem
from analysis.errors import StancebookError

Rows = list[dict[str, Any]]

# the stage with the answers of language models, which cost money and are not deleted
ANSWERS = "answers"
# part of every key; raised whenever results are stored in another layout
LAYOUT = "2"
# seconds after which a failed document is coded again; until then the failure is kept, so the notebooks
# of one report agree
RETRY = 600
# seconds to wait while another process is writing
PATIENCE = 120
# reading starts no threads: a process with threads cannot be forked safely
ALONE = pa.ipc.IpcReadOptions(use_threads=False)
# keys per query
MOST_KEYS = 500
SCHEMA = """
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY, stage TEXT NOT NULL, failed INTEGER NOT NULL, made REAL NOT NULL,
    content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS assembled (
    key TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (key, name)
);
CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, price REAL NOT NULL
);
"""


@dataclass
class Result:
    """The result of a stage for one document.

    Attributes:
        rows: rows of the stage's table.
        problems: problems found.
        failed: whether the stage failed on the document.
        account: what a language model was asked and answered, see ``llm.asking.Account``.
    """

    rows: Rows = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: bool = False
    account: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """A summary of the contents of the cache.

    Attributes:
        path: path of the database.
        size: size in bytes.
        results: number of documents with a result, by stage.
    """

    path: Path
    size: int
    results: Mapping[str, int]


def path() -> Path:
    """Return the path of the cache, whether or not it exists yet."""
    return user_cache_path("stancebook") / "codes.sqlite3"


class Cache:
    """An open cache, see ``open_cache``. Each method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def known(self, keys: Collection[str]) -> set[str]:
        """Return the keys that have results; failures count for some minutes."""
        return {key for (key,) in self._select("key", keys)}

    def results(self, keys: Collection[str]) -> dict[str, Result]:
        """Return the cached results by key."""
        return {
            key: _unpack(content, failed)
            for key, content, failed in self._select("key, content, failed", keys)
        }

    def _select(self, columns: str, keys: Collection[str]) -> Iterator[tuple[Any, ...]]:
        wanted, now = list(keys), time.time()
        for start in range(0, len(wanted), MOST_KEYS):
            some = wanted[start : start + MOST_KEYS]
            marks = ",".join("?" * len(some))
            # made in the future: the clock was set back since then
            is_valid = "(NOT failed OR made BETWEEN ? AND ?)"
            query = f"SELECT {columns} FROM results WHERE key IN ({marks}) AND {is_valid}"  # noqa: S608
            yield from self._connection.execute(query, [*some, now - RETRY, now])

    def add(self, results: Iterable[tuple[str, str, Result]]) -> None:
        """Store results with their keys and stage names in one transaction."""
        now = time.time()
        rows = [(key, stage, result.failed, now, _pack(result)) for key, stage, result in results]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows)

    def assembled(self, key: str, names: Collection[str]) -> dict[str, pa.Table] | None:
        """Return assembled tables, or None if any of them is not in the cache."""
        marks = ",".join("?" * len(names))
        query = f"SELECT name, content FROM assembled WHERE key = ? AND name IN ({marks})"  # noqa: S608
        found = dict(self._connection.execute(query, [key, *names]).fetchall())
        if len(found) < len(names):
            return None
        return {
            name: pa.ipc.open_stream(content, options=ALONE).read_all() for name, content in found.items()
        }

    def is_assembled(self, key: str) -> bool:
        """Tell whether the cache holds assembled tables for a key."""
        query = "SELECT 1 FROM assembled WHERE key = ? LIMIT 1"
        return self._connection.execute(query, [key]).fetchone() is not None

    def add_assembled(self, key: str, found: Mapping[str, pa.Table]) -> None:
        """Store assembled tables in one transaction."""
        rows = [(key, name, _serialise(table)) for name, table in found.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO assembled VALUES (?, ?, ?)", rows)

    def add_payment(self, account: str, price: float) -> int:
        """Note a price on an account and return its number."""
        with self._connection:
            row = self._connection.execute("INSERT INTO payments VALUES (NULL, ?, ?)", [account, price])
        return row.lastrowid or 0

    def correct_payment(self, number: int, price: float) -> None:
        """Correct a price that was noted."""
        with self._connection:
            self._connection.execute("UPDATE payments SET price = ? WHERE number = ?", [price, number])

    def sum_payments(self, account: str) -> float:
        """Return the sum of the prices on an account."""
        query = "SELECT total(price) FROM payments WHERE account = ?"
        return float(self._connection.execute(query, [account]).fetchone()[0])

    def contents(self) -> Contents:
        """Return a summary of the contents of the cache."""
        counts = self._connection.execute("SELECT stage, count(*) FROM results GROUP BY stage").fetchall()
        return Contents(path(), _size(), dict(counts))

    def clear(self) -> None:
        """Delete everything but what was paid for; running queries still see the previous contents."""
        with self._connection:
            self._connection.execute("DELETE FROM results WHERE stage != ?", [ANSWERS])
            self._connection.execute("DELETE FROM assembled")
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def open_cache() -> Iterator[Cache]:
    """Open the user's cache, creating it if necessary.

    Raises:
        StancebookError: if the database cannot be read or written.
    """
    _make_folder()
    # several threads note payments, one at a time
    connect = partial(sqlite3.connect, timeout=PATIENCE, check_same_thread=False)
    with _explain_failures(), closing(connect(path())) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(SCHEMA)
        yield Cache(connection)


@contextmanager
def _explain_failures() -> Iterator[None]:
    """Turn the errors of SQLite into one that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _unusable_error(error) from error
    except sqlite3.DatabaseError as error:
        raise StancebookError(
            f"{path()}: the cache of codes is damaged ({error}). Delete the file; the articles are then "
            "coded again."
        ) from error


def _make_folder() -> None:
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable_error(error.strerror or error) from error


def _unusable_error(reason: object) -> StancebookError:
    return StancebookError(
        f"{path()}: the cache of codes cannot be used ({reason}). Free disk space, make its folder writable, "
        "or set the environment variable XDG_CACHE_HOME to another folder on a local disk."
    )


@contextmanager
def take_turns(name: str) -> Iterator[None]:
    """Wait until no other process does what has this name; a killed process no longer does it.

    Args:
        name: letters and digits only.

    Raises:
        StancebookError: if the folder of the cache cannot be written.
    """
    file = path().with_name(f"{name}.lock")
    _make_folder()
    # a lock of SQLite's ends with its process, on every system
    connect = partial(sqlite3.connect, timeout=1, isolation_level=None)
    with _explain_failures(), closing(connect(file)) as connection:
        _lock(connection)
        yield


def _lock(connection: sqlite3.Connection) -> None:
    while True:
        try:
            connection.execute("BEGIN EXCLUSIVE")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise


def _size() -> int:
    return sum(file.stat().st_size for file in path().parent.glob(f"{path().name}*"))


def _pack(result: Result) -> bytes:
    content = [result.rows, [vars(problem) for problem in result.problems], result.account]
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1)


def _unpack(content: bytes, failed: int) -> Result:
    rows, problems, account = json.loads(zlib.decompress(content))
    return Result(rows, [Problem(**problem) for problem in problems], bool(failed), account)


def _serialise(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
