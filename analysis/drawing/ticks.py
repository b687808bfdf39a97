"""Place and label the ticks of an axis of days: days, months or years, and the year where it changes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.drawing.canvas import BOLD
from analysis.drawing.scales import EPOCH, Scale, Stretch
from analysis.drawing.style import measure_text

# points: size of labels
SIZE = 7.5

# not from strftime, whose month names depend on the locale
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# unit, how many of it, its minimum length in days, and the width of such a label in inches
STEPS = [
    *((("day", n), n, 0.46) for n in (1, 2, 5, 10, 15)),
    *((("month", n), 28 * n, 0.33) for n in (1, 2, 3, 6)),
    *((("year", n), 365 * n, 0.46) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
]
# two days that belong together
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-\d\d"
PAIR = re.compile(rf"\b({_DAY})( to | and )({_DAY})\b")
ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(\d\d)\b")
COUNTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Tick:
    """A position on the axis, in inches, with its label and, below it, the year if it is new."""

    x: float
    label: str
    year: str = ""


def build_ticks(scale: Scale) -> list[Tick]:
    """Return the ticks of an axis, left to right, such that labels do not overlap."""
    found: list[Tick] = []
    for stretch in scale.stretches:
        inside = (
            _build_relative_ticks(stretch, scale) if scale.relative else _build_calendar_ticks(stretch, scale)
        )
        found += inside or [_build_tick(stretch[0], scale)]
    shown: list[Tick] = []
    year = ""
    for tick in found:
        if shown and tick.x - shown[-1].x < half_width(shown[-1]) + half_width(tick) + 0.05:
            continue
        shown.append(replace(tick, year="" if tick.year in (year, tick.label) else tick.year))
        year = tick.year
    return shown


def half_width(tick: Tick) -> float:
    """Return half the width of the label of a tick, in inches."""
    return max(measure_text(tick.label, SIZE), measure_text(tick.year, SIZE) * BOLD) / 2


def _build_tick(day: float, scale: Scale) -> Tick:
    if scale.relative:
        return Tick(scale.x(day), f"{day:+,.0f}".replace("-", "−") if day else "0")
    date = _find_date(day)
    return Tick(scale.x(day), f"{date.day} {MONTHS[date.month - 1]}", str(date.year))


def _build_relative_ticks(stretch: Stretch, scale: Scale) -> list[Tick]:
    step = next(count for count in COUNTS if count * scale.inches >= 0.4)
    first, last = (int(end // step) for end in stretch)
    days = [place * step for place in range(first, last + 1) if place * step >= stretch[0]]
    return [_build_tick(day, scale) for day in days]


def _build_calendar_ticks(stretch: Stretch, scale: Scale) -> list[Tick]:
    """Return all ticks of the shortest step that fits a stretch, or the first tick of a shorter step."""
    low, high = stretch
    if len(scale.stretches) == 1:
        low, high = low - scale.margin / scale.inches, high + scale.margin / scale.inches
    fitting = next((n for n, step in enumerate(STEPS) if step[1] * scale.inches >= step[2]), len(STEPS) - 1)
    for number in range(fitting, -1, -1):
        (unit, count), _, _ = STEPS[number]
        days = [day for day in _find_days(low, high, unit, count) if low <= day <= high]
        if days:
            found = [_build_tick(day, scale) for day in days[: None if number == fitting else 1]]
            return found if unit == "day" else [_shorten_label(tick, unit) for tick in found]
    return []


def _shorten_label(tick: Tick, unit: str) -> Tick:
    """Return the tick of a whole month or year, named by it."""
    return replace(tick, label=tick.year if unit == "year" else tick.label.removeprefix("1 "))


def _find_days(low: float, high: float, unit: str, count: int) -> Iterator[int]:
    """Yield the first day of each step of ``count`` days of the month, months or years."""
    first, last = _find_date(low), _find_date(high)
    if unit == "day":
        for day in range(int(low), int(high) + 1):
            number = _find_date(day).day
            # the last step of a month has at least half the length
            if (number - 1) % count == 0 and number <= 31.5 - count / 2:
                yield day
    elif unit == "month":
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            if month % count == 0:
                yield _find_day(month // 12, month % 12 + 1)
    else:
        for year in range(first.year, last.year + 1):
            if year % count == 0 and year > 0:
                yield _find_day(year, 1)


def _find_day(year: int, month: int) -> int:
    return (dt.date(year, month, 1) - EPOCH).days


def _find_date(day: float) -> dt.date:
    """Return the date of a day, limited to the range of the calendar."""
    number = min(max(int(day), dt.date.min.toordinal() - EPOCH.toordinal()), (dt.date.max - EPOCH).days)
    return EPOCH + dt.timedelta(number)


def spell_days(words: str) -> str:
    r"""Write ISO 8601 days in a text like "19 May 2025", with no-break spaces.

    The first of two days that belong together goes without the month and year that both share.

    >>> spell_days("between 2025-05-19 and 2025-05-21, told 2025-05-22").replace("\u00a0", " ")
    'between 19 and 21 May 2025, told 22 May 2025'
    """
    return ISO.sub(_spell_day, PAIR.sub(_spell_pair, words))


def _spell_pair(pair: re.Match[str]) -> str:
    """Write two days of one year; others are left as they are."""
    first, joint, last = pair.groups()
    if first == last or first[:4] != last[:4]:
        return pair[0]
    month = "" if first[5:7] == last[5:7] else f"\u00a0{MONTHS[int(first[5:7]) - 1]}"
    return f"{int(first[8:])}{month}{joint}{last}"


def _spell_day(day: re.Match[str]) -> str:
    return f"{int(day[3])}\u00a0{MONTHS[int(day[2]) - 1]}\u00a0{int(day[1])}"
