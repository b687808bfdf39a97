"""Find date expressions and resolve them against the publication day.

Values follow TIMEX3 (TimeML 1.2.1); the interval with each value is no narrower than the expression
allows: "early May" is not May, "a few days ago" is a window, a duration is not a date. A bare
weekday is the nearest past one, or the publication day itself, unless its clause refers to the
future. Expressions relative to another date of the article ("the following month", "a day later")
are resolved from that date.
"""

import datetime as dt
from collections.abc import Iterator
from copy import copy
from dataclasses import replace

from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Context
from analysis.coding.dates.finding import NAMED, Match, find_matches
from analysis.coding.dates.following import count_from_following
from analysis.coding.dates.mention import DateMention, build_row
from analysis.coding.dates.notes import find_note_day
from analysis.coding.dates.resolution import resolve
from analysis.coding.dates.sayings import Saying, find_sayings
from analysis.coding.dates.stamps import Stamps
from analysis.language.parsing import Article, Paragraph

__all__ = ["DateMention", "build_row", "find_dates"]


def find_dates(article: Article) -> list[list[DateMention]]:
    """Return the date expressions of an article, one list per paragraph, in text order."""
    published = article.document.published
    context = Context(dt.date.fromisoformat(published) if published else None)
    stamps = Stamps(article)
    found = []
    for number, paragraph in enumerate(article.paragraphs):
        before, stamped = copy(context), stamps.get_day(number)
        matches = find_matches(paragraph.text)
        mentions = list(_read(matches, paragraph, number, context, stamped, []))
        today = stamped or context.published
        if said := find_sayings(paragraph, mentions, today) + find_note_day(paragraph, mentions):
            # again, now that the days of speech are known
            context = before
            mentions = list(_read(matches, paragraph, number, context, stamped, said))
        stamps.enter(number, mentions, context.published)
        found.append(list(count_from_following(mentions, paragraph, context.published)))
    return found


def _read(
    matches: list[Match],
    paragraph: Paragraph,
    number: int,
    context: Context,
    stamped: dt.date | None,
    said: list[Saying],
) -> Iterator[DateMention]:
    """Yield the date expressions of a paragraph, each counted from the day on which its words were said."""
    for match in matches:
        place = paragraph.start + match.start
        when = next((saying.period for saying in said if saying.start <= place < saying.end), None)
        if when is None or (match.kind in NAMED and not _shifts_year(when, context.published)):
            yield from resolve(match, paragraph, number, context, stamped or context.published)
        else:
            yield from _resolve_between(match, paragraph, number, context, when)


def _shifts_year(when: Period, published: dt.date | None) -> bool:
    """Return whether the year of a named day may depend on when it was said, not on publication."""
    return (
        when.day is not None or published is None or when.latest is None or when.latest.year < published.year
    )


def _resolve_between(
    match: Match, paragraph: Paragraph, number: int, context: Context, when: Period
) -> Iterator[DateMention]:
    """Yield the mentions of a match that counts from some day of a period, with all days they may mean."""
    first = resolve(match, paragraph, number, copy(context), when.earliest)
    last = resolve(match, paragraph, number, context, when.latest)
    for early, late in zip(first, last, strict=False):
        if early.period == late.period:
            yield late
        else:
            value = late.period.value if early.period.value == late.period.value else None
            yield replace(late, period=Period(value, early.period.earliest, late.period.latest))
