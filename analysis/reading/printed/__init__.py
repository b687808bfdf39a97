"""Turn the lines of printed pages, placed by coordinates, into paragraphs in reading order."""

from analysis.reading.printed.dividing import divide_rows
from analysis.reading.printed.initials import attach_initials, is_initial
from analysis.reading.printed.joining import join_lines
from analysis.reading.printed.line import Line
from analysis.reading.printed.ordering import order_columns
from analysis.reading.printed.running import drop_running_lines

__all__ = [
    "Line",
    "attach_initials",
    "divide_rows",
    "drop_running_lines",
    "is_initial",
    "join_lines",
    "order_columns",
]
