"""Resolve durations and repetitions, which are not dates."""

import datetime as dt
import math
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import MONTHS, SEASONS, WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.quantities import parse_number, quantity_bounds

CODES = {"decade": "DE", "century": "CE", "quarter": "Q"}
REPEATED = {"d": "P1D", "n": "P1D", "h": "PT1H", "w": "P1W", "m": "P1M", "y": "P1Y", "q": "P3M"}
# before "a week" in a rate: "four flights a week", "$2 a year"
RATE = re.compile(r"(?:\d|%|\bpercent|\bmillion|\bbillion|\btimes|\b[a-z]{3,}s)\s+$", re.IGNORECASE)
NO_RATE = re.compile(
    r"\b(?:lasts?|takes?|was|is|has|this|its|his|across|needs|spends|plus|less|as)\s+$", re.IGNORECASE
)
# "has 10 or 12 days to sign": a duration that begins at publication
GRANTED = re.compile(
    r"\b(?:has|have|now|gives?|given|granted|allowed|gave\s+\w+)\s+(?:\w+\s+)?$", re.IGNORECASE
)
TO_DO = re.compile(r"\s+(?:left\s+)?(?:to\s+[a-z]|left\b)")


def resolve_set(expression: Expression) -> Reading:
    """Read "every Monday", "once a week", "monthly": a set of dates."""
    word = expression.part("u", "ly")
    if word[:3] in WEEKDAYS and word != "day" and word.endswith("day"):
        return Reading(Period(f"XXXX-WXX-{WEEKDAYS[word[:3]] + 1}"), "SET")
    if word in SEASONS:
        return Reading(Period(f"XXXX-{SEASONS[word][0]}"), "SET")
    if word[:3] in MONTHS and word not in ("month", "monthly"):
        return Reading(Period(f"XXXX-{MONTHS[word[:3]]:02d}"), "SET")
    return Reading(Period(REPEATED[word[0]]), "SET")


def resolve_duration(expression: Expression) -> Reading | None:
    """Read "a 30-day", "two hours", "for years": a duration, not a date; None for a rate or a share."""
    text, unit = expression.part("n"), read_unit(expression)
    if text in ("a", "an") and "half" not in expression.groups:
        rate = RATE.search(expression.before) and not NO_RATE.search(expression.before)
        if rate or unit in ("second", "quarter"):
            return None
    if (
        text == "one"
        and unit == "day"
        and not re.search(r"\b(?:for|in|within|only|just)\s+$", expression.before)
    ):
        return None
    days: tuple[dt.date, dt.date] | tuple[None, None] = (None, None)
    if (
        GRANTED.search(expression.before)
        and TO_DO.match(expression.after)
        and expression.published is not None
    ):
        reach = count_bounds(expression)[1] * cal.UNIT_DAYS.get(unit, 1)
        days = expression.published, expression.published + dt.timedelta(math.ceil(reach))
    exact = parse_number(text) if text else None
    if re.match(r"(?:a\s+)?couple", text):
        exact = 2.0
    if exact is not None and "half" in expression.groups:
        exact += 0.5
    if exact is not None and unit == "fortnight":
        exact, unit = 2 * exact, "week"
    return Reading(Period(_format_duration(exact, unit), *days), "DURATION")


def _format_duration(exact: float | None, unit: str) -> str:
    """Format a duration as in TIMEX3: "P2Y6M" for two and a half years, "PXD" for some days."""
    clock_unit = "T" if unit in ("hour", "minute", "second") else ""
    code = CODES.get(unit, unit[0].upper())
    if exact is None:
        return f"P{clock_unit}X{code}"
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H")}
    if exact % 1 and unit in smaller:
        per, small = smaller[unit]
        whole = f"{int(exact)}{code}" if exact >= 1 else ""
        return f"P{clock_unit}{whole}{'T' if unit == 'day' else ''}{round(exact % 1 * per)}{small}"
    return f"P{clock_unit}{exact:g}{code}"


def count_bounds(expression: Expression) -> tuple[float, float]:
    """Return the least and the greatest number of units that an expression counts."""
    groups = expression.groups
    return quantity_bounds(groups.get("n"), groups.get("least"), read_unit(expression))


def read_unit(expression: Expression) -> str:
    """Return the unit of time of an expression, in the singular."""
    word = expression.part("u")
    return "century" if word.startswith("centur") else word.rstrip("s")
