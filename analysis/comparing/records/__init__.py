"""Typed records of table rows: charts and exports read columns by name."""

from analysis.comparing.records.accounts import Characterisation, Quoted, Sourced
from analysis.comparing.records.coders import Agreed, Disagreement
from analysis.comparing.records.events import Counterpart, Event
from analysis.comparing.records.networks import Leaving, Stretch, Tie
from analysis.comparing.records.reading import Row, rows
from analysis.comparing.records.stances import Apart, Cell, First, Pair, Shift, Taken, Windowed
from analysis.comparing.records.tables import Dated, Document, Happening, Quote, Statement, Tone

__all__ = [
    "Agreed",
    "Apart",
    "Cell",
    "Characterisation",
    "Counterpart",
    "Dated",
    "Disagreement",
    "Document",
    "Event",
    "First",
    "Happening",
    "Leaving",
    "Pair",
    "Quote",
    "Quoted",
    "Row",
    "Shift",
    "Sourced",
    "Statement",
    "Stretch",
    "Taken",
    "Tie",
    "Tone",
    "Windowed",
    "rows",
]
