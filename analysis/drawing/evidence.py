"""The articles in full, with every coded span highlighted, named and linked to from the charts.

What no article tells of stands before them, with the addresses of its sources.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd

from analysis.coding import Codes
from analysis.drawing.chronology import backward, chronology, listed, onward
from analysis.drawing.markup import Html, address, anchor, text
from analysis.drawing.rows import Document, rows
from analysis.drawing.spans import CHARTS, SPANS, Span
from analysis.errors import unknown


@dataclass(frozen=True)
class Line:
    """One line of an article.

    Attributes:
        start, end: offsets into the article.
        spans: those that overlap it, outer ones first.
        begun: those of them that have not begun in a line above; their links lead here.
    """

    start: int
    end: int
    spans: Sequence[Span]
    begun: Sequence[Span]


def evidence(codes: Codes, back: str = "", **tables: pd.DataFrame) -> Html:
    """Return the full text of the articles with the given codes highlighted.

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
    charts = {name: back or CHARTS[name] for name in tables}
    spans = [
        replace(span, back=charts[name]) for name, frame in tables.items() for span in SPANS[name](frame)
    ]
    dated = listed(tables["events"]) if "events" in tables else []
    groups: dict[str, list[str]] = defaultdict(list)
    for key, group in [(row.event_id, row.happening) for row in dated] + [
        (one.key, one.group) for one in spans
    ]:
        groups[group or key].append(key)
    shown = chronology(dated, groups, charts.get("events", "")) + articles(codes["documents"], spans, groups)
    return Html(f"<style>{style()}</style>{shown}" if shown else "<p>No evidence in this selection.</p>")


@cache
def style() -> str:
    """Return how highlights and notes look: they must also without the style of a report's page."""
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def articles(documents: pd.DataFrame, spans: Iterable[Span], groups: Mapping[str, Sequence[str]]) -> str:
    """Return the full text of every document that has evidence, with its spans highlighted.

    Args:
        documents: the documents table.
        spans: what to highlight; they may overlap.
        groups: the keys of those that lead on to each other, by their group.
    """
    by_document: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_document[span.doc_id].append(span)
    shown = [
        _article(document, by_document[document.doc_id], groups)
        for document in rows(documents, Document)
        if document.doc_id in by_document
    ]
    return "".join(shown)


def _article(document: Document, spans: Sequence[Span], groups: Mapping[str, Sequence[str]]) -> str:
    key = anchor(document.doc_id, "doc")
    paragraphs = "".join(_paragraph(document.text, line, groups) for line in _lines(document.text, spans))
    return (
        f'<article class="source" aria-labelledby="{key}"><h3 id="{key}">{text(document.heading)}</h3>'
        f'<p class="byline">{_byline(document)}</p>{paragraphs}</article>'
    )


def _byline(document: Document) -> str:
    parts = [text(value) for value in (document.outlet, document.author) if value]
    parts.append(text(document.published) if document.published else "no publication date given")
    if document.url:
        parts.append(address(document.url))
    return " · ".join(parts)


def _lines(words: str, spans: Sequence[Span]) -> Iterator[Line]:
    """Yield the lines that are not blank with their spans; each span begins in exactly one."""
    waiting = sorted(spans, key=lambda span: (span.start, -span.end))
    begun: list[Span] = []
    start = 0
    for line in words.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [span for span in waiting if span.start < end]
            waiting = waiting[len(here) :]
            over = [span for span in begun if start < span.end]
            yield Line(start, end, [*over, *here], here)
            begun = [*over, *here]
        start = end + 1


def _paragraph(words: str, line: Line, groups: Mapping[str, Sequence[str]]) -> str:
    notes = "".join(_note(span, groups[span.group or span.key]) for span in line.begun)
    aside = f'<ul class="notes">{notes}</ul>' if notes else ""
    return f'<div class="paragraph"><p>{_marked(words, line)}</p>{aside}</div>'


def _marked(words: str, line: Line) -> str:
    """Return a line with its spans as nested marks; those that cross another are cut at its end."""
    ends = {span.key: max(min(span.end, line.end), line.start + 1) for span in line.spans}
    starts = {span.key: min(max(span.start, line.start), ends[span.key] - 1) for span in line.spans}
    opening: dict[int, list[Span]] = defaultdict(list)
    for span in line.spans:
        opening[starts[span.key]].append(span)
    named = {span.key for span in line.begun}
    pieces: list[str] = []
    stack: list[Span] = []
    borders = sorted({line.start, line.end, *starts.values(), *ends.values()})
    for left, right in pairwise(borders):
        over = [span for span in stack if left < ends[span.key]] + opening[left]
        kept = _common(stack, over)
        pieces += ["</mark>"] * (len(stack) - kept)
        for span in over[kept:]:
            pieces.append(_opening(span, span.key in named))
            named.discard(span.key)
        pieces.append(text(words[left:right]))
        stack = over
    return "".join(pieces) + "</mark>" * len(stack)


def _common(stack: Sequence[Span], over: Sequence[Span]) -> int:
    """Return how many of the open marks stay open."""
    kept = 0
    for old, new in zip(stack, over, strict=False):
        if old is not new:
            break
        kept += 1
    return kept


def _opening(span: Span, named: bool) -> str:
    key = f' id="{anchor(span.key)}"' if named else ""
    return f'<mark{key} class="{text(span.kind)}">'


def _note(span: Span, group: Sequence[str]) -> str:
    return (
        f'<li class="{text(span.kind)}"><a href="#{anchor(span.key)}">{text(span.label)}</a>'
        f"{onward(span.key, group)}{backward(span.back)} <small>{text(span.detail)}</small></li>"
    )
