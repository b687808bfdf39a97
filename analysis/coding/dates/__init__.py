"""When: date expressions found in text and resolved against the publication day.

Values follow TIMEX3 (TimeML 1.2.1); the interval beside each is what the expression honestly
allows: "early May" is not May, "a few days ago" is a window, a duration is no date at all. A bare
weekday is the nearest past one, or the publication day itself, unless its clause looks ahead.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from analysis.coding.dates import relative, resolving
from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.patterns import LOWER_TRAPS, PATTERNS
from analysis.coding.dates.tense import looks_ahead
from analysis.language.parsing import Article, Paragraph

RESOLVERS: dict[str, Callable[[Expression], Reading | None]] = {
    "iso": resolving.full,
    "span": resolving.full,
    "full": resolving.full,
    "numeric": resolving.numeric,
    "month": resolving.in_month,
    "season": resolving.season,
    "decade": resolving.decade,
    "quarter": resolving.quarter,
    "reported": resolving.reported,
    "year": resolving.year,
    "clock": resolving.clock,
    "set": resolving.repeated,
    "duration": resolving.duration,
    "ago": relative.ago,
    "ahead": relative.within,
    "window": relative.window,
    "offset": relative.offset,
    "relative": relative.relative,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "reference": relative.reference,
}


@dataclass(frozen=True)
class DateMention:
    """One resolved date expression of a paragraph.

    Attributes:
        start, end: offsets in the document's text.
        text: the expression.
        kind: the pattern that found it.
        type: TIMEX3 type.
        period: value and days; both ends None where nothing can be said.
        offset: for "days before X", the window in days from X, else None.
    """

    start: int
    end: int
    text: str
    kind: str
    type: str
    period: Period
    offset: tuple[int, int] | None = None


def find_dates(article: Article) -> list[list[DateMention]]:
    """Return the date expressions of an article, one list per paragraph."""
    published = article.document.published
    reference = dt.date.fromisoformat(published) if published else None
    return [
        sorted(_in_paragraph(paragraph, reference), key=lambda mention: mention.start)
        for paragraph in article.paragraphs
    ]


def row(mention: DateMention) -> dict[str, Any]:
    """Return a date expression as a row of the dates table, without identifier and text."""
    period = mention.period
    return {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "value": period.value,
        "earliest": period.earliest.isoformat() if period.earliest else None,
        "latest": period.latest.isoformat() if period.latest else None,
    }


def _in_paragraph(paragraph: Paragraph, published: dt.date | None) -> Iterator[DateMention]:
    """Yield the expressions that the patterns find, none overlapping an earlier pattern's."""
    text = paragraph.text
    taken = bytearray(len(text))
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            end = match.end()
            start = end - len(match[0].lstrip())
            if any(taken[start:end]) or LOWER_TRAPS.fullmatch(match[0]):
                continue
            reading = _read(kind, match, paragraph, published)
            if reading is not None:
                taken[start:end] = b"\x01" * (end - start)
                where = (paragraph.start + start, paragraph.start + end, paragraph.written[start:end])
                yield DateMention(*where, kind, reading.type, reading.period, reading.offset)


def _read(kind: str, match: re.Match[str], paragraph: Paragraph, published: dt.date | None) -> Reading | None:
    """Resolve one match; an expression of a day that does not exist ("June 31") means no day."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    expression = Expression(groups, published, partial(looks_ahead, paragraph, match.start(), match.end()))
    try:
        reading = RESOLVERS[kind](expression)
    except (ValueError, OverflowError):
        return Reading(Period(None))
    if reading is None or "time" not in groups:
        return reading
    return replace(reading, type="TIME", period=relative.with_time(reading.period, groups["time"].lower()))
