"""Draw samples of the marks for the glossary, with the functions that draw the charts."""

from matplotlib.figure import Figure

from analysis.comparing.records import Chapter, Event, Shift
from analysis.drawing.axis import draw_breaks, draw_published
from analysis.drawing.canvas import Canvas, box
from analysis.drawing.grid import draw_position, draw_silence
from analysis.drawing.marks import draw_time
from analysis.drawing.scales import Scale
from analysis.drawing.story import Piece, draw_chapter, draw_number, draw_shift
from analysis.drawing.style import FAINT, GREY
from analysis.drawing.svg import render_sample

# prefix of the identifiers in the samples’ SVG
SAMPLE = "sample"
# inches: a mark of a matrix, a box of a bar, width and height of a mark of a timeline
MARK, BOX, TIME, LOW = 0.24, 0.17, 1.1, 0.2


def sketch_positions(stance: str, *numbers: int | None) -> str:
    """Draw positions of a matrix in a row, by their number of statements; None means unchecked."""
    figure = Figure(figsize=(MARK * len(numbers), MARK))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-0.5, len(numbers) - 0.5))
    axes.set_axis_off()
    for place, number in enumerate(numbers):
        draw_position(axes, place, 0, stance, number)
    return render_sample(figure, SAMPLE)


def sketch_silent() -> str:
    """Draw the dot of an actor that is named with an issue and takes no position."""
    figure = Figure(figsize=(MARK, MARK))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-0.5, 0.5), ylim=(-0.5, 0.5))
    axes.set_axis_off()
    draw_silence(axes, [(0, 0)])
    return render_sample(figure, SAMPLE)


def sketch_box(colour: str, filled: bool = True) -> str:
    """Draw a bar of a bar chart."""
    canvas = Canvas(BOX, BOX)
    edges = [box(0.02, BOX - 0.02, 0.02, BOX - 0.02)]
    canvas.outline(edges, facecolor=colour if filled else "none", edgecolor=colour, linewidth=0.8)
    return render_sample(canvas.figure, SAMPLE)


def _build_scale(days: tuple[float, ...] = (), torn: bool = False) -> Scale:
    """Return an axis of ten days, or one of two three-day stretches."""
    if torn:
        return Scale(0.0, TIME, ((0, 3), (90, 93)), (0.1, 0.7), 0.1, 0.1, False, days)
    return Scale(0.0, TIME, ((0, 10),), (0.05,), 0.1, 0.05, False, days)


def build_event(
    low: float | None, high: float | None, status: str = "occurred", extent: str = "within",
    disputed: bool = False, claimed_by: tuple[str, ...] = (), checked_by: tuple[str, ...] = (),
) -> Event:  # fmt: skip
    """Return an event on an axis of ten days; see ``records.Event`` for its properties."""
    claims = (("a", low, low), ("b", high, high)) if disputed else (("a", low, high),)
    return Event(
        "a", None, "", "", "", None, status, None, claimed_by, (), None, "calendar", low, high, extent,
        claims, disputed, "", False, 1, 1, None, None, (), 0.0, "", (), checked_by,
    )  # fmt: skip


def sketch_event(event: Event) -> str:
    """Draw the time of an event."""
    canvas = Canvas(TIME, LOW)
    draw_time(canvas, event, LOW / 2, _build_scale())
    return render_sample(canvas.figure, SAMPLE)


def sketch_torn_axis() -> str:
    """Draw an axis of which a stretch is left out."""
    canvas = Canvas(TIME, LOW)
    canvas.outline([[(0, LOW / 2), (TIME, LOW / 2)]], edgecolor=FAINT, linewidth=0.8, zorder=2)
    draw_breaks(canvas, _build_scale(torn=True), [(0.02, LOW - 0.02)])
    return render_sample(canvas.figure, SAMPLE)


def sketch_published() -> str:
    """Draw publication days below an axis."""
    canvas = Canvas(TIME, LOW)
    canvas.outline([[(0, 0.03), (TIME, 0.03)]], edgecolor=GREY, linewidth=0.8, zorder=2)
    draw_published(canvas, _build_scale((2, 3, 7)), 0.03)
    return render_sample(canvas.figure, SAMPLE)


def sketch_numbers() -> str:
    """Draw an event to know, and the same event in the lane of an actor."""
    canvas = Canvas(TIME, LOW)
    for day, filled in ((2.0, True), (7.0, False)):
        event, x = build_event(day, day), _build_scale().x(day)
        draw_number(canvas, Piece(event, "1", x, x), event, LOW / 2, _build_scale(), filled)
    return render_sample(canvas.figure, SAMPLE)


def sketch_chapter() -> str:
    """Draw the shading of a chapter with its letter."""
    canvas = Canvas(TIME, LOW)
    draw_chapter(canvas, "A", Chapter(2.0, 8.0, "", 0, 0.0, 0, None, None), 0.0, LOW, _build_scale())
    return render_sample(canvas.figure, SAMPLE)


def sketch_shift() -> str:
    """Draw a change of position."""
    canvas = Canvas(1.5, LOW)
    shift = Shift("", "", "oppose", "support", 1, 1, "", "", [], ["a"], [], [], [], True)
    draw_shift(canvas, Piece(shift, "oppose → support", 0.0, 1.4), shift, LOW / 2, _build_scale())
    return render_sample(canvas.figure, SAMPLE)
