"""A chronology: a table of dated events that a person coded and that no document tells.

Its events can be coded like articles, see ``reading.codings``. One row an event, under a header with
these columns of the events table; those with a star are needed.

======================  ===========================================================================
``event_id``*           unique in the file
``description``*        what happened, in a few words
``type``*               PLOVER type, such as ``CONSULT``
``mode``                PLOVER mode, such as ``phone``
``status``*             ``occurred``, ``planned``, ``hypothetical`` or ``denied``
``actors``              who takes part, with semicolons between them
``sources, targets``    those of them who act, and who are acted upon, likewise
``place``               where
``earliest``, ``latest``  first and last possible day, ``YYYY-MM-DD``; empty means open
``extent``              ``within``: on one of these days; ``throughout``: on all of them
``urls``                web addresses of its sources, with spaces between them
``reason``              why these days, and where sources disagree; ``note`` is the same
``coder``*              ``human:<name>``
======================  ===========================================================================
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from analysis import tables
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.reading.sheet import Sheet, read_sheet

NEEDED = ("event_id", "description", "type", "status", "coder")
COLUMNS = (
    "event_id", "description", "type", "mode", "status", "actors", "sources", "targets", "place",
    "earliest", "latest", "extent", "urls", "reason", "coder",
)  # fmt: skip
SHEET = Sheet("the chronology", COLUMNS, NEEDED, {"note": "reason"})
CODER = re.compile(r"human:\S.*")
KINDS = {"type": "PLOVER type", "mode": "PLOVER mode"}
UNTOLD = "dated by the coder"


@dataclass(frozen=True)
class Dated:
    """One event of a chronology; the columns of the events table say what each field means."""

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
    reason: str = UNTOLD


def read_chronology(path: Path) -> Iterator[Dated | Problem]:
    """Read a chronology.

    Args:
        path: a CSV or TSV file; delimiter and encoding are found out.

    Yields:
        An event per row and a warning for each part of it that could not be used; a problem in place
        of each row that is left out. Bad input never raises.
    """
    taken: set[str] = set()
    for found in read_sheet(path, SHEET):
        if isinstance(found, Problem):
            yield found
            continue
        try:
            event, odd = _event(found.cells)
            if event.event_id in taken:
                raise StancebookError(
                    f"event_id: {event.event_id!r} is taken by a row above; give it its own."
                )
        except StancebookError as error:
            yield Problem(found.item, str(error))
            continue
        taken.add(event.event_id)
        yield event
        yield from (Problem(found.item, message, "warning") for message in odd)


def _event(row: Mapping[str, str]) -> tuple[Dated, list[str]]:
    """Return the event of a row and what of it could not be used, or raise naming the column."""
    for column in NEEDED:
        if not row.get(column):
            raise StancebookError(f"{column}: expected a value, got none.")
    if not CODER.fullmatch(row["coder"]):
        raise StancebookError(f"coder: expected human:<name>, such as human:anna, got {row['coder']!r}.")
    actors = _several(row.get("actors", ""))
    earliest, latest = _day(row, "earliest"), _day(row, "latest")
    if earliest and latest and earliest > latest:
        raise StancebookError(f"earliest: {earliest} lies after latest, {latest}. Exchange them.")
    addresses = tuple(dict.fromkeys(one for one in row.get("urls", "").split() if one != "|"))
    event = Dated(
        event_id=row["event_id"],
        description=row["description"],
        type=_one_of(row, "type", str.upper) or "",
        status=_one_of(row, "status") or "",
        coder=row["coder"],
        mode=_one_of(row, "mode"),
        actors=actors,
        sources=_some_of(actors, row, "sources"),
        targets=_some_of(actors, row, "targets"),
        place=row.get("place") or None,
        earliest=earliest,
        latest=latest,
        extent=_one_of(row, "extent") or "within",
        urls=tuple(one for one in addresses if _is_web(one)),
        reason=row.get("reason") or UNTOLD,
    )
    odd = [
        f"urls: expected an address such as https://example.org/page, got {one!r}; it is left out."
        for one in addresses
        if not _is_web(one)
    ]
    return event, odd


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in cell.split(";") if (name := part.strip())))


def _one_of(row: Mapping[str, str], column: str, spelt: Callable[[str], str] = str.lower) -> str | None:
    value = spelt(row.get(column, ""))
    if not value:
        return None
    allowed = tables.schema("events")[column].allowed
    if value not in allowed:
        raise StancebookError(f"{column}: {unknown(KINDS.get(column, column), row[column], allowed)}")
    return value


def _some_of(actors: tuple[str, ...], row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """Return those of the row's actors that a column names, or raise for others."""
    listed = _several(row.get(column, ""))
    for one in listed:
        if one not in actors:
            raise StancebookError(f"{column}: {unknown('actor of this row', one, actors)}")
    return listed


def _day(row: Mapping[str, str], column: str) -> str | None:
    value = row.get(column)
    if not value:
        return None
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise StancebookError(f"{column}: expected a day as YYYY-MM-DD, such as 2025-05-19, got {value!r}.")


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
