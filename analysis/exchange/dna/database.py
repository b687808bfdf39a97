"""A DNA database as plain rows: read from a file that may be hostile or broken, executing nothing of it."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.older import TABLES_2, is_older, upgraded
from analysis.exchange.dna.schema import TABLES, default, is_needed, is_number
from analysis.reading.files import ARTICLE_LIMIT, TABLE_LIMIT, check

Row = dict[str, Any]
Rows = dict[str, list[Row]]

MAGIC = b"SQLite format 3\x00"
# what reading plain tables needs; functions, writing, attaching and the rest are refused
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_KNOWN = {name.lower(): name for name in (*TABLES, *TABLES_2)}
# what a damaged file raises: names in its schema that are no UTF-8 are a ValueError
BROKEN = (sqlite3.Error, ValueError, OverflowError)
# bytes of a row at least
LEAST = 4
_WORKINGS = "sqlite_"
_INT64 = 2**63


def load(path: Path) -> tuple[Rows, list[Problem]]:
    """Read all tables of a DNA 3 database, or those of a DNA 2 database as DNA 3 would have them.

    The file is opened for reading only. Views, virtual tables, triggers and computed columns are never
    evaluated, and no more text is taken than the file has bytes.

    Args:
        path: the file.

    Returns:
        The rows by table, every table there, and what could not be used.

    Raises:
        StancebookError: when it is no SQLite database or none of DNA's.
    """
    check(path, TABLE_LIMIT)
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise StancebookError("It is not an SQLite database, and one of DNA 2 or 3 was expected.")
    problems: list[Problem] = []
    with closing(_connected(path)) as connection:
        found = dict(_tables(path, connection, problems))
    if "STATEMENTS" not in found or "DOCUMENTS" not in found:
        raise StancebookError(
            "It is an SQLite database without DNA's tables DOCUMENTS and STATEMENTS; expected one of "
            "DNA 2 or 3."
        )
    if is_older(found):
        found, changed = upgraded(found)
        problems += [Problem(path.name, what, "warning") for what in changed]
    rows, broken = cleaned(found)
    return rows, [*problems, *(Problem(f"{path.name} {item}", what) for item, what in broken)]


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
    except BROKEN as error:
        raise StancebookError(f"It could not be opened as a database ({error}).") from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ARTICLE_LIMIT)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    return connection


def _tables(
    path: Path, connection: sqlite3.Connection, problems: list[Problem]
) -> Iterator[tuple[str, list[Row]]]:
    """Yield the known tables with their rows; what else is in the file is told."""
    left = path.stat().st_size
    try:
        listed = connection.execute("SELECT name, type, rootpage, sql FROM sqlite_master").fetchall()
    except BROKEN as error:
        raise StancebookError(f"Its list of tables cannot be read ({error}).") from error
    for name, kind, page, sql in listed:
        known = _KNOWN.get(str(name).lower())
        if kind == "index" or str(name).startswith(_WORKINGS):
            continue
        if kind != "table" or not page or known is None:
            what = "is not one of DNA's tables; it is not read." if known is None else "is not a plain table."
            problems.append(
                Problem(f"{path.name} {kind} {str(name)[:60]}", f"{str(sql)[:40]!r} {what}", "warning")
            )
            continue
        rows: list[Row] = []
        try:
            for row in _rows(connection, str(name)):
                left -= LEAST + sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
                if left < 0:
                    raise sqlite3.DatabaseError("it holds more text than the file has bytes")
                rows.append(row)
        except BROKEN as error:
            what = f"It is broken ({error}); {len(rows)} of its rows are used."
            problems.append(Problem(f"{path.name} table {known}", what))
        yield known, rows


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a plain table by the names of its columns in small letters."""
    quoted = '"' + table.replace('"', '""') + '"'
    columns = [
        str(name) for _, name, *_, hidden in connection.execute(f"PRAGMA table_xinfo({quoted})") if not hidden
    ]
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    try:
        # the names are those of the file itself, quoted
        for row in connection.execute(f"SELECT {names} FROM {quoted}"):  # noqa: S608
            yield dict(zip((name.lower() for name in columns), row, strict=True))
    finally:
        connection.set_authorizer(None)


def cleaned(tables: Mapping[str, Any]) -> tuple[Rows, list[tuple[str, str]]]:
    """Return every table of DNA 3 with its columns and their types, whatever was handed in.

    Args:
        tables: lists of rows, which are mappings by the name of a column, in any case.

    Returns:
        The rows, and pairs of the row and what is wrong with it.
    """
    rows: Rows = {name: [] for name in TABLES}
    told: list[tuple[str, str]] = []
    for name, columns in TABLES.items():
        keys: set[Any] = set()
        key = next(iter(columns))
        listed = tables.get(name)
        for number, given in enumerate(listed if isinstance(listed, list) else (), start=1):
            row, lacking, wrong = _row(columns, given)
            if wrong:
                told.append(
                    (f"{name} row {number}", f"No number stands in {', '.join(wrong)}; it is not used.")
                )
            if lacking or row[key] in keys:
                what = f"no usable {', '.join(lacking)}" if lacking else f"a {key} that another row has"
                told.append((f"{name} row {number}", f"It has {what}; it is left out."))
            else:
                keys.add(row[key])
                rows[name].append(row)
        if name not in tables:
            told.append((f"table {name}", "It is missing; it is taken as empty."))
    return rows, told


def _row(columns: Mapping[str, str], given: Any) -> tuple[Row, list[str], list[str]]:
    """Return a row, which needed columns say nothing, and which should hold a number and do not."""
    cells = {str(name).lower(): cell for name, cell in given.items()} if isinstance(given, Mapping) else {}
    row = {name: _cell(cells.get(name.lower()), rule) for name, rule in columns.items()}
    lacking = [name for name, rule in columns.items() if row[name] is None and is_needed(rule)]
    wrong = [
        name
        for name, rule in columns.items()
        if is_number(rule) and cells.get(name.lower()) is not None and _number(cells[name.lower()]) is None
    ]
    return row, lacking, wrong


def _cell(value: Any, rule: str) -> Any:
    """Return a value as its column stores it, or what stands there by default."""
    if is_number(rule):
        number = _number(value)
        return default(rule) if number is None else number
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return default(rule) if value is None else str(value)


def _number(value: Any) -> int | None:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if -_INT64 <= number < _INT64 else None
