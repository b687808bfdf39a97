"""The tables beside a report's pages: all rows of which a page of a large corpus shows a part."""

from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.codes import Codes
from analysis.comparing.selecting import Selection, selected
from analysis.exporting import export_events

TIMELINE = "timeline.csv"
TABLES = ("statements", "quotes", "tones")
FILES = (TIMELINE, *(f"{name}.csv" for name in TABLES))


def write_lists(folder: Path, codes: Codes, selection: Selection, events: pd.DataFrame) -> None:
    """Write what a report shows as CSV.

    Args:
        folder: must exist.
        codes: a coded corpus.
        selection: what the report shows of it.
        events: the timeline of that selection.
    """
    export_events(events, folder / TIMELINE)
    for name in TABLES:
        tables.write_csv(name, selected(codes, name, selection), folder / f"{name}.csv")
