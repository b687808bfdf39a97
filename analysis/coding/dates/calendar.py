"""Compute TIMEX3 values and the days they span."""

import calendar
import datetime as dt
from dataclasses import dataclass

# by the first three letters
MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if number}
WEEKDAYS = {name.lower()[:3]: number for number, name in enumerate(calendar.day_name)}
# TIMEX3 code and first month of the meteorological seasons of the northern hemisphere
SEASONS = {
    "spring": ("SP", 3),
    "summer": ("SU", 6),
    "autumn": ("FA", 9),
    "fall": ("FA", 9),
    "winter": ("WI", 12),
}
WEEK = 7
# length of each unit, in days
UNIT_DAYS = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3652,
    "century": 36524,
    "quarter": 91,
}


@dataclass(frozen=True)
class Period:
    """A TIMEX3 value and the days it may cover; None is an open end."""

    value: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None

    @property
    def day(self) -> dt.date | None:
        """Its day, None unless it is exactly one."""
        return self.earliest if self.earliest == self.latest else None


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
    """Return the ISO week of a day, Monday to Sunday."""
    monday = when - dt.timedelta(when.weekday())
    iso = monday.isocalendar()
    return Period(f"{iso.year}-W{iso.week:02d}", monday, monday + dt.timedelta(6))


def is_within_week(period: Period) -> bool:
    """Return whether all days of a period are in one ISO week."""
    first, last = period.earliest, period.latest
    return first is not None and last is not None and week(first) == week(last)


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
    """Return the decade that begins with a year."""
    return Period(f"{first // 10:03d}", dt.date(first, 1, 1), dt.date(first + 9, 12, 31))


def century(first: int) -> Period:
    """Return the century that begins with a year."""
    return Period(f"{first // 100:02d}", dt.date(max(first, 1), 1, 1), dt.date(first + 99, 12, 31))


def half(of_year: int, number: int) -> Period:
    """Return one half, 1 or 2, of a year."""
    first = dt.date(of_year, 6 * number - 5, 1)
    return Period(f"{of_year}-H{number}", first, month(of_year, 6 * number).latest)


def quarter(of_year: int, number: int) -> Period:
    """Return one quarter, 1 to 4, of a year."""
    return Period(
        f"{of_year}-Q{number}", dt.date(of_year, 3 * number - 2, 1), month(of_year, 3 * number).latest
    )


def shift(when: dt.date, count: int, unit: str) -> Period:
    """Return the period of one unit that is ``count`` units from a day, negative for before."""
    if unit in ("day", "week", "fortnight"):
        moved = when + dt.timedelta(count * UNIT_DAYS[unit])
        return day(moved) if unit == "day" else week(moved)
    months = when.year * 12 + when.month - 1 + count
    if unit == "month":
        return month(months // 12, months % 12 + 1)
    if unit == "decade":
        return decade((when.year + 10 * count) // 10 * 10)
    if unit == "century":
        return century((when.year + 100 * count) // 100 * 100)
    return year(when.year + count)


def nearest_weekday(reference: dt.date, number: int, direction: int) -> dt.date:
    """Return the nearest given weekday: in the past (the day itself counts), or in the future.

    Args:
        reference: the publication day.
        number: 0 for Monday.
        direction: -1 for the past, 1 for the future.
    """
    if direction < 0:
        return reference - dt.timedelta((reference.weekday() - number) % 7)
    return reference + dt.timedelta((number - reference.weekday()) % 7 or 7)


def narrow(period: Period, which: str) -> Period:
    """Narrow a period to its early, middle or late part, or a half; months as news mostly uses the words."""
    first, last = period.earliest, period.latest
    if first is None or last is None:
        return period
    length = (last - first).days + 1
    if which.endswith("half"):
        middle = first + dt.timedelta(length // 2)
        if which.startswith("first"):
            return Period(period.value, first, middle - dt.timedelta(1))
        return Period(period.value, middle, last)
    if length == WEEK:
        return _narrow_week(period, first, which)
    early_days, late_days = (10, length - 20) if 28 <= length <= 31 else (length // 3, length // 3)
    if which in ("early", "beginning", "start"):
        return Period(period.value, first, first + dt.timedelta(early_days - 1))
    if which in ("mid", "middle", "midway"):
        overlap = 28 <= length <= 31
        return Period(
            period.value, first + dt.timedelta(early_days - overlap), last - dt.timedelta(late_days)
        )
    return Period(period.value, last - dt.timedelta(late_days - 1), last)


def _narrow_week(period: Period, monday: dt.date, which: str) -> Period:
    """Narrow a week: its first three days, Tuesday to Thursday, or from Thursday on."""
    first, last = {
        "early": (0, 2),
        "beginning": (0, 2),
        "start": (0, 2),
        "mid": (1, 3),
        "middle": (1, 3),
    }.get(which, (3, 6))
    return Period(period.value, monday + dt.timedelta(first), monday + dt.timedelta(last))


def advance(when: dt.date, count: int, unit: str) -> dt.date:
    """Return the day some months or years from a day, or the last day of a shorter month."""
    months = when.year * 12 + when.month - 1 + count * (12 if unit == "year" else 1)
    of_year, number = divmod(months, 12)
    return dt.date(of_year, number + 1, min(when.day, calendar.monthrange(of_year, number + 1)[1]))
