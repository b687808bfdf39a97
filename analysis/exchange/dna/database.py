"""Read a DNA database as plain rows, from a file that may be hostile or broken, without executing it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.older import TABLES_2, is_dna_2, upgrade_tables
from analysis.exchange.dna.schema import TABLES, VALUE, get_default, is_integer, is_required
from analysis.exchange.dna.version_1 import is_version_1, read_version_1
from analysis.exchange.foreign_database import BROKEN, ForeignDatabase, Row
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.values import is_missing
from analysis.text import format_count

Rows = dict[str, list[Row]]

_TABLE_NAMES = {name.lower(): name for name in (*TABLES, *TABLES_2)}
_INTERNAL_PREFIX = "sqlite_"
_INT64 = 2**63


def load(path: Path) -> tuple[Rows, list[Problem]]:
    """Read all tables of a DNA 3 database, or those of a DNA 2 database or DNA 1 file converted to DNA 3.

    A database is opened read-only. Views, virtual tables, triggers and computed columns are never evaluated,
    and no more text is read than the file has bytes.

    Args:
        path: the file.

    Returns:
        The rows of every table of DNA 3, by table, and the problems.

    Raises:
        StancebookError: when it is neither an SQLite database nor XML, or is not DNA's.
    """
    check_file(path, TABLE_LIMIT)
    problems: list[Problem] = []
    told: list[str] = []
    if is_version_1(path):
        found, messages = read_version_1(path)
        found, differences = upgrade_tables(found)
        told = ["This is a DNA 1 file: its coders are not named.", *messages, *differences]
    else:
        found = _read_database(path, problems)
        if is_dna_2(found):
            found, differences = upgrade_tables(found)
            told = [
                "This is a DNA 2 database. When it is written, its coders get the default password.",
                *differences,
            ]
    problems += [Problem(path.name, what, "warning") for what in told]
    rows, defects = clean_tables(found)
    return rows, [*problems, *(Problem(f"{path.name} {item}", what) for item, what in defects)]


def _read_database(path: Path, problems: list[Problem]) -> dict[str, list[Row]]:
    """Return the known tables of a database by name."""
    try:
        with ForeignDatabase(path) as database:
            found = dict(_read_tables(path.name, database, problems))
    except BROKEN as error:
        raise StancebookError(
            f"The list of tables cannot be read ({error}). The file may be damaged."
        ) from error
    if "STATEMENTS" not in found or "DOCUMENTS" not in found:
        raise StancebookError(
            "This is an SQLite database without DNA's tables DOCUMENTS and STATEMENTS; expected a database "
            "of DNA 2 or 3."
        )
    return found


def _read_tables(
    item: str, database: ForeignDatabase, problems: list[Problem]
) -> Iterator[tuple[str, list[Row]]]:
    """Yield the known tables with their rows; report everything else in the file."""
    for entry in database.list_entries():
        known = _TABLE_NAMES.get(entry.name.lower())
        if entry.name.startswith(_INTERNAL_PREFIX):
            continue
        if known is None or not entry.is_plain:
            what = "is not one of DNA's tables." if known is None else "is not a plain table."
            name = f"{item} {entry.kind} {entry.name[:60]}"
            problems.append(Problem(name, f"{entry.sql[:40]!r} {what} It was not read.", "warning"))
            continue
        rows: list[Row] = []
        try:
            rows.extend(database.read_rows(entry.name))
        except BROKEN as error:
            what = f"The table is damaged ({error}); {format_count(len(rows), 'row')} could be read."
            problems.append(Problem(f"{item} table {known}", what))
        yield known, rows


def clean_tables(tables: Mapping[str, Any]) -> tuple[Rows, list[tuple[str, str]]]:
    """Return every table of DNA 3 with its columns and column types, for any input.

    Args:
        tables: lists of rows, which are mappings by column name in any case.

    Returns:
        The rows, and pairs of a row and its defect.
    """
    rows: Rows = {name: [] for name in TABLES}
    defects: list[tuple[str, str]] = []
    for name, columns in TABLES.items():
        keys: set[Any] = set()
        key = next(iter(columns))
        listed = tables.get(name)
        for number, cells in enumerate(listed if isinstance(listed, list) else (), start=1):
            row, missing, wrong = _clean_row(columns, cells)
            item = f"{name} row {number}"
            if wrong:
                defects.append((item, f"Expected a number in {', '.join(wrong)}; the value was ignored."))
            if missing == [VALUE] and not wrong:
                # nothing was entered, so nothing is lost
                continue
            if missing or row[key] in keys:
                what = f"no usable {', '.join(missing)}" if missing else f"the same {key} as another row"
                defects.append((item, f"It has {what}; it was omitted."))
            else:
                keys.add(row[key])
                rows[name].append(row)
        if name not in tables:
            defects.append((f"table {name}", "The table is missing; it was treated as empty."))
    return rows, defects


def _clean_row(columns: Mapping[str, str], stored: Any) -> tuple[Row, list[str], list[str]]:
    """Return a row, the required columns without a value, and the integer columns with another type."""
    cells = {str(name).lower(): cell for name, cell in stored.items()} if isinstance(stored, Mapping) else {}
    row = {name: _convert_cell(cells.get(name.lower()), rule) for name, rule in columns.items()}
    missing = [name for name, rule in columns.items() if row[name] is None and is_required(rule)]
    unread = [
        name
        for name, rule in columns.items()
        if is_integer(rule) and _to_integer(cells.get(name.lower())) is None
    ]
    # a value that nobody entered must not become DNA's default, which is agreement
    missing += [name for name in unread if name == VALUE]
    return row, missing, [name for name in unread if not is_missing(cells.get(name.lower()))]


def _convert_cell(value: Any, rule: str) -> Any:
    """Return a value in its column's type, or the column's default."""
    if is_integer(rule):
        number = _to_integer(value)
        return get_default(rule) if number is None else number
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return get_default(rule) if value is None else str(value)


def _to_integer(value: Any) -> int | None:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if -_INT64 <= number < _INT64 else None
