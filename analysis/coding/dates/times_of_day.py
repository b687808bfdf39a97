"""Resolve times of the day."""

from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Expression, Reading


def resolve_clock(expression: Expression) -> Reading:
    """Read "9:30 a.m.", "noon": a time on the last day mentioned, else on the day of publication.

    If no day is mentioned nearby, that is its value only, and which day it was remains open.
    """
    last = expression.context.day
    told = last.day if last is not None else None
    day = told or expression.published
    date = day.isoformat() if day else "XXXX-XX-XX"
    if not expression.follows_day:
        told = None
    return Reading(Period(f"{date}T{format_hour(expression)}", told, told), "TIME")


def format_hour(expression: Expression) -> str:
    """Return a time of the day in TIMEX3, such as "21:30"."""
    hour, minute = int(expression.part("h") or 0), int(expression.part("min") or 0)
    if "noon" in expression.groups:
        hour = 12 if expression.part("noon") == "noon" else 24
    elif "ap" in expression.groups:
        hour = hour % 12 + 12 * (expression.part("ap") == "p")
    zone = "Z" if expression.part("zone") in ("utc", "gmt") else ""
    return f"{hour:02d}:{minute:02d}{zone}"


def add_time(period: Period, of_day: str) -> Period:
    """Return a period with the part of the day ("morning") or the hour added to its value, if it has one."""
    code = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}.get(of_day, of_day)
    has_value = period.value is not None and not period.value.endswith("REF")
    return Period(f"{period.value}T{code}", period.earliest, period.latest) if has_value else period
