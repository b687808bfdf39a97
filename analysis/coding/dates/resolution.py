"""Resolve the matches of patterns to dates, in the order of the text."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from analysis.coding.dates import (
    durations,
    eras,
    moved_weekdays,
    offsets,
    quarters,
    relative,
    resolving,
    stretches,
    times_of_day,
    weekdays,
)
from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Context, Expression, Reading
from analysis.coding.dates.finding import Match, find_matches
from analysis.coding.dates.mention import DateMention
from analysis.coding.dates.story import ONGOING, find_told, record
from analysis.coding.syntax.outlook import is_future
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Paragraph

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
    "nthweekday": moved_weekdays.resolve_nth_weekday,
    "counted": moved_weekdays.resolve_counted_weekday,
    "weeksaway": moved_weekdays.resolve_weeks_away,
    "ofweek": moved_weekdays.resolve_weekday_of_week,
    "beside": moved_weekdays.resolve_weekday_beside,
    "dayofweek": moved_weekdays.resolve_day_of_week,
    "anyweekday": weekdays.resolve_any_weekday,
    "deictic": relative.resolve_deictic,
    "reference": relative.resolve_reference,
    "clock": times_of_day.resolve_clock,
    "offset": offsets.resolve_offset,
    "adjacent": offsets.resolve_adjacent,
}
# a dateline has only names before its date: "KYIV, Ukraine (AP) — May 9, 2025"
DATELINE, SMALL_WORD = 80, re.compile(r"(?<!\S)[a-z]")
# "April 24 and 25", "June 3, 4 and 5"
MORE_DAYS = re.compile(r"(?:,\s+|,?\s+(?:and|or)\s+)(\d{1,2})(?:st|nd|rd|th)?(?![\d%:/]|[.,]\d|\s+[a-z])")


def resolve(
    match: Match, paragraph: Paragraph, number: int, context: Context, today: dt.date | None
) -> Iterator[DateMention]:
    """Resolve one match; an expression of a day that does not exist ("June 31") has no interval.

    If the resolver of a pattern rejects the match, the patterns after it are tried.

    Args:
        match: of a pattern in the paragraph.
        paragraph: the paragraph, the ``number``-th of the article.
        number: see ``paragraph``.
        context: of the expressions before; this one is added.
        today: the day from which "yesterday" counts; None if unknown.
    """
    start, end, text = match.start, match.end, paragraph.text
    told = find_told(match, paragraph, number, context)
    expression = Expression(
        match.groups,
        today,
        partial(is_future, paragraph, start, end),
        text[max(0, start - 40) : start],
        text[end : end + 40],
        text[start:end],
        context,
        number,
        told,
    )
    try:
        reading = RESOLVERS[match.kind](expression)
    except (ValueError, OverflowError):
        reading = Reading(Period(None))
    if reading is None:
        for other in find_matches(text, start, end, match.rank + 1):
            yield from resolve(other, paragraph, number, context, today)
        return
    reading = _add_time_of_day(reading, expression, match.kind)
    mention = _build_mention(paragraph, start, end, match.kind, reading)
    if not (match.kind == "deictic" and _is_quoted(paragraph, start)):
        # "this morning" counts from the day of the speaker: the story does not go on from it
        _update_context(mention, context, number)
    if match.kind in ONGOING or today == context.published:
        # what was said on another day does not interrupt a story
        record(mention, match, told, paragraph, number, context)
    in_dateline = number == 0 and start < DATELINE and not SMALL_WORD.search(text, 0, start)
    if context.published is None and in_dateline:
        context.published = reading.period.day
    yield mention
    if match.kind == "full" and (more := MORE_DAYS.match(text, end)):
        groups = {**match.groups, "d": more[1]}
        following = Match(more.start(1), more.end(), "full", groups)
        yield from resolve(following, paragraph, number, context, today)


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


def _is_quoted(paragraph: Paragraph, place: int) -> bool:
    return any(first <= place < last for first, last in find_quoted_spans(paragraph.text))


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
    context.day, context.day_paragraph = period, paragraph
