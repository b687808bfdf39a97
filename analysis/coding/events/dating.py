"""Date mentions of events that were found by other means."""

from collections.abc import Iterable

import pandas as pd

from analysis.coding.dates import find_dates
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.windows import build_time_context, find_window
from analysis.coding.syntax.clauses import find_carrier, is_verb
from analysis.documents import Document
from analysis.errors import StancebookError
from analysis.language.parsing import parse

COLUMNS = ["start", "end", "text", "earliest", "latest", "extent", "reason"]
NO_WINDOW = {"earliest": None, "latest": None, "extent": "within", "reason": "no word at these offsets"}


def date_mentions(text: str, spans: Iterable[tuple[int, int]], published: str | None = None) -> pd.DataFrame:
    """Return the possible days of each given mention of an event in an article.

    Args:
        text: the article.
        spans: start and end offsets of the words that denote events; the end is exclusive.
        published: ISO day of publication, if known.

    Returns:
        One row per mention, in the order given: ``start``, ``end``, ``text``, ``earliest`` and
        ``latest`` (ISO days, missing means open), ``extent`` (``within`` for one of these days,
        ``throughout`` for all of them), ``reason`` (the evidence, in words).

    Raises:
        StancebookError: if a span is empty or outside the text.
    """
    requested = list(spans)
    for start, end in requested:
        if not 0 <= start < end <= len(text):
            raise StancebookError(
                f"Span {start} to {end} is empty or outside the text, which has {len(text)} characters: "
                f"give spans with 0 <= start < end <= {len(text)}."
            )
    rows = {
        span: {**NO_WINDOW, "start": span[0], "end": span[1], "text": text[slice(*span)]}
        for span in requested
    }
    for article in parse([Document("requested", text, published=published)]):
        dates = find_dates(article)
        report_day = ReportDay(article, dates)
        for paragraph, mentioned_dates in zip(article.paragraphs, dates, strict=True):
            context = build_time_context(paragraph, mentioned_dates, report_day)
            for span in rows:
                inside = paragraph.start <= span[0] < paragraph.start + len(paragraph.written)
                tokens = paragraph.tokens(*span) if inside else None
                if tokens is not None:
                    word = tokens.root
                    found = find_window(context, word, word if is_verb(word) else find_carrier(word))
                    rows[span] |= vars(found)
    return pd.DataFrame([rows[span] for span in requested], columns=COLUMNS)
