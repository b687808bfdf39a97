"""Read the articles of a table, whatever its format: one article per row."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.cells import clean_text, drop_cut_off_mark
from analysis.reading.columns import (
    Column,
    advise,
    choose_columns,
    explain_missing_text,
    list_names,
)
from analysis.reading.day_order import DayColumn
from analysis.reading.decoding import decode
from analysis.reading.field_names import rank_fields
from analysis.reading.files import ARTICLE_LIMIT, MEGABYTE
from analysis.reading.grouping import Groups
from analysis.reading.metadata import Metadata
from analysis.reading.nested import flatten
from analysis.reading.values import format_value, is_missing

Row = Mapping[str, object]
NumberedRow = tuple[int, Row | Problem]

_SHOWN = ("text", *Metadata._fields)
_CUT_OFF = "Its text was cut off by the service that it comes from; only its beginning is read."
# what services give in place of a text
_WITHHELD = (
    "ONLY AVAILABLE IN PAID PLANS",
    "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS",
    "[Removed]",
)


@dataclass(frozen=True)
class Table:
    """A table of a file.

    Attributes:
        path: the file.
        read_rows: reads the rows from the first one, each with its number, or the reason why it is left out;
            it is called twice. Values may be nested.
        columns: the names of the columns, if they are known before the rows are read.
        sheet: the name of the table, if the file has several.
    """

    path: Path
    read_rows: Callable[[], Iterator[NumberedRow]]
    columns: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def item(self) -> str:
        """The name of the table in problems."""
        return f"{self.path.name} sheet {self.sheet!r}" if self.sheet else self.path.name


def read_table(table: Table) -> Iterator[Document | Problem]:
    """Read a table: what its columns are is decided by all of its rows, before the first article is built.

    Yields:
        For each row, the document; then the problems of the rows, those of many rows as one, and a note of
        the columns that are not used.

    Raises:
        StancebookError: if no column contains the articles, or if the rows cannot be read to the end.
    """
    survey = Survey(table)
    used: set[str] = set()
    problems = Groups(table.item)
    failure = None
    try:
        for number, row in table.read_rows():
            found = [row] if isinstance(row, Problem) else _build_document(table, number, row, survey, used)
            for item in found:
                if isinstance(item, Document):
                    yield item
                else:
                    problems.add(number, item)
    except StancebookError as error:
        # the problems of the rows before are reported first
        failure = error
    yield from problems.report()
    yield from survey.report(used)
    if failure:
        raise failure


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


def _build_document(
    table: Table, number: int, row: Row, survey: Survey, used: set[str]
) -> Iterator[Document | Problem]:
    item = f"{table.item} row {number}"
    values = flatten(row)

    def take(name: str) -> object:
        for column in survey.chosen[name]:
            value = values.get(column)
            if is_missing(value):
                continue
            used.add(column)
            if name == "published":
                value = survey.days[column].read(value)
            if value is not None:
                return value
        return None

    try:
        text, is_cut_off = drop_cut_off_mark(clean_text(_get_text(take("text"))))
    except StancebookError as error:
        yield Problem(item, str(error))
        return
    given = {name: _clean_value(take(name)) for name in Metadata._fields}
    if not survey.chosen["published"]:
        given["published"] = _join_day(take("year"), take("month"), take("day"))
    sheet = f"-{table.sheet}" if table.sheet else ""
    identifier = format_value(take("id")) or f"{table.path.stem}{sheet}-{number}"
    yield from build(item, identifier, text, given)
    if is_cut_off:
        yield Problem(item, _CUT_OFF, "warning")


def _get_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        value = decode(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise StancebookError(
            f"Its text is of type {kind}, but a string was expected; put it in quotation marks."
        )
    if len(value) > ARTICLE_LIMIT:
        raise StancebookError(
            f"Its text has more than {ARTICLE_LIMIT // MEGABYTE} million characters, too many for one "
            "article; split it into rows."
        )
    if value.strip() in _WITHHELD:
        raise StancebookError(f"The service withholds its text ({value.strip()}); save the article itself.")
    return value


def _clean_value(value: object) -> object:
    if isinstance(value, list):
        return [_clean_value(part) for part in value]
    return clean_text(value) if isinstance(value, str) else value


def _join_day(year: object, month: object, day: object) -> str | None:
    """Return the day of a date that is split into three columns, as the source writes its month."""
    # pandas writes whole numbers with ".0" in a column with gaps
    parts = [part.removesuffix(".0") for part in map(format_value, (year, month, day)) if part]
    if len(parts) < 3:
        return None
    return "-".join(parts) if parts[1].isdigit() else " ".join(reversed(parts))
