"""Resolve expressions that count from the date after them in the text: "three days before May 8"."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.finding import DAYS
from analysis.coding.dates.mention import DateMention
from analysis.coding.dates.weekdays import count_weekdays
from analysis.language.parsing import Paragraph

CLAUSE_END = re.compile(r"[,;:]|[.!?]\s|.{80}")


def count_from_following(
    mentions: list[DateMention], paragraph: Paragraph, published: dt.date | None
) -> Iterator[DateMention]:
    """Resolve "days before X on June 2" from the day that is named in the same clause."""
    for mention, following in zip_longest(mentions, mentions[1:]):
        if following is None or following.kind not in DAYS:
            yield mention
            continue
        between = paragraph.text[mention.end - paragraph.start : following.start - paragraph.start]
        day = following.day
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
        return replace(mention, period=cal.day(count_weekdays(day, *mention.weekday)), weekday=None)
    if mention.offset is None:
        return mention
    low, high = (day + dt.timedelta(days) for days in mention.offset)
    if published is not None and low <= published < high:
        high = published
    return replace(
        mention, type="DATE", period=replace(mention.period, earliest=low, latest=high), offset=None
    )
