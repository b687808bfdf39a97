"""Write the CSV tables beside a report's pages: all rows, where pages of large corpora show only some."""

from pathlib import Path

import pandas as pd

from analysis import table_files
from analysis.codes import Codes
from analysis.comparing.selecting import Selection, iterate_rows, selected
from analysis.exporting import export_events
from analysis.tables import schema

TIMELINE = "timeline.csv"
TABLES = ("statements", "quotes", "tones")
FILES = (TIMELINE, *(f"{name}.csv" for name in TABLES))


def write_csv_tables(folder: Path, codes: Codes, selection: Selection, events: pd.DataFrame) -> None:
    """Write the selected codes and the timeline of a report as CSV.

    Args:
        folder: an existing folder.
        codes: a coded corpus.
        selection: the codes that the report shows.
        events: the timeline of the selection.
    """
    export_events(events, folder / TIMELINE)
    for name in TABLES:
        decisive = next(iter(schema(name)))
        chosen = selected(codes, name, selection, [decisive])[decisive].notna()
        for number, rows in enumerate(iterate_rows(codes, name, chosen)):
            table_files.write_csv(name, rows, folder / f"{name}.csv", is_new=number == 0)
