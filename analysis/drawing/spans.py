"""Build the spans to highlight in an article: each with its code, coder and confidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.comparing.records import EventMention, Quote, Statement, Tone, read_rows
from analysis.comparing.tellings import format_status
from analysis.text import clean_line

LONGEST = 90
# characters; a source or cue further from its content is not highlighted with it
NEAR = 200
# CSS class of probable misattributions
DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Span:
    """One coded span of a document and its code.

    Attributes:
        key: identifier of the code; target of links.
        doc_id, start, end: document and offsets.
        label: what was coded, in words.
        detail: coder, confidence if it gives one, and reason, in words.
        kind: CSS class that sets its colour: a stance, polarity, status or sourcing level.
        group: the codes behind one mark of a chart; they link to each other.
        back: the chart that its note links back to.
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


def build_statement_spans(statements: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a statements table."""
    return [
        Span(
            row.statement_id, row.doc_id, row.start, row.end,
            f"{_flag_doubt(row)}{row.actor} · {row.issue}: {row.stance}{format_condition(row)}",
            f"{format_coder(row)}: {row.reason}{_explain_doubt(row)}",
            DOUBTFUL if row.doubt else row.stance, f"{row.actor}|{row.issue}",
        )
        for row in read_rows(statements, Statement)
    ]  # fmt: skip


def format_coder(row: Statement | Quote | Tone | EventMention) -> str:
    """Return who coded a row, and the confidence if the coder gives one."""
    return row.coder if row.confidence is None else f"{row.coder}, confidence {row.confidence:.2f}"


def _flag_doubt(row: Statement | Quote) -> str:
    return "doubtful: " if row.doubt else ""


def _explain_doubt(row: Statement | Quote) -> str:
    return f"; probably misattributed ({row.doubt})" if row.doubt else ""


def format_condition(row: Statement) -> str:
    """Return the condition of a conditional stance in brackets, after a space; "" if there is none."""
    if row.condition is None:
        return ""
    effect = f"{row.if_met} if met" if row.if_met else "condition"
    return f" ({effect}: “{clean_line(row.condition, LONGEST)}”)"


def build_quote_spans(quotes: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a quotes table, including an adjacent source and cue."""
    return [
        Span(
            row.quote_id, row.doc_id, *_find_extent(row),
            f"{_flag_doubt(row)}{_name_source(row)}: {row.directness} quotation, {_name_level(row)}",
            f"{format_coder(row)}{_format_cue(row)}{_explain_doubt(row)}",
            DOUBTFUL if row.doubt else row.sourcing, f"{row.actor or row.quote_id}|{row.directness}",
        )
        for row in read_rows(quotes, Quote)
    ]  # fmt: skip


def _format_cue(row: Quote) -> str:
    return f": cue “{clean_line(row.cue, LONGEST)}”" if row.cue else ""


def _find_extent(row: Quote) -> tuple[int, int]:
    start, end = row.start, row.end
    for first, last in ((row.source_start, row.source_end), (row.cue_start, row.cue_end)):
        if first is not None and last is not None and min(abs(first - row.end), abs(last - row.start)) < NEAR:
            start, end = min(start, first), max(end, last)
    return start, end


def _name_level(row: Quote) -> str:
    return "no source" if row.sourcing == "none" else f"{row.sourcing} source"


def _name_source(row: Quote) -> str:
    if row.actor is None:
        return f"“{clean_line(row.source, LONGEST)}”" if row.source else "source not given"
    return (
        f"{row.actor} (“{clean_line(row.source, 40)}”)" if row.source not in (None, row.actor) else row.actor
    )


def build_tone_spans(tones: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of a tones table."""
    return [
        Span(
            row.tone_id, row.doc_id, row.start, row.end,
            f"{row.actor} on {row.target}: “{clean_line(row.expression, LONGEST)}” ({row.polarity})",
            format_coder(row), row.polarity,
        )
        for row in read_rows(tones, Tone)
    ]  # fmt: skip


def build_event_spans(events: pd.DataFrame) -> list[Span]:
    """Return the spans of the rows of an events table that come from an article.

    Rows that share a value in the column ``happening`` are mentions of one event and link to each other.
    """
    mentions = add_event_groups(events)
    return [
        Span(
            row.event_id, row.doc_id, row.start, row.end,
            f"{clean_line(row.description, LONGEST)}: {row.type}, {format_status(row)}",
            f"{format_coder(row)}: {row.reason}", row.status, row.happening,
        )
        for row in read_rows(mentions[mentions["doc_id"].notna()], EventMention)
    ]  # fmt: skip


def add_event_groups(events: pd.DataFrame) -> pd.DataFrame:
    """Return an events table with the column ``happening``; if it is missing, each row is its own event."""
    return events if "happening" in events else events.assign(happening=events["event_id"])


SPANS: Mapping[str, Callable[[pd.DataFrame], list[Span]]] = {
    "statements": build_statement_spans,
    "quotes": build_quote_spans,
    "tones": build_tone_spans,
    "events": build_event_spans,
}
# the first chart or table of a notebook that shows the codes of a table
CHARTS = {"statements": "stances", "quotes": "quoted", "tones": "tones", "events": "timeline"}
