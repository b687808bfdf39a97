"""Two layouts of a timeline, for a printed page and for a narrow screen: which words stand where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist

from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import join, lead
from analysis.drawing.marks import LEVEL, draw_time, levels_of, placed
from analysis.drawing.markup import plain
from analysis.drawing.rows import Event
from analysis.drawing.scales import Scale
from analysis.drawing.style import FAINT, FIRM, lines
from analysis.drawing.ticks import spelt
from analysis.words import count

# inches: a lane's header, and above and below what a row holds
HEADER, EDGE = 0.34, 0.05


@dataclass(frozen=True)
class Layout:
    """Where the parts of a row go, in inches.

    Attributes:
        width: of the drawing.
        left, right: ends of the axis.
        tallest: a drawing of more is continued in the next.
        size: of words, in points; the time is written a little smaller.
        time, words: left edge and width of the time in words and of what happened.
        most: lines of what happened.
        stacked: the axis lies under the words, not beside them.
    """

    width: float
    left: float
    right: float
    tallest: float
    size: float
    time: tuple[float, float]
    words: tuple[float, float]
    most: int
    stacked: bool

    @property
    def line(self) -> float:
        """Height of a line of words."""
        return self.size * 1.22 / 72


# the wide one fills a printed page at its own size; a phone shows the narrow one at its own size
WIDE = Layout(7.1, 3.72, 7.06, 8.7, 8, (0.02, 0.98), (1.04, 2.6), 3, stacked=False)
NARROW = Layout(3.4, 0.03, 3.37, 11, 9, (0.02, 3.3), (0.02, 3.3), 4, stacked=True)


@dataclass(frozen=True)
class Row:
    """One event, its words broken into lines, and the inches that its marks and all of it take."""

    event: Event
    time: list[str]
    words: list[str]
    marks: float
    height: float


Line = Row | str


def row_of(event: Event, layout: Layout, scale: Scale) -> Row:
    """Break the words of an event into lines and measure it."""
    said = event.description[:1].upper() + event.description[1:]
    time = lines(spelt(event.when), layout.time[1] / 1.12, layout.size - 0.5, 5)
    words = lines(plain(said), layout.words[1], layout.size, layout.most)
    told = placed(event) if event.disputed else []
    marks = LEVEL * (max(levels_of(told, scale), default=0) + 1) + 0.05
    if layout.stacked:
        height = layout.line * (len(time) + len(words)) + marks
    else:
        height = max(layout.line * max(len(time), len(words)), marks)
    return Row(event, time, words, marks, height + 2 * EDGE)


def pages(rows: Sequence[Row], layout: Layout, first: float) -> Iterator[list[Line]]:
    """Yield what fits one drawing after the other: lane headers and, under each, its rows.

    Args:
        rows: lane by lane.
        layout: says how tall a drawing may be.
        first: inches that the first drawing needs for more than rows.
    """
    counts = Counter(row.event.lane for row in rows)
    page: list[Line] = []
    lane, height = "", first
    for row in rows:
        new = row.event.lane != lane
        if page and height + HEADER * new + row.height > layout.tallest:
            yield page
            page, height, new = [], 0.0, True
        if new:
            again = "continued" if row.event.lane == lane else count(counts[row.event.lane], "event")
            lane = row.event.lane
            page.append(f"{lane} · {again}")
        page.append(row)
        height += HEADER * new + row.height
    yield page


def height_of(line: Line) -> float:
    """Return the inches that a line takes."""
    return HEADER if isinstance(line, str) else line.height


def draw_header(canvas: Canvas, name: str, top: float, layout: Layout) -> None:
    """Write the name of a lane above a rule."""
    room = layout.left + (layout.right - layout.left) * layout.stacked
    canvas.write(0.02, top + 0.17, lines(plain(name), room / 1.15 - 0.1, 8.5, 1)[0], 8.5, bold=True)
    y = top + HEADER - 0.06
    canvas.outline([[(0, y), (layout.width, y)]], edgecolor=FAINT, linewidth=0.6, zorder=1)


def mark_height(row: Row, layout: Layout) -> float:
    """Return where the mark of a row is, in inches below the row's top."""
    if not layout.stacked:
        return row.height / 2
    return row.height - EDGE - row.marks / 2


def draw_row(canvas: Canvas, row: Row, top: float, layout: Layout, scale: Scale) -> None:
    """Write the time and the words of an event and draw its mark, all of it one link."""
    event = row.event
    written = [*_times(canvas, row, top, layout), *_words(canvas, row, top, layout)]
    told = f"; {len(event.claims)} tellings" if len(event.claims) > 1 else ""
    lead(written[0], event.event_id, f"{plain(event.description)}: {event.status}, {event.when}{told}")
    for artist in written[1:]:
        join(artist, event.event_id)
    draw_time(canvas, event, top + mark_height(row, layout), scale)


def _times(canvas: Canvas, row: Row, top: float, layout: Layout) -> list[Artist]:
    first = _first_line(row, top, layout, len(row.time))
    return [
        canvas.write(
            layout.time[0], first + number * layout.line, words, layout.size - 0.5, bold=True, colour=FIRM
        )
        for number, words in enumerate(row.time)
    ]


def _words(canvas: Canvas, row: Row, top: float, layout: Layout) -> list[Artist]:
    first = _first_line(row, top, layout, len(row.words)) + layout.line * len(row.time) * layout.stacked
    return [
        canvas.write(layout.words[0], first + number * layout.line, words, layout.size)
        for number, words in enumerate(row.words)
    ]


def _first_line(row: Row, top: float, layout: Layout, number: int) -> float:
    """Return the height of the first of some lines: below the row's top, or around its middle."""
    if layout.stacked:
        return top + EDGE + layout.line / 2
    return top + row.height / 2 - layout.line * (number - 1) / 2
