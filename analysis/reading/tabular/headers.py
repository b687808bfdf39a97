"""Find the header of a table: tables from databases and offices begin with titles and remarks."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.tabular.field_names import is_known
from analysis.text import format_count

HEADER_WITHIN = 20
"""Rows at the start of a table of which one is its header."""


class Header(NamedTuple):
    """The header of a table.

    Attributes:
        row: the number of its row, from 0.
        before: the number of rows with content before it.
        columns: the names of the columns, each different from the others.
    """

    row: int
    before: int
    columns: tuple[str, ...]

    def describe_rows_before(self, item: str) -> Problem | None:
        """Return the note that the table begins with rows that are not read, or None."""
        if not self.before:
            return None
        verb = "is" if self.before == 1 else "are"
        message = f"Before its header {format_count(self.before, 'row')} {verb} passed over."
        return Problem(item, message, "note")


def find_header(rows: Iterator[Sequence[object]]) -> Header | None:
    """Return the row with most known names of columns, the first of several; None if all rows are blank.

    Args:
        rows: the cells of the rows, of which only the first are read. An error in them only ends reading,
            since it occurs again when the articles are read.
    """
    first = _list_first(rows)
    filled = [number for number, cells in enumerate(first) if any(map(_clean, cells))]
    if not filled:
        return None
    row = max(filled, key=lambda number: sum(is_known(cell) for cell in first[number] if _clean(cell)))
    return Header(row, filled.index(row), _name_columns(first[row]))


def _list_first(rows: Iterator[Sequence[object]]) -> list[Sequence[object]]:
    first: list[Sequence[object]] = []
    try:
        for cells in islice(rows, HEADER_WITHIN):
            first.append(cells)
    except StancebookError:
        pass
    return first


def _clean(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _name_columns(cells: Sequence[object]) -> tuple[str, ...]:
    """Return names that differ: the second "date" is "date (2)", and one without a name "(column 3)"."""
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, start=1):
        plain = name = _clean(cell) or f"(column {place})"
        count = 2
        while name in names:
            name, count = f"{plain} ({count})", count + 1
        names[name] = None
    return tuple(names)
