"""The timeline: lanes of rows, one row an event, its words on the left and its time on the right."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing.chart import Chart, lead
from analysis.drawing.marks import draw_time
from analysis.drawing.markup import Html, link, plain, table, text
from analysis.drawing.rows import Event, rows
from analysis.drawing.scales import Scale, draw_axis, scale_of
from analysis.drawing.style import FAINT, styled, wrapped

# inches
WIDTH = 6.6
LABELS = 2.7
ROW = 0.37
HEADER = 0.33
AXIS = 0.55
TALLEST = 10.6
WIDEST_LABEL = 38

# text at the left edge of the figure, at the height of its row
LEFT: dict[str, Any] = {
    "xycoords": ("axes fraction", "data"),
    "xytext": (-LABELS * 72 + 4, 0),
    "textcoords": "offset points",
    "va": "center",
    "annotation_clip": False,
}

Line = Event | str


def timeline_chart(
    events: pd.DataFrame, published: Sequence[str] = (), title: str = "What happened when"
) -> Html:
    """Draw a timeline.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        published: publication days of the articles, drawn as thin lines.
        title: heading of the chart.

    Returns:
        A chart, in parts that fit a page, or a sentence where there is nothing to draw.
    """
    if events.empty:
        return Html("<p>No event was found in this selection.</p>")
    listed = rows(events, Event)
    scale = scale_of(listed, published)
    with styled():
        figures = [_part(lines, scale) for lines in _pages(listed)]
    return Chart(figures, "timeline", title, _description(listed, scale), _caption(scale), _data(listed))


def _pages(events: Sequence[Event]) -> Iterator[list[Line]]:
    """Yield what fits one figure after the other: lane headers and, under each, its events."""
    lines: list[Line] = []
    lane, height = "", 0.0
    for event in events:
        if height + HEADER + ROW > TALLEST:
            yield lines
            lines, lane, height = [], "", 0.0
        if event.lane != lane:
            lane = event.lane
            lines.append(lane)
            height += HEADER
        lines.append(event)
        height += ROW
    yield lines


def _part(lines: Sequence[Line], scale: Scale) -> Figure:
    heights = [HEADER if isinstance(line, str) else ROW for line in lines]
    body = sum(heights)
    height = body + AXIS + 0.05
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((LABELS / WIDTH, AXIS / height, 1 - (LABELS + 0.2) / WIDTH, body / height))
    axes.set_ylim(body, 0)
    axes.set_yticks([])
    axes.spines[["left"]].set_visible(False)
    draw_axis(axes, scale)
    top = 0.0
    for line, extent in zip(lines, heights, strict=True):
        if isinstance(line, str):
            _header(axes, line, top + extent * 0.62)
        else:
            _label(axes, line, top + extent / 2)
            draw_time(axes, line, top + extent / 2, scale)
        top += extent
    return figure


def _header(axes: Axes, name: str, y: float) -> None:
    axes.axhline(y + 0.11, xmin=-LABELS / (WIDTH - LABELS - 0.2), color=FAINT, linewidth=0.5, clip_on=False)
    axes.annotate(plain(name, 2 * WIDEST_LABEL), (0, y), fontweight="bold", fontsize=8.5, **LEFT)


def _label(axes: Axes, event: Event, y: float) -> None:
    """Write what happened, in at most two lines, left of the axis."""
    words = event.description[:1].upper() + event.description[1:]
    label = axes.annotate(wrapped(words, WIDEST_LABEL), (0, y), fontsize=8, **LEFT)
    lead(label, event.event_id, f"{words}: {event.status}, {event.when}")


def _caption(scale: Scale) -> str:
    relative = "The article gives no calendar date: the axis counts days from its main event. "
    return (
        f"{relative if scale.relative else ''}Filled dot: an exact day. Hollow bar: one day within. "
        "Fading arrow: open end. Dotted line: time not given. Arrowhead at the border: beyond the axis. "
        "Planned ▲, hypothetical ◆ and denied ✕ events are outlined and stand in lanes of their own. "
        "Each mark leads to its words in the article."
    )


def _description(events: Sequence[Event], scale: Scale) -> str:
    counts = Counter(event.status for event in events)
    listed = "; ".join(f"{event.description}: {event.when}" for event in events[:40])
    more = f"; and {len(events) - 40} more in the table below" if len(events) > 40 else ""
    axis = "days from the main event" if scale.relative else "calendar days"
    kinds = ", ".join(f"{number} {status}" for status, number in counts.items())
    return f"A timeline of {len(events)} events on an axis of {axis}: {kinds}. {listed}{more}."


def _data(events: Sequence[Event]) -> str:
    body = [
        [link(event.event_id, event.description), text(event.when), event.status, event.type,
         text(", ".join(event.actors)), text(event.place or ""), text(event.reason)]
        for event in events
    ]  # fmt: skip
    head = ["Event", "When", "Status", "PLOVER type", "Actors", "Place", "Why these bounds"]
    return table("Events in order", head, body)
