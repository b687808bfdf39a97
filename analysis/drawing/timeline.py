"""The timeline: lanes of rows, one row an event, its words on the left and its time on the right."""

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.drawing.axis import Band, draw_axis, draw_breaks, draw_grid, draw_published, head_height
from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.chart import Chart
from analysis.drawing.density import HEIGHT, draw_density, is_dense, unit_of
from analysis.drawing.layout import (
    NARROW,
    WIDE,
    Layout,
    Line,
    draw_header,
    draw_row,
    height_of,
    mark_height,
    pages,
    row_of,
)  # fmt: skip
from analysis.drawing.markup import Html
from analysis.drawing.rows import Event, rows
from analysis.drawing.scales import Scale, scale_of
from analysis.drawing.style import FAINT, styled
from analysis.drawing.wording import caption, data, description, facts

# inches of the density with its words
STRIP = HEIGHT + 0.5
NOT_FACTS = "planned, hypothetical or denied"


def timeline_chart(
    events: pd.DataFrame, published: Sequence[str] = (), title: str = "What happened when"
) -> Html:
    """Draw a timeline, once for wide pages and paper and once for narrow screens.

    What is planned, hypothetical or denied has a drawing and an axis of its own.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        published: publication days of the articles, drawn as thin marks.
        title: heading of the chart.

    Returns:
        A chart, in parts that fit a page, or a sentence where there is nothing to draw.
    """
    if events.empty:
        return Html("<p>No event was found in this selection.</p>")
    listed = rows(events, Event)
    with styled():
        wide, narrow = (list(_figures(listed, published, title, layout)) for layout in (WIDE, NARROW))
    scale = scale_of(facts(listed) or listed, published, WIDE.left, WIDE.right)
    return Chart(
        wide, "timeline", title, description(listed, scale), caption(listed, scale), data(listed), narrow
    )


def _figures(
    events: Sequence[Event], published: Sequence[str], title: str, layout: Layout
) -> Iterator[Figure]:
    """Yield the drawings of what happened, then those of what did not, each kind on its own axis."""
    for group in (facts(events), [event for event in events if event.status != "occurred"]):
        if not group:
            continue
        scale = scale_of(group, published, layout.left, layout.right)
        dense = is_dense(group)
        name = title if group[0].status == "occurred" else f"{title}, {NOT_FACTS}"
        parts = pages([row_of(event, layout, scale) for event in group], layout, STRIP * dense)
        for number, lines in enumerate(parts, 1):
            figure = _part(lines, scale, layout, group if dense and number == 1 else ())
            figure.set_label(name if number == 1 else f"{name}, part {number}")
            yield figure


def _part(lines: Sequence[Line], scale: Scale, layout: Layout, dense: Sequence[Event]) -> Figure:
    """Draw some lines below an axis, and the density of events above it."""
    strip = STRIP * bool(dense)
    line = strip + head_height(scale)
    height = line + 0.1 + sum(map(height_of, lines)) + 0.05
    canvas = Canvas(layout.width, height)
    draw_axis(canvas, scale, strip)
    if dense:
        draw_density(canvas, dense, scale, strip - 0.12)
        _strip_words(canvas, scale, layout)
    draw_published(canvas, scale, line)
    _words_of_axis(canvas, scale, layout, line)
    guides, bands = _rows(canvas, lines, scale, layout, line + 0.1)
    canvas.outline(guides, edgecolor=FAINT, linewidth=0.4, alpha=0.4, zorder=0)
    bands = [(line - 0.06, line + 0.1), *bands] if layout.stacked else [(line - 0.06, height)]
    draw_grid(canvas, scale, bands)
    draw_breaks(canvas, scale, bands)
    return canvas.figure


def _rows(
    canvas: Canvas, lines: Sequence[Line], scale: Scale, layout: Layout, top: float
) -> tuple[list[list[Point]], list[Band]]:
    """Draw rows and headers; return the lines that guide the eye to each mark, and the marks' bands."""
    guides, bands = [], []
    for line in lines:
        if isinstance(line, str):
            draw_header(canvas, line, top, layout)
        else:
            draw_row(canvas, line, top, layout, scale)
            y = top + mark_height(line, layout)
            guides.append([(layout.left, y), (layout.right, y)])
            bands.append((y - line.marks / 2, y + line.marks / 2))
        top += height_of(line)
    return guides, bands


def _strip_words(canvas: Canvas, scale: Scale, layout: Layout) -> None:
    """Say beside the density, or above it, what it counts."""
    unit = unit_of(scale).name
    if layout.stacked:
        canvas.write(0.02, 0.1, f"Events per {unit}; hollow: expected from windows", 7.5, bold=True)
        return
    said = (f"Events per {unit}", "filled: on known days", "hollow: expected from windows")
    for number, words in enumerate(said):
        canvas.write(0.02, 0.4 + 0.15 * number, words, 7.5, bold=not number)


def _words_of_axis(canvas: Canvas, scale: Scale, layout: Layout, line: float) -> None:
    """Say what the axis counts, and, where there is room, what hangs from it."""
    x, align = (0.02, "left") if layout.stacked else (layout.left - 0.1, "right")
    if scale.relative and scale.stretches:
        canvas.write(x, line - 0.13, "days before (−) and after the main event", 7.5, align=align)
    elif scale.published and not layout.stacked:
        canvas.write(x, line + 0.05, "articles published", 7, align=align)
