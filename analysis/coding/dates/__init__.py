"""Find date expressions and resolve them against the publication day.

Values follow TIMEX3 (TimeML 1.2.1); the interval with each value is no narrower than the expression
allows: "early May" is not May, "a few days ago" is a window, a duration is not a date. A bare
weekday is the nearest past one, or the publication day itself, unless its clause refers to the
future. Expressions relative to another date of the article ("the following month", "a day later")
are resolved from that date.
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
    weekdays,
)
from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Context, Expression, Reading
from analysis.coding.dates.finding import DAYS, Match, find_matches
from analysis.coding.syntax.outlook import is_future
from analysis.language.parsing import Article, Paragraph

RESOLVERS: dict[str, Callable[[Expression], Reading | None]] = {
    "iso": resolving.resolve_full_date,
    "span": resolving.resolve_full_date,
    "full": resolving.resolve_full_date,
    "numeric": resolving.resolve_numeric_date,
    "nth": resolving.resolve_day_of_month,
    "month": resolving.resolve_month,
    "weekof": resolving.resolve_week_of,
    "season": eras.resolve_season,
    "beforechrist": eras.resolve_before_christ,
    "years": eras.resolve_years,
    "century": eras.resolve_century,
    "decade": eras.resolve_decade,
    "quarter": quarters.resolve_quarter,
    "reported": quarters.resolve_reported_quarter,
    "year": eras.resolve_year,
    "holiday": resolving.resolve_holiday,
    "set": durations.resolve_set,
    "duration": durations.resolve_duration,
    "ago": stretches.resolve_ago,
    "ahead": stretches.resolve_within,
    "window": stretches.resolve_window,
    "part": relative.resolve_part,
    "relative": relative.resolve_relative,
    "weekday": weekdays.resolve_weekday,
    "nthweekday": weekdays.resolve_nth_weekday,
    "counted": weekdays.resolve_counted_weekday,
    "weeksaway": weekdays.resolve_weeks_away,
    "ofweek": weekdays.resolve_weekday_of_week,
    "beside": weekdays.resolve_weekday_beside,
    "dayofweek": weekdays.resolve_day_of_week,
    "anyweekday": weekdays.resolve_any_weekday,
    "deictic": relative.resolve_deictic,
    "reference": relative.resolve_reference,
    "clock": times_of_day.resolve_clock,
    "offset": offsets.resolve_offset,
    "adjacent": offsets.resolve_adjacent,
}
# a dateline has only names before its date: "KYIV, Ukraine (AP) — May 9, 2025"
DATELINE, SMALL_WORD = 80, re.compile(r"(?<!\S)[a-z]")
CLAUSE_END = re.compile(r"[,;:]|[.!?]\s|.{80}")
# "April 24 and 25", "June 3, 4 and 5"
MORE_DAYS = re.compile(r"(?:,\s+|,?\s+(?:and|or)\s+)(\d{1,2})(?:st|nd|rd|th)?(?![\d%:/]|[.,]\d|\s+[a-z])")


@dataclass(frozen=True)
class DateMention:
    """One resolved date expression of a paragraph.

    Attributes:
        start, end: offsets in the document's text.
        text: the expression.
        kind: the pattern that found it.
        type: TIMEX3 type.
        period: value and days; both ends None if unknown.
        offset: for "days before X", the window in days from X, else None.
        weekday: for "the second Friday before X", as in ``Reading``.
    """

    start: int
    end: int
    text: str
    kind: str
    type: str
    period: Period
    offset: tuple[int, int] | None = None
    weekday: tuple[int, int] | None = None


def find_dates(article: Article) -> list[list[DateMention]]:
    """Return the date expressions of an article, one list per paragraph, in text order."""
    published = article.document.published
    context = Context(dt.date.fromisoformat(published) if published else None)
    found = []
    for number, paragraph in enumerate(article.paragraphs):
        mentions = [
            mention
            for match in find_matches(paragraph.text)
            for mention in _resolve(match, paragraph, number, context)
        ]
        found.append(list(_apply_offsets(mentions, paragraph, context.published)))
    return found


def build_row(mention: DateMention) -> dict[str, Any]:
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


def _resolve(match: Match, paragraph: Paragraph, number: int, context: Context) -> Iterator[DateMention]:
    """Resolve one match; an expression of a day that does not exist ("June 31") has no interval.

    If the resolver of a pattern rejects the match, the patterns after it are tried.
    """
    start, end, text = match.start, match.end, paragraph.text
    expression = Expression(
        match.groups,
        context.published,
        partial(is_future, paragraph, start, end),
        text[max(0, start - 40) : start],
        text[end : end + 40],
        text[start:end],
        context,
        number,
    )
    try:
        reading = RESOLVERS[match.kind](expression)
    except (ValueError, OverflowError):
        reading = Reading(Period(None))
    if reading is None:
        for other in find_matches(text, start, end, match.rank + 1):
            yield from _resolve(other, paragraph, number, context)
        return
    reading = _add_time_of_day(reading, expression, match.kind)
    mention = _build_mention(paragraph, start, end, match.kind, reading)
    _update_context(mention, context, number)
    in_dateline = number == 0 and start < DATELINE and not SMALL_WORD.search(text, 0, start)
    if context.published is None and in_dateline:
        context.published = _find_single_day(reading.period)
    yield mention
    if match.kind == "full" and (more := MORE_DAYS.match(text, end)):
        groups = {**match.groups, "d": more[1]}
        yield from _resolve(Match(more.start(1), more.end(), "full", groups), paragraph, number, context)


def _apply_offsets(
    mentions: list[DateMention], paragraph: Paragraph, published: dt.date | None
) -> Iterator[DateMention]:
    """Resolve "days before X on June 2" from the day that is named in the same clause."""
    for mention, following in zip_longest(mentions, mentions[1:]):
        if following is None or following.kind not in DAYS:
            yield mention
            continue
        between = paragraph.text[mention.end - paragraph.start : following.start - paragraph.start]
        day = _find_single_day(following.period)
        if day is None or CLAUSE_END.search(between):
            yield mention
            continue
        try:
            yield _count_from_day(mention, day, between, published)
        except OverflowError:
            yield mention


def _count_from_day(
    mention: DateMention, day: dt.date, between: str, published: dt.date | None
) -> DateMention:
    """Return a mention resolved from the day after it, if it counts from one; otherwise the mention."""
    if mention.weekday is not None and not between.lower().removeprefix(" the").strip():
        return replace(mention, period=cal.day(weekdays.count_from(day, mention.weekday)), weekday=None)
    if mention.offset is None:
        return mention
    low, high = (day + dt.timedelta(days) for days in mention.offset)
    if published is not None and low <= published < high:
        high = published
    return replace(
        mention, type="DATE", period=replace(mention.period, earliest=low, latest=high), offset=None
    )


def _add_time_of_day(reading: Reading, expression: Expression, kind: str) -> Reading:
    """Add to a value the part of the day or the hour that the expression names."""
    groups = expression.groups
    if kind == "clock" or not {"time", "h", "noon"} & set(groups):
        return reading
    time = expression.part("time") or times_of_day.format_hour(expression)
    type_ = "TIME" if reading.type == "DATE" else reading.type
    return replace(reading, type=type_, period=times_of_day.add_time(reading.period, time))


def _build_mention(paragraph: Paragraph, start: int, end: int, kind: str, reading: Reading) -> DateMention:
    span = (paragraph.start + start, paragraph.start + end, paragraph.written[start:end])
    return DateMention(*span, kind, reading.type, reading.period, reading.offset, reading.weekday)


def _find_single_day(period: Period) -> dt.date | None:
    return period.earliest if period.earliest == period.latest else None


def _update_context(mention: DateMention, context: Context, paragraph: int) -> None:
    """Record the day or quarter of an expression for the next expressions."""
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
