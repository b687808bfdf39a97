"""Read tables of reports: one row per report, with columns for its corpus, name and parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError, shorten, unknown_name_error
from analysis.files import TABLE_LIMIT, check_file, check_name, exists
from analysis.parameters import Parameter
from analysis.structured import parse_json, read_toml

SUFFIXES = (".csv", ".tsv", ".jsonl", ".toml")
# name of the array of tables in a TOML file
TOML_KEY = "report"
REPORT_COLUMNS = ("corpus", "name")
# columns with paths, which may be relative to the folder of the table
PATH_COLUMNS = ("corpus", "against")


@dataclass(frozen=True)
class ReportRow:
    """One row of a table of reports.

    Attributes:
        item: the file and row, for messages.
        values: cell values by column, without empty cells.
    """

    item: str
    values: Mapping[str, Any]


def read_table(path: Path, parameters: Mapping[str, Parameter]) -> Iterator[ReportRow | Problem]:
    """Read a table of reports.

    Args:
        path: a CSV, TSV or JSONL file, or TOML with ``[[report]]`` tables.
        parameters: the allowed columns besides ``corpus`` (required) and ``name``.

    Yields:
        The rows, and a problem for each row that cannot be used.

    Raises:
        StancebookError: if the file has another format, does not exist, or cannot be read at all.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise unknown_name_error("table format (file extension)", path.suffix or path.name, SUFFIXES)
    if not exists(path):
        raise StancebookError(f"{path}: no such table. Name a CSV, TSV, JSONL or TOML file.")
    columns = (*REPORT_COLUMNS, *parameters)
    for item, values in _read_rows(path, columns):
        if isinstance(values, Problem):
            yield values
            continue
        try:
            yield ReportRow(item, _check_row(path, values, columns))
        except StancebookError as error:
            yield Problem(item, str(error))


def _read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    if path.suffix.lower() == ".toml":
        yield from _read_toml(path)
    elif path.suffix.lower() == ".jsonl":
        yield from _read_jsonl(path)
    else:
        # loads the readers of all formats of articles
        from analysis.reading.sheet import Row, Sheet, read_sheet

        for row in read_sheet(path, Sheet("a table of reports", columns, ("corpus",))):
            yield row.item, row.cells if isinstance(row, Row) else row


def _read_toml(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    content = read_toml(path)
    for key in content:
        if key != TOML_KEY:
            raise StancebookError(f"{path}: {unknown_name_error('table', key, [f'[[{TOML_KEY}]]'])}")
    rows = content.get(TOML_KEY, [])
    if not isinstance(rows, list):
        raise StancebookError(f"{path}: expected [[{TOML_KEY}]] tables, got [{TOML_KEY}].")
    for number, row in enumerate(rows, 1):
        item = f"{path.name} [[{TOML_KEY}]] {number}"
        yield item, row if isinstance(row, dict) else _refuse(item, "a table with column names", row)


def _read_jsonl(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    try:
        check_file(path, TABLE_LIMIT)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from None
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                item = f"{path.name} line {number}"
                yield item, _parse_line(item, line)


def _parse_line(item: str, line: str) -> Mapping[str, Any] | Problem:
    try:
        row = parse_json(line)
    except StancebookError as error:
        return Problem(item, f"It is {error}")
    return row if isinstance(row, dict) else _refuse(item, "a JSON object with column names", row)


def _refuse(item: str, expected: str, got: object) -> Problem:
    return Problem(item, f"Expected {expected}, got {shorten(got)}.")


def _check_row(path: Path, values: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """Return the non-empty values of a row; resolve its paths against the folder of the table."""
    given = {name: value for name, value in values.items() if value not in ("", None)}
    for name in given:
        if name not in columns:
            raise unknown_name_error("column", name, columns)
    for name in (*REPORT_COLUMNS, "against"):
        if not isinstance(given.get(name, ""), str):
            raise StancebookError(f"{name}: expected a string, got {shorten(given[name])}.")
    if "corpus" not in given:
        raise StancebookError("corpus: expected a path, got nothing.")
    for name in set(PATH_COLUMNS) & set(given):
        try:
            check_name(given[name])
        except StancebookError as error:
            raise StancebookError(f"{name}: {error}") from None
        beside = path.parent / given[name]
        if exists(beside):
            given[name] = str(beside)
    return given
