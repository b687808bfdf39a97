"""Happenings as CSV: one row each, days as an EDTF string (ISO 8601-2) beside their words."""

import csv
import io

from analysis.comparing.records import Event
from analysis.comparing.wording import day
from analysis.edtf import edtf

HEAD = (
    "event_id", "description", "type", "mode", "status", "actors", "place", "earliest", "latest", "extent",
    "edtf", "when", "disputed", "tellings", "reason", "urls",
)  # fmt: skip


def written(events: list[Event], _: str) -> tuple[str, int]:
    """Return the table and how many events are in it: all."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEAD)
    table.writerows(_row(event) for event in events)
    return out.getvalue(), len(events)


def _row(event: Event) -> list[object]:
    earliest, latest = days(event)
    return [
        event.event_id, event.description, event.type, event.mode, event.status, "; ".join(event.actors),
        event.place, earliest, latest, event.extent, edtf(earliest, latest, event.extent), event.when,
        "yes" if event.disputed else "no", len(event.claims), event.reason, " ".join(event.urls),
    ]  # fmt: skip


def days(event: Event) -> tuple[str | None, str | None]:
    """Return the ISO days of an event, None for an open end; a relative timeline has none."""
    if event.scale != "calendar":
        return None, None
    return tuple(None if bound is None else day(bound) for bound in (event.low, event.high))  # type: ignore[return-value]
