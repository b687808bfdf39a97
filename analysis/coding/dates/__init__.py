"""When: date expressions found in text and resolved against the publication day.

Values follow TIMEX3 (TimeML 1.2.1); the interval beside each is what the expression honestly
allows: "early May" is not May, "a few days ago" is a window, a duration is no date at all. A bare
weekday is the nearest past one, or the publication day itself, unless its clause looks ahead. What
hangs on another date of the article ("the following month", "a day later") is read from that one.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any

from analysis.coding.dates import (
    durations,
    eras,
    offsets,
    quarters,
    relative,
    resolving,
    stretches,
    times_of_day,
)
from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Context, Expression, Reading
from analysis.coding.dates.finding import DAYS, Found, matches
from analysis.coding.syntax.outlook import looks_ahead
from analysis.language.parsing import Article, Paragraph

RESOLVERS: dict[str, Callable[[Expression], Reading | None]] = {
    "iso": resolving.full,
    "span": resolving.full,
    "full": resolving.full,
    "numeric": resolving.numeric,
    "nth": resolving.day_of_month,
    "month": resolving.in_month,
    "weekof": resolving.week_of,
    "season": eras.season,
    "century": eras.century,
    "decade": eras.decade,
    "quarter": quarters.quarter,
    "reported": quarters.reported,
    "year": eras.year,
    "holiday": resolving.holiday,
    "set": durations.repeated,
    "duration": durations.duration,
    "ago": stretches.ago,
    "ahead": stretches.within,
    "window": stretches.window,
    "part": relative.part,
    "relative": relative.relative,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "reference": relative.reference,
    "clock": times_of_day.clock,
    "offset": offsets.offset,
    "adjacent": offsets.adjacent,
}
# "April 24 and 25", "June 3, 4 and 5"
# before the full date of a dateline there are only names: "KYIV, Ukraine (AP) — May 9, 2025"
DATELINE, SMALL_WORD = 80, re.compile(r"(?<!\S)[a-z]")
CLAUSE_END = re.compile(r"[,;:]|[.!?]\s|.{80}")
MORE_DAYS = re.compile(r"(?:,\s+|,?\s+(?:and|or)\s+)(\d{1,2})(?:st|nd|rd|th)?(?![\d%:/]|[.,]\d|\s+[a-z])")


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
    """Return the date expressions of an article, one list per paragraph, in text order."""
    published = article.document.published
    context = Context(dt.date.fromisoformat(published) if published else None)
    found = []
    for number, paragraph in enumerate(article.paragraphs):
        here = [
            mention for one in matches(paragraph.text) for mention in _read(one, paragraph, number, context)
        ]
        found.append(list(_counted_from_next(here, paragraph, context.published)))
    return found


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


def _read(found: Found, paragraph: Paragraph, number: int, context: Context) -> Iterator[DateMention]:
    """Resolve one match; an expression of a day that does not exist ("June 31") means no day.

    Where a pattern's resolver finds that it is something else, the patterns after it are tried.
    """
    start, end, text = found.start, found.end, paragraph.text
    expression = Expression(
        found.groups,
        context.published,
        partial(looks_ahead, paragraph, start, end),
        text[max(0, start - 40) : start],
        text[end : end + 40],
        context,
        number,
    )
    try:
        reading = RESOLVERS[found.kind](expression)
    except (ValueError, OverflowError):
        reading = Reading(Period(None))
    if reading is None:
        for other in matches(text, start, end, found.rank + 1):
            yield from _read(other, paragraph, number, context)
        return
    reading = _timed(reading, expression, found.kind)
    mention = _mention(paragraph, start, end, found.kind, reading)
    _remember(mention, context, number)
    heads = number == 0 and start < DATELINE and not SMALL_WORD.search(text, 0, start)
    if context.published is None and heads:
        context.published = _one_day(reading.period)
    yield mention
    if found.kind == "full" and (more := MORE_DAYS.match(text, end)):
        groups = {**found.groups, "d": more[1]}
        yield from _read(Found(more.start(1), more.end(), "full", groups), paragraph, number, context)


def _counted_from_next(
    mentions: list[DateMention], paragraph: Paragraph, published: dt.date | None
) -> Iterator[DateMention]:
    """Give "days before X on June 2" its days, counted from the day that its own clause names."""
    for one, following in zip_longest(mentions, mentions[1:]):
        if one.offset is None or following is None or following.kind not in DAYS:
            yield one
            continue
        between = paragraph.text[one.end - paragraph.start : following.start - paragraph.start]
        day = following.period.earliest
        if day is None or day != following.period.latest or CLAUSE_END.search(between):
            yield one
            continue
        try:
            low, high = (day + dt.timedelta(days) for days in one.offset)
        except OverflowError:
            yield one
            continue
        if published is not None and low <= published < high:
            high = published
        yield replace(one, type="DATE", period=replace(one.period, earliest=low, latest=high), offset=None)


def _timed(reading: Reading, expression: Expression, kind: str) -> Reading:
    """Add the part of the day or the hour that an expression names to its value."""
    groups = expression.groups
    if kind == "clock" or not {"time", "h", "noon"} & set(groups):
        return reading
    time = expression.part("time") or times_of_day.hour_of(expression)
    return replace(reading, type="TIME", period=times_of_day.with_time(reading.period, time))


def _mention(paragraph: Paragraph, start: int, end: int, kind: str, reading: Reading) -> DateMention:
    where = (paragraph.start + start, paragraph.start + end, paragraph.written[start:end])
    return DateMention(*where, kind, reading.type, reading.period, reading.offset)


def _one_day(period: Period) -> dt.date | None:
    return period.earliest if period.earliest == period.latest else None


def _remember(mention: DateMention, context: Context, paragraph: int) -> None:
    """Keep for the next expressions what this one told."""
    period = mention.period
    if mention.kind in ("reference", "clock") or mention.type not in ("DATE", "TIME"):
        return
    if period.earliest is None or period.latest is None:
        return
    if mention.kind in ("quarter", "reported"):
        if mention.kind == "quarter" and "Q" in (period.value or ""):
            context.quarter = (period, paragraph)
        return
    context.day = period
