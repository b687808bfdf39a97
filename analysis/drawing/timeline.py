"""Draw the timeline: lanes of rows, one row per event, text on the left and time on the right."""

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.foremost import LISTED, select_foremost, select_shown
from analysis.comparing.records import Event, read_rows
from analysis.drawing.axis import (
    Band,
    draw_axis,
    draw_breaks,
    draw_grid,
    draw_published,
    head_height,
    label_published,
)  # fmt: skip
from analysis.drawing.bounds import describe_kept, state_location
from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.chart import Chart
from analysis.drawing.layout import (
    LEFT,
    RIGHT,
    WIDTH,
    Line,
    build_row,
    draw_header,
    draw_row,
    find_height,
    split_pages,
)  # fmt: skip
from analysis.drawing.markup import Html
from analysis.drawing.scales import Scale, fit_scale
from analysis.drawing.style import FAINT, apply_style
from analysis.drawing.wording import build_data, select_facts, write_caption, write_description
from analysis.parameters import EVENTS

NOT_FACTS = "planned, hypothetical or denied"


def timeline_chart(
    events: pd.DataFrame,
    published: Sequence[str] = (),
    most: int = EVENTS.default,
    title: str = "What happened when",
) -> Html:
    """Draw the most important events of a timeline; the table below lists more.

    Planned, hypothetical and denied events have a separate drawing and axis.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        published: publication days of the articles, drawn as thin marks.
        most: maximum number of events in the chart.
        title: heading of the chart.

    Returns:
        A chart in parts that fit a page, or a sentence if there is nothing to draw.
    """
    if events.empty:
        return Html("<p>No events were found in this selection.</p>")
    most = EVENTS.check(most)
    drawn = read_rows(select_shown(events, most), Event)
    listed = read_rows(select_foremost(events, max(most, LISTED)), Event)
    with apply_style():
        figures = list(_draw_figures(drawn, published, title))
    scale = fit_scale(select_facts(drawn) or drawn, published, LEFT, RIGHT)
    omitted = _describe_omitted(len(drawn), len(listed), len(events), describe_kept(events))
    reading = f"{omitted} {write_caption(drawn, scale)}"
    seen = write_description(drawn, scale)
    return Chart(figures, "timeline", title, seen, reading.strip(), build_data(listed), wide=True)


def _describe_omitted(drawn: int, listed: int, found: int, kept: str) -> str:
    """State how many events are drawn and listed, where the full list is, and what it leaves out."""
    if drawn == found:
        return ""
    shown = f"The chart shows the {drawn} most important of {found:,} events"
    if listed == found:
        return f"{shown}; the data below it list all of them."
    where = state_location(found, "timeline.csv")
    return " ".join(filter(None, [f"{shown}; the data below it list {listed:,}. {where}", kept]))


def _draw_figures(drawn: Sequence[Event], published: Sequence[str], title: str) -> Iterator[Figure]:
    """Yield the drawings of events that occurred, then those of the others, on separate axes."""
    for group in (select_facts(drawn), [event for event in drawn if event.status != "occurred"]):
        if not group:
            continue
        scale = fit_scale(group, published, LEFT, RIGHT)
        name = title if group[0].status == "occurred" else f"{title}, {NOT_FACTS}"
        for number, lines in enumerate(split_pages([build_row(event, scale) for event in group]), 1):
            figure = _draw_part(lines, scale)
            figure.set_label(name if number == 1 else f"{name}, part {number}")
            yield figure


def _draw_part(lines: Sequence[Line], scale: Scale) -> Figure:
    """Draw lines below an axis."""
    line = head_height(scale)
    height = line + 0.1 + sum(map(find_height, lines)) + 0.05
    canvas = Canvas(WIDTH, height)
    draw_axis(canvas, scale, 0)
    draw_published(canvas, scale, line)
    _label_axis(canvas, scale, line)
    guides = _draw_rows(canvas, lines, scale, line + 0.1)
    canvas.outline(guides, edgecolor=FAINT, linewidth=0.4, alpha=0.4, zorder=0)
    bands: list[Band] = [(line - 0.06, height)]
    draw_grid(canvas, scale, bands)
    draw_breaks(canvas, scale, bands)
    return canvas.figure


def _draw_rows(canvas: Canvas, lines: Sequence[Line], scale: Scale, top: float) -> list[list[Point]]:
    """Draw rows and headers; return the lines that guide the eye to each mark."""
    guides = []
    for line in lines:
        if isinstance(line, str):
            draw_header(canvas, line, top)
        else:
            draw_row(canvas, line, top, scale)
            y = top + line.height / 2
            guides.append([(LEFT, y), (RIGHT, y)])
        top += find_height(line)
    return guides


def _label_axis(canvas: Canvas, scale: Scale, line: float) -> None:
    """Label the axis and the publication days below it."""
    if scale.relative and scale.stretches:
        words = "days before (−) and after the main event"
        canvas.write(LEFT - 0.1, line - 0.13, words, 7.5, align="right")
    label_published(canvas, scale, line)
