"""Survey a table: what all of its rows show of its columns, before the first article is built."""

from collections.abc import Collection, Iterator

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.columns import Column, advise, choose_columns, explain_missing_text, list_names
from analysis.reading.day_order import DayColumn
from analysis.reading.field_names import rank_fields
from analysis.reading.metadata import Metadata
from analysis.reading.nested import flatten
from analysis.reading.table import Row, Table

_SHOWN = ("text", *Metadata._fields)


class Survey:
    """What all the rows of a table show of its columns.

    Attributes:
        chosen: the columns of each field, preferred first.
        days: the columns with days.
    """

    def __init__(self, table: Table) -> None:
        """Read all rows once.

        Raises:
            StancebookError: if no column contains the articles.
        """
        self._item = table.item
        self._columns: dict[str, Column] = {}
        self.days: dict[str, DayColumn] = {}
        for name in table.columns:
            self._add(name)
        is_whole = True
        try:
            for _, row in table.read_rows():
                if not isinstance(row, Problem):
                    self._observe(flatten(row))
        except StancebookError:
            # reading the rows again will raise it after the documents before it
            is_whole = False
        self.chosen = choose_columns(self._columns.values())
        if self._columns and is_whole and not self.chosen["text"]:
            raise explain_missing_text(self._columns.values(), self.chosen)

    def _add(self, name: str) -> None:
        self._columns[name] = Column(name)
        if "published" in rank_fields(name):
            self.days[name] = DayColumn(name)

    def _observe(self, values: Row) -> None:
        for name, value in values.items():
            if name not in self._columns:
                self._add(name)
            self._columns[name].observe(value)
            if name in self.days:
                self.days[name].observe(value)

    def report(self, used: Collection[str]) -> Iterator[Problem]:
        """Yield what is to be said of the columns.

        Args:
            used: the columns that gave a value to a document.
        """
        for days in self.days.values():
            if message := days.describe_unread():
                yield Problem(self._item, message, "warning")
        parts = []
        if renamed := [
            f"{name!r} as {field}"
            for field, names in self.chosen.items()
            for name in names
            if name in used and name.lower() != field and field in _SHOWN
        ]:
            parts.append(f"Columns read under other names: {list_names(renamed)}.")
        columns = self._columns.values()
        if unused := [repr(column.name) for column in columns if column.sample and column.name not in used]:
            parts += [f"Columns not used: {list_names(unused)}.", *advise(columns, self.chosen)]
        if parts:
            yield Problem(self._item, " ".join(parts), "note")
