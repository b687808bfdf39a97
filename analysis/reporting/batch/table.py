"""A table of reports: one row a report, a column for its corpus, its name and each parameter."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.parameters import Parameter
from analysis.reading.sheet import Row, Sheet, read_sheet

SUFFIXES = (".csv", ".tsv", ".jsonl", ".toml")
# the array of tables in a TOML file
ROWS = "report"
OWN = ("corpus", "name")
# whose relative paths are meant from where the table lies
PATHS = ("corpus", "against")


@dataclass(frozen=True)
class Wanted:
    """One report as a table wants it.

    Attributes:
        item: where it says so.
        values: by column; empty ones are left out.
    """

    item: str
    values: Mapping[str, Any]


def read_table(path: Path, parameters: Mapping[str, Parameter]) -> Iterator[Wanted | Problem]:
    """Read a table of reports.

    Args:
        path: a CSV, TSV or JSONL file, or TOML with ``[[report]]`` tables.
        parameters: the columns that it may have beside ``corpus`` (needed) and ``name``.

    Yields:
        Its rows, and a problem for each row that can not be used.

    Raises:
        StancebookError: when the file is of another kind, is not there, or can not be read as a whole.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise unknown("kind of table (the end of the file's name)", path.suffix or path.name, SUFFIXES)
    if not path.is_file():
        raise StancebookError(f"{path}: no such table. Name a CSV, JSONL or TOML file.")
    columns = (*OWN, *parameters)
    for item, values in _rows(path, columns):
        if isinstance(values, Problem):
            yield values
            continue
        try:
            yield Wanted(item, _checked(path, values, columns))
        except StancebookError as error:
            yield Problem(item, str(error))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    if path.suffix.lower() == ".toml":
        yield from _toml(path)
    elif path.suffix.lower() == ".jsonl":
        yield from _jsonl(path)
    else:
        for row in read_sheet(path, Sheet("a table of reports", columns, ("corpus",))):
            yield row.item, row.cells if isinstance(row, Row) else row


def _toml(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{path}: not valid TOML ({error}). Correct that line.") from error
    for key in content:
        if key != ROWS:
            raise StancebookError(f"{path}: {unknown('table', key, [f'[[{ROWS}]]'])}")
    rows = content.get(ROWS, [])
    if not isinstance(rows, list):
        raise StancebookError(f"{path}: expected [[{ROWS}]] tables, got [{ROWS}].")
    for number, row in enumerate(rows, 1):
        yield f"{path.name} [[{ROWS}]] {number}", row


def _jsonl(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | Problem]]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        item = f"{path.name} line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield item, Problem(item, f"It is no JSON ({error}).")
            continue
        yield item, row if isinstance(row, dict) else Problem(item, "Expected an object of columns.")


def _checked(path: Path, values: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a row that are given, its paths from where the table lies."""
    given = {name: value for name, value in values.items() if value not in ("", None)}
    for name in given:
        if name not in columns:
            raise unknown("column", name, columns)
    for name in (*OWN, "against"):
        if not isinstance(given.get(name, ""), str):
            raise StancebookError(f"{name}: expected a text, got {given[name]!r}.")
    if "corpus" not in given:
        raise StancebookError("corpus: expected a path, got nothing.")
    for name in set(PATHS) & set(given):
        beside = path.parent / given[name]
        if beside.exists():
            given[name] = str(beside)
    return given
