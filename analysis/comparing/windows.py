"""Assign days to calendar windows, and compute confidence intervals of mean positions."""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from analysis.comparing.wording import EPOCH

# two-sided, 95 %
Z = 1.959964


@dataclass(frozen=True, order=True)
class Window:
    """A calendar period.

    Attributes:
        first, last: its first and last day, as days since 1970-01-01.
        name: ``2025-05-19``, ``2025-W21``, ``2025-05``, ``2025`` (as in ISO 8601) or ``2025-Q2``.
    """

    first: float
    last: float
    name: str


def _find_week(day: dt.date) -> tuple[dt.date, dt.date, str]:
    year, week, weekday = day.isocalendar()
    monday = day - dt.timedelta(weekday - 1)
    return monday, monday + dt.timedelta(6), f"{year}-W{week:02}"


def _find_months(day: dt.date, count: int, name: str) -> tuple[dt.date, dt.date, str]:
    month = (day.month - 1) // count * count + 1
    after = month + count
    following = dt.date(day.year, after, 1) if after <= 12 else dt.date(day.year + 1, 1, 1)
    return dt.date(day.year, month, 1), following - dt.timedelta(1), name


WINDOWS: Mapping[str, Callable[[dt.date], tuple[dt.date, dt.date, str]]] = {
    "day": lambda day: (day, day, day.isoformat()),
    "week": _find_week,
    "month": lambda day: _find_months(day, 1, f"{day.year:04}-{day.month:02}"),
    "quarter": lambda day: _find_months(day, 3, f"{day.year:04}-Q{(day.month + 2) // 3}"),
    "year": lambda day: _find_months(day, 12, f"{day.year:04}"),
}


def find_window(day: float, unit: str) -> Window:
    """Return the window that contains a day; ``unit`` is one of ``WINDOWS``."""
    first, last, name = WINDOWS[unit](EPOCH + dt.timedelta(day))
    return Window(float((first - EPOCH).days), float((last - EPOCH).days), name)


def find_windows(low: float, high: float, unit: str, limit: int) -> Iterator[Window]:
    """Yield the windows that an interval of days overlaps, up to a limit."""
    for _ in range(limit):
        window = find_window(low, unit)
        yield window
        low = window.last + 1
        if low > high:
            return


def wilson_interval(mean: float, sources: int) -> tuple[float, float]:
    """Return the 95 % interval of a mean position by Wilson's score method (Wilson, JASA 22, 1927).

    Values between -1 and 1 vary at most as much as values that are either -1 or 1, so the interval of a
    proportion is wide enough for any mean position. It widens as the number of sources falls.

    Args:
        mean: -1 to 1.
        sources: number of independent texts, at least 1.
    """
    share = (mean + 1) / 2
    spread = Z * math.sqrt(share * (1 - share) / sources + Z**2 / (4 * sources**2))
    middle, scale = share + Z**2 / (2 * sources), 1 + Z**2 / sources
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return 2 * max(low, 0.0) - 1, 2 * min(high, 1.0) - 1
