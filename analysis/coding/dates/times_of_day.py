"""Times of the day."""

from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Expression, Reading


def clock(expression: Expression) -> Reading:
    """Read "9:30 a.m.", "noon": a time of the day told last, else of the day of publication."""
    told, day = expression.context.day, expression.published
    if told is not None and told.earliest is not None and told.earliest == told.latest:
        day = told.earliest
    written = day.isoformat() if day else "XXXX-XX-XX"
    return Reading(Period(f"{written}T{hour_of(expression)}", day, day), "TIME")


def hour_of(expression: Expression) -> str:
    """Return a time of the day as TIMEX3 writes it, such as "21:30"."""
    hour, minute = int(expression.part("h") or 0), int(expression.part("min") or 0)
    if "noon" in expression.groups:
        hour = 12 if expression.part("noon") == "noon" else 24
    elif "ap" in expression.groups:
        hour = hour % 12 + 12 * (expression.part("ap") == "p")
    zone = "Z" if expression.part("zone") in ("utc", "gmt") else ""
    return f"{hour:02d}:{minute:02d}{zone}"


def with_time(period: Period, of_day: str) -> Period:
    """Return a period with the part of the day ("morning") or the hour in its value, where it has one."""
    code = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}.get(of_day, of_day)
    known = period.value is not None and not period.value.endswith("REF")
    return Period(f"{period.value}T{code}", period.earliest, period.latest) if known else period
