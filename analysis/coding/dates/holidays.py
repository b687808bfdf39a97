"""Compute the days of holidays, which news names instead of a date."""

import datetime as dt
from collections.abc import Callable

from dateutil.easter import EASTER_ORTHODOX, easter


def _fixed_date(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def find_nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Return the first, second … or last Monday, Tuesday … of a month.

    Args:
        year: the year.
        month: 1 to 12.
        weekday: 0 is Monday.
        nth: 1 is the first such day of the month, -1 the last. If there is no fifth one, 5 gives the day a
            week after the fourth, which is in the next month.
    """
    if nth > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    return last - dt.timedelta((last.weekday() - weekday) % 7 - 7 * (nth + 1))


def _nth_weekday(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], dt.date]:
    """Return the rule for the nth weekday of a month, ``plus`` some days."""
    return lambda year: find_nth_weekday(year, month, weekday, nth) + dt.timedelta(plus)


def _days_from_easter(plus: int = 0) -> Callable[[int], dt.date]:
    return lambda year: easter(year) + dt.timedelta(plus)


# pattern → rule for its day in a year; longer names first
RULES: dict[str, Callable[[int], dt.date]] = {
    r"New\s+Year's\s+Eve": _fixed_date(12, 31),
    r"New\s+Year's(?:\s+Day)?": _fixed_date(1, 1),
    r"Martin\s+Luther\s+King(?:\s+Jr\.?)?\s+Day": _nth_weekday(1, 0, 3),
    r"Valentine's\s+Day": _fixed_date(2, 14),
    r"Presidents'?\s+Day": _nth_weekday(2, 0, 3),
    r"St\.?\s+Patrick's\s+Day": _fixed_date(3, 17),
    r"Ash\s+Wednesday": _days_from_easter(-46),
    r"Palm\s+Sunday": _days_from_easter(-7),
    r"Shrove\s+Tuesday": _days_from_easter(-47),
    r"Maundy\s+Thursday": _days_from_easter(-3),
    r"Good\s+Friday": _days_from_easter(-2),
    r"Holy\s+Saturday": _days_from_easter(-1),
    r"Whit\s+Monday": _days_from_easter(50),
    r"Orthodox\s+Easter": lambda year: easter(year, EASTER_ORTHODOX),
    r"Easter\s+Monday": _days_from_easter(1),
    r"Easter(?:\s+Sunday)?(?!\s+(?:ceasefire|truce|Bunny))": _days_from_easter(),
    r"May\s+Day": _fixed_date(5, 1),
    r"Victory\s+Day": _fixed_date(5, 9),
    r"Memorial\s+Day": _nth_weekday(5, 0, -1),
    r"Juneteenth": _fixed_date(6, 19),
    r"Bastille\s+Day": _fixed_date(7, 14),
    r"Labou?r\s+Day": _nth_weekday(9, 0, 1),
    r"Columbus\s+Day": _nth_weekday(10, 0, 2),
    r"Hallowe'?en": _fixed_date(10, 31),
    r"Election\s+Day": _nth_weekday(11, 0, 1, plus=1),
    r"Veterans\s+Day": _fixed_date(11, 11),
    r"Thanksgiving(?:\s+Day)?": _nth_weekday(11, 3, 4),
    r"Black\s+Friday": _nth_weekday(11, 3, 4, plus=1),
    r"Cyber\s+Monday": _nth_weekday(11, 3, 4, plus=4),
    r"Christmas\s+Eve": _fixed_date(12, 24),
    r"Christmas(?:\s+Day)?": _fixed_date(12, 25),
    r"Boxing\s+Day": _fixed_date(12, 26),
}
HOLIDAYS = tuple(RULES)
