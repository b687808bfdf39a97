"""Read a table that says of other files what day, outlet, title and author they have."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.formats import delimited, json_table, open_sheet, parquet, workbook
from analysis.reading.formats.format import Format
from analysis.reading.metadata import Metadata, check_metadata
from analysis.reading.nested import flatten
from analysis.reading.rows import take_metadata
from analysis.reading.survey import TextlessTableError
from analysis.reading.table import Row
from analysis.text import format_count

_TABLES = (delimited.FORMAT, json_table.FORMAT, parquet.FORMAT, workbook.FORMAT, open_sheet.FORMAT)
_SHOWN = 3


@dataclass(frozen=True)
class Listing:
    """What a table says of other files.

    Attributes:
        metadata: the metadata of each file that it names, by the name that was asked for.
        problems: what of the table could not be used, and what its columns were taken for.
    """

    metadata: dict[str, Metadata]
    problems: tuple[Problem, ...]


def is_table(path: Path) -> bool:
    """Return whether a file is a table, judging by its extension."""
    return _find_table_format(path) is not None


def _find_table_format(path: Path) -> Format | None:
    return next((each for each in _TABLES if path.suffix.lower() in each.suffixes), None)


def read_listing(path: Path, names: Collection[str]) -> Listing | None:
    """Read the metadata that a table gives for files.

    Args:
        path: a file.
        names: the names of the files, without folder and extension.

    Returns:
        None if the file is no table, or one that contains articles, or one that names none of the files.
    """
    table_format = _find_table_format(path)
    if table_format is None:
        return None
    try:
        next(table_format.read_documents(path), None)
    except TextlessTableError as error:
        rows = [flatten(row) for _, row in error.table.read_rows() if not isinstance(row, Problem)]
        if column := _find_name_column(rows, names):
            return _read_rows(path.name, rows, column, error, set(names))
    except (StancebookError, OSError):
        pass
    return None


def _find_name_column(rows: Sequence[Row], names: Collection[str]) -> str | None:
    """Return the column whose values name most files, or None if none names any."""
    hits: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for column, value in row.items():
            if (name := _find_name(value)) in names:
                hits[column].add(name)
    return max(hits, key=lambda column: len(hits[column]), default=None)


def _find_name(value: object) -> str:
    """Return a file name without folder and extension; "" if the value cannot be one."""
    # a Windows path may also be written with slashes
    return PureWindowsPath(value).stem if isinstance(value, str) and len(value) < 500 else ""


def _read_rows(
    item: str, rows: Sequence[Row], column: str, error: TextlessTableError, names: set[str]
) -> Listing:
    metadata: dict[str, Metadata] = {}
    problems: list[Problem] = []
    strangers: list[str] = []
    error.survey.used.add(column)
    for row in rows:
        name = _find_name(row.get(column))
        if name not in names:
            strangers.append(str(row.get(column)))
            continue
        metadata[name], reasons = check_metadata(take_metadata(row, error.survey))
        problems += (Problem(f"{item}: {name}", reason, "warning") for reason in reasons)
    found = format_count(len(metadata), "text")
    problems.append(Problem(item, f"It gives the metadata of {found}, by {column!r}.", "note"))
    problems += _describe_strangers(item, strangers)
    return Listing(metadata, (*problems, *error.survey.report()))


def _describe_strangers(item: str, names: list[str]) -> Iterator[Problem]:
    if names:
        shown = ", ".join(names[:_SHOWN])
        rows = format_count(len(names), "row")
        verb = "names" if len(names) == 1 else "name"
        yield Problem(item, f"{rows} of it {verb} no text in the folder: {shown}.", "warning")
