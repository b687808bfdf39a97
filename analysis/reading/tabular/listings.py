"""Read a table that says of other files what day, outlet, title and author they have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PureWindowsPath

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.formats import delimited, json_table, open_sheet, parquet, workbook
from analysis.reading.formats.format import Format
from analysis.reading.metadata import Metadata, check_metadata
from analysis.reading.tabular.nested import flatten
from analysis.reading.tabular.rows import take_metadata
from analysis.reading.tabular.survey import TextlessTableError
from analysis.reading.tabular.table import Row
from analysis.reading.values import format_value
from analysis.text import format_count

_TABLES = (delimited.FORMAT, json_table.FORMAT, parquet.FORMAT, workbook.FORMAT, open_sheet.FORMAT)
_SHOWN = 3


@dataclass(frozen=True)
class Listing:
    """What a table says of other files.

    Attributes:
        metadata: the metadata of each file that it names.
        problems: what of the table could not be used, and what its columns were taken for.
    """

    metadata: dict[Path, Metadata]
    problems: tuple[Problem, ...]


def is_table(path: Path) -> bool:
    """Return whether a file is a table, judging by its extension."""
    return _find_table_format(path) is not None


def _find_table_format(path: Path) -> Format | None:
    return next((each for each in _TABLES if path.suffix.lower() in each.suffixes), None)


def read_listing(path: Path, files: Iterable[Path]) -> Listing | None:
    """Read the metadata that a table gives for files.

    Args:
        path: a file.
        files: the files of which it may say something.

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
        names = _Names(files)
        if column := _find_name_column(rows, names):
            return _read_rows(path.name, rows, column, error, names)
    except (StancebookError, OSError):
        pass
    return None


class _Names:
    """The files by what a table may call them."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files: dict[str, list[Path]] = defaultdict(list)
        for file in files:
            for name in {file.name, file.stem, _drop_zeros(file.stem)}:
                self._files[name].append(file)

    def find(self, value: object) -> list[Path]:
        """Return the files that a value names; several if its folders do not tell them apart."""
        text = format_value(value) or ""
        # a Windows path may also be written with slashes
        path = PureWindowsPath(text)
        found = self._files.get(path.name) or self._files.get(path.stem) or []
        found = found or self._files.get(_drop_zeros(text), [])
        shared = {file: _count_shared_folders(file.parts, path.parts) for file in found}
        return [file for file in found if shared[file] == max(shared.values())]


def _drop_zeros(name: str) -> str:
    """Return the number that a spreadsheet makes of a name such as "001"; other names are unchanged."""
    return name.lstrip("0") or "0" if name.isdecimal() else name


def _count_shared_folders(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many folders above two files have the same names, from the files upwards."""
    pairs = zip(reversed(first[:-1]), reversed(second[:-1]), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _find_name_column(rows: Sequence[Row], names: _Names) -> str | None:
    """Return the column whose values name most files, or None if none names any.

    One number names no file: it may count something.
    """
    hits: dict[str, set[Path]] = defaultdict(set)
    numbers: dict[str, set[Path]] = defaultdict(set)
    for row in rows:
        for column, value in row.items():
            is_number = (format_value(value) or "").isdecimal()
            (numbers if is_number else hits)[column].update(names.find(value))
    for column, files in numbers.items():
        if len(files) > 1:
            hits[column] |= files
    return max(filter(hits.get, hits), key=lambda column: len(hits[column]), default=None)


def _read_rows(
    item: str, rows: Sequence[Row], column: str, error: TextlessTableError, names: _Names
) -> Listing:
    metadata: dict[Path, Metadata] = {}
    problems: list[Problem] = []
    strangers: list[str] = []
    unclear: list[str] = []
    error.survey.used.add(column)
    for row in rows:
        name = str(row.get(column))
        files = names.find(row.get(column))
        if len(files) != 1:
            (unclear if files else strangers).append(name)
            continue
        metadata[files[0]], reasons = check_metadata(take_metadata(row, error.survey))
        problems += (Problem(f"{item}: {name}", reason, "warning") for reason in reasons)
    found = format_count(len(metadata), "text")
    problems.append(Problem(item, f"It gives the metadata of {found}, by {column!r}.", "note"))
    problems += _describe_unused(item, strangers, "no text in the folder")
    problems += _describe_unused(item, unclear, "more than one text; write their folders too")
    return Listing(metadata, (*problems, *error.survey.report()))


def _describe_unused(item: str, names: list[str], what: str) -> Iterator[Problem]:
    if names:
        shown = ", ".join(names[:_SHOWN])
        rows = format_count(len(names), "row")
        verb = "names" if len(names) == 1 else "name"
        yield Problem(item, f"{rows} of it {verb} {what}: {shown}.", "warning")
