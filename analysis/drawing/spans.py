"""What an article highlights: the spans of codes, each with what was coded, by whom and how surely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.comparing.records import Happening, Quote, Statement, Tone, rows
from analysis.text import plain

LONGEST = 90
# a source or cue further from its content than this is not highlighted with it
NEAR = 200
# the class of what its source can hardly have said
DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Span:
    """One coded span of a document and what it stands for.

    Attributes:
        key: identifier of the code; the target of links.
        doc_id, start, end: where it stands.
        label: what was coded, in words.
        detail: coder, confidence where it states one, and reason, in words.
        kind: a class for its colour: a stance, a polarity, a status, a sourcing level.
        group: codes of one group, those behind one mark of a chart, link on to each other.
        back: the chart that its note leads back to.
    """

    key: str
    doc_id: str
    start: int
    end: int
    label: str
    detail: str
    kind: str
    group: str = ""
    back: str = ""


def statement_spans(statements: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a statements table."""
    return [
        Span(
            row.statement_id, row.doc_id, row.start, row.end,
            f"{_doubtful(row)}{row.actor} · {row.issue}: {row.stance}{_condition(row)}",
            f"{_coder(row)}: {row.reason}{_why_doubted(row)}",
            DOUBTFUL if row.doubt else row.stance, f"{row.actor}|{row.issue}",
        )
        for row in rows(statements, Statement)
    ]  # fmt: skip


def _coder(row: Statement | Quote | Tone | Happening) -> str:
    return row.coder if row.confidence is None else f"{row.coder}, confidence {row.confidence:.2f}"


def _doubtful(row: Statement | Quote) -> str:
    return "doubtful: " if row.doubt else ""


def _why_doubted(row: Statement | Quote) -> str:
    return f"; hardly the source’s, {row.doubt}" if row.doubt else ""


def _condition(row: Statement) -> str:
    if row.condition is None:
        return ""
    return f" ({row.if_met or 'open'} if met: “{plain(row.condition, LONGEST)}”)"


def quote_spans(quotes: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a quotes table, each from source to content where they adjoin."""
    return [
        Span(
            row.quote_id, row.doc_id, *_extent(row),
            f"{_doubtful(row)}{_source(row)}: {row.directness} quotation, source {row.sourcing}",
            f"{_coder(row)}{_cue(row)}{_why_doubted(row)}",
            DOUBTFUL if row.doubt else row.sourcing, f"{row.actor or row.quote_id}|{row.directness}",
        )
        for row in rows(quotes, Quote)
    ]  # fmt: skip


def _cue(row: Quote) -> str:
    return f": cue “{plain(row.cue, LONGEST)}”" if row.cue else ""


def _extent(row: Quote) -> tuple[int, int]:
    start, end = row.start, row.end
    for first, last in ((row.source_start, row.source_end), (row.cue_start, row.cue_end)):
        if first is not None and last is not None and min(abs(first - row.end), abs(last - row.start)) < NEAR:
            start, end = min(start, first), max(end, last)
    return start, end


def _source(row: Quote) -> str:
    if row.actor is None:
        return f"“{plain(row.source, LONGEST)}”" if row.source else "no source named"
    return f"{row.actor} (“{plain(row.source, 40)}”)" if row.source not in (None, row.actor) else row.actor


def tone_spans(tones: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a tones table."""
    return [
        Span(
            row.tone_id, row.doc_id, row.start, row.end,
            f"{row.actor} on {row.target}: “{plain(row.expression, LONGEST)}” ({row.polarity})",
            _coder(row), row.polarity,
        )
        for row in rows(tones, Tone)
    ]  # fmt: skip


def event_spans(events: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of an events table that stand in an article.

    Where a column ``happening`` tells that rows are one happening, they link on to each other.
    """
    told = grouped(events)
    return [
        Span(
            row.event_id, row.doc_id, row.start, row.end,
            f"{plain(row.description, LONGEST)}: {row.type}, {row.status}",
            f"{_coder(row)}: {row.reason}", row.status, row.happening,
        )
        for row in rows(told[told["doc_id"].notna()], Happening)
    ]  # fmt: skip


def grouped(events: pd.DataFrame) -> pd.DataFrame:
    """Return an events table with the column ``happening``: where it is missing, each is its own."""
    return events if "happening" in events else events.assign(happening=events["event_id"])


SPANS: Mapping[str, Callable[[pd.DataFrame], list[Span]]] = {
    "statements": statement_spans,
    "quotes": quote_spans,
    "tones": tone_spans,
    "events": event_spans,
}
# the first chart or table of a notebook that draws codes of a table
CHARTS = {"statements": "stances", "quotes": "quoted", "tones": "tones", "events": "timeline"}
