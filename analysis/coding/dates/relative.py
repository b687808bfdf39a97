"""Resolve dates that are relative to the day of publication."""

import datetime as dt

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.next_in_story import find_origin_of_next
from analysis.coding.dates.resolving import narrow_to_part, read_month
from analysis.coding.dates.times_of_day import add_time
from analysis.coding.dates.weekdays import resolve_relative_weekday

STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}
REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def resolve_relative(expression: Expression) -> Reading | None:
    """Read "last week", "next Friday", "this month", "late last year"."""
    rel, published = expression.part("rel"), expression.published
    if _is_title(expression):
        return None
    if rel == "next" and published is not None and expression.part("u") in ("week", "month", "year"):
        origin = find_origin_of_next(expression)
        if origin is None:
            return Reading(Period(None))
        if origin != published:
            return Reading(cal.shift(origin, 1, expression.part("u")))
    step = STEPS.get(rel, 0)
    if published is None:
        return Reading(Period(REFERENCES[step]))
    unit = expression.part("u")
    if "beyond" in expression.groups and unit == "weekend":
        # "the weekend before last" is a week before "last weekend"
        return Reading(cal.weekend(published + dt.timedelta(7 * (2 * step))))
    if "beyond" in expression.groups:
        return Reading(cal.shift(published, 2 * step, unit))
    if "w" in expression.groups:
        return Reading(resolve_relative_weekday(expression, published))
    if "m" in expression.groups:
        return Reading(_resolve_relative_month(read_month(expression), published, step))
    return _resolve_relative_unit(expression, published, step)


def _resolve_relative_unit(expression: Expression, published: dt.date, step: int) -> Reading:
    """Read "last week", "this quarter", "the past decade": the unit ``step`` units from publication."""
    unit = expression.part("u")
    if unit == "night":
        return Reading(add_time(cal.day(published - dt.timedelta(1)), "night"))
    if unit == "weekend":
        return Reading(_resolve_weekend(expression, published, step))
    if unit == "decade" and expression.part("rel") == "past":
        return Reading(Period("P1DE", _subtract_years(published, 10), published), "DURATION")
    if unit == "fortnight":
        first, last = sorted((published, published + dt.timedelta(14 * step or -14)))
        return Reading(Period("P2W", first, last), "DURATION")
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        return Reading(cal.quarter(index // 4, index % 4 + 1))
    # in a Sunday paper, "this week" is the week that begins that day
    opens_week = unit == "week" and published.weekday() == WEEKDAYS["sun"]
    origin = published + dt.timedelta(1) if opens_week else published
    return Reading(_narrow_by_half(cal.shift(origin, step, unit), expression, published))


def _is_title(expression: Expression) -> bool:
    """Return whether the words are the title of a programme, "This Week"."""
    unit = expression.groups.get("u", "")
    return unit.istitle() and expression.groups.get("rel", "").istitle()


def _subtract_years(day: dt.date, count: int) -> dt.date:
    return day.replace(year=day.year - count, day=min(day.day, 28))


def _resolve_relative_month(number: int, published: dt.date, step: int) -> Period:
    if step < 0:
        return cal.month(published.year - (number >= published.month), number)
    return cal.month(published.year + (step > 0 and number <= published.month), number)


def _resolve_weekend(expression: Expression, published: dt.date, step: int) -> Period:
    """Return the weekend meant: unless it is in the future, "the weekend" is the last one.

    Early in the week, so is "this weekend".
    """
    is_weekend = published.weekday() >= WEEKDAYS["sat"]
    ahead = expression.ahead()
    early = published.weekday() < WEEKDAYS["wed"] or expression.part("rel") == "the" or ahead is False
    if step == 0 and not is_weekend and early and not ahead:
        step = -1
    # on a Friday, "next weekend" is no longer the one that begins tomorrow
    if step > 0 and published.weekday() < WEEKDAYS["fri"]:
        step = 0
    return cal.weekend(published + dt.timedelta(7 * step))


def _narrow_by_half(period: Period, expression: Expression, published: dt.date) -> Period:
    """Narrow a period by a preceding "early", "late" or "earlier" (up to publication)."""
    half = expression.part("half")
    if half in ("early", "late", "mid") and expression.part("u") in ("week", "month", "year"):
        return cal.narrow(period, half)
    return _cut_at_publication(period, half, published)


def _cut_at_publication(period: Period, half: str, published: dt.date) -> Period:
    """Cut a period at publication: "earlier this week" ends there, "later this week" begins there."""
    assert period.earliest is not None
    assert period.latest is not None
    if half == "earlier" and period.earliest <= published:
        return Period(period.value, period.earliest, min(published, period.latest))
    if half == "later" and published <= period.latest:
        return Period(period.value, max(published, period.earliest), period.latest)
    return period


def resolve_part(expression: Expression) -> Reading | None:
    """Read "the end of the month", "midweek", "year-end", "later in the year"."""
    unit, which, published = expression.part("u"), expression.part("part"), expression.published
    if published is None:
        return None
    if unit == "day":
        return Reading(cal.day(published))
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + STEPS.get(expression.part("rel"), 0)
        return Reading(cal.narrow(cal.quarter(index // 4, index % 4 + 1), which))
    if unit == "summer":
        return Reading(narrow_to_part(cal.season(unit, published.year), expression))
    period = cal.shift(published, STEPS.get(expression.part("rel"), 0), unit)
    if which in ("earlier", "later"):
        return Reading(_cut_at_publication(period, which, published))
    return Reading(cal.narrow(period, which))


def resolve_deictic(expression: Expression) -> Reading:
    """Read "today", "tomorrow evening", "this morning", "overnight"."""
    word = expression.part("word")
    steps = {"yesterday": -1, "tomorrow": 1}
    step = next((2 * way if word != name else way for name, way in steps.items() if word.endswith(name)), 0)
    if expression.published is None:
        return Reading(Period(REFERENCES[max(-1, min(1, step))]))
    published = expression.published
    if word == "overnight":
        return Reading(Period(f"{published.isoformat()}TNI", published - dt.timedelta(1), published), "TIME")
    period = cal.day(published + dt.timedelta(step))
    return Reading(add_time(period, "night"), "TIME") if word.startswith("toni") else Reading(period)


def resolve_reference(expression: Expression) -> Reading:
    """Read "now", "recently", "soon": one end is publication, the other open ("now": both publication)."""
    published = expression.published
    if "present" in expression.groups:
        return Reading(Period("PRESENT_REF", published, published))
    if "past" in expression.groups:
        return Reading(Period("PAST_REF", None, published))
    return Reading(Period("FUTURE_REF", published, None))
