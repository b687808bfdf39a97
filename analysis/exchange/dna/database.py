"""A DNA database as plain rows: read from a file that may be hostile or broken, executing nothing of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.older import TABLES_2, is_older, upgraded
from analysis.exchange.dna.schema import TABLES, default, is_needed, is_number
from analysis.exchange.foreign_database import BROKEN, ForeignDatabase, Row
from analysis.text import count

Rows = dict[str, list[Row]]

_KNOWN = {name.lower(): name for name in (*TABLES, *TABLES_2)}
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
    problems: list[Problem] = []
    try:
        with ForeignDatabase(path) as database:
            found = dict(_tables(path.name, database, problems))
    except BROKEN as error:
        raise StancebookError(f"Its list of tables cannot be read ({error}).") from error
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


def _tables(item: str, database: ForeignDatabase, problems: list[Problem]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the known tables with their rows; what else is in the file is told."""
    for entry in database.entries():
        known = _KNOWN.get(entry.name.lower())
        if entry.name.startswith(_WORKINGS):
            continue
        if known is None or not entry.is_plain:
            what = "is not one of DNA's tables; it is not read." if known is None else "is not a plain table."
            name = f"{item} {entry.kind} {entry.name[:60]}"
            problems.append(Problem(name, f"{entry.sql[:40]!r} {what}", "warning"))
            continue
        rows: list[Row] = []
        try:
            rows.extend(database.rows(entry.name))
        except BROKEN as error:
            what = f"It is broken ({error}); {count(len(rows), 'row')} could be used."
            problems.append(Problem(f"{item} table {known}", what))
        yield known, rows


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
