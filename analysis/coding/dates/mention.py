"""Represent a resolved date expression of an article."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from analysis.coding.dates.calendar import Period


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

    @property
    def day(self) -> dt.date | None:
        """Its day, None unless it is exactly one."""
        return self.period.day


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
