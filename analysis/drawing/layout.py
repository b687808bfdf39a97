"""Lay out a timeline for a printed page: rows, lane headers and page breaks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist

from analysis.comparing.records import Event
from analysis.comparing.tellings import format_check, format_description, format_status
from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import join_link, link_mark
from analysis.drawing.marks import LEVEL, assign_levels, draw_time, select_mentions
from analysis.drawing.scales import Scale
from analysis.drawing.style import FAINT, FIRM, wrap_text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import mark_checked
from analysis.text import clean_line, format_count

# inches: width of the drawing, which fills a printed page, the ends of its axis, and its maximum height;
# taller drawings continue in a further part
WIDTH, LEFT, RIGHT, TALLEST = 7.1, 3.34, 7.06, 8.7
# inches: left edge and width of the time column and of the description, which fit a phone
TIME, WORDS = (0.02, 0.98), (1.04, 2.22)
# points: text size; the time is slightly smaller
SIZE = 8
LINE = SIZE * 1.22 / 72
# maximum lines of the time and of the description
MOST_TIME, MOST_WORDS = 5, 5
# inches: height of a lane header, padding above and below a row
HEADER, EDGE = 0.34, 0.05


@dataclass(frozen=True)
class Row:
    """One event, its text broken into lines, and its height in inches."""

    event: Event
    time: list[str]
    words: list[str]
    height: float


Line = Row | str


def build_row(event: Event, scale: Scale) -> Row:
    """Break the text of an event into lines and measure the row."""
    time = wrap_text(spell_days(event.when), TIME[1] / 1.12, SIZE - 0.5, MOST_TIME)
    described = mark_checked(event, clean_line(format_description(event)))
    words = wrap_text(described, WORDS[1], SIZE, MOST_WORDS)
    mentions = select_mentions(event) if event.disputed else []
    marks = LEVEL * (max(assign_levels(mentions, scale), default=0) + 1) + 0.05
    height = max(LINE * max(len(time), len(words)), marks)
    return Row(event, time, words, height + 2 * EDGE)


def split_pages(rows: Sequence[Row]) -> Iterator[list[Line]]:
    """Yield the lines of each drawing: lane headers and, under each, its rows, which come lane by lane."""
    counts = Counter(row.event.lane for row in rows)
    page: list[Line] = []
    lane, height = "", 0.0
    for row in rows:
        new = row.event.lane != lane
        if page and height + HEADER * new + row.height > TALLEST:
            yield page
            page, height, new = [], 0.0, True
        if new:
            note = "continued" if row.event.lane == lane else format_count(counts[row.event.lane], "event")
            lane = row.event.lane
            page.append(f"{lane} · {note}")
        page.append(row)
        height += HEADER * new + row.height
    yield page


def find_height(line: Line) -> float:
    """Return the height of a line in inches."""
    return HEADER if isinstance(line, str) else line.height


def draw_header(canvas: Canvas, name: str, top: float) -> None:
    """Write the name of a lane above a rule."""
    canvas.write(0.02, top + 0.17, wrap_text(clean_line(name), LEFT / 1.15 - 0.1, 8.5, 1)[0], 8.5, bold=True)
    y = top + HEADER - 0.06
    canvas.outline([[(0, y), (WIDTH, y)]], edgecolor=FAINT, linewidth=0.6, zorder=1)


def draw_row(canvas: Canvas, row: Row, top: float, scale: Scale) -> None:
    """Draw the time, text and mark of an event as one link."""
    event = row.event
    middle = top + row.height / 2
    written = [
        *_write_lines(canvas, row.time, TIME[0], middle, SIZE - 0.5, bold=True, colour=FIRM),
        *_write_lines(canvas, row.words, WORDS[0], middle, SIZE),
    ]
    mentions = f"; {len(event.claims)} mentions" if len(event.claims) > 1 else ""
    check = f"; {format_check(event)}" if event.checked_by else ""
    name = f"{clean_line(event.description)}: {format_status(event)}, {event.when}{mentions}{check}"
    link_mark(written[0], event.event_id, name)
    for artist in written[1:]:
        join_link(artist, event.event_id)
    draw_time(canvas, event, middle, scale)


def _write_lines(
    canvas: Canvas, written: Sequence[str], left: float, middle: float, size: float, **look: Any
) -> list[Artist]:
    """Write lines vertically centred on ``middle``."""
    first = middle - LINE * (len(written) - 1) / 2
    return [
        canvas.write(left, first + number * LINE, words, size, **look) for number, words in enumerate(written)
    ]
