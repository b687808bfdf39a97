"""Draw the number of events per day, week, month or year above a long timeline."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from analysis.comparing.records import Event
from analysis.drawing.canvas import Canvas, box
from analysis.drawing.chart import join_link, link_mark
from analysis.drawing.scales import EPOCH, Scale
from analysis.drawing.style import BLUE, FAINT
from analysis.drawing.ticks import MONTHS, spell_days

# minimum number of bounded facts for which the density is drawn
DENSE = 40
# inches: height of the bars, width of the narrowest bar
HEIGHT = 0.5
NARROWEST = 0.03


@dataclass(frozen=True)
class Unit:
    """A unit of time to count events in.

    Attributes:
        name: name such as "month".
        days: approximate length in days.
        number: maps a day to the number of its unit.
        first: maps the number of a unit to its first day.
    """

    name: str
    days: float
    number: Callable[[float], int]
    first: Callable[[int], float]


@dataclass
class Bin:
    """The events of one unit of time.

    Attributes:
        exact: number of events whose day, or whose every day, is known.
        within: expected number of further events, each spread evenly over its window.
        key: identifier of the first event.
    """

    exact: int = 0
    within: float = 0.0
    key: str = ""


def _build_even_unit(name: str, days: int, shift: int = 0) -> Unit:
    return Unit(name, days, lambda day: int((day + shift) // days), lambda number: number * days - shift)


def _find_date(day: float) -> dt.date:
    return EPOCH + dt.timedelta(int(day))


def _find_month_start(year: int, month: int) -> float:
    return (
        float((dt.date(year, month, 1) - EPOCH).days) if year < 10_000 else float((dt.date.max - EPOCH).days)
    )


MONTH = Unit(
    "month", 28,
    lambda day: _find_date(day).year * 12 + _find_date(day).month - 1,
    lambda number: _find_month_start(number // 12, number % 12 + 1),
)  # fmt: skip
YEAR = Unit("year", 365, lambda day: _find_date(day).year, lambda number: _find_month_start(number, 1))
# weeks begin on Monday; 1 January 1970 was a Thursday
CALENDAR = (_build_even_unit("day", 1), _build_even_unit("week", 7, 3), MONTH, YEAR)
RELATIVE = tuple(
    _build_even_unit(name, days) for name, days in (("day", 1), ("week", 7), ("30 days", 30), ("year", 365))
)


def choose_unit(scale: Scale) -> Unit:
    """Return the shortest unit whose bars are wide enough to see."""
    units = RELATIVE if scale.relative else CALENDAR
    return next((unit for unit in units if unit.days * scale.inches >= NARROWEST), units[-1])


def count_events(events: Sequence[Event], unit: Unit, scale: Scale) -> dict[int, Bin]:
    """Count events per unit of time, within the stretches that the axis shows.

    Open-ended events are left out, as their extent is unknown, and so is what went on before or after the
    stretches: "since 2005" would add a bar to every day.
    """
    shown = [(unit.number(low), unit.number(high)) for low, high in scale.stretches]
    bins: dict[int, Bin] = defaultdict(Bin)
    for event in events:
        if event.low is None or event.high is None:
            continue
        first, last = unit.number(event.low), unit.number(event.high)
        lasted = event.extent == "throughout"
        if lasted and not any(low <= first and last <= high for low, high in shown):
            continue
        known = not event.disputed and (lasted or event.low == event.high)
        reached = (range(max(first, low), min(last, high) + 1) for low, high in shown)
        for number in dict.fromkeys(chain.from_iterable(reached)):
            unit_bin = bins[number]
            unit_bin.key = unit_bin.key or event.event_id
            unit_bin.exact += known
            unit_bin.within += 0 if known else 1 / (last - first + 1)
    return dict(sorted(bins.items()))


def is_dense(facts: Sequence[Event], scale: Scale) -> bool:
    """Return whether there are enough bounded facts to draw their density."""
    bounded = [event for event in facts if event.low is not None and event.high is not None]
    return len(bounded) >= DENSE and bool(
        scale.stretches and count_events(bounded, choose_unit(scale), scale)
    )


def draw_density(canvas: Canvas, events: Sequence[Event], scale: Scale, base: float) -> None:
    """Draw the bars upwards from a base, each linking to the first of its events."""
    unit = choose_unit(scale)
    bins = count_events(events, unit, scale)
    most = max(unit_bin.exact + unit_bin.within for unit_bin in bins.values())
    for number, unit_bin in bins.items():
        sides = _find_sides(unit.first(number), unit.first(number + 1), scale)
        exact, whole = (HEIGHT * part / most for part in (unit_bin.exact, unit_bin.exact + unit_bin.within))
        label = f"{name_unit(unit, number, scale)}: {describe_bin(unit_bin)}"
        bars = [box(left, right, base - exact, base) for left, right in sides]
        solid = canvas.outline(bars, facecolor=BLUE, edgecolor=BLUE, linewidth=0.6)
        link_mark(solid, unit_bin.key, label)
        if unit_bin.within:
            hollow = [box(left, right, base - whole, base - exact) for left, right in sides]
            join_link(canvas.outline(hollow, edgecolor=BLUE, linewidth=0.6), unit_bin.key)
    canvas.outline([[(scale.left, base), (scale.right, base)]], edgecolor=FAINT, linewidth=0.6)
    canvas.write(scale.left, base - HEIGHT - 0.07, f"max. {most:.0f}", 7)


def _find_sides(first: float, behind: float, scale: Scale) -> list[tuple[float, float]]:
    """Return the left and right ends of a bar in each stretch that it overlaps."""
    reached = [(max(first, low), min(behind, high + 1)) for low, high in scale.stretches]
    inside = [(scale.x(low), low, high) for low, high in reached if low < high]
    return [(x, x + max(NARROWEST, (high - low) * scale.inches) - 0.008) for x, low, high in inside]


def describe_bin(unit_bin: Bin) -> str:
    """Describe the contents of a bin."""
    within = f", {unit_bin.within:.1f} expected on uncertain days" if unit_bin.within else ""
    return f"{unit_bin.exact} on known days{within}"


def name_unit(unit: Unit, number: int, scale: Scale) -> str:
    """Return the name of a day, week, month or year."""
    first = unit.first(number)
    if scale.relative:
        return f"{unit.name} from day {first:+.0f}"
    if unit.name == "year":
        return str(number)
    if unit.name == "month":
        return f"{MONTHS[number % 12]} {number // 12}"
    day = spell_days(_find_date(first).isoformat())
    return day if unit.name == "day" else f"week of {day}"


def label_density(canvas: Canvas, scale: Scale) -> None:
    """Label the density, left of its bars."""
    labels = (f"Events per {choose_unit(scale).name}", "filled: on known days", "hollow: uncertain")
    for number, words in enumerate(labels):
        canvas.write(0.02, 0.4 + 0.15 * number, words, 7.5, bold=not number)


def caption_density(facts: Sequence[Event], scale: Scale) -> str:
    """Return the sentence of a caption on the bars; "" if they are not drawn."""
    if not is_dense(facts, scale):
        return ""
    return f" Bars: of the {len(facts):,} most important events, those of each {choose_unit(scale).name}."


def describe_density(facts: Sequence[Event], scale: Scale) -> str:
    """Return a sentence on the density and its peak; "" if it is not drawn."""
    if not is_dense(facts, scale):
        return ""
    unit = choose_unit(scale)
    bins = count_events(facts, unit, scale)
    number, most = max(bins.items(), key=lambda pair: pair[1].exact + pair[1].within)
    return f" Above it, events per {unit.name}; peak: {name_unit(unit, number, scale)}, {describe_bin(most)}."
