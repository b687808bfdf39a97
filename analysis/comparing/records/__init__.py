"""Typed records of table rows: charts and exports read columns by name."""

from analysis.comparing.records.accounts import Characterisation, OneSided, QuotedActor, SourcingLevel
from analysis.comparing.records.auditing import AuditedShare, AuditFigure
from analysis.comparing.records.checking import Check, MarkChange
from analysis.comparing.records.coders import CoderAgreement, Disagreement
from analysis.comparing.records.events import Chapter, Counterpart, Event
from analysis.comparing.records.networks import RemovedIssue, Tie, WindowTies
from analysis.comparing.records.outlets import OutletAccount, OutletEvent, OutletPosition
from analysis.comparing.records.reading import Row, read_rows
from analysis.comparing.records.stances import (
    Cell,
    DatedStance,
    FirstMover,
    Pair,
    PairDistance,
    Shift,
    WindowStance,
)
from analysis.comparing.records.tables import ChronologyEvent, Document, EventMention, Quote, Statement, Tone

__all__ = [
    "AuditFigure",
    "AuditedShare",
    "Cell",
    "Chapter",
    "Characterisation",
    "Check",
    "ChronologyEvent",
    "CoderAgreement",
    "Counterpart",
    "DatedStance",
    "Disagreement",
    "Document",
    "Event",
    "EventMention",
    "FirstMover",
    "MarkChange",
    "OneSided",
    "OutletAccount",
    "OutletEvent",
    "OutletPosition",
    "Pair",
    "PairDistance",
    "Quote",
    "QuotedActor",
    "RemovedIssue",
    "Row",
    "Shift",
    "SourcingLevel",
    "Statement",
    "Tie",
    "Tone",
    "WindowStance",
    "WindowTies",
    "read_rows",
]
