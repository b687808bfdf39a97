"""The articles in full, with every coded span highlighted, named and linked to from the charts.

What no article tells of stands before them, with the addresses of its sources.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import LISTED, foremost_quotes
from analysis.comparing.records import Dated, Document, rows
from analysis.drawing.chronology import chronology, listed
from analysis.drawing.marking import Line, lines_of, marked, notes
from analysis.drawing.markup import Html, address, anchor, text
from analysis.drawing.spans import CHARTS, SPANS, Span
from analysis.errors import unknown

# characters: longer articles, taken together, are shown in part
MOST_TEXT = 1_000_000
EXCERPTS = (
    "<p>These articles are too long for one page: only paragraphs with highlighted words, and those "
    "next to them, are shown. The whole texts are in the corpus.</p>"
)
GAP = '<p class="byline">[…]</p>'
# which of the codes of a table are shown: what charts and tables lead to
SHOWN: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "statements": lambda statements: statements,
    "quotes": foremost_quotes,
    "tones": lambda tones: tones.head(LISTED),
    "events": lambda events: events,
}


def evidence(codes: Codes, back: str = "", **tables: pd.DataFrame) -> Html:
    """Return the text of the articles with the given codes highlighted.

    Where there are very many codes, those that the charts and tables lead to are; see ``SHOWN``. Where
    the articles are too long for a page, only the paragraphs around highlighted words are shown.
    Events of a chronology are listed where they are among the codes or where codes rest on their words.

    Args:
        codes: a coded corpus.
        back: the chart or table that the notes lead back to; by default the first that such codes have.
        tables: which rows of which tables to highlight: ``statements``, ``quotes``, ``tones``, ``events``.

    Raises:
        StancebookError: for a table that has no evidence.
    """
    for name in tables:
        if name not in SPANS:
            raise unknown("table with evidence", name, SPANS)
    tables = {name: SHOWN[name](frame) for name, frame in tables.items()}
    charts = {name: back or CHARTS[name] for name in tables}
    spans = [
        replace(span, back=charts[name]) for name, frame in tables.items() for span in SPANS[name](frame)
    ]
    dated = _dated(codes["events"], tables.get("events"), {span.doc_id for span in spans})
    groups: dict[str, list[str]] = defaultdict(list)
    for key, group in [(row.event_id, row.happening) for row in dated] + [
        (one.key, one.group) for one in spans
    ]:
        groups[group or key].append(key)
    shown = chronology(dated, spans, groups, charts.get("events", "")) + articles(
        codes["documents"], spans, groups
    )
    return Html(f"<style>{style()}</style>{shown}" if shown else "<p>No evidence in this selection.</p>")


@cache
def style() -> str:
    """Return how highlights and notes look: they must also without the style of a report's page."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _dated(events: pd.DataFrame, chosen: pd.DataFrame | None, coded: set[str]) -> list[Dated]:
    """Return the events of a chronology that are chosen, or that have codes of their own."""
    shown = listed(chosen) if chosen is not None else []
    there = {event.event_id for event in shown}
    return [*shown, *(event for event in listed(events) if event.event_id in coded - there)]


def articles(documents: pd.DataFrame, spans: Iterable[Span], groups: Mapping[str, Sequence[str]]) -> str:
    """Return the text of every document that has evidence, with its spans highlighted.

    Args:
        documents: the documents table.
        spans: what to highlight; they may overlap.
        groups: the keys of those that lead on to each other, by their group.
    """
    by_document: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_document[span.doc_id].append(span)
    shown = [document for document in rows(documents, Document) if document.doc_id in by_document]
    whole = sum(len(document.text) for document in shown) <= MOST_TEXT
    return ("" if whole else EXCERPTS) + "".join(
        _article(document, by_document[document.doc_id], groups, whole) for document in shown
    )


def _article(
    document: Document, spans: Sequence[Span], groups: Mapping[str, Sequence[str]], whole: bool
) -> str:
    key = anchor(document.doc_id, "doc")
    lines = list(lines_of(document.text, spans))
    near = [any(line.spans for line in lines[max(0, place - 1) : place + 2]) for place in range(len(lines))]
    paragraphs = ""
    for shown, some in groupby(zip(near, lines, strict=True), key=lambda pair: whole or pair[0]):
        paragraphs += "".join(_paragraph(document, line, groups) for _, line in some) if shown else GAP
    return (
        f'<article class="source" aria-labelledby="{key}"><h3 id="{key}">{text(document.heading)}</h3>'
        f'<p class="byline">{_byline(document)}</p>{paragraphs}</article>'
    )


def _paragraph(document: Document, line: Line, groups: Mapping[str, Sequence[str]]) -> str:
    return f'<div class="paragraph"><p>{marked(document.text, line)}</p>{notes(line, groups)}</div>'


def _byline(document: Document) -> str:
    parts = [text(value) for value in (document.outlet, document.author) if value]
    parts.append(text(document.published) if document.published else "no publication date given")
    if document.url:
        parts.append(address(document.url))
    return " · ".join(parts)
