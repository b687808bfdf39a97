"""Dates told from the day of publication, or from another event, resolved."""

import datetime as dt

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import UNIT_DAYS, WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.quantities import bounds
from analysis.coding.dates.resolving import duration, month_of, unit_of

STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}
REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
NOON = 12


def ago(expression: Expression) -> Reading:
    """Read "three days ago", "a few weeks ago"."""
    return Reading(_moved(expression, -1) if expression.published else Period("PAST_REF"))


def _moved(expression: Expression, sign: int) -> Period:
    """Return the period that lies a quantity of units from publication."""
    published = expression.published
    assert published is not None
    low, high = bounds(expression.groups.get("n"))
    unit = unit_of(expression)
    if unit in ("hour", "minute", "second"):
        before = sign < 0 and unit == "hour" and low > NOON
        return Period(published.isoformat(), published - dt.timedelta(before), published)
    if low == high and low == int(low):
        return cal.shifted(published, sign * int(low), unit)
    ends = [cal.shifted(published, sign * int(count), unit) for count in (low, high)]
    first, last = ends if sign > 0 else reversed(ends)
    return Period(None, first.earliest, last.latest)


def within(expression: Expression) -> Reading:
    """Read "in three days": ahead a date, else a duration."""
    if expression.published is None or not expression.ahead():
        return duration(expression)
    return Reading(_moved(expression, 1))


def window(expression: Expression) -> Reading:
    """Read "the past three months": a duration that ends, or begins, at publication."""
    published, length = expression.published, duration(expression)
    if published is None:
        return length
    reach = dt.timedelta(int(bounds(expression.groups.get("n"))[1]) * UNIT_DAYS[unit_of(expression)])
    forward = expression.part("rel") in ("next", "coming")
    first, last = (published, published + reach) if forward else (published - reach, published)
    return Reading(Period(length.period.value, first, last), length.type)


def offset(expression: Expression) -> Reading | None:
    """Read "three days before ...": a window from another event, not from publication."""
    rel, groups = expression.part("rel"), expression.groups
    if rel.startswith("from") and expression.published is not None:
        return Reading(_moved(expression, 1))
    if "n" not in groups and "just" not in groups and not expression.part("u").endswith("s"):
        return None
    low, high = bounds(groups.get("n"))
    days = UNIT_DAYS[unit_of(expression)]
    sign = -1 if rel in ("before", "earlier") or rel.startswith("prior") else 1
    slack = days // 4 if days > 1 else 0
    first, last = sorted((sign * int(low * days - slack), sign * int(high * days + slack)))
    return Reading(Period(duration(expression).period.value), "DURATION", (first, last))


def relative(expression: Expression) -> Reading:
    """Read "last week", "next Friday", "this month", "late last year"."""
    rel, published = expression.part("rel"), expression.published
    if rel in ("previous", "following", "same"):
        return Reading(Period(None))
    step = STEPS.get(rel, 0)
    if published is None:
        return Reading(Period(REFERENCES[step]))
    if "w" in expression.groups:
        return Reading(_relative_weekday(expression, published, step))
    if "m" in expression.groups:
        return Reading(_relative_month(month_of(expression), published, step))
    unit = expression.part("u")
    if unit == "night":
        return Reading(with_time(cal.day(published - dt.timedelta(1)), "night"))
    if unit == "weekend":
        return Reading(_weekend(expression, published, step))
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        return Reading(cal.quarter(index // 4, index % 4 + 1))
    return Reading(_halved(cal.shifted(published, step, unit), expression, published))


def _relative_weekday(expression: Expression, published: dt.date, step: int) -> Period:
    number = WEEKDAYS[expression.part("w")[:3]]
    if step == 0:
        return cal.day(cal.weekday(published, number, 1 if expression.ahead() else -1))
    found = cal.weekday(published, number, step)
    return cal.day(found - dt.timedelta(7) if found == published else found)


def _relative_month(number: int, published: dt.date, step: int) -> Period:
    if step < 0:
        return cal.month(published.year - (number >= published.month), number)
    return cal.month(published.year + (step > 0 and number <= published.month), number)


def _weekend(expression: Expression, published: dt.date, step: int) -> Period:
    """Return the weekend meant: unless it is ahead, "the weekend" is the last one.

    So is "this weekend" early in the week.
    """
    is_weekend = published.weekday() >= WEEKDAYS["sat"]
    early = published.weekday() < WEEKDAYS["thu"] or expression.part("rel") == "the"
    if step == 0 and not is_weekend and early and not expression.ahead():
        step = -1
    if step > 0 and not is_weekend:
        step = 0
    return cal.weekend(published + dt.timedelta(7 * step))


def _halved(period: Period, expression: Expression, published: dt.date) -> Period:
    """Narrow a period by "early", "late" or "earlier" (up to publication) before it."""
    half = expression.part("half")
    if half in ("early", "late") and expression.part("u") in ("week", "month", "year"):
        return cal.part(period, half)
    if half == "earlier" and period.earliest is not None and period.earliest <= published:
        return Period(period.value, period.earliest, published)
    return period


def weekday(expression: Expression) -> Reading:
    """Read a bare "Friday": the nearest past one, or today, unless the clause looks ahead."""
    number, published = WEEKDAYS[expression.part("w")[:3]], expression.published
    if published is None:
        return Reading(Period(f"XXXX-WXX-{number + 1}"))
    ahead = expression.ahead()
    if ahead and published.weekday() == number and "time" in expression.groups:
        return Reading(cal.day(published))
    return Reading(cal.day(cal.weekday(published, number, 1 if ahead else -1)))


def deictic(expression: Expression) -> Reading:
    """Read "today", "tomorrow evening", "this morning"."""
    word = expression.part("word")
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if expression.published is None:
        return Reading(Period(REFERENCES[step]))
    period = cal.day(expression.published + dt.timedelta(step))
    return Reading(with_time(period, "night"), "TIME") if word.startswith("toni") else Reading(period)


def reference(expression: Expression) -> Reading:
    """Read "now", "recently", "soon": one end at publication, the other open."""
    published = expression.published
    if "present" in expression.groups:
        return Reading(Period("PRESENT_REF", published, published))
    if "past" in expression.groups:
        return Reading(Period("PAST_REF", None, published))
    return Reading(Period("FUTURE_REF", published, None))


def with_time(period: Period, of_day: str) -> Period:
    """Return a period with the part of the day ("morning") in its value, where it has one."""
    code = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}.get(of_day)
    known = code is not None and period.value is not None and not period.value.endswith("REF")
    return Period(f"{period.value}{code}", period.earliest, period.latest) if known else period
