"""Read tables written by hand, with known columns, some of them required, and one entry per row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.documents import Problem
from analysis.errors import StancebookError, missing_column_error, unknown_name_error
from analysis.files import ARTICLE_LIMIT, check_file
from analysis.reading.formats import delimited
from analysis.reading.normalising import to_one_line
from analysis.spreadsheets import restore


@dataclass(frozen=True)
class Sheet:
    """The layout of a table.

    Attributes:
        name: what the table is called in messages.
        columns: the known columns.
        required: the columns that must be present.
        synonyms: other names of columns, with the name that each replaces.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    synonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row: its file and line, and its cells by column, without surrounding spaces."""

    item: str
    cells: Mapping[str, str]


def read_sheet(path: Path, sheet: Sheet) -> Iterator[Row | Problem]:
    """Read a CSV or TSV file; its delimiter and encoding are detected.

    Args:
        path: the file.
        sheet: the expected layout.

    Yields:
        The rows, and a problem for each part that could not be used. Bad input never raises.
    """
    try:
        check_file(path, ARTICLE_LIMIT)
        names = frozenset((*sheet.columns, *sheet.synonyms))
        with delimited.open_rows(path, ",;\t|", lambda cell: _normalise_name(cell) in names) as rows:
            yield from _read_rows(path.name, rows, sheet)
    except StancebookError as error:
        yield Problem(path.name, str(error))
    except OSError as error:
        yield Problem(path.name, f"It could not be opened ({error.strerror or error}).")


def _normalise_name(column: str) -> str:
    return column.strip().lower()


def _read_rows(name: str, lines: Iterator[tuple[int, list[str]]], sheet: Sheet) -> Iterator[Row | Problem]:
    _, cells = next(lines, (1, []))
    names = [_normalise_name(cell) for cell in cells]
    header = [sheet.synonyms.get(name, name) for name in names]
    yield from _check_header(name, header, sheet)
    for line, cells in lines:
        item = f"{name} line {line}"
        if any(cell.strip() for cell in cells[len(header) :]):
            yield Problem(
                item,
                f"It has {len(cells)} cells but the header has {len(header)}; put cells that contain the "
                "delimiter in double quotation marks.",
            )
        elif any(cell.strip() for cell in cells):
            yield Row(item, dict(zip(header, map(_read_cell, cells), strict=False)))


def _read_cell(cell: str) -> str:
    return to_one_line(restore(cell))


def _check_header(name: str, header: list[str], sheet: Sheet) -> Iterator[Problem]:
    """Warn of unknown columns; raise if a required column is missing or a column occurs twice."""
    if not set(header) & set(sheet.columns):
        # perhaps it is no table at all: its first line must not get into a message, which reports share
        raise StancebookError(
            f"It is not {sheet.name}: none of its columns is known. Expected {', '.join(sheet.required)}."
        )
    for column in sheet.required:
        if column not in header:
            raise missing_column_error(column, sheet.name, filter(None, header))
    for column in dict.fromkeys(header):
        if column in sheet.columns and header.count(column) > 1:
            raise StancebookError(f"Two columns are named {column!r} or a synonym of it. Keep one.")
        if column and column not in sheet.columns:
            message = f"{unknown_name_error('column', column, sheet.columns)} It is ignored."
            yield Problem(f"{name} line 1", message, "warning")
