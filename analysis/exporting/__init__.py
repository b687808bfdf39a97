"""Timelines out: a table of happenings becomes a file that another program reads."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.records import Event, rows
from analysis.comparing.timeline import timeline
from analysis.errors import unknown
from analysis.exporting import calendar, flat, timelinejs

# by the end of the file's name: what writes it, and what it cannot place
FORMATS: dict[str, Callable[[list[Event], str], tuple[str, int]]] = {
    ".csv": flat.written,
    ".json": timelinejs.written,
    ".ics": calendar.written,
}


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        events: how many are in it.
        left_out: how many have no place in its format, since their days are not known.
    """

    path: Path
    events: int
    left_out: int

    def __str__(self) -> str:
        """Say it in a line."""
        if not self.left_out:
            return f"{self.path}: {self.events} events"
        why = "left out, since this format has no place for what has no day"
        return f"{self.path}: {self.events} events; {self.left_out} {why}"


def check_suffix(path: Path) -> str:
    """Return the end of a file's name in small letters, or raise naming the formats that are known."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise unknown("format (the end of the file's name)", suffix or path.name, FORMATS)
    return suffix


def export_events(events: Codes | pd.DataFrame, path: str | Path, title: str = "") -> Exported:
    """Write happenings as a file, the same bytes for the same events.

    Args:
        events: a coded corpus, or a timeline of it as ``comparing.timeline.timeline`` returns it.
        path: its end tells the format: ``.csv`` (one row an event, with its days as an EDTF string),
            ``.json`` (TimelineJS) or ``.ics`` (iCalendar, all-day events).
        title: heading, where the format has one; the corpus's own by default.

    Raises:
        StancebookError: for a format that is not known.
        OSError: when the file cannot be written.
    """
    path = Path(path)
    suffix = check_suffix(path)
    if isinstance(events, Codes):
        title = title or events.title
        events = timeline(events)
    listed = rows(events, Event)
    content, placed = FORMATS[suffix](listed, title)
    path.write_text(content, encoding="utf-8", newline="")
    return Exported(path, placed, len(listed) - placed)
