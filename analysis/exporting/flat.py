"""Format events as CSV: one row each, with dates as an EDTF string (ISO 8601-2) and in words."""

import csv
import io

from analysis.comparing.records import Event
from analysis.comparing.tellings import format_course
from analysis.comparing.wording import format_day
from analysis.edtf import format_edtf
from analysis.spreadsheets import neutralise

COLUMNS = (
    "event_id", "description", "type", "mode", "status", "modality", "claimed_by", "actors", "place",
    "earliest", "latest", "extent", "edtf", "when", "disputed", "tellings", "articles", "outlets",
    "first_told", "last_told", "course", "importance", "reason", "urls", "mentions", "checked_by",
)  # fmt: skip


def format_csv(events: list[Event], _: str) -> tuple[str, int]:
    """Return the table and the number of events in it, which is all of them."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(map(neutralise, _build_row(event)) for event in events)
    return out.getvalue(), len(events)


def _build_row(event: Event) -> list[object]:
    earliest, latest = find_days(event)
    return [
        event.event_id, event.description, event.type, event.mode, event.status,
        event.modality, "; ".join(event.claimed_by), "; ".join(event.actors),
        event.place, earliest, latest, event.extent, format_edtf(earliest, latest, event.extent), event.when,
        "yes" if event.disputed else "no", len(event.claims), event.articles, event.outlets, event.first_told,
        event.last_told, format_course(event), round(event.importance, 2), event.reason, " ".join(event.urls),
        " ".join(key for key, *_ in event.claims), "; ".join(event.checked_by),
    ]  # fmt: skip


def find_days(event: Event) -> tuple[str | None, str | None]:
    """Return the first and last ISO day of an event; None for an open end and in a relative timeline."""
    if event.scale != "calendar":
        return None, None
    return tuple(None if bound is None else format_day(bound) for bound in (event.low, event.high))  # type: ignore[return-value]
