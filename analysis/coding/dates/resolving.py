"""Dates that name their day, month, season or year, resolved; durations and repetitions, valued."""

import datetime as dt
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import MONTHS, SEASONS, WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.quantities import number

# in months: how far ahead a day without a year may lie, and how far back when its clause looks ahead
SOON, FAR = 2, 6
YEARS = {"last": -1, "this": 0, "next": 1}
ORDINALS = ("first", "second", "third", "fourth")
CODES = {"decade": "DE", "century": "CE", "quarter": "Q"}
REPEATED = {"d": "P1D", "n": "P1D", "w": "P1W", "m": "P1M", "y": "P1Y", "a": "P1Y", "q": "P3M"}


def full(expression: Expression) -> Reading:
    """Read "May 20", "20 May 2025", "2025-05-20", "May 20-22"."""
    month, first = month_of(expression), _digits(expression.part("d"))
    year = _year_of(expression, month, first)
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}-{first:02d}"))
    start = dt.date(year, month, first)
    if "d2" not in expression.groups:
        return Reading(cal.day(start))
    end = dt.date(year, month, _digits(expression.part("d2")))
    if end < start:
        raise ValueError(f"{start} to {end}")
    return Reading(Period(f"{start.isoformat()}/{end.isoformat()}", start, end))


def month_of(expression: Expression) -> int:
    """Return the month that an expression names, 1 to 12."""
    name = expression.part("m", "m2", "m3", "m4", "m5", "m6")
    return int(name) if name.isdigit() else MONTHS[name[:3]]


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _year_of(expression: Expression, month: int, day: int | None) -> int | None:
    """Return the year of a month (and day): as written, else the nearest in the clause's direction."""
    written, published = expression.part("y"), expression.published
    if written.isdigit():
        return int(written)
    if published is None:
        return None
    if written:
        return published.year + YEARS[written.split()[0]]
    distance = float(month - published.month)
    if day is not None:
        of_leap_year = published.replace(year=2000, day=min(published.day, 28))
        distance = (dt.date(2000, month, min(day, 28)) - of_leap_year).days / 30
    if expression.ahead():
        return published.year + (distance < -FAR)
    # a day shortly after publication is more often announced than ten months old
    return published.year - (distance > (0 if day is None else SOON))


def numeric(expression: Expression) -> Reading:
    """Read 03/04/2025: where day and month cannot be told apart, both readings bound it."""
    year, a, b = (int(expression.part(name)) for name in ("y", "a", "b"))
    days = sorted({dt.date(year, month, day) for month, day in ((a, b), (b, a)) if 1 <= month <= 12})
    if not days:
        raise ValueError(f"{a}/{b}")
    return Reading(cal.day(days[0]) if len(days) == 1 else Period(None, days[0], days[-1]))


def in_month(expression: Expression) -> Reading:
    """Read "in May", "early May", "May 2024"."""
    month = month_of(expression)
    year = _year_of(expression, month, None)
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}"))
    return Reading(_narrowed(cal.month(year, month), expression))


def _narrowed(period: Period, expression: Expression) -> Period:
    """Narrow a period to the part that "early" or "the end of" names."""
    which = re.sub(r"^the\s+|\s+of$", "", expression.part("part"))
    return cal.part(period, which) if which else period


def season(expression: Expression) -> Reading:
    """Read "the spring of 2024", "last summer"."""
    name, published = expression.part("season"), expression.published
    if "y" in expression.groups:
        return Reading(_narrowed(cal.season(name, int(expression.part("y"))), expression))
    if published is None:
        return Reading(Period(f"XXXX-{SEASONS[name][0]}"))
    year, this = published.year, cal.season(name, published.year)
    assert this.earliest is not None
    assert this.latest is not None
    if expression.part("rel") in ("last", "past"):
        year -= this.latest >= published
    elif expression.part("rel") == "next":
        year += this.earliest <= published
    return Reading(cal.season(name, year))


def decade(expression: Expression) -> Reading:
    """Read "the 1990s", "the late 1980s"."""
    return Reading(_narrowed(cal.decade(int(expression.part("c")) * 10), expression))


def quarter(expression: Expression) -> Reading:
    """Read "the first quarter of 2024", "third-quarter", "last year's second quarter"."""
    of_four, published = ORDINALS.index(expression.part("q")) + 1, expression.published
    if expression.part("y").isdigit():
        return Reading(cal.quarter(int(expression.part("y")), of_four))
    if published is None:
        return Reading(Period(f"XXXX-Q{of_four}"))
    if which := expression.part("of", "y"):
        return Reading(cal.quarter(published.year + YEARS[which.split()[0]], of_four))
    is_past = of_four > (published.month - 1) // 3 + 1 and not expression.ahead()
    return Reading(cal.quarter(published.year - is_past, of_four))


def reported(expression: Expression) -> Reading | None:
    """Read "the latest quarter", "the year-earlier period", "than a year earlier" of business reports.

    What is reported is the quarter that ended last before publication, and what it is compared with
    the same one a year before; a bare "year-earlier" is the year before.
    """
    published = expression.published
    if published is None:
        return None
    if "than" in expression.groups or ("before" in expression.groups and "u" not in expression.groups):
        return Reading(cal.year(published.year - 1))
    last = published.year * 4 + (published.month - 1) // 3 - 1 - 4 * ("before" in expression.groups)
    return Reading(cal.quarter(last // 4, last % 4 + 1))


def year(expression: Expression) -> Reading:
    """Read "2014", "early 2014"."""
    return Reading(_narrowed(cal.year(int(expression.part("y", "y2"))), expression))


def clock(expression: Expression) -> Reading:
    """Read "9:30 a.m.", "noon": a time of the day of publication."""
    hour, minute = int(expression.part("h", "h2") or 0), int(expression.part("min", "min2") or 0)
    if "noon" in expression.groups:
        hour = 12 if expression.part("noon") == "noon" else 24
    elif "ap" in expression.groups:
        hour = hour % 12 + 12 * (expression.part("ap") == "p")
    published = expression.published
    value = f"{published.isoformat() if published else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}"
    return Reading(Period(value, published, published), "TIME")


def repeated(expression: Expression) -> Reading:
    """Read "every Monday", "once a week", "monthly": no date but a set of them."""
    word = expression.part("u", "u2", "ly")
    if word[:3] in WEEKDAYS and word != "day" and word.endswith("day"):
        return Reading(Period(f"XXXX-WXX-{WEEKDAYS[word[:3]] + 1}"), "SET")
    return Reading(Period(REPEATED[word[0]]), "SET")


def duration(expression: Expression) -> Reading:
    """Read "a 30-day", "two hours", "for years": a length, which is no date."""
    unit = unit_of(expression)
    exact = number(expression.groups.get("n"))
    if exact is not None and unit == "fortnight":
        exact, unit = 2 * exact, "week"
    amount = "X" if exact is None else f"{exact:g}"
    clock_unit = "T" if unit in ("hour", "minute", "second") else ""
    return Reading(Period(f"P{clock_unit}{amount}{CODES.get(unit, unit[0].upper())}"), "DURATION")


def unit_of(expression: Expression) -> str:
    """Return the unit of time that an expression counts in, in the singular."""
    word = expression.part("u")
    return "century" if word.startswith("centur") else word.rstrip("s")
