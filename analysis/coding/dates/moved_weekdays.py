"""Resolve weekdays that other words move: "two Fridays ago", "a week on Thursday"."""

import datetime as dt
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import WEEK, Period
from analysis.coding.dates.durations import count_bounds, read_unit
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.holidays import find_nth_weekday
from analysis.coding.dates.resolving import find_year, parse_digits, read_month
from analysis.coding.dates.weekdays import STEPS, count_weekdays, leave_open, read_weekday

ORDINALS = ("first", "second", "third", "fourth", "fifth")
WEEK_STEPS = {"last": -1, "this": 0, "next": 1, "before last": -2, "after next": 2}
NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
# before "a week Thursday" these make the week a duration or a rate
NO_DISTANCE = re.compile(
    r"(?:\d|\b(?:for|of|the|last\w*|takes?|took|spen[dt]|been\s+\w+))\s+$", re.IGNORECASE
)


def resolve_counted_weekday(expression: Expression) -> Reading:
    """Read "two Fridays ago", "three Mondays from now", "the Tuesday before last"."""
    number, rel = read_weekday(expression), " ".join(expression.part("rel").split())
    sign = -1 if rel in ("ago", "earlier", "before last", "last") else 1
    origin = expression.published
    if rel in ("earlier", "later"):
        last = expression.context.day
        origin = last.earliest if last is not None and last.earliest == last.latest else None
    if origin is None:
        return Reading(leave_open(number))
    low, high = count_bounds(expression) if "n" in expression.groups else (2, 2)
    days = sorted(count_weekdays(origin, number, sign * int(count)) for count in (low, high))
    return Reading(cal.day(days[0]) if low == high else Period(None, *days))


def resolve_weeks_away(expression: Expression) -> Reading | None:
    """Read "a week on Thursday", "Thursday week", "a fortnight ago on Friday", "a week ago today"."""
    published, word, rel = expression.published, expression.part("w"), expression.part("rel")
    way, unit = " ".join(expression.part("way").split()), read_unit(expression)
    if way in ("", "on") and "n" in expression.groups and NO_DISTANCE.search(expression.before):
        return None
    if published is None:
        return Reading(Period(None))
    is_past = STEPS.get(" ".join(rel.split()), 0) < 0 or word == "yesterday"
    sign = -1 if way.startswith("ago") or (not way and is_past) else 1
    if word in NEAR_DAYS:
        base = published + dt.timedelta(NEAR_DAYS[word])
    elif is_past:
        base = count_weekdays(published, read_weekday(expression), -1)
    else:
        base = cal.nearest_weekday(published, read_weekday(expression), sign)
    low, high = count_bounds(expression) if "n" in expression.groups else (1, 1)
    if low != high or (unit in ("month", "year") and word not in NEAR_DAYS):
        ends = [cal.shift(base, int(count), unit) for count in sorted((sign * low, sign * high))]
        return Reading(Period(None, ends[0].earliest, ends[-1].latest))
    if unit in ("month", "year"):
        return Reading(cal.day(cal.advance(base, sign * int(low), unit)))
    days = int(low * cal.UNIT_DAYS[unit])
    found = [base + dt.timedelta(sign * days)]
    if word not in NEAR_DAYS and (way == "ago on" or expression.text.lower().endswith("ago")):
        # "Tuesday, a week ago" may also be the Tuesday nearest to that day
        found.append(_find_nearest(published - dt.timedelta(days), read_weekday(expression)))
    return Reading(cal.day(min(found)) if min(found) == max(found) else Period(None, min(found), max(found)))


def _find_nearest(origin: dt.date, number: int) -> dt.date:
    """Return the weekday nearest to a day, before or after it."""
    return cal.nearest_weekday(origin + dt.timedelta(3), number, -1)


def resolve_weekday_of_week(expression: Expression) -> Reading:
    """Read "Tuesday of next week", "last week on Friday", "Monday the week after next"."""
    number, rel, origin = read_weekday(expression), expression.part("rel"), expression.published
    rel = " ".join(rel.split())
    if rel not in WEEK_STEPS:
        # "of that week", "of the week before": a week that the text mentions
        last = expression.context.day
        origin = last.earliest if last is not None and cal.is_within_week(last) else None
    if origin is None:
        return Reading(leave_open(number))
    step = WEEK_STEPS.get(rel, {"following": 1, "after": 1, "previous": -1, "before": -1}.get(rel, 0))
    return Reading(cal.day(origin + dt.timedelta(number - origin.weekday() + WEEK * step)))


def resolve_nth_weekday(expression: Expression) -> Reading:
    """Read "the second Monday in June", "the last Sunday of the month", "the first Friday of every month"."""
    number, nth, published = read_weekday(expression), _read_ordinal(expression), expression.published
    if which := expression.part("which"):
        if which in ("each", "every"):
            return Reading(leave_open(number), "SET")
        if published is None:
            return Reading(leave_open(number))
        moved = cal.advance(published, STEPS.get(which, 0), "month")
        year, month = moved.year, moved.month
    else:
        month = read_month(expression)
        written = find_year(expression, month, min(28, 7 * nth) if nth > 0 else 28)
        if written is None:
            return Reading(leave_open(number))
        year = written
    found = find_nth_weekday(year, month, number, nth)
    if found.month != month:
        raise ValueError(f"{year}-{month} has no {nth}th such weekday")
    return Reading(cal.day(found))


def _read_ordinal(expression: Expression) -> int:
    """Return the place of a weekday in its month: "second" is 2, "last" is -1, "last but one" -2."""
    nth = expression.part("nth")
    if "but" in expression.groups or nth == "penultimate":
        return -2
    if nth in ("last", "final"):
        return -1
    return int(nth[0]) if nth[0].isdigit() else ORDINALS.index(nth) + 1


def resolve_weekday_beside(expression: Expression) -> Reading:
    """Read "the Tuesday after", "the second Sunday before": counts from the day that follows in the text."""
    number, nth = read_weekday(expression), expression.part("nth") or "first"
    sign = 1 if expression.part("rel") in ("after", "following") else -1
    count = 1 if nth == "last" else ORDINALS.index(nth) + 1
    return Reading(leave_open(number), weekday=(number, sign * count))


def resolve_day_of_week(expression: Expression) -> Reading:
    """Read "Friday the 13th": the nearest such day, past or future by tense, that is this weekday."""
    number, published = read_weekday(expression), expression.published
    which = parse_digits(expression.part("d"))
    if published is None:
        return Reading(leave_open(number))
    sign = 1 if expression.ahead() else -1
    first = published if published.weekday() == number else cal.nearest_weekday(published, number, sign)
    # the days of the month repeat on the same weekday within a year or two
    for count in range(2 * 53):
        day = first + dt.timedelta(sign * WEEK * count)
        if day.day == which:
            return Reading(cal.day(day))
    raise ValueError(f"no {expression.text} within two years")
