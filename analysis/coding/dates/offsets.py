"""Dates told from another date of the text, or from another event."""

import datetime as dt
import math
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import UNIT_DAYS, Period
from analysis.coding.dates.durations import duration, how_many, unit_of
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.stretches import moved
from analysis.coding.dates.times_of_day import with_time

BACK = ("before", "earlier", "prior", "previously", "ahead")
# these hang on what follows them; "earlier" and "later" on what was told
DAY_PARTS = ("day", "morning", "afternoon", "evening", "night")
FOLLOWED = re.compile(r"\s*(?:[,.;:)]|$|and\b|but\b|when\b|in\s|at\s|to\s)")


def offset(expression: Expression) -> Reading | None:
    """Read "three days before ...": from the date that follows or was told last, else from an event.

    What an event follows stays a window of days around that event, which a later step finds.
    """
    rel, groups = expression.part("rel"), expression.groups
    if rel.startswith(("from", "hence")) and expression.published is not None:
        return Reading(moved(expression, 1))
    sign = -1 if rel.startswith(BACK) else 1
    if "n" not in groups and "just" not in groups and not expression.part("u").endswith("s"):
        return None
    told = expression.context.day
    origin = told.earliest if told is not None and told.earliest == told.latest else None
    by_month = expression.part("u").startswith(("month", "year"))
    if origin is None and told is not None and by_month:
        origin = told.earliest
    bare = rel in ("earlier", "later", "previously", "on from") or FOLLOWED.match(expression.after)
    # "a month later" looks back to something told; from publication only "earlier" counts
    if bare and (origin or (expression.published and sign < 0)):
        return Reading(_from_day(expression, sign, origin))
    low, high = how_many(expression)
    days = UNIT_DAYS[unit_of(expression)]
    # "three weeks after" is hardly to the day, "weeks after" is wide as it is
    slack = int(days // 4) if days > 1 and low == high else 0
    first, last = sorted((sign * int(low * days - slack), sign * int(high * days + slack)))
    length = duration(expression)
    return Reading(Period(length.period.value if length else None), "DURATION", (first, last))


def _from_day(expression: Expression, sign: int, origin: dt.date | None) -> Period:
    """Return what lies a quantity from a told day, to the day also in weeks and hours."""
    low, high = how_many(expression)
    unit = unit_of(expression)
    if origin is None or unit not in ("hour", "day", "week", "fortnight") or low != high:
        return moved(expression, sign, origin)
    return cal.day(origin + dt.timedelta(sign * math.ceil(low * UNIT_DAYS[unit])))


def adjacent(expression: Expression) -> Reading | None:
    """Read "the next day", "that month", "the day before the talks"."""
    unit, rel, way = expression.part("u"), expression.part("rel"), expression.part("way")
    told = expression.context.day
    origin = told.earliest if told is not None else None
    step = {"next": 1, "following": 1, "previous": -1, "after": 1, "before": -1}.get(way or rel, 0)
    if way and not FOLLOWED.match(expression.after):
        first, last = sorted((step, step * int(UNIT_DAYS.get(unit, 1))))
        return Reading(Period(f"P1{unit[0].upper()}"), "DURATION", (first, last))
    if unit in DAY_PARTS and told is not None and told.earliest != told.latest:
        origin = expression.published
    if origin is None:
        return Reading(Period(None)) if step or expression.published is None else None
    if unit in ("day", "week", "month", "year"):
        return Reading(cal.shifted(origin, step, unit))
    if unit == "weekend":
        return Reading(cal.weekend(origin))
    if unit in cal.SEASONS:
        return Reading(cal.season(unit, origin.year))
    return Reading(with_time(cal.day(origin + dt.timedelta(step)), unit), "TIME")
