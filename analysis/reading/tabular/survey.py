"""Survey a table: what all of its rows show of its columns, before the first article is built."""

from collections.abc import Iterator

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.metadata import Metadata
from analysis.reading.tabular.columns import Column, advise, choose_columns, explain_missing_text, list_names
from analysis.reading.tabular.day_order import DayColumn
from analysis.reading.tabular.field_names import rank_fields
from analysis.reading.tabular.nested import flatten
from analysis.reading.tabular.table import Row, Table
from analysis.reading.values import is_missing

_SHOWN = ("text", *Metadata._fields)


class TextlessTableError(StancebookError):
    """A table has no column with the articles; it may still say something about articles in other files.

    Attributes:
        table: the table.
        survey: what its columns are.
    """

    def __init__(self, message: str, table: Table, survey: "Survey") -> None:
        super().__init__(message)
        self.table = table
        self.survey = survey


class Survey:
    """What all the rows of a table show of its columns.

    Attributes:
        chosen: the columns of each field, preferred first.
        days: the columns with days.
        used: the columns that gave a value so far.
    """

    def __init__(self, table: Table) -> None:
        """Read all rows once.

        Raises:
            TextlessTableError: if no column contains the articles.
        """
        self._item = table.item
        self._columns: dict[str, Column] = {}
        self.days: dict[str, DayColumn] = {}
        self.used: set[str] = set()
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
            raise TextlessTableError(explain_missing_text(self._columns.values(), self.chosen), table, self)

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

    def take(self, field: str, values: Row) -> object:
        """Return the value of a field in a row: that of the first of its columns that has one; else None."""
        for column in self.chosen[field]:
            value = values.get(column)
            if is_missing(value):
                continue
            self.used.add(column)
            if field == "published":
                value = self.days[column].read(value)
            if value is not None:
                return value
        return None

    def report(self) -> Iterator[Problem]:
        """Yield what is to be said of the columns, after all rows were read."""
        for days in self.days.values():
            if message := days.describe_unread():
                yield Problem(self._item, message, "warning")
        parts = []
        if renamed := [
            f"{name!r} as {field}"
            for field, names in self.chosen.items()
            for name in names
            if name in self.used and name.lower() != field and field in _SHOWN
        ]:
            parts.append(f"Columns read under other names: {list_names(renamed)}.")
        filled = [column for column in self._columns.values() if column.sample]
        if unused := [repr(column.name) for column in filled if column.name not in self.used]:
            parts += [f"Columns not used: {list_names(unused)}.", *advise(filled, self.chosen)]
        if parts:
            yield Problem(self._item, " ".join(parts), "note")
