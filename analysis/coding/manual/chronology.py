"""Convert a chronology to rows of the events table; a person's codes are used unchanged."""

from collections.abc import Iterable
from typing import Any

from analysis.codebook import Codebook
from analysis.edtf import format_edtf
from analysis.reading.chronology import DatedEvent

# a manual code is not an estimate
CONFIDENCE = 1.0


def build_rows(chronology: Iterable[DatedEvent], codebook: Codebook) -> list[dict[str, Any]]:
    """Return the events of a chronology as rows of the events table, without a document.

    Args:
        chronology: the events.
        codebook: maps the names and aliases of actors to their codebook names.
    """
    names = {
        name.lower(): actor.name
        for actor in reversed(codebook.actors)
        for name in (*actor.aliases, actor.name)
    }
    return [_build_row(event, names) for event in chronology]


def _build_row(event: DatedEvent, names: dict[str, str]) -> dict[str, Any]:
    people = {
        column: list(dict.fromkeys(names.get(name.lower(), name) for name in listed))
        for column, listed in (
            ("actors", event.actors), ("sources", event.sources), ("targets", event.targets)
        )
    }  # fmt: skip
    return {
        **vars(event),
        **people,
        "urls": list(event.urls),
        "edtf": format_edtf(event.earliest, event.latest, event.extent),
        "mentions": [],
        "claimed_by": [],
        "after": [],
        "confidence": CONFIDENCE,
    }
