"""Stretches that begin or end at publication: "three days ago", "in two weeks", "the past month"."""

import datetime as dt
import math

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import UNIT_DAYS, Period
from analysis.coding.dates.durations import duration, how_many, unit_of
from analysis.coding.dates.expression import Expression, Reading

NOON = 12
# "the coming days", "recent days"
SOON_DAYS = 10


def ago(expression: Expression) -> Reading:
    """Read "three days ago", "a few weeks ago"."""
    return Reading(moved(expression, -1) if expression.published else Period("PAST_REF"))


def moved(expression: Expression, sign: int, origin: dt.date | None = None) -> Period:
    """Return the period that lies a quantity of units from a day, by default that of publication."""
    origin = origin or expression.published
    assert origin is not None
    low, high = how_many(expression)
    unit = unit_of(expression)
    if unit in ("hour", "minute", "second"):
        before = sign < 0 and unit == "hour" and low > NOON
        return Period(origin.isoformat(), origin - dt.timedelta(before), origin)
    if "half" in expression.groups and low == high and unit in ("year", "week"):
        whole, unit = {"year": (12, "month"), "week": (7, "day")}[unit]
        low = high = float(round((low + 0.5) * whole))
    if low == high and low == int(low):
        found = cal.shifted(origin, sign * int(low), unit)
        return around(found) if "so" in expression.groups else found
    ends = [cal.shifted(origin, sign * int(count), unit) for count in (low, high)]
    first, last = ends if sign > 0 else reversed(ends)
    vague = {-1: "PAST_REF", 1: "FUTURE_REF"}[sign] if "least" not in expression.groups else None
    return Period(vague, first.earliest, last.latest)


def around(period: Period) -> Period:
    """Return a period widened by its own length on both sides."""
    assert period.earliest is not None
    assert period.latest is not None
    length = period.latest - period.earliest + dt.timedelta(1)
    return Period(period.value, period.earliest - length, period.latest + length)


def within(expression: Expression) -> Reading | None:
    """Read "in three days": ahead a date, else a duration; "within three days" ends there at the latest."""
    length, published = duration(expression), expression.published
    if length is None or published is None or expression.ahead() is False:
        return length
    high = how_many(expression)[1]
    if expression.part("in") != "in":
        last = _reached(published, high, unit_of(expression))
        return Reading(Period(length.period.value, published, last), length.type)
    return Reading(moved(expression, 1)) if expression.ahead() else length


def _reached(origin: dt.date, count: float, unit: str) -> dt.date:
    """Return the day that so many units from a day end on, a negative count before it."""
    if unit in ("month", "year") and count == int(count):
        return cal.later(origin, int(count), unit)
    days = math.ceil(abs(count) * UNIT_DAYS.get(unit, 1))
    return origin + dt.timedelta(days if count > 0 else -days)


def window(expression: Expression) -> Reading | None:
    """Read "the past three months": a duration that ends, or begins, at publication."""
    rel, published = expression.part("rel"), expression.published
    length = duration(expression)
    if length is None or rel in ("first", "following", "previous", "preceding"):
        return length
    if rel in ("recent", "coming") and "n" not in expression.groups:
        length = Reading(Period("PAST_REF" if rel == "recent" else "FUTURE_REF"))
    if published is None:
        return length
    count = how_many(expression)[1]
    if "n" not in expression.groups and unit_of(expression) == "day":
        count = SOON_DAYS
    if rel in ("next", "coming"):
        days = published, _reached(published, count, unit_of(expression))
    else:
        days = _reached(published, -count, unit_of(expression)), published
    return Reading(Period(length.period.value, *days), length.type)
