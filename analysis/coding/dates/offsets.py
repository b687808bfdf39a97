"""Resolve dates that are relative to another date of the text or to an event."""

import datetime as dt
import math
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import UNIT_DAYS, Period
from analysis.coding.dates.durations import count_bounds, read_unit, resolve_duration
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.stretches import shift_by_count
from analysis.coding.dates.times_of_day import add_time
from analysis.coding.dates.wording import DAY, MONTH

BACK = ("before", "earlier", "prior", "previously", "ahead")
DAY_PARTS = ("day", "morning", "afternoon", "evening", "night")
OF_MONTH = re.compile(rf"\b(?:{MONTH}|{MONTH}\s+{DAY}|{DAY}\s+{MONTH}),?\s+(?:of|in)\s+$", re.IGNORECASE)
# what may follow "before" or "after" that refers back; anything else names the event it counts from
NO_COMPLEMENT = re.compile(r"\s*(?:[,.;:)]|$|and\b|but\b|when\b|in\s|at\s|to\s)")


def resolve_offset(expression: Expression) -> Reading | None:
    """Read "three days before ...": from the last date mentioned, else from an event.

    An offset from an event stays a window of days around that event; a later step finds the event.
    """
    rel, groups = expression.part("rel"), expression.groups
    if rel.startswith(("from", "hence")) and expression.published is not None:
        return Reading(shift_by_count(expression, 1))
    sign = -1 if rel.startswith(BACK) else 1
    if "n" not in groups and "just" not in groups and not expression.part("u").endswith("s"):
        return None
    last = expression.context.day
    origin = last.earliest if last is not None and last.earliest == last.latest else None
    by_month = expression.part("u").startswith(("month", "year"))
    if origin is None and last is not None and by_month:
        origin = last.earliest
    bare = rel in ("earlier", "later", "previously", "on from") or NO_COMPLEMENT.match(expression.after)
    # "a month later" counts from a date mentioned before; only "earlier" can count from publication
    if bare and (origin or (expression.published and sign < 0)):
        return Reading(_count_from_day(expression, sign, origin))
    low, high = count_bounds(expression)
    days = UNIT_DAYS[read_unit(expression)]
    # "three weeks after" is not exact to the day; "weeks after" is wide enough already
    slack = int(days // 4) if days > 1 and low == high else 0
    least, most = sorted((sign * int(low * days - slack), sign * int(high * days + slack)))
    length = resolve_duration(expression)
    return Reading(Period(length.period.value if length else None), "DURATION", (least, most))


def _count_from_day(expression: Expression, sign: int, origin: dt.date | None) -> Period:
    """Return the period that is a quantity away from a given day, exact to the day in weeks and hours too."""
    low, high = count_bounds(expression)
    unit = read_unit(expression)
    if origin is None or unit not in ("hour", "day", "week", "fortnight") or low != high:
        return shift_by_count(expression, sign, origin)
    return cal.day(origin + dt.timedelta(sign * math.ceil(low * UNIT_DAYS[unit])))


def _leave_day_open(likely: dt.date | None, step: int, unit: str) -> Reading:
    """Return "that day" with the value that it mostly has and no days: which day it was remains open."""
    if likely is None:
        return Reading(Period(None))
    day = cal.day(likely + dt.timedelta(step))
    found = day if unit == "day" else add_time(day, unit)
    return Reading(Period(found.value), "DATE" if unit == "day" else "TIME")


def resolve_adjacent(expression: Expression) -> Reading | None:
    """Read "the next day", "that month", "the day before the talks"."""
    unit, rel, way = expression.part("u"), expression.part("rel"), expression.part("way")
    last = expression.context.day
    origin = last.earliest if last is not None else None
    step = {"next": 1, "following": 1, "previous": -1, "after": 1, "before": -1}.get(way or rel, 0)
    if way and not NO_COMPLEMENT.match(expression.after):
        least, most = sorted((step, step * int(UNIT_DAYS.get(unit, 1))))
        return Reading(Period(f"P1{unit[0].upper()}"), "DURATION", (least, most))
    if unit in DAY_PARTS and last is not None and last.day is None:
        # it was mostly the day of the report
        return _leave_day_open(expression.published, step, unit)
    if unit in DAY_PARTS and last is not None and not expression.follows_day:
        return _leave_day_open(last.earliest, step, unit)
    if unit == "year" and OF_MONTH.search(expression.before):
        # "in May of the following year": the month before already counted on
        step = 0
    if origin is None:
        return Reading(Period(None)) if step or expression.published is None else None
    if unit in ("day", "week", "month", "year"):
        return Reading(cal.shift(origin, step, unit))
    if unit == "weekend":
        return Reading(cal.weekend(origin))
    if unit in cal.SEASONS:
        return Reading(cal.season(unit, origin.year))
    return Reading(add_time(cal.day(origin + dt.timedelta(step)), unit), "TIME")
