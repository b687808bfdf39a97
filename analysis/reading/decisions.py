"""Read people's decisions on the machine's events and attributions, and tell the kinds of tables apart.

A review writes them beside its table of statements, see ``reading.codings``; they can also be written in any
spreadsheet program and saved as CSV. ``codings`` in ``corpus.toml`` lists tables of all three kinds. The kind
is recognised by the header: statements have ``issue`` and ``stance``, events ``evidence``, ``trigger`` and
``status``, attributions ``content`` and ``sourcing``. Columns with a star are required.

**Events.** One row per decision. Document, trigger and evidence say which event is meant, so a decision holds
although articles are added or another coder finds the event in slightly other words. If it finds it no more,
the event remains as the row describes it, as long as its words are in the document.

===============================  ==================================================================
``doc_id``*                      the document
``evidence``*                    the clause that reports the event, exactly as in the document
``trigger``*                     the words of its first mention: a part of the evidence
``status``*                      ``occurred``, ``planned``, ``hypothetical`` or ``denied``; empty if
                                 this is no event
``earliest``, ``latest``         first and last possible day, ``YYYY-MM-DD``; empty for an open end
``same_doc_id``,                 document, evidence and trigger of the event of which this is another
``same_evidence``,               telling; all empty if it is none
``same_trigger``
``description``                  the event in words; used only if the machine finds it no more
``start``, ``end``               offsets of the evidence, which choose between places with the same
                                 words; may be empty
``reason``                       explanation of the days
``coder``                        as below
===============================  ==================================================================

**Attributions.** One row per decision. Document and content say which attribution is meant.

===============================  ==================================================================
``doc_id``*                      the document
``content``*                     what is attributed, exactly as in the document
``sourcing``*                    ``named``, ``role``, ``anonymous``, ``vague`` or ``none``; empty if
                                 this is no attribution
``actor``                        who says it: a name or alias of the codebook; empty if nobody in it
``source``                       the words of the document for the source
``start``, ``end``               offsets of the content, as for events
``reason``                       explanation
``coder``                        as below
===============================  ==================================================================

``coder`` is ``human:<name>``. In a table without this column, and for any other entry, it is ``human:`` and
the file's name without ``.events.csv`` or ``.attributions.csv``. A row whose ``coder`` is empty is a remark
and decides nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.files import ARTICLE_LIMIT, check_file
from analysis.reading.codings import HUMAN, Coding, read_codings
from analysis.reading.codings import SHEET as STATEMENTS
from analysis.reading.days import parse_days
from analysis.reading.formats import delimited
from analysis.reading.sheet import Row, Sheet, read_sheet
from analysis.tables import SOURCING, STATUS

EVENT_COLUMNS = (
    "doc_id", "start", "end", "evidence", "trigger", "description", "status", "earliest", "latest",
    "same_doc_id", "same_evidence", "same_trigger", "reason", "coder",
)  # fmt: skip
ATTRIBUTION_COLUMNS = (
    "doc_id", "start", "end", "content", "source", "actor", "sourcing", "reason", "coder",
)  # fmt: skip
EVENTS = Sheet("a table of decisions on events", EVENT_COLUMNS, ("doc_id", "evidence", "trigger", "status"))
ATTRIBUTIONS = Sheet(
    "a table of decisions on attributions", ATTRIBUTION_COLUMNS, ("doc_id", "content", "sourcing")
)
# the columns by which a kind is recognised; of kinds that fit equally, the first
SIGNS = (
    (STATEMENTS, ("issue", "stance")),
    (EVENTS, ("evidence", "status", "trigger")),
    (ATTRIBUTIONS, ("content", "sourcing")),
)
ENDINGS = (".events", ".attributions")
SUFFIXES = (".csv", ".tsv", ".tab")


@dataclass(frozen=True)
class EventDecision:
    """One row of a table of decisions on events; the fields named like columns mean the same.

    Attributes:
        item: the file and line.
        table: the table that contains the row.
        coder: ``human:<name>``; "" for a remark.
        status: "" if this is no event.
    """

    item: str
    table: str
    doc_id: str
    start: str
    end: str
    evidence: str
    trigger: str
    description: str
    status: str
    earliest: str
    latest: str
    same_doc_id: str
    same_evidence: str
    same_trigger: str
    reason: str
    coder: str


@dataclass(frozen=True)
class AttributionDecision:
    """One row of a table of decisions on attributions; the fields named like columns mean the same.

    Attributes:
        item: the file and line.
        table: the table that contains the row.
        coder: ``human:<name>``; "" for a remark.
        sourcing: "" if this is no attribution.
    """

    item: str
    table: str
    doc_id: str
    start: str
    end: str
    content: str
    source: str
    actor: str
    sourcing: str
    reason: str
    coder: str


Decision = EventDecision | AttributionDecision


def read_table(path: Path) -> Iterator[Coding | Decision | Problem]:
    """Read one of the tables that ``codings`` lists, of whichever kind; bad input never raises.

    Args:
        path: a CSV or TSV file; its delimiter and encoding are detected.

    Yields:
        A coding or a decision for each row, and a problem for each part that could not be read.
    """
    sheet = _recognise(path)
    if sheet is STATEMENTS:
        yield from read_codings(path)
        return
    build = _build_event if sheet is EVENTS else _build_attribution
    for found in read_sheet(path, sheet):
        if isinstance(found, Problem):
            yield found
            continue
        try:
            yield build(path, found)
        except StancebookError as error:
            yield Problem(found.item, str(error))


def is_decisions(path: Path) -> bool:
    """Return whether a file is a table of decisions on events or attributions, by its header."""
    header = _read_header(path) if path.suffix.lower() in SUFFIXES else set()
    return any({"doc_id", *signs} <= header for sheet, signs in SIGNS if sheet is not STATEMENTS)


def _recognise(path: Path) -> Sheet:
    """Return the kind of a table by its header; of one that cannot be read, any, as it will be reported."""
    header = _read_header(path)
    return max(SIGNS, key=lambda sign: len(header & {*sign[1]}) / len(sign[1]))[0]


def _read_header(path: Path) -> set[str]:
    """Return the names of the columns of a table; none if it cannot be read."""
    names = {column for sheet, _ in SIGNS for column in sheet.columns}
    try:
        check_file(path, ARTICLE_LIMIT)
        with delimited.open_rows(path, ",;\t|", lambda cell: cell.strip().lower() in names) as rows:
            _, cells = next(rows, (1, []))
    except (StancebookError, OSError):
        return set()
    return {cell.strip().lower() for cell in cells}


def _build_event(path: Path, row: Row) -> EventDecision:
    cells = _fill(row, EVENTS)
    status = _choose(cells, "status", STATUS)
    days = {column: _parse_day(cells, column) for column in ("earliest", "latest")}
    if days["earliest"] and days["latest"] and days["earliest"] > days["latest"]:
        raise StancebookError(
            f"earliest: {days['earliest']} is later than latest, {days['latest']}. Correct one of them."
        )
    same = [column for column in EVENT_COLUMNS if column.startswith("same_")]
    missing = [column for column in same if not cells[column]]
    if 0 < len(missing) < len(same):
        raise StancebookError(
            f"{', '.join(missing)}: expected the words of the other event, got none. Fill in "
            f"{', '.join(same)}, or none of them."
        )
    named = {"coder": _name_coder(path, row), "status": status, **days}
    return EventDecision(item=row.item, table=path.name, **{**cells, **named})


def _build_attribution(path: Path, row: Row) -> AttributionDecision:
    cells = _fill(row, ATTRIBUTIONS)
    named = {"coder": _name_coder(path, row), "sourcing": _choose(cells, "sourcing", SOURCING)}
    return AttributionDecision(item=row.item, table=path.name, **{**cells, **named})


def _fill(row: Row, sheet: Sheet) -> dict[str, str]:
    """Return the cells of all columns; raise if a required one is empty, other than the last, the verdict."""
    cells = {column: row.cells.get(column, "") for column in sheet.columns}
    for column in sheet.required[:-1]:
        if not cells[column]:
            raise StancebookError(f"{column}: expected words of the document, got none.")
    return cells


def _choose(cells: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    value = cells[column].lower()
    if value and value not in allowed:
        raise StancebookError(f"{column}: {unknown_name_error(column, cells[column], allowed)}")
    return value


def _parse_day(cells: Mapping[str, str], column: str) -> str:
    value = cells[column]
    found = parse_days(value)
    if value and len(found) != 1:
        raise StancebookError(f"{column}: expected a day as YYYY-MM-DD, such as 2025-05-19, got {value!r}.")
    return found[0] if value else ""


def _name_coder(path: Path, row: Row) -> str:
    named = row.cells.get("coder")
    if named == "" or (named and named.startswith(HUMAN) and named != HUMAN):
        return named
    name = path.stem
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return f"{HUMAN}{name}"
