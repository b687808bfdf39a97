"""The tables in which decisions are recorded, one format for each kind of code.

**Statements**, ``<name>.csv``: the format of ``reading.codings``. Each decision is one row that belongs to
the person, with the ``listing`` of the words it was made on: a row with a stance replaces the machine's
statement there, a row without one rejects it, and all other statements of the cell remain. Decisions hold for
the words: another coder's code of the same words, actor and issue is replaced or rejected too.

**Events**, ``<name>.events.csv``, and **attributions**, ``<name>.attributions.csv``: the formats of
``reading.decisions``.

In all of them a row without a ``coder`` is a remark and decides nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analysis.coding.manual.decisions import shares_words
from analysis.coding.manual.listing import DAYS, read_listing, write_listing
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.codings import read_codings
from analysis.reading.days import parse_days
from analysis.reading.decisions import ATTRIBUTIONS, EVENTS
from analysis.reading.sheet import Sheet, read_sheet
from analysis.reviewing.items import Item, Record, Row, join_words
from analysis.reviewing.queue import COPIED

Match = Callable[[Item, Record], bool]

EVENT_NAMES = ("doc_id", "evidence", "trigger")
ATTRIBUTION_NAMES = ("doc_id", "content")


@dataclass(frozen=True)
class Table:
    """The format of a table of decisions.

    Attributes:
        suffix: what follows the person's name in the file's.
        columns: its columns, in order.
        words: the column with the words in the text.
        verdict: the column that is empty where the code was rejected.
        read: yields the rows of a file; raises a StancebookError if it is a table of another kind.
        matches: ways to recognise the record of an item, the surest first. By the third, several items may
            have one record: it is for words that are nearly the same.
        format_row: returns a row with all columns, from a record, its number and the number of records.
    """

    suffix: str
    columns: tuple[str, ...]
    words: str
    verdict: str
    read: Callable[[Path], Iterator[Record]]
    matches: tuple[Match, ...]
    format_row: Callable[[Record, int, int], Row]


def _has_same_key(item: Item, record: Record) -> bool:
    return item.key == record.key


def _is_same_place(item: Item, record: Record) -> bool:
    return item.key == record.key and str(item.cells["start"]) == str(record.cells["start"])


def _is_same_position(item: Item, record: Record) -> bool:
    is_same_cell = all(item.cells[name] == record.cells[name] for name in ("actor", "issue"))
    return record.is_decision and is_same_cell and shares_words(item.cells, record.cells)


def _is_same_event(item: Item, record: Record) -> bool:
    is_same_trigger = join_words(item.cells, ("trigger",)) == join_words(record.cells, ("trigger",))
    return is_same_trigger and shares_words(item.cells, record.cells)


def _format_statement(record: Record, number: int, total: int) -> Row:
    listing = write_listing(number, total, record.details, (number, number), [record.key])
    return {**record.safe_cells, "listing": listing}


def _read_statements(path: Path) -> Iterator[Record]:
    for found in read_codings(path):
        if isinstance(found, Problem):
            _check(found)
            continue
        cells = dict(found.cells)
        written = cells.pop("listing", "")
        listing = read_listing(written)
        if written and listing is None:
            raise StancebookError(
                f"{found.item}: its `listing` is damaged, so nobody can tell which words this is about. "
                "Restore the row from a copy of the table, or delete it."
            )
        if listing is None or len(listing.near) != 1:
            raise _refuse(found.item, path)
        yield Record(listing.own, listing.details, dict.fromkeys((*COPIED, "reason", "coder"), "") | cells)


def _read_rows(sheet: Sheet, names: tuple[str, ...], path: Path) -> Iterator[Record]:
    for found in read_sheet(path, sheet):
        if isinstance(found, Problem):
            _check(found)
        elif "coder" not in found.cells:
            raise _refuse(found.item, path)
        else:
            cells = dict.fromkeys(sheet.columns, "") | {**found.cells}
            cells |= {name: _read_day(found.item, cells[name]) for name in DAYS if name in cells}
            yield Record(join_words(cells, names), "", cells)


def _refuse(item: str, path: Path) -> StancebookError:
    return StancebookError(
        f"{item} was not written by a review: {path.name} is a table of another kind. Choose another name, "
        'such as name="anna-review".'
    )


def _read_day(item: str, cell: str) -> str:
    days = parse_days(cell)
    if cell and len(days) != 1:
        example = "Write it as YYYY-MM-DD, such as 2025-05-19."
        raise StancebookError(f"{item}: {cell!r} is not clearly a day. {example}")
    return days[0] if days else ""


def _check(problem: Problem) -> None:
    """Raise an error for a row that cannot be read: it would be lost when the table is written anew."""
    if problem.severity != "warning":
        raise StancebookError(f"{problem.item}: {problem.message}")


def _define(
    suffix: str, sheet: Sheet, names: tuple[str, ...], words: str, verdict: str, *last: Match
) -> Table:
    reader = partial(_read_rows, sheet, names)
    matches = (_is_same_place, _has_same_key, *last)
    return Table(suffix, sheet.columns, words, verdict, reader, matches, lambda record, *_: record.safe_cells)


TABLES = {
    "statements": Table(
        ".csv",
        (*COPIED, "reason", "coder", "listing"),
        "evidence",
        "stance",
        _read_statements,
        (_is_same_place, _has_same_key, _is_same_position),
        _format_statement,
    ),
    "events": _define(".events.csv", EVENTS, EVENT_NAMES, "evidence", "status", _is_same_event),
    "attributions": _define(".attributions.csv", ATTRIBUTIONS, ATTRIBUTION_NAMES, "content", "sourcing"),
}
