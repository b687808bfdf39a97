"""Resolve dates that name their day or month."""

import datetime as dt
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import MONTHS, WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.holidays import RULES
from analysis.coding.dates.quantities import parse_year
from analysis.coding.dates.years_told import choose_year, continue_year

# in months: how far ahead a date without a year may be if the tense is unclear or past
SOON, FAR, LIKELY = 2, 6, 3
YEARS = {"last": -1, "this": 0, "next": 1}
ORDINALS = ("first", "second", "third", "fourth")
LONGEST_MONTH = 31
# "May 3 of that year", "in May of the following year"
THAT_YEAR = re.compile(
    r",?\s+(?:of\s+|in\s+)?(?P<which>that(?:\s+same)?|the\s+(?:same|following|next|previous))\s+year\b",
    re.IGNORECASE,
)
# "that August"
THAT = re.compile(r"\bthat(?:\s+same)?\s+$", re.IGNORECASE)
# "a year ago, on May 3"
YEARS_AGO = re.compile(r"\byears?\s+ago,?\s+(?:on|in)\s+$", re.IGNORECASE)
# "the September 11 attacks" have their year in their name
SEPTEMBER_11 = (9, 11)
ATTACKS = re.compile(r",?\s+(?:terror(?:ist)?\s+)?(?:attacks?|hijack\w+|terrorists)\b", re.IGNORECASE)
THAT_YEARS = {"following": 1, "next": 1, "previous": -1}
FIRST_OF_CENTURY, THIS_CENTURY = 1900, 50


def resolve_full_date(expression: Expression) -> Reading:
    """Read "May 20", "20 May 2025", "2025-05-20", "May 20-22"."""
    month, first = read_month(expression), parse_digits(expression.part("d"))
    year = find_year(expression, month, first)
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}-{first:02d}"))
    start = dt.date(year, month, first)
    if "last" not in expression.groups:
        return Reading(cal.day(start))
    end = dt.date(year, month, parse_digits(expression.part("last")))
    if end < start:
        raise ValueError(f"{start} to {end}")
    return Reading(Period(f"{start.isoformat()}/{end.isoformat()}", start, end))


def read_month(expression: Expression) -> int:
    """Return the month that an expression names, 1 to 12."""
    name = expression.part("m")
    return int(name) if name.isdigit() else MONTHS[name[:3]]


def parse_digits(text: str) -> int:
    """Return the digits of a text as a number: 24 for "24th"."""
    return int(re.sub(r"\D", "", text))


def find_year(expression: Expression, month: int, day: int | None) -> int | None:
    """Return the year of a month (and day): as written or told before, else the nearest one, by tense.

    None if the text leaves it open.
    """
    written, published, last = expression.part("y"), expression.published, expression.context.day
    if written and written.split()[0] not in YEARS:
        return parse_year(written)
    if last is not None and last.earliest is not None and (named := THAT_YEAR.match(expression.after)):
        return last.earliest.year + THAT_YEARS.get(named["which"].split()[-1].lower(), 0)
    if last is not None and last.earliest is not None and THAT.search(expression.before):
        return _find_year_of_that(last, month)
    if (month, day) == SEPTEMBER_11 and ATTACKS.match(expression.after):
        return 2001
    if last is not None and last.earliest is not None and YEARS_AGO.search(expression.before):
        return last.earliest.year
    told = expression.told
    if published is None:
        return continue_year(told, month, day) if told is not None else None
    if written:
        return published.year + YEARS[written.split()[0]]
    distance = float(month - published.month)
    if day is not None:
        of_leap_year = published.replace(year=2000, day=min(published.day, 28))
        distance = (dt.date(2000, month, min(day, 28)) - of_leap_year).days / 30
    # a list of days is in the tense of headlines, which does not say whether a day is past
    ahead = None if told is not None and told.source in ("heading", "entry") else expression.ahead()
    nearest = published.year + _choose_year_shift(distance, ahead, day is not None)
    return nearest if told is None else choose_year(told, month, day, nearest, published)


def _find_year_of_that(last: Period, month: int) -> int | None:
    """Return the year of "that August" after a date; None if it may be the year after that date."""
    assert last.earliest is not None
    is_year = last.value is not None and last.value.isdigit()
    return last.earliest.year if is_year or month >= last.earliest.month else None


def _choose_year_shift(distance: float, ahead: bool | None, with_day: bool) -> int:
    """Return the years to add to a date that would be ``distance`` months ahead if it were this year's."""
    if ahead:
        return int(distance < -FAR)
    if ahead is None:
        return int(distance < -(12 - LIKELY)) - int(distance > LIKELY)
    # a day shortly after publication is more likely an announcement than ten months old
    return -int(distance > (SOON if with_day else 0))


def resolve_numeric_date(expression: Expression) -> Reading:
    """Read 03/04/2025; if the order of day and month is ambiguous, both readings bound the period.

    Full stops mean that the day comes first; another date of the article may settle the order.
    """
    year, a, b = (int(expression.part(name)) for name in ("y", "a", "b"))
    if year < FIRST_OF_CENTURY:
        year += 2000 if year < THIS_CENTURY else FIRST_OF_CENTURY
    context = expression.context
    if (a > 12) != (b > 12):
        context.day_first = a > 12
    elif "." in expression.part("sep"):
        context.day_first = True
    orders = {None: ((a, b), (b, a)), True: ((b, a),), False: ((a, b),)}[context.day_first]
    days = sorted({dt.date(year, month, day) for month, day in orders if 1 <= month <= 12})
    if not days:
        raise ValueError(f"{a}/{b}")
    return Reading(cal.day(days[0]) if len(days) == 1 else Period(None, days[0], days[-1]))


# "May" after one of these is the month, not the modal verb or a name; "March of" is a procession
BEFORE_MAY = re.compile(
    r"\b(?:in|of|by|since|until|till|from|through|to|between|and|or|during|for|this|before|after|around|a|the|next|last)\s+$",
    re.I,
)
PROCESSION = re.compile(r"\s+(?:for|of|on|to)\s+(?:the\s+)?[A-Z]")


def resolve_day_of_month(expression: Expression) -> Reading | None:
    """Read "on the 30th": the nearest past or future one, by tense; "the 5th ult." is last month's."""
    published, number_ = expression.published, parse_digits(expression.part("d"))
    if published is None or not 1 <= number_ <= LONGEST_MONTH:
        return None
    if month := expression.part("month"):
        step = {"ult": -1, "inst": 0, "prox": 1}[month]
        return Reading(cal.day(cal.advance(published.replace(day=1), step, "month").replace(day=number_)))
    ahead, found = expression.ahead(), published.replace(day=number_)
    if ahead and found < published:
        found = cal.advance(found, 1, "month")
    elif ahead is False and found > published:
        found = cal.advance(found, -1, "month")
    return Reading(cal.day(found))


def resolve_month(expression: Expression) -> Reading | None:
    """Read "in May", "early May", "May 2024"."""
    month, name = read_month(expression), expression.part("m")
    if not {"y", "part", "nth"} & set(expression.groups):
        is_verb = name == "may" and not BEFORE_MAY.search(expression.before)
        if is_verb or (name == "march" and PROCESSION.match(expression.after)):
            return None
    year = find_year(expression, month, None)
    if year is None:
        return Reading(Period(f"XXXX-{month:02d}"))
    return Reading(narrow_to_part(cal.month(year, month), expression))


def narrow_to_part(period: Period, expression: Expression) -> Period:
    """Narrow a period to the part that "early" or "the end of" names."""
    which = re.sub(r"^the\s+|\bvery\s+|\s+(?:of|in|through)$", "", expression.part("part"))
    return cal.narrow(period, which) if which else period


def resolve_week_of(expression: Expression) -> Reading:
    """Read "the week of June 22" and "the first week of June".

    The former means the seven days from a Sunday or Monday, else the week of that day.
    """
    if "nth" in expression.groups:
        return Reading(_resolve_nth_week(expression))
    first = resolve_full_date(expression).period.earliest
    if first is None:
        return Reading(Period(None))
    if expression.part("u") == "weekend":
        return Reading(cal.weekend(first))
    if first.weekday() != WEEKDAYS["sun"]:
        return Reading(cal.week(first))
    return Reading(Period(cal.week(first + dt.timedelta(1)).value, first, first + dt.timedelta(6)))


def _resolve_nth_week(expression: Expression) -> Period:
    """Return the nth seven days of a month, or its last seven."""
    reading, which = resolve_month(expression), expression.part("nth")
    month = reading.period if reading is not None else Period(None)
    if month.earliest is None or month.latest is None:
        return month
    if which in ("last", "final"):
        return Period(None, month.latest - dt.timedelta(6), month.latest)
    first = month.earliest + dt.timedelta(7 * ORDINALS.index(which))
    return Period(None, first, first + dt.timedelta(6))


def resolve_holiday(expression: Expression) -> Reading | None:
    """Read "Christmas Day", "Thanksgiving", "Election Day": the nearest past or future one, by tense."""
    name, published = expression.groups["holiday"], expression.published
    rule = next(rule for pattern, rule in RULES.items() if re.fullmatch(pattern, name, re.IGNORECASE))
    if "y" in expression.groups:
        return Reading(cal.day(rule(int(expression.part("y")))))
    if published is None:
        return None
    rel, ahead = expression.part("rel"), expression.ahead()
    year_ = published.year
    if rel == "last" or (rel != "next" and ahead is False):
        year_ -= rule(year_) > published
    elif rel == "next" or ahead:
        year_ += rule(year_) < published
    else:
        candidates = [rule(year_ + step) for step in (-1, 0, 1)]
        return Reading(cal.day(min(candidates, key=lambda day: abs((day - published).days))))
    return Reading(cal.day(rule(year_)))
