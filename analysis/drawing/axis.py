"""Draw the axis of a timeline: ticks, publication days, and breaks labelled with the time left out."""

from collections.abc import Sequence

from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.scales import Scale, format_length
from analysis.drawing.style import FAINT, INK, PAPER
from analysis.drawing.ticks import SIZE, build_ticks, half_width

# inches: a line of labels, a tick, half the width of a tear, height and half width of its teeth
LINE, TICK, TEAR, TOOTH, SIDE = 0.15, 0.05, 0.04, 0.11, 0.022

# top and bottom of a band, in inches
Band = tuple[float, float]


def head_height(scale: Scale) -> float:
    """Return the height above the axis line, in inches: tick labels, years or reference, break labels."""
    if not scale.stretches:
        return 0.05
    below = scale.relative or any(tick.year for tick in build_ticks(scale))
    return LINE * (1 + below + bool(scale.breaks)) + 0.09


def draw_axis(canvas: Canvas, scale: Scale, top: float) -> None:
    """Draw the axis line with its ticks, their labels and, above it, the labels of its breaks.

    Args:
        canvas: the drawing surface.
        scale: converts days to inches.
        top: top of the labels, in inches.
    """
    if not scale.stretches:
        return
    line = top + head_height(scale)
    marks = build_ticks(scale)
    strokes = [[(scale.left, line), (scale.right, line)]]
    strokes += [[(tick.x, line), (tick.x, line - TICK)] for tick in marks]
    canvas.outline(strokes, edgecolor=FAINT, linewidth=0.8, zorder=2)
    names = top + LINE * bool(scale.breaks) + 0.08
    for tick in marks:
        x = min(max(tick.x, half_width(tick)), canvas.width - half_width(tick))
        canvas.write(x, names, tick.label, SIZE, align="center")
        if tick.year:
            canvas.write(x, names + LINE, tick.year, SIZE, align="center", bold=True)
    for x, days in scale.breaks:
        canvas.write(x, top + 0.06, format_length(days), 6.5, align="center")


def draw_grid(canvas: Canvas, scale: Scale, bands: Sequence[Band]) -> None:
    """Extend the ticks through the bands of marks, behind the marks."""
    if scale.stretches:
        lines = [[(tick.x, top), (tick.x, bottom)] for tick in build_ticks(scale) for top, bottom in bands]
        canvas.outline(lines, edgecolor=FAINT, linewidth=0.4, alpha=0.45, zorder=0)


def draw_published(canvas: Canvas, scale: Scale, line: float) -> None:
    """Draw the publication days as thin marks below the axis line."""
    if scale.published:
        shapes = [[(scale.x(day), line), (scale.x(day), line + 0.1)] for day in scale.published]
        canvas.outline(shapes, edgecolor=INK, linewidth=0.7, zorder=2)


def label_published(canvas: Canvas, scale: Scale, line: float) -> None:
    """Name the marks of the publication days, left of the axis."""
    if scale.published:
        canvas.write(scale.left - 0.1, line + 0.05, "articles published", 7, align="right")


def draw_breaks(canvas: Canvas, scale: Scale, bands: Sequence[Band]) -> None:
    """Draw a tear across the bands where days are left out, on top of everything else."""
    if scale.breaks:
        edges = [
            (_build_edge(x - TEAR, *band), _build_edge(x + TEAR, *band))
            for x, _ in scale.breaks
            for band in bands
        ]
        tears = [[*left, *reversed(right)] for left, right in edges]
        canvas.outline(tears, facecolor=PAPER, edgecolor=FAINT, linewidth=0.5, zorder=4)


def _build_edge(x: float, top: float, bottom: float) -> list[Point]:
    """Return a zigzag from top to bottom."""
    teeth = max(2, round((bottom - top) / TOOTH))
    step = (bottom - top) / teeth
    return [(x + (SIDE if tooth % 2 else -SIDE), top + tooth * step) for tooth in range(teeth + 1)]
