"""Draw the time of an event only as exactly as the text states it."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.colors import to_rgba

from analysis.comparing.foremost import TOLD
from analysis.comparing.records import Event
from analysis.comparing.wording import format_when
from analysis.drawing.canvas import Canvas, Point, box
from analysis.drawing.chart import join_link, link_mark
from analysis.drawing.scales import ARROW, Scale
from analysis.drawing.style import FAINT, STATUS
from analysis.drawing.ticks import spell_days

Time = tuple[float | None, float | None]
Claim = tuple[str, float | None, float | None]

DOTTED, DASHED = (0, (0.8, 3)), (0, (2.5, 1.5))

# inches: half the height of a bar and of its whiskers, the narrowest bar, the height of a level
BAR, WHISKER, NARROWEST = 0.045, 0.08, 0.07
LEVEL = 0.15
# the pieces of a fading arrow, as shares of its length
PIECES = ((0.0, 0.3), (0.4, 0.56), (0.68, 0.76))


def classify_time(low: float | None, high: float | None, extent: str) -> str:
    """Return how a time is drawn: ``nowhere``, ``open``, ``day``, ``window`` or ``span``."""
    if low is None and high is None:
        return "nowhere"
    if low is None or high is None:
        return "open"
    if low == high:
        return "day"
    return "span" if extent == "throughout" else "window"


def draw_time(canvas: Canvas, event: Event, y: float, scale: Scale) -> None:
    """Draw the known time of an event, as part of the link of its text.

    Disputed mentions are pale marks joined by thin lines, each linking to its own passage.
    """
    mentions = select_mentions(event)
    if not event.disputed or len(mentions) < 2:
        join_link(_draw_mark(canvas, event, (event.low, event.high), y, scale), event.event_id)
        return
    levels = assign_levels(mentions, scale)
    middle = (max(levels) + 1) / 2 - 0.5
    heights = [y + (level - middle) * LEVEL for level in levels]
    middles = [sum(_find_extent(low, high, scale)) / 2 for _, low, high in mentions]
    thread = list(zip(middles, heights, strict=True))
    canvas.outline([thread], edgecolor=STATUS[event.status].colour, linewidth=0.6, zorder=2)
    for number, ((key, low, high), height) in enumerate(zip(mentions, heights, strict=True), 1):
        pale = _draw_mark(canvas, event, (low, high), height, scale, pale=True)
        link_mark(
            pale,
            key,
            f"{event.description}, mention {number:,} of {len(mentions):,}: {_format_time(event, low, high)}",
        )


def select_mentions(event: Event) -> list[Claim]:
    """Return the mentions that give a time, only the surest if there are many, in order of time."""
    mentions = [
        (key, low, high) for key, low, high in event.claims[:TOLD] if low is not None or high is not None
    ]
    return sorted(mentions, key=lambda claim: (_find_known_end(claim[1], claim[2]), claim[0]))


def _find_known_end(low: float | None, high: float | None) -> float:
    return low if low is not None else high if high is not None else 0.0


def assign_levels(mentions: Sequence[Claim], scale: Scale) -> list[int]:
    """Return a level for each mention such that none overlaps another."""
    ends: list[float] = []
    levels = []
    for _, low, high in mentions:
        left, right = _find_extent(low, high, scale)
        level = next((number for number, end in enumerate(ends) if end + 0.03 < left), len(ends))
        ends[level : level + 1] = [right]
        levels.append(level)
    return levels


def _find_extent(low: float | None, high: float | None, scale: Scale) -> tuple[float, float]:
    """Return the left and right ends of a mark in inches."""
    if low is not None and high is not None:
        left, right = scale.x(low), scale.x(high)
        return left - NARROWEST, right + NARROWEST
    at = scale.x(_find_known_end(low, high))
    return (at, at + ARROW) if high is None else (at - ARROW, at)


def _draw_mark(
    canvas: Canvas, event: Event, time: Time, y: float, scale: Scale, pale: bool = False
) -> Artist:
    """Draw one time: filled if it is known and a fact, pale if other mentions contradict it."""
    low, high = time
    kind = classify_time(low, high, event.extent)
    mark, thick = STATUS[event.status], 0.9 if pale else 1.2
    fill = _choose_fill(event, kind, pale)
    if kind == "nowhere":
        line = [(scale.left, y), (scale.right, y)]
        return canvas.outline([line], edgecolor=FAINT, linewidth=1.1, linestyle=DOTTED)
    if kind == "day":
        size = 9.5 if event.main and event.scale == "relative" and not pale else 6.5
        look = {"markerfacecolor": fill, "markeredgecolor": mark.colour, "markeredgewidth": thick}
        return canvas.marker(scale.x(_find_known_end(low, high)), y, mark.marker, size, **look)
    if low is None or high is None:
        arrow = _build_arrow(low, high, event.extent, y, scale)
        return canvas.outline(arrow, facecolor=fill, edgecolor=mark.colour, linewidth=thick)
    line_style = "solid" if event.status == "occurred" else DASHED
    bar = _build_bar(low, high, kind, y, scale)
    return canvas.outline(bar, facecolor=fill, edgecolor=mark.colour, linewidth=thick, linestyle=line_style)


def _choose_fill(event: Event, kind: str, pale: bool) -> Any:
    colour = STATUS[event.status].colour
    if event.status != "occurred" or event.claimed_by:
        return "none"
    if pale:
        return to_rgba(colour, 0.22)
    return colour if kind == "day" or event.extent == "throughout" else "none"


def _build_bar(low: float, high: float, kind: str, y: float, scale: Scale) -> list[list[Point]]:
    """Return a bar wide enough to see, with whiskers for a day within a window."""
    left, right = scale.x(low), scale.x(high)
    spare = max(0.0, NARROWEST - (right - left)) / 2
    left, right = left - spare, right + spare
    whiskers = [[(x, y - WHISKER), (x, y + WHISKER)] for x in (left, right)]
    return [box(left, right, y - BAR, y + BAR), *(whiskers if kind == "window" else [])]


def _build_arrow(
    low: float | None, high: float | None, extent: str, y: float, scale: Scale
) -> list[list[Point]]:
    """Return an arrow from the known end that fades towards the unknown one."""
    day = _find_known_end(low, high)
    start, way = scale.x(day), 1 if high is None else -1
    edge = scale.edges(day)[way > 0]
    reach = way * max(0.15, min(ARROW, abs(edge - start) - 0.08))
    parts = [(start + first * reach, start + last * reach) for first, last in PIECES]
    tip, back = start + reach, start + 0.86 * reach
    head = [(back, y - WHISKER * 0.8), (tip, y), (back, y + WHISKER * 0.8)]
    if extent == "throughout":
        return [*(box(left, right, y - BAR, y + BAR) for left, right in parts), [*head, head[0]]]
    sides = [[(left, side), (right, side)] for left, right in parts for side in (y - BAR, y + BAR)]
    return [[(start, y - WHISKER), (start, y + WHISKER)], *sides, head]


def _format_time(event: Event, low: float | None, high: float | None) -> str:
    return spell_days(format_when(low, high, False if event.scale == "relative" else None))
