"""Show articles in full, with coded spans highlighted and annotated as targets of the charts’ links.

Events of a chronology, which no article reports, come first, with the addresses of their sources.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.event_rows import read_chronology
from analysis.comparing.foremost import LISTED, select_linked_quotes
from analysis.comparing.records import ChronologyEvent, Document, read_rows
from analysis.drawing.chronology import format_chronology, select_chronology
from analysis.drawing.marking import Line, format_notes, mark_spans, split_lines
from analysis.drawing.markup import Html, anchor, link_address, text
from analysis.drawing.spans import CHARTS, SPANS, Span
from analysis.drawing.ticks import spell_days
from analysis.errors import unknown_name_error

# characters, some 50 articles; if the articles together are longer, only excerpts are shown
MOST_TEXT = 250_000
EXCERPTS = (
    "<p>These articles are too long for one page: only paragraphs with highlighted passages, and those "
    "next to them, are shown. The full texts are in the corpus.</p>"
)
GAP = '<p class="byline">[…]</p>'
# selects from each table the codes that charts and tables link to
SHOWN: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "statements": lambda statements: statements,
    "quotes": select_linked_quotes,
    "tones": lambda tones: tones.head(LISTED),
    "events": lambda events: events,
}


def evidence(codes: Codes, back: str = "", **tables: pd.DataFrame) -> Html:
    """Return the text of the articles with the given codes highlighted.

    Of very many quotes, tones and events only those that the charts and tables link to are highlighted; see
    ``SHOWN``. If the articles are too long for a page, only the paragraphs around highlights are shown.
    Events of a chronology are listed if they are among the codes or if other codes refer to their text.

    Args:
        codes: a coded corpus.
        back: the chart or table that the notes link back to; by default the first one for such codes.
        tables: the rows to highlight of each table: ``statements``, ``quotes``, ``tones``, ``events``.

    Raises:
        StancebookError: for a table without evidence.
    """
    for name in tables:
        if name not in SPANS:
            raise unknown_name_error("table with evidence", name, SPANS)
    tables = {name: SHOWN[name](frame) for name, frame in tables.items()}
    charts = {name: back or CHARTS[name] for name in tables}
    spans = [
        replace(span, back=charts[name]) for name, frame in tables.items() for span in SPANS[name](frame)
    ]
    coded = {span.doc_id for span in spans}
    dated = _choose_dated(read_chronology(codes), tables.get("events"), coded)
    groups: dict[str, list[str]] = defaultdict(list)
    for key, group in [(row.event_id, row.happening) for row in dated] + [
        (span.key, span.group) for span in spans
    ]:
        groups[group or key].append(key)
    shown = format_chronology(dated, spans, groups, charts.get("events", "")) + format_articles(
        codes.read("documents", None, coded), spans, groups
    )
    return Html(
        f"<style>{read_style()}</style>{shown}" if shown else "<p>There is no evidence in this selection.</p>"
    )


@cache
def read_style() -> str:
    """Return the CSS of highlights and notes, which must also work outside a report's page."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _choose_dated(
    events: pd.DataFrame, chosen: pd.DataFrame | None, coded: set[str]
) -> list[ChronologyEvent]:
    """Return the events of a chronology that are chosen or that other codes refer to."""
    shown = select_chronology(chosen) if chosen is not None else []
    missing = coded - {event.event_id for event in shown}
    return [*shown, *(event for event in select_chronology(events) if event.event_id in missing)]


def format_articles(
    documents: pd.DataFrame, spans: Iterable[Span], groups: Mapping[str, Sequence[str]]
) -> str:
    """Return the text of every document that has evidence, with its spans highlighted.

    Args:
        documents: the documents table.
        spans: the spans to highlight; they may overlap.
        groups: the keys of the spans that link to each other, by group.
    """
    by_document: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_document[span.doc_id].append(span)
    shown = [document for document in read_rows(documents, Document) if document.doc_id in by_document]
    whole = sum(len(document.text) for document in shown) <= MOST_TEXT
    return ("" if whole else EXCERPTS) + "".join(
        _format_article(document, by_document[document.doc_id], groups, whole) for document in shown
    )


def _format_article(
    document: Document, spans: Sequence[Span], groups: Mapping[str, Sequence[str]], whole: bool
) -> str:
    key = anchor(document.doc_id, "doc")
    lines = list(split_lines(document.text, spans))
    near = [any(line.spans for line in lines[max(0, place - 1) : place + 2]) for place in range(len(lines))]
    paragraphs = ""
    for shown, some in groupby(zip(near, lines, strict=True), key=lambda pair: whole or pair[0]):
        paragraphs += "".join(_format_paragraph(document, line, groups) for _, line in some) if shown else GAP
    return (
        f'<article class="source" aria-labelledby="{key}"><h3 id="{key}">{text(document.heading)}</h3>'
        f'<p class="byline">{_format_byline(document)}</p>{paragraphs}</article>'
    )


def _format_paragraph(document: Document, line: Line, groups: Mapping[str, Sequence[str]]) -> str:
    return (
        f'<div class="paragraph"><p>{mark_spans(document.text, line)}</p>{format_notes(line, groups)}</div>'
    )


def _format_byline(document: Document) -> str:
    parts = [text(value) for value in (document.outlet, document.author) if value]
    parts.append(text(spell_days(document.published)) if document.published else "no publication date given")
    if document.url:
        parts.append(link_address(document.url))
    return " · ".join(parts)
