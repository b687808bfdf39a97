"""From a chronology to rows of the events table: the codes of a person, taken over as they are."""

from collections.abc import Iterable
from typing import Any

from analysis.codebook import Codebook
from analysis.edtf import edtf
from analysis.reading.chronology import Dated

# a person's code is not a machine's guess
SURE = 1.0


def rows(chronology: Iterable[Dated], codebook: Codebook) -> list[dict[str, Any]]:
    """Return the events of a chronology as rows of the events table, without any document.

    Args:
        chronology: its events.
        codebook: actors take the names that it gives them.
    """
    names = {
        name.lower(): actor.name
        for actor in reversed(codebook.actors)
        for name in (*actor.aliases, actor.name)
    }
    return [_row(event, names) for event in chronology]


def _row(event: Dated, names: dict[str, str]) -> dict[str, Any]:
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
        "edtf": edtf(event.earliest, event.latest, event.extent),
        "mentions": [],
        "after": [],
        "confidence": SURE,
    }
