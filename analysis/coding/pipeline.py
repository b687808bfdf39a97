"""The rules coder: one pass over parsed articles that fills all six tables."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from typing import Any

from analysis import tables
from analysis.codebook import Codebook
from analysis.coding.actors.names import names_of
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.dates import find_dates
from analysis.coding.dates import row as date_row
from analysis.coding.events import find_events
from analysis.coding.events.describing import description
from analysis.coding.events.describing import row as event_row
from analysis.coding.issues import terms_of
from analysis.coding.misattribution import find_doubts, with_doubts
from analysis.coding.quotes import find_quotes
from analysis.coding.quotes import row as quote_row
from analysis.coding.statements import find_stances
from analysis.coding.statements.context import ArticleContext
from analysis.coding.threads import one_thread
from analysis.coding.tones import find_tones
from analysis.documents import Document
from analysis.language.parsing import Article, parse

Rows = list[dict[str, Any]]

# text column → the offset columns it is cut by, for each table
TEXTS = {
    "quotes": {"source": "source_", "cue": "cue_", "content": ""},
    "statements": {"evidence": "", "condition": "condition_"},
    "tones": {"expression": ""},
    "dates": {"text": ""},
    "events": {"evidence": ""},
}
KEYS = {"statements": ("statement_id", "s"), "tones": ("tone_id", "t"), "dates": ("date_id", "d")}


@cache
def coder() -> str:
    """Return the name that every code of this coder carries."""
    return f"rules-{version('stancebook')}"


@one_thread()
def code_documents(
    documents: Iterable[Document], codebook: Codebook, done: Callable[[], object] = lambda: None
) -> tables.Tables:
    """Code documents and return the six tables, checked.

    Args:
        documents: read as a stream; parses are not kept.
        codebook: the actors and issues to code.
        done: called after each document.

    Raises:
        StancebookError: when a table does not fit its schema (a defect of the coder).
    """
    rows: dict[str, Rows] = {name: [] for name in tables.SCHEMAS}
    listed = list(documents)
    for article in parse(listed):
        for name, found in _code(article, codebook).items():
            rows[name] += [_completed(name, row, number, article) for number, row in enumerate(found, 1)]
        done()
    rows["documents"] = [vars(document) for document in listed]
    return {name: tables.check(name, tables.make(name, found)) for name, found in rows.items()}


def _code(article: Article, codebook: Codebook) -> dict[str, Rows]:
    """Return the rows of the five tables of codes, spans still without their texts."""
    resolver = EntityResolver(article, names_of(codebook))
    quotes = find_quotes(article, resolver)
    dates = find_dates(article)
    events = find_events(article, resolver, dates)
    context = ArticleContext(article, resolver, quotes, codebook)
    text, published = article.document.text, article.document.published
    attributed, taken = with_doubts(
        [quote_row(quote) for quote in quotes],
        [{**row, "latest": published} for row in find_stances(context, terms_of(codebook))],
        find_doubts(quotes, resolver, codebook),
        codebook,
    )
    return {
        "quotes": attributed,
        "statements": taken,
        "tones": find_tones(article, resolver, quotes),
        "dates": [date_row(date) for here in dates for date in here],
        "events": [{**event_row(event), "description": _flat(text, *description(event))} for event in events],
    }


def _flat(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _completed(name: str, row: dict[str, Any], number: int, article: Article) -> dict[str, Any]:
    """Give a row its document, identifier and coder, and the texts of its spans from the stored text."""
    document = article.document
    common: dict[str, Any] = {"doc_id": document.doc_id}
    if name in KEYS:
        key, letter = KEYS[name]
        common[key] = f"{document.doc_id}-{letter}{number}"
    if "coder" in tables.SCHEMAS[name]:
        common["coder"] = coder()
    for column, prefix in TEXTS[name].items():
        start, end = row[f"{prefix}start"], row[f"{prefix}end"]
        common[column] = document.text[start:end] if start is not None else None
    return {**row, **common}
