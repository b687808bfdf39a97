"""Read a chronology: a table of dated events that a person coded, without source documents.

Its events can be coded like articles, see ``reading.codings``. The table has one row per event and a header
with these columns of the events table; columns with a star are required.

======================  ===========================================================================
``event_id``*           identifier, unique in the file
``description``*        the event in a few words
``type``*               PLOVER type, such as ``CONSULT``
``mode``                PLOVER mode, such as ``phone``
``status``*             ``occurred``, ``planned``, ``hypothetical`` or ``denied``
``actors``              actors who take part, separated by semicolons
``sources, targets``    the actors who initiate the event, and those it is directed at, likewise
``place``               place of the event
``earliest``, ``latest``  first and last possible day, ``YYYY-MM-DD``; empty for an open end
``extent``              ``within``: on one of these days; ``throughout``: on every one of them
``urls``                web addresses of the sources, separated by spaces
``reason``              why these days, and where sources disagree; ``note`` is a synonym
``coder``*              ``human:<name>``
======================  ===========================================================================
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis import tables
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.reading.sheet import Sheet, read_sheet
from analysis.text import is_web

REQUIRED = ("event_id", "description", "type", "status", "coder")
COLUMNS = (
    "event_id", "description", "type", "mode", "status", "actors", "sources", "targets", "place",
    "earliest", "latest", "extent", "urls", "reason", "coder",
)  # fmt: skip
SHEET = Sheet("the chronology", COLUMNS, REQUIRED, {"note": "reason"})
CODER = re.compile(r"human:\S.*")
KINDS = {"type": "PLOVER type", "mode": "PLOVER mode"}
DEFAULT_REASON = "dated by the coder"


@dataclass(frozen=True)
class DatedEvent:
    """One event of a chronology; the fields mean the same as the columns of the events table."""

    event_id: str
    description: str
    type: str
    status: str
    coder: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    extent: str = "within"
    urls: tuple[str, ...] = ()
    reason: str = DEFAULT_REASON


def read_chronology(path: Path) -> Iterator[DatedEvent | Problem]:
    """Read a chronology.

    Args:
        path: a CSV or TSV file; its delimiter and encoding are detected.

    Yields:
        An event for each row, followed by a warning for each part that could not be used; a problem for
        each row that is left out. Bad input never raises.
    """
    event_ids: set[str] = set()
    for found in read_sheet(path, SHEET):
        if isinstance(found, Problem):
            yield found
            continue
        try:
            event, warnings = _parse_event(found.cells)
            if event.event_id in event_ids:
                raise StancebookError(
                    f"event_id: {event.event_id!r} is already used by a row above; give each event its own."
                )
        except StancebookError as error:
            yield Problem(found.item, str(error))
            continue
        event_ids.add(event.event_id)
        yield event
        yield from (Problem(found.item, message, "warning") for message in warnings)


def _parse_event(row: Mapping[str, str]) -> tuple[DatedEvent, list[str]]:
    """Return the event of a row and its warnings, or raise an error that names the column."""
    _check_required(row)
    actors = _split_names(row.get("actors", ""))
    earliest, latest = _parse_interval(row)
    addresses = tuple(dict.fromkeys(url for url in row.get("urls", "").split() if url != "|"))
    event = DatedEvent(
        event_id=row["event_id"],
        description=row["description"],
        type=_parse_choice(row, "type", str.upper) or "",
        status=_parse_choice(row, "status") or "",
        coder=row["coder"],
        mode=_parse_choice(row, "mode"),
        actors=actors,
        sources=_parse_subset(actors, row, "sources"),
        targets=_parse_subset(actors, row, "targets"),
        place=row.get("place") or None,
        earliest=earliest,
        latest=latest,
        extent=_parse_choice(row, "extent") or "within",
        urls=tuple(filter(is_web, addresses)),
        reason=row.get("reason") or DEFAULT_REASON,
    )
    warnings = [
        f"urls: expected an address such as https://example.org/page, got {url!r}; it is ignored."
        for url in addresses
        if not is_web(url)
    ]
    return event, warnings


def _check_required(row: Mapping[str, str]) -> None:
    for column in REQUIRED:
        if not row.get(column):
            raise StancebookError(f"{column}: expected a value, got none.")
    if not CODER.fullmatch(row["coder"]):
        raise StancebookError(f"coder: expected human:<name>, such as human:anna, got {row['coder']!r}.")


def _parse_interval(row: Mapping[str, str]) -> tuple[str | None, str | None]:
    earliest, latest = _parse_day(row, "earliest"), _parse_day(row, "latest")
    if earliest and latest and earliest > latest:
        raise StancebookError(f"earliest: {earliest} is later than latest, {latest}. Swap them.")
    return earliest, latest


def _split_names(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in cell.split(";") if (name := part.strip())))


def _parse_choice(
    row: Mapping[str, str], column: str, convert: Callable[[str], str] = str.lower
) -> str | None:
    value = convert(row.get(column, ""))
    if not value:
        return None
    allowed = tables.schema("events")[column].allowed
    if value not in allowed:
        raise StancebookError(
            f"{column}: {unknown_name_error(KINDS.get(column, column), row[column], allowed)}"
        )
    return value


def _parse_subset(actors: tuple[str, ...], row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """Return the names in a column, or raise if one is not among the row's actors."""
    names = _split_names(row.get(column, ""))
    for name in names:
        if name not in actors:
            raise StancebookError(f"{column}: {unknown_name_error('actor of this row', name, actors)}")
    return names


def _parse_day(row: Mapping[str, str], column: str) -> str | None:
    value = row.get(column)
    if not value:
        return None
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise StancebookError(f"{column}: expected a day as YYYY-MM-DD, such as 2025-05-19, got {value!r}.")
