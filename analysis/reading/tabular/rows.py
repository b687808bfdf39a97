"""Read the articles of a table, whatever its format: one article per row."""

from collections.abc import Iterator

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, MEGABYTE
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.metadata import Metadata
from analysis.reading.tabular.cells import clean_text, drop_cut_off_mark
from analysis.reading.tabular.grouping import Groups
from analysis.reading.tabular.nested import flatten
from analysis.reading.tabular.survey import Survey
from analysis.reading.tabular.table import Row, Table
from analysis.reading.values import format_value

_CELL_LIMIT = 32_767
"""Characters that a cell of Excel can hold; it drops the others without a word."""
_CELL_FULL = (
    f"Its text has {_CELL_LIMIT:,} characters, the most that a cell of Excel holds, so its end is probably "
    "missing; get the table without Excel."
)
_CUT_OFF = "Its text was cut off by the service that it comes from; only its beginning is read."
# what services give in place of a text
_WITHHELD = (
    "ONLY AVAILABLE IN PAID PLANS",
    "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS",
    "[Removed]",
)


def read_table(table: Table) -> Iterator[Document | Problem]:
    """Read a table: what its columns are is decided by all of its rows, before the first article is built.

    Yields:
        For each row, the document; then the problems of the rows, those of many rows as one, and a note of
        the columns that are not used.

    Raises:
        StancebookError: if no column contains the articles, or if the rows cannot be read to the end.
    """
    survey = Survey(table)
    problems = Groups(table.item)
    failure = None
    try:
        for number, row in table.read_rows():
            found = [row] if isinstance(row, Problem) else _build_document(table, number, row, survey)
            for item in found:
                if isinstance(item, Document):
                    yield item
                else:
                    problems.add(number, item)
    except StancebookError as error:
        # the problems of the rows before are reported first
        failure = error
    yield from problems.report()
    yield from survey.report()
    if failure:
        raise failure


def _build_document(table: Table, number: int, row: Row, survey: Survey) -> Iterator[Document | Problem]:
    item = f"{table.item} row {number}"
    values = flatten(row)
    try:
        value = _get_text(survey.take("text", values))
        text, is_cut_off = drop_cut_off_mark(clean_text(value))
    except StancebookError as error:
        yield Problem(item, str(error))
        return
    given = take_metadata(values, survey)
    sheet = f"-{table.sheet}" if table.sheet else ""
    identifier = format_value(survey.take("id", values)) or f"{table.path.stem}{sheet}-{number}"
    yield from build(item, identifier, text, given)
    if is_cut_off:
        yield Problem(item, _CUT_OFF, "warning")
    if len(value) == _CELL_LIMIT:
        yield Problem(item, _CELL_FULL, "warning")


def take_metadata(values: Row, survey: Survey) -> dict[str, object]:
    """Return the metadata of a row, by field of ``Document``, not yet checked.

    Args:
        values: the values of the row by column, flattened.
        survey: the survey of its table.
    """
    given = {name: _clean_value(survey.take(name, values)) for name in Metadata._fields}
    if not survey.chosen["published"]:
        given["published"] = _join_day(*(survey.take(name, values) for name in ("year", "month", "day")))
    return given


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
