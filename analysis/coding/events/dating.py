"""When given mentions of events happened, for whoever found the mentions by other means."""

from collections.abc import Iterable

import pandas as pd

from analysis.coding.dates import find_dates
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.status import find_carrier
from analysis.coding.events.windows import build_time_context, find_window
from analysis.coding.syntax.clauses import is_verb
from analysis.documents import Document
from analysis.errors import StancebookError
from analysis.language.parsing import parse

COLUMNS = ["start", "end", "text", "earliest", "latest", "extent", "reason"]
NOTHING = {"earliest": None, "latest": None, "extent": "within", "reason": "no word stands there"}


def date_mentions(text: str, spans: Iterable[tuple[int, int]], published: str | None = None) -> pd.DataFrame:
    """Say when each mention of an event in an article was, as far as the article allows.

    Args:
        text: the article.
        spans: first character and one past the last of the words that tell of events.
        published: ISO day of publication, if known.

    Returns:
        One row a mention, in the order given: ``start``, ``end``, ``text``, ``earliest`` and
        ``latest`` (ISO days, missing means open), ``extent`` (``within`` for one day of them,
        ``throughout`` for all of them), ``reason`` (why, in words).

    Raises:
        StancebookError: for a span that is not of the text.
    """
    asked = list(spans)
    for start, end in asked:
        if not 0 <= start < end <= len(text):
            raise StancebookError(
                f"Span {start} to {end} is not of the text, which has {len(text)} characters."
            )
    rows = {span: {**NOTHING, "start": span[0], "end": span[1], "text": text[slice(*span)]} for span in asked}
    for article in parse([Document("asked", text, published=published)]):
        dates = find_dates(article)
        report_day = ReportDay(article, dates)
        for paragraph, mentioned in zip(article.paragraphs, dates, strict=True):
            context = build_time_context(paragraph, mentioned, report_day)
            for span in rows:
                inside = paragraph.start <= span[0] < paragraph.start + len(paragraph.written)
                tokens = paragraph.tokens(*span) if inside else None
                if tokens is not None:
                    word = tokens.root
                    found = find_window(context, word, word if is_verb(word) else find_carrier(word))
                    rows[span] |= vars(found)
    return pd.DataFrame([rows[span] for span in asked], columns=COLUMNS)
