"""Calendar arithmetic for news dates: TIMEX3 values and the days they span."""

import calendar
import datetime as dt
from dataclasses import dataclass

# by the first three letters
MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if number}
WEEKDAYS = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
# TIMEX3 code and first month, as meteorologists count them in the north
SEASONS = {
    "spring": ("SP", 3),
    "summer": ("SU", 6),
    "autumn": ("FA", 9),
    "fall": ("FA", 9),
    "winter": ("WI", 12),
}
# how long a unit lasts, in days
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652, "century": 36524}


@dataclass(frozen=True)
class Period:
    """A TIMEX3 value and the days it may cover; None is an open end."""

    value: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None


def day(when: dt.date) -> Period:
    """Return the period of one day."""
    return Period(when.isoformat(), when, when)


def month(year: int, number: int) -> Period:
    """Return the period of one month, 1 to 12, of a year."""
    last = calendar.monthrange(year, number)[1]
    return Period(f"{year:04d}-{number:02d}", dt.date(year, number, 1), dt.date(year, number, last))


def year(number: int) -> Period:
    """Return the period of one calendar year."""
    return Period(f"{number:04d}", dt.date(number, 1, 1), dt.date(number, 12, 31))


def week(when: dt.date) -> Period:
    """Return the ISO week of a day; its Sunday before counts too, as in American papers."""
    monday = when - dt.timedelta(when.weekday())
    iso = monday.isocalendar()
    return Period(f"{iso.year}-W{iso.week:02d}", monday, monday + dt.timedelta(6))


def weekend(when: dt.date) -> Period:
    """Return the weekend of a day's ISO week."""
    saturday = when - dt.timedelta(when.weekday() - 5)
    iso = saturday.isocalendar()
    return Period(f"{iso.year}-W{iso.week:02d}-WE", saturday, saturday + dt.timedelta(1))


def season(name: str, of_year: int) -> Period:
    """Return a meteorological season of the northern hemisphere; winter runs into the next year."""
    code, first = SEASONS[name]
    start = dt.date(of_year, first, 1)
    last = month(of_year + (first == 12), 2 if first == 12 else first + 2).latest
    return Period(f"{of_year:04d}-{code}", start, last)


def decade(first: int) -> Period:
    """Return the ten years from one on."""
    return Period(f"{first // 10:03d}", dt.date(first, 1, 1), dt.date(first + 9, 12, 31))


def quarter(of_year: int, number: int) -> Period:
    """Return one quarter, 1 to 4, of a year."""
    return Period(
        f"{of_year}-Q{number}", dt.date(of_year, 3 * number - 2, 1), month(of_year, 3 * number).latest
    )


def shifted(when: dt.date, count: int, unit: str) -> Period:
    """Return the period of one unit that lies ``count`` units from a day, negative for before."""
    if unit in ("day", "week", "fortnight"):
        moved = when + dt.timedelta(count * UNIT_DAYS[unit])
        return day(moved) if unit == "day" else week(moved)
    months = when.year * 12 + when.month - 1 + count
    if unit == "month":
        return month(months // 12, months % 12 + 1)
    if unit == "decade":
        return decade((when.year + 10 * count) // 10 * 10)
    if unit == "century":
        first = (when.year + 100 * count) // 100 * 100
        return Period(f"{first // 100:02d}", dt.date(first, 1, 1), dt.date(first + 99, 12, 31))
    return year(when.year + count)


def weekday(reference: dt.date, number: int, direction: int) -> dt.date:
    """Return the weekday nearest to a day: in the past (the day itself counts), or ahead of it.

    Args:
        reference: the publication day.
        number: 0 for Monday.
        direction: -1 for the past, 1 for the future.
    """
    if direction < 0:
        return reference - dt.timedelta((reference.weekday() - number) % 7)
    return reference + dt.timedelta((number - reference.weekday()) % 7 or 7)


def part(period: Period, which: str) -> Period:
    """Narrow a period to its early, middle or late third."""
    if period.earliest is None or period.latest is None:
        return period
    length = (period.latest - period.earliest).days + 1
    third = dt.timedelta(length // 3)
    if which in ("early", "beginning", "start"):
        return Period(period.value, period.earliest, period.earliest + third)
    if which in ("mid", "middle"):
        return Period(period.value, period.earliest + third, period.latest - third)
    return Period(period.value, period.latest - third, period.latest)
