"""Format intervals of days in words, on the calendar or relative to a main event."""

import datetime as dt
from collections.abc import Iterable

EPOCH = dt.date(1970, 1, 1)


def format_day(number: float) -> str:
    """Format days since 1970-01-01 as an ISO 8601 day."""
    return (EPOCH + dt.timedelta(number)).isoformat()


def parse_day(day: str | None) -> float | None:
    """Return an ISO 8601 day as days since 1970-01-01; None, an open end, if it is missing."""
    # the standard library supports days back to year 1, pandas' nanoseconds do not
    return float((dt.date.fromisoformat(day) - EPOCH).days) if isinstance(day, str) else None


def format_interval(low: float | None, high: float | None, extent: str, main: bool | None = None) -> str:
    """Format when an event took place, or the days that it lasted; arguments as for ``format_when``.

    >>> format_interval(parse_day("2025-05-23"), parse_day("2025-05-25"), "throughout")
    '2025-05-23 to 2025-05-25'
    """
    if extent != "throughout" or low == high:
        return format_when(low, high, main)
    if main is not None:
        return f"{format_when(low, high, main)}, throughout"
    if low is None or high is None:
        return f"from {format_day(low)}" if low is not None else f"until {format_day(high or 0)}"
    return f"{format_day(low)} to {format_day(high)}"


def format_when(low: float | None, high: float | None, main: bool | None = None) -> str:
    """Format when an event took place, on a single day within bounds.

    Args:
        low: first possible day; None means open.
        high: last possible day; None means open.
        main: None for calendar days; otherwise days are relative to the main event, and this is whether
            the event is the main event.

    >>> format_when(None, parse_day("2025-05-18"))
    'by 2025-05-18'
    >>> format_when(-2, 1, main=False)
    'between 2 days before the main event and 1 day after it'
    """
    if main:
        return "the main event; undated"
    if low is None and high is None:
        return "time not given"
    return _format_calendar_days(low, high) if main is None else _format_relative_days(low, high)


def format_dispute(claims: Iterable[tuple[float | None, float | None]]) -> str:
    """Format the conflicting days of a disputed event.

    >>> format_dispute([(20227, 20227), (20225, 20226)])
    'disputed: between 2025-05-17 and 2025-05-18 or 2025-05-19'
    """
    return "disputed: " + " or ".join(
        dict.fromkeys(_format_calendar_days(*claim) for claim in sorted(claims, key=str))
    )


def _format_calendar_days(low: float | None, high: float | None) -> str:
    if low is None:
        return f"by {format_day(high or 0)}"
    if high is None:
        return f"{format_day(low)} or later"
    return format_day(low) if low == high else f"between {format_day(low)} and {format_day(high)}"


def _format_relative_days(low: float | None, high: float | None) -> str:
    if low is None:
        assert high is not None
        return "before the main event" if high in (0, -1) else f"by {_format_offset(high)}"
    if high is None:
        return "after the main event, if at all" if low in (0, 1) else f"{_format_offset(low)} or later"
    if low == high:
        return "on the day of the main event" if low == 0 else _format_offset(low)
    if high <= 0:
        return f"{-high:.0f} to {-low:.0f} days before the main event"
    if low >= 0:
        return f"{low:.0f} to {high:.0f} days after the main event"
    return f"between {_format_offset(low)} and {high:.0f} day{'' if high == 1 else 's'} after it"


def _format_offset(days: float) -> str:
    if days == 0:
        return "the main event"
    unit = "day" if abs(days) == 1 else "days"
    return f"{abs(days):.0f} {unit} {'before' if days < 0 else 'after'} the main event"
