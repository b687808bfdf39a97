"""Dates told from the day of publication, resolved."""

import datetime as dt

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.resolving import month_of, narrowed
from analysis.coding.dates.times_of_day import with_time

STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}
REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def relative(expression: Expression) -> Reading | None:
    """Read "last week", "next Friday", "this month", "late last year"."""
    rel, published = expression.part("rel"), expression.published
    if _is_title(expression):
        return None
    step = STEPS.get(rel, 0)
    if published is None:
        return Reading(Period(REFERENCES[step]))
    if "beyond" in expression.groups:
        unit = expression.part("u")
        if unit == "weekend":
            # "the weekend before last" lies a week before "last weekend"
            return Reading(cal.weekend(published + dt.timedelta(7 * (2 * step))))
        return Reading(cal.shifted(published, 2 * step, unit))
    if "w" in expression.groups:
        return Reading(_relative_weekday(expression, published, step))
    if "m" in expression.groups:
        return Reading(_relative_month(month_of(expression), published, step))
    unit = expression.part("u")
    if unit == "night":
        return Reading(with_time(cal.day(published - dt.timedelta(1)), "night"))
    if unit == "weekend":
        return Reading(_weekend(expression, published, step))
    if unit == "decade" and rel == "past":
        return Reading(Period("P1DE", _years_before(published, 10), published), "DURATION")
    if unit == "fortnight":
        first, last = sorted((published, published + dt.timedelta(14 * step or -14)))
        return Reading(Period("P2W", first, last), "DURATION")
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        return Reading(cal.quarter(index // 4, index % 4 + 1))
    # a Sunday's paper speaks of the week that it opens
    origin = (
        published + dt.timedelta(1)
        if unit == "week" and published.weekday() == WEEKDAYS["sun"]
        else published
    )
    return Reading(_halved(cal.shifted(origin, step, unit), expression, published))


def _is_title(expression: Expression) -> bool:
    """Tell the name of a programme, "This Week", from the week."""
    unit = expression.groups.get("u", "")
    return unit.istitle() and expression.groups.get("rel", "").istitle()


def _years_before(day: dt.date, count: int) -> dt.date:
    return day.replace(year=day.year - count, day=min(day.day, 28))


def _relative_weekday(expression: Expression, published: dt.date, step: int) -> Period:
    number, rel = WEEKDAYS[expression.part("w")[:3]], expression.part("rel")
    if expression.after.lower().lstrip().startswith("week") or rel == "of":
        monday = published - dt.timedelta(published.weekday())
        return cal.day(monday + dt.timedelta(7 * step + number))
    if rel == "week":
        return cal.day(cal.weekday(published, number, 1) + dt.timedelta(7))
    told = expression.context.day
    if rel in ("previous", "following", "before", "after") and told is not None and told.earliest is not None:
        way = -1 if rel in ("previous", "before") else 1
        found = cal.weekday(told.earliest, number, way)
        return cal.day(found - dt.timedelta(7) if found == told.earliest and way < 0 else found)
    if step == 0:
        ahead = expression.ahead() and published.weekday() != number
        return cal.day(cal.weekday(published, number, 1 if ahead else -1))
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
    ahead = expression.ahead()
    early = published.weekday() < WEEKDAYS["wed"] or expression.part("rel") == "the" or ahead is False
    if step == 0 and not is_weekend and early and not ahead:
        step = -1
    # on a Friday "next weekend" is no longer the one that begins tomorrow
    if step > 0 and published.weekday() < WEEKDAYS["fri"]:
        step = 0
    return cal.weekend(published + dt.timedelta(7 * step))


def _halved(period: Period, expression: Expression, published: dt.date) -> Period:
    """Narrow a period by "early", "late" or "earlier" (up to publication) before it."""
    half = expression.part("half")
    if half in ("early", "late", "mid") and expression.part("u") in ("week", "month", "year"):
        return cal.part(period, half)
    return _cut(period, half, published)


def _cut(period: Period, half: str, published: dt.date) -> Period:
    """Cut a period at publication: "earlier this week" ends there, "later this week" begins there."""
    assert period.earliest is not None
    assert period.latest is not None
    if half == "earlier" and period.earliest <= published:
        return Period(period.value, period.earliest, min(published, period.latest))
    if half == "later" and published <= period.latest:
        return Period(period.value, max(published, period.earliest), period.latest)
    return period


def part(expression: Expression) -> Reading | None:
    """Read "the end of the month", "midweek", "year-end", "later in the year"."""
    unit, which, published = expression.part("u"), expression.part("part"), expression.published
    if published is None:
        return None
    if unit == "day":
        return Reading(cal.day(published))
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + STEPS.get(expression.part("rel"), 0)
        return Reading(cal.part(cal.quarter(index // 4, index % 4 + 1), which))
    if unit == "summer":
        return Reading(narrowed(cal.season(unit, published.year), expression))
    period = cal.shifted(published, STEPS.get(expression.part("rel"), 0), unit)
    if which in ("earlier", "later"):
        return Reading(_cut(period, which, published))
    return Reading(cal.part(period, which))


def weekday(expression: Expression) -> Reading:
    """Read a bare "Friday": the nearest past one, or today, unless the clause looks ahead."""
    number, published = WEEKDAYS[expression.part("w")[:3]], expression.published
    if published is None:
        return Reading(Period(f"XXXX-WXX-{number + 1}"))
    # "will meet on Friday" in Friday's paper means that day; another would be "next Friday"
    ahead = expression.ahead() and published.weekday() != number
    return Reading(cal.day(cal.weekday(published, number, 1 if ahead else -1)))


def deictic(expression: Expression) -> Reading:
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
    return Reading(with_time(period, "night"), "TIME") if word.startswith("toni") else Reading(period)


def reference(expression: Expression) -> Reading:
    """Read "now", "recently", "soon": one end at publication, the other open."""
    published = expression.published
    if "present" in expression.groups:
        return Reading(Period("PRESENT_REF", published, published))
    if "past" in expression.groups:
        return Reading(Period("PAST_REF", None, published))
    return Reading(Period("FUTURE_REF", published, None))
