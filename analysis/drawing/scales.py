"""The horizontal axis of a timeline: where it ends, what stands below it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.drawing.rows import Event
from analysis.drawing.style import FAINT

EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Scale:
    """Days from left to right.

    Attributes:
        low, high: the ends, in days.
        relative: days count from a main event, not from 1970-01-01.
        published: publication days of the articles.
    """

    low: float
    high: float
    relative: bool
    published: tuple[float, ...] = ()

    @property
    def length(self) -> float:
        """Length in days."""
        return self.high - self.low


def scale_of(events: Sequence[Event], published: Sequence[str]) -> Scale:
    """Fit the axis to the bounded ends of events and to the publication days; far outliers lie beyond it."""
    ends = [end for event in events for end in (event.low, event.high) if end is not None]
    if events[0].scale == "relative":
        low, high = min([*ends, -1.0]), max([*ends, 0.0])
        margin = high - low
        return Scale(low - 0.12 * margin - 0.5, high + 0.35 * margin + 0.5, relative=True)
    days = tuple(sorted({float((dt.date.fromisoformat(day) - EPOCH).days) for day in published}))
    low, high = _core([*ends, *days])
    margin = max(1.0, 0.06 * (high - low))
    return Scale(low - margin, high + 2 * margin, relative=False, published=days)


def _core(ends: Sequence[float]) -> tuple[float, float]:
    """Return the range of days without those far from the middle half (Tukey's fences, set wide)."""
    first, last = np.quantile(ends, [0.25, 0.75])
    reach = 4 * (last - first) + 30
    inside = [end for end in ends if first - reach <= end <= last + reach]
    return min(inside), max(inside)


def draw_axis(axes: Axes, scale: Scale) -> None:
    """Draw the ticks, the main event's or the publications' lines, and the axis label."""
    axes.set_xlim(scale.low, scale.high)
    if scale.relative:
        axes.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
        axes.set_xlabel("days before (–) and after the main event")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        return
    for day in scale.published:
        if scale.low <= day <= scale.high:
            axes.axvline(day, color=FAINT, linewidth=0.7, linestyle=(0, (1, 1)), zorder=0)
    ticks = MaxNLocator(nbins=6, integer=True).tick_values(scale.low, scale.high)
    days = [int(tick) for tick in ticks if scale.low <= tick <= scale.high]
    years = scale.length > 700
    axes.set_xticks(days, [tick(day, years) for day in days], fontsize=8)
    dotted = "; dotted: publication" if scale.published else ""
    axes.set_xlabel(f"{tick(int(scale.low), True)} – {tick(int(scale.high), True)}{dotted}")


def tick(days: float, with_year: bool) -> str:
    """Return a day as a short label, such as "3 May" or "May 2025"."""
    day = EPOCH + dt.timedelta(int(days))
    return f"{MONTHS[day.month - 1]} {day.year}" if with_year else f"{day.day} {MONTHS[day.month - 1]}"


# not by strftime, whose months depend on the machine's language
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
