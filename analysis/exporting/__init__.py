"""Export timelines: write a table of events as a file for another program."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import select_shown
from analysis.comparing.records import Event, read_rows
from analysis.comparing.timeline import timeline
from analysis.errors import unknown_name_error
from analysis.exporting import calendar, flat, timelinejs
from analysis.replacing import write_text

# by file extension: the function that formats the content and counts the events in it
FORMATS: dict[str, Callable[[list[Event], str], tuple[str, int]]] = {
    ".csv": flat.format_csv,
    ".json": timelinejs.format_json,
    ".ics": calendar.format_calendar,
}


@dataclass(frozen=True)
class Exported:
    """The result of an export.

    Attributes:
        path: the file.
        events: the number of events in it.
        left_out: the number of events omitted because their format requires a date that is not known.
        unimportant: the number of events omitted because others are more important.
    """

    path: Path
    events: int
    left_out: int
    unimportant: int = 0

    def __str__(self) -> str:
        """Return a one-line summary."""
        parts = [f"{self.path}: {self.events} events"]
        if self.unimportant:
            parts.append(f"{self.unimportant} less important ones omitted (--events all keeps them)")
        if self.left_out:
            parts.append(f"{self.left_out} omitted: this format requires a date")
        return "; ".join(parts)


def check_suffix(path: Path) -> str:
    """Return the extension of a file in lower case, or raise an error that lists the known formats."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise unknown_name_error("format (the file extension)", suffix or path.name, FORMATS)
    return suffix


def export_events(
    events: Codes | pd.DataFrame, path: str | Path, title: str = "", most: int | None = None
) -> Exported:
    """Write events as a file; the same events always produce the same bytes.

    Args:
        events: a coded corpus, or its timeline as returned by ``comparing.timeline.timeline``.
        path: output file; the extension selects the format: ``.csv`` (one row per event, with its dates as
            an EDTF string), ``.json`` (TimelineJS) or ``.ics`` (iCalendar, all-day events).
        title: heading, if the format has one; by default the title of the corpus.
        most: maximum number of events, the most important ones as in the chart; None keeps all.

    Raises:
        StancebookError: for an unknown format.
        OSError: when the file cannot be written.
    """
    path = Path(path)
    suffix = check_suffix(path)
    if isinstance(events, Codes):
        title = title or events.title
        events = timeline(events)
    chosen = read_rows(events if most is None else select_shown(events, most), Event)
    content, exported = FORMATS[suffix](chosen, title)
    write_text(path, content)
    return Exported(path, exported, len(chosen) - exported, len(events) - len(chosen))
