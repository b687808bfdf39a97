"""How many events a day, week, month or year: the shape of a long timeline before its rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from analysis.comparing.records import Event
from analysis.drawing.canvas import Canvas, box
from analysis.drawing.chart import join, lead
from analysis.drawing.scales import EPOCH, Scale
from analysis.drawing.style import BLUE, FAINT
from analysis.drawing.ticks import MONTHS, spelt

# facts with a beginning and an end, from which on their density is drawn above them
DENSE = 40
# inches
HEIGHT = 0.5
NARROWEST = 0.03


@dataclass(frozen=True)
class Unit:
    """A stretch of time to count events in.

    Attributes:
        name: such as "month".
        days: about how long it is.
        number: day → which one it is in.
        first: the same backwards: its first day.
    """

    name: str
    days: float
    number: Callable[[float], int]
    first: Callable[[int], float]


@dataclass
class Bin:
    """The events of one unit of time.

    Attributes:
        exact: those whose day, or whose every day, is known.
        within: how many more are expected, every window spread evenly.
        key: the first of all.
    """

    exact: int = 0
    within: float = 0.0
    key: str = ""


def _even(name: str, days: int, shift: int = 0) -> Unit:
    return Unit(name, days, lambda day: int((day + shift) // days), lambda number: number * days - shift)


def _date(day: float) -> dt.date:
    return EPOCH + dt.timedelta(int(day))


def _since(year: int, month: int) -> float:
    return (
        float((dt.date(year, month, 1) - EPOCH).days) if year < 10_000 else float((dt.date.max - EPOCH).days)
    )


MONTH = Unit(
    "month", 28,
    lambda day: _date(day).year * 12 + _date(day).month - 1,
    lambda number: _since(number // 12, number % 12 + 1),
)  # fmt: skip
YEAR = Unit("year", 365, lambda day: _date(day).year, lambda number: _since(number, 1))
# weeks begin on Monday; 1 January 1970 was a Thursday
CALENDAR = (_even("day", 1), _even("week", 7, 3), MONTH, YEAR)
RELATIVE = tuple(
    _even(name, days) for name, days in (("day", 1), ("week", 7), ("30 days", 30), ("year", 365))
)


def unit_of(scale: Scale) -> Unit:
    """Return the shortest unit whose bars can be seen."""
    units = RELATIVE if scale.relative else CALENDAR
    return next((unit for unit in units if unit.days * scale.inches >= NARROWEST), units[-1])


def counted(events: Sequence[Event], unit: Unit, scale: Scale) -> dict[int, Bin]:
    """Count events by unit of time, as far as the axis shows it.

    Those with an open end are left out: nobody knows how far they reach.
    """
    shown = [(unit.number(low), unit.number(high)) for low, high in scale.stretches]
    bins: dict[int, Bin] = defaultdict(Bin)
    for event in events:
        if event.low is None or event.high is None:
            continue
        first, last = unit.number(event.low), unit.number(event.high)
        known = not event.disputed and (event.extent == "throughout" or event.low == event.high)
        reached = (range(max(first, low), min(last, high) + 1) for low, high in shown)
        for number in dict.fromkeys(chain.from_iterable(reached)):
            one = bins[number]
            one.key = one.key or event.event_id
            one.exact += known
            one.within += 0 if known else 1 / (last - first + 1)
    return dict(sorted(bins.items()))


def is_dense(facts: Sequence[Event], scale: Scale) -> bool:
    """Return whether there are so many facts of bounded time that their density on an axis helps."""
    bounded = [event for event in facts if event.low is not None and event.high is not None]
    return len(bounded) >= DENSE and bool(scale.stretches and counted(bounded, unit_of(scale), scale))


def draw_density(canvas: Canvas, events: Sequence[Event], scale: Scale, base: float) -> None:
    """Draw the bars upwards from a base, each a link to the first of its events."""
    unit = unit_of(scale)
    bins = counted(events, unit, scale)
    most = max(one.exact + one.within for one in bins.values())
    for number, one in bins.items():
        sides = _sides(unit.first(number), unit.first(number + 1), scale)
        exact, whole = (HEIGHT * part / most for part in (one.exact, one.exact + one.within))
        label = f"{name_of(unit, number, scale)}: {words(one)}"
        bars = [box(left, right, base - exact, base) for left, right in sides]
        solid = canvas.outline(bars, facecolor=BLUE, edgecolor=BLUE, linewidth=0.6)
        lead(solid, one.key, label)
        if one.within:
            hollow = [box(left, right, base - whole, base - exact) for left, right in sides]
            join(canvas.outline(hollow, edgecolor=BLUE, linewidth=0.6), one.key)
    canvas.outline([[(scale.left, base), (scale.right, base)]], edgecolor=FAINT, linewidth=0.6)
    canvas.write(scale.left, base - HEIGHT - 0.07, f"at most {most:.0f}", 7)


def _sides(first: float, behind: float, scale: Scale) -> list[tuple[float, float]]:
    """Return the left and right end of a bar in every stretch that it reaches into."""
    reached = [(max(first, low), min(behind, high + 1)) for low, high in scale.stretches]
    inside = [(scale.x(low), low, high) for low, high in reached if low < high]
    return [(x, x + max(NARROWEST, (high - low) * scale.inches) - 0.008) for x, low, high in inside]


def words(one: Bin) -> str:
    """Say what a bin holds."""
    within = f", {one.within:.1f} expected from windows" if one.within else ""
    return f"{one.exact} on known days{within}"


def name_of(unit: Unit, number: int, scale: Scale) -> str:
    """Name one day, week, month or year."""
    first = unit.first(number)
    if scale.relative:
        return f"{unit.name} from day {first:+.0f}"
    if unit.name == "year":
        return str(number)
    if unit.name == "month":
        return f"{MONTHS[number % 12]} {number // 12}"
    day = spelt(_date(first).isoformat())
    return day if unit.name == "day" else f"week of {day}"
