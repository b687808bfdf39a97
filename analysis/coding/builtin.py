"""Run the built-in stages, which turn a parsed article into rows of the tables."""

from collections.abc import Callable
from typing import Any

from analysis import tables
from analysis.coding.article import ArticleInProgress
from analysis.coding.cache import Rows
from analysis.coding.dates import build_row as date_row
from analysis.coding.events import find_events
from analysis.coding.events.describing import build_row as event_row
from analysis.coding.events.describing import describe
from analysis.coding.issues import get_issue_matcher
from analysis.coding.misattribution import find_doubts
from analysis.coding.quotes import build_row as quote_row
from analysis.coding.quotes import find_quotes
from analysis.coding.stages import name_built_in
from analysis.coding.statements import find_stances
from analysis.coding.statements.context import ArticleContext
from analysis.coding.tones import find_tones

# text column → prefix of its offset columns, for each table
TEXTS = {
    "quotes": {"source": "source_", "cue": "cue_", "content": ""},
    "statements": {"evidence": "", "condition": "condition_"},
    "tones": {"expression": ""},
    "dates": {"text": ""},
    "events": {"evidence": ""},
}
KEYS = {"statements": ("statement_id", "s"), "tones": ("tone_id", "t"), "dates": ("date_id", "d")}


def code_quotes(article: ArticleInProgress) -> Rows:
    """Return the attributions of an article."""
    return [quote_row(quote) for quote in find_quotes(article.parsed, article.resolver)]


def code_dates(article: ArticleInProgress) -> Rows:
    """Return the date expressions of an article."""
    return [date_row(date) for paragraph in article.dates for date in paragraph]


def code_events(article: ArticleInProgress) -> Rows:
    """Return the events of an article."""
    events = find_events(article.parsed, article.resolver, article.dates, article.quotes)
    return [{**event_row(event), "description": describe(event)} for event in events]


def code_statements(article: ArticleInProgress) -> Rows:
    """Return the stances of actors on issues in an article."""
    context = ArticleContext(article.parsed, article.resolver, article.quotes, article.codebook)
    latest = article.parsed.document.published
    return [{**row, "latest": latest} for row in find_stances(context, get_issue_matcher(article.codebook))]


def code_tones(article: ArticleInProgress) -> Rows:
    """Return the characterisations in an article."""
    return find_tones(article.parsed, article.resolver, article.quotes)


def code_misattribution(article: ArticleInProgress) -> Rows:
    """Return the probable misattributions: parts of attributions that are probably the reporter's words."""
    return [vars(doubt) for doubt in find_doubts(article.quotes, article.resolver, article.codebook)]


STAGES: dict[str, Callable[[ArticleInProgress], Rows]] = {
    "quotes": code_quotes,
    "dates": code_dates,
    "events": code_events,
    "statements": code_statements,
    "tones": code_tones,
    "misattribution": code_misattribution,
}


def run(stage: str, article: ArticleInProgress) -> Rows:
    """Return the rows of a stage for an article, complete with identifiers, coder and texts."""
    rows = STAGES[stage](article)
    if stage not in TEXTS:
        return rows
    return [_complete(stage, row, number, article) for number, row in enumerate(rows, 1)]


def _complete(table: str, row: dict[str, Any], number: int, article: ArticleInProgress) -> dict[str, Any]:
    document = article.parsed.document
    common: dict[str, Any] = {"doc_id": document.doc_id}
    if table in KEYS:
        key, letter = KEYS[table]
        common[key] = f"{document.doc_id}-{letter}{number}"
    if "coder" in tables.SCHEMAS[table]:
        common["coder"] = name_built_in()
    for column, prefix in TEXTS[table].items():
        start, end = row[f"{prefix}start"], row[f"{prefix}end"]
        common[column] = document.text[start:end] if start is not None else None
    return {**row, **common}
