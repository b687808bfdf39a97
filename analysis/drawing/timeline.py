"""The timeline: lanes of rows, one row an event, its words on the left and its time on the right."""

from collections.abc import Iterator, Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.foremost import DRAWN, LISTED, foremost
from analysis.comparing.records import Event, rows
from analysis.drawing.axis import Band, draw_axis, draw_breaks, draw_grid, draw_published, head_height
from analysis.drawing.bounds import all_in
from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.chart import Chart
from analysis.drawing.density import HEIGHT, draw_density, is_dense, unit_of
from analysis.drawing.layout import (
    LEFT,
    RIGHT,
    WIDTH,
    Line,
    draw_header,
    draw_row,
    height_of,
    pages,
    row_of,
)  # fmt: skip
from analysis.drawing.markup import Html
from analysis.drawing.scales import Scale, scale_of
from analysis.drawing.style import FAINT, styled
from analysis.drawing.wording import caption, data, description, facts

# inches of the density with its words
STRIP = HEIGHT + 0.5
NOT_FACTS = "planned, hypothetical or denied"


def timeline_chart(
    events: pd.DataFrame, published: Sequence[str] = (), title: str = "What happened when"
) -> Html:
    """Draw a timeline: of a long one the events that most articles tell of, and list some more.

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
    drawn, listed = (rows(foremost(events, most), Event) for most in (DRAWN, LISTED))
    with styled():
        figures = list(_figures(drawn, listed, published, title))
    scale = scale_of(facts(drawn) or drawn, published, LEFT, RIGHT)
    read = f"{_left_out(drawn, listed, len(events), scale)} {caption(drawn, scale)}"
    said = description(drawn, listed, scale)
    return Chart(figures, "timeline", title, said, read.strip(), data(listed), wide=True)


def _left_out(drawn: Sequence[Event], listed: Sequence[Event], found: int, scale: Scale) -> str:
    """Say how many events are drawn, how many listed, and where all are."""
    if len(drawn) == found:
        return ""
    some = "all" if len(listed) == found else f"{len(listed)}"
    bars = "; the bars above the rows count these" if is_dense(facts(listed), scale) else ""
    return (
        f"Drawn are the {len(drawn)} of {found:,} events that most articles report. "
        f"The data below the chart list {some} of them{bars}. {all_in(found, 'timeline.csv')}"
    )


def _figures(
    drawn: Sequence[Event], listed: Sequence[Event], published: Sequence[str], title: str
) -> Iterator[Figure]:
    """Yield the drawings of what happened, then those of what did not, each kind on its own axis."""
    for group in (facts(drawn), [event for event in drawn if event.status != "occurred"]):
        if not group:
            continue
        scale = scale_of(group, published, LEFT, RIGHT)
        happened = group[0].status == "occurred"
        dense = facts(listed) if happened and is_dense(facts(listed), scale) else []
        name = title if happened else f"{title}, {NOT_FACTS}"
        parts = pages([row_of(event, scale) for event in group], STRIP * bool(dense))
        for number, lines in enumerate(parts, 1):
            figure = _part(lines, scale, dense if number == 1 else ())
            figure.set_label(name if number == 1 else f"{name}, part {number}")
            yield figure


def _part(lines: Sequence[Line], scale: Scale, dense: Sequence[Event]) -> Figure:
    """Draw some lines below an axis, and the density of events above it."""
    strip = STRIP * bool(dense)
    line = strip + head_height(scale)
    height = line + 0.1 + sum(map(height_of, lines)) + 0.05
    canvas = Canvas(WIDTH, height)
    draw_axis(canvas, scale, strip)
    if dense:
        draw_density(canvas, dense, scale, strip - 0.12)
        _strip_words(canvas, scale)
    draw_published(canvas, scale, line)
    _words_of_axis(canvas, scale, line)
    guides = _rows(canvas, lines, scale, line + 0.1)
    canvas.outline(guides, edgecolor=FAINT, linewidth=0.4, alpha=0.4, zorder=0)
    bands: list[Band] = [(line - 0.06, height)]
    draw_grid(canvas, scale, bands)
    draw_breaks(canvas, scale, bands)
    return canvas.figure


def _rows(canvas: Canvas, lines: Sequence[Line], scale: Scale, top: float) -> list[list[Point]]:
    """Draw rows and headers; return the lines that guide the eye to each mark."""
    guides = []
    for line in lines:
        if isinstance(line, str):
            draw_header(canvas, line, top)
        else:
            draw_row(canvas, line, top, scale)
            y = top + line.height / 2
            guides.append([(LEFT, y), (RIGHT, y)])
        top += height_of(line)
    return guides


def _strip_words(canvas: Canvas, scale: Scale) -> None:
    """Say beside the density what it counts."""
    unit = unit_of(scale).name
    said = (f"Events per {unit}", "filled: on known days", "hollow: expected from windows")
    for number, words in enumerate(said):
        canvas.write(0.02, 0.4 + 0.15 * number, words, 7.5, bold=not number)


def _words_of_axis(canvas: Canvas, scale: Scale, line: float) -> None:
    """Say what the axis counts and what hangs from it."""
    if scale.relative and scale.stretches:
        words = "days before (−) and after the main event"
        canvas.write(LEFT - 0.1, line - 0.13, words, 7.5, align="right")
    elif scale.published:
        canvas.write(LEFT - 0.1, line + 0.05, "articles published", 7, align="right")
