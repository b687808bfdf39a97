"""Resolve periods counted from publication: "three days ago", "in two weeks", "the past month"."""

import datetime as dt
import math
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import UNIT_DAYS, Period
from analysis.coding.dates.durations import count_bounds, read_unit, resolve_duration
from analysis.coding.dates.expression import Expression, Reading

NOON = 12
ABOUT = re.compile(r"(?:about|around|approximately|roughly|some|nearly|almost)\b", re.IGNORECASE)
# "the coming days", "recent days"
SOON_DAYS = 10


def resolve_ago(expression: Expression) -> Reading:
    """Read "three days ago", "a few weeks ago", "about three years ago"."""
    if expression.published is None:
        return Reading(Period("PAST_REF"))
    found = shift_by_count(expression, -1)
    return Reading(widen(found) if ABOUT.match(expression.text) else found)


def shift_by_count(expression: Expression, sign: int, origin: dt.date | None = None) -> Period:
    """Return the period a number of units from a day, by default the day of publication."""
    origin = origin or expression.published
    assert origin is not None
    low, high = count_bounds(expression)
    unit = read_unit(expression)
    if unit in ("hour", "minute", "second"):
        day_before = sign < 0 and unit == "hour" and low > NOON
        return Period(origin.isoformat(), origin - dt.timedelta(day_before), origin)
    if "half" in expression.groups and low == high and unit in ("year", "week"):
        whole, unit = {"year": (12, "month"), "week": (7, "day")}[unit]
        low = high = float(round((low + 0.5) * whole))
    if low == high and low == int(low):
        found = cal.shift(origin, sign * int(low), unit)
        return widen(found) if "so" in expression.groups else found
    ends = [cal.shift(origin, sign * int(count), unit) for count in (low, high)]
    first, last = ends if sign > 0 else reversed(ends)
    vague = {-1: "PAST_REF", 1: "FUTURE_REF"}[sign] if "least" not in expression.groups else None
    return Period(vague, first.earliest, last.latest)


def widen(period: Period) -> Period:
    """Return a period widened by its own length on both sides."""
    assert period.earliest is not None
    assert period.latest is not None
    length = period.latest - period.earliest + dt.timedelta(1)
    return Period(period.value, period.earliest - length, period.latest + length)


def resolve_within(expression: Expression) -> Reading | None:
    """Read "in three days": a date if ahead, else a duration; "within three days" ends then at the latest."""
    length, published = resolve_duration(expression), expression.published
    if length is None or published is None or expression.ahead() is False:
        return length
    high = count_bounds(expression)[1]
    if expression.part("in") != "in":
        last = _add_units(published, high, read_unit(expression))
        return Reading(Period(length.period.value, published, last), length.type)
    return Reading(shift_by_count(expression, 1)) if expression.ahead() else length


def _add_units(origin: dt.date, count: float, unit: str) -> dt.date:
    """Return the day ``count`` units after a day, or before it if negative."""
    if unit in ("month", "year") and count == int(count):
        return cal.advance(origin, int(count), unit)
    days = math.ceil(abs(count) * UNIT_DAYS.get(unit, 1))
    return origin + dt.timedelta(days if count > 0 else -days)


def resolve_window(expression: Expression) -> Reading | None:
    """Read "the past three months": a duration that ends, or begins, at publication."""
    rel, published = expression.part("rel"), expression.published
    length = resolve_duration(expression)
    if length is None or rel in ("first", "following", "previous", "preceding"):
        return length
    if rel in ("recent", "coming") and "n" not in expression.groups:
        length = Reading(Period("PAST_REF" if rel == "recent" else "FUTURE_REF"))
    if published is None:
        return length
    count = count_bounds(expression)[1]
    if "n" not in expression.groups and read_unit(expression) == "day":
        count = SOON_DAYS
    if rel in ("next", "coming"):
        days = published, _add_units(published, count, read_unit(expression))
    else:
        days = _add_units(published, -count, read_unit(expression)), published
    return Reading(Period(length.period.value, *days), length.type)
