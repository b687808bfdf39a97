"""How an event's time is drawn: only as exactly as the text tells it."""

from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from analysis.drawing.chart import lead
from analysis.drawing.rows import Event
from analysis.drawing.scales import Scale, tick
from analysis.drawing.style import FAINT, STATUS

STEPS = 6


def draw_time(axes: Axes, event: Event, y: float, scale: Scale) -> None:
    """Draw what is known of an event's time in its row; every part repeats the link of its label."""
    low, high = event.low, event.high
    if low is None and high is None:
        parts = _nowhere(axes, y, scale)
    elif high is not None and high < scale.low:
        parts = _beyond(axes, y, high, scale.low, event)
    elif low is not None and low > scale.high:
        parts = _beyond(axes, y, low, scale.high, event)
    elif low is not None and high is not None:
        parts = _point(axes, y, low, event) if low == high else _window(axes, y, low, high, event, scale)
    else:
        parts = _open(axes, y, event, scale)
    for part in parts:
        lead(part, event.event_id)


def _nowhere(axes: Axes, y: float, scale: Scale) -> list[Artist]:
    line = axes.plot([scale.low, scale.high], [y, y], color=FAINT, linewidth=1, linestyle=(0, (1, 3)))[0]
    note = axes.text(
        scale.low + 0.02 * scale.length, y - 0.1, "time not given", fontsize=7.5, va="center", style="italic"
    )
    return [line, note]


def _beyond(axes: Axes, y: float, day: float, edge: float, event: Event) -> list[Artist]:
    """Point out of the axis, and name the day."""
    late = day > edge
    arrow = axes.scatter(
        [edge], [y], marker=">" if late else "<", color=STATUS[event.status].colour, s=30, clip_on=False
    )
    note = axes.annotate(
        tick(day, True), (edge, y), xytext=(-6 if late else 6, 0), textcoords="offset points", fontsize=7.5,
        ha="right" if late else "left", va="center_baseline", style="italic",
    )  # fmt: skip
    return [arrow, note]


def _point(axes: Axes, y: float, day: float, event: Event) -> list[Artist]:
    """Draw a dot for an exact day, filled when it is a fact."""
    mark = STATUS[event.status]
    fact = event.status == "occurred"
    dot = axes.scatter(
        [day], [y], marker=mark.marker, s=110 if event.main else 55,
        facecolors=mark.colour if fact else "none", edgecolors=mark.colour, linewidths=1.4, zorder=3,
    )  # fmt: skip
    return [dot]


def _window(axes: Axes, y: float, low: float, high: float, event: Event, scale: Scale) -> list[Artist]:
    """Draw a hollow bar with whiskers: one day, somewhere within."""
    colour = STATUS[event.status].colour
    dashed = event.status != "occurred"
    left, right = max(low, scale.low), min(high, scale.high)
    bar = axes.barh(
        y, right - left, left=left, height=0.16, facecolor="none", edgecolor=colour, linewidth=1.2,
        linestyle=(0, (3, 2)) if dashed else "solid",
    )[0]  # fmt: skip
    ends = [end for end in (low, high) if scale.low <= end <= scale.high]
    return [bar, *(axes.plot([x, x], [y - 0.12, y + 0.12], color=colour, linewidth=1.2)[0] for x in ends)]


def _open(axes: Axes, y: float, event: Event, scale: Scale) -> list[Artist]:
    """Draw an arrow from the known end that fades towards the one that nobody knows."""
    start, way = (event.low, 1.0) if event.low is not None else (event.high or 0.0, -1.0)
    mark = STATUS[event.status]
    edge = scale.high if way > 0 else scale.low
    start = min(max(start, scale.low), scale.high)
    reach = way * max(min(0.22 * scale.length, abs(edge - start)), 0.02 * scale.length)
    places = [start + reach * step / STEPS for step in range(STEPS + 1)]
    fading = LineCollection(
        [[(left, y), (right, y)] for left, right in pairwise(places)],
        colors=[to_rgba(mark.colour, 1 - step / STEPS) for step in range(STEPS)],
        linewidths=2.4,
    )
    axes.add_collection(fading, autolim=False)
    head = axes.scatter(
        [places[-1]], [y], marker=">" if way > 0 else "<", s=16, color=mark.colour, alpha=0.35
    )
    if event.status == "occurred":
        return [fading, head, axes.scatter([start], [y], s=60, marker="|", color=mark.colour)]
    end = axes.scatter([start], [y], s=60, marker=mark.marker, facecolors="none", edgecolors=mark.colour)
    return [fading, head, end]
