"""Choose the year of a day without one that goes on from a day of an earlier year."""

import datetime as dt

from analysis.coding.dates.expression import Told

# so many days before publication, a day without a year may be the news itself
FRESH = 31


def choose_year(told: Told, month: int, day: int | None, nearest: int, published: dt.date) -> int | None:
    """Return the year of a day that is given without one, judging by the day told before; None if in doubt.

    Args:
        told: the day told before.
        month: 1 to 12.
        day: of the month, if known.
        nearest: the year that it has as seen from the day of publication.
        published: that day.
    """
    if told.source == "heading":
        return told.first.year
    if told.source == "entry":
        return continue_year(told, month, day)
    if told.source == "open":
        return None
    year = told.first.year + _is_before(told, month, day)
    if dt.date(year, month, min(day or 1, 28)) > published:
        return nearest
    if year == nearest:
        return year
    age = (published - dt.date(nearest, month, min(day or 1, 28))).days
    is_fresh = 0 <= age <= FRESH
    if told.source == "doubtful":
        return nearest if is_fresh else None
    return None if is_fresh else year


def continue_year(told: Told, month: int, day: int | None) -> int | None:
    """Return the year of a day that goes on from a told one where no day of publication is known.

    None if in doubt: a list that steps back may run backwards, or on into the next year.
    """
    if told.source == "heading":
        return told.first.year
    if told.source not in ("story", "entry") or (told.source == "entry" and _is_before(told, month, day)):
        return None
    return told.first.year + _is_before(told, month, day)


def _is_before(told: Told, month: int, day: int | None) -> bool:
    return (month, day or 31) < (told.first.month, told.first.day)
