"""A lane of stances: the marks of one actor on one issue, on levels where they would cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.comparing.records import Shift, Taken
from analysis.comparing.wording import when
from analysis.drawing.axis import Band
from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.chart import join, lead
from analysis.drawing.scales import ARROW, Scale
from analysis.drawing.style import FIRM, STANCE, ink_on, lines, text_width
from analysis.text import count, plain

# inches: a level of marks and one of shifts, above and below what a lane holds, half a mark, half a cap
LEVEL, BRACKET, EDGE, HALF, CAP = 0.165, 0.15, 0.045, 0.075, 0.045
# points: words, those of shifts, the signs of marks, and the marks, alike to the eye
SIZE, SMALL, SIGN = 8, 7, 6.5
MARKS = {"support": 10.0, "conditional": 8.0, "neutral": 10.5, "oppose": 9.0}
LINE = SIZE * 1.22 / 72
# levels that marks may take; what finds none free is drawn over others
MOST_LEVELS = 6
CERTAIN = "certain"


@dataclass(frozen=True)
class Frame:
    """Where the parts of a lane go, in inches: its name stands beside the axis."""

    width: float
    left: float
    right: float
    tallest: float


@dataclass(frozen=True)
class Lane:
    """The stances of one actor on one issue, each with its level, and the shifts between them, likewise."""

    actor: str
    issue: str
    taken: list[tuple[Taken, int]]
    shifts: list[tuple[Shift, int]]
    name: list[str]
    frame: Frame

    @property
    def marks(self) -> float:
        """Inches that the marks take."""
        return LEVEL * (1 + max(level for _, level in self.taken))

    @property
    def brackets(self) -> float:
        """Inches that the shifts above the marks take."""
        return BRACKET * (1 + max(level for _, level in self.shifts)) if self.shifts else 0.0

    @property
    def height(self) -> float:
        """Inches that all of it takes."""
        words, drawn = len(self.name) * LINE, self.marks + self.brackets
        return max(words, drawn) + 2 * EDGE


def lane_of(taken: Sequence[Taken], shifts: Sequence[Shift], frame: Frame, scale: Scale) -> Lane:
    """Place the stances and the shifts of one actor on one issue."""
    placed = sorted(taken, key=lambda one: _extent(one, scale))
    return Lane(
        taken[0].actor,
        taken[0].issue,
        list(zip(placed, _levels([_extent(one, scale) for one in placed]), strict=True)),
        list(zip(shifts, _levels([_reach(one, taken, scale) for one in shifts]), strict=True)),
        lines(plain(taken[0].actor), frame.left - 0.12, SIZE, 2),
        frame,
    )


def _levels(extents: Sequence[tuple[float, float]]) -> list[int]:
    """Return a level for each extent, from left to right, so that none covers another while there is room."""
    ends: list[float] = []
    found = []
    for left, right in extents:
        free = min(len(ends), MOST_LEVELS - 1)
        level = next((number for number, end in enumerate(ends) if end <= left), free)
        ends[level : level + 1] = [right]
        found.append(level)
    return found


def _extent(one: Taken, scale: Scale) -> tuple[float, float]:
    x = _x(one, scale)
    left = x - ARROW if one.low is None else min(scale.x(one.low), x - HALF)
    right = x + ARROW if one.high is None else max(scale.x(one.high), x + HALF)
    return left, right


def _x(one: Taken, scale: Scale) -> float:
    """Return where the mark of a stance is: in the middle of its days, or at the end that is known."""
    known = [scale.x(day) for day in (one.low, one.high) if day is not None]
    return sum(known) / len(known)


def draw_lane(canvas: Canvas, lane: Lane, top: float, scale: Scale) -> Band:
    """Draw a lane: its name, the shifts, and below them the marks; return where it stands."""
    inside, words = lane.height - 2 * EDGE, len(lane.name) * LINE
    first = top + EDGE + LINE / 2 + (inside - words) / 2
    for number, name in enumerate(lane.name):
        canvas.write(0.02, first + number * LINE, name, SIZE)
    upper = top + EDGE + (inside - lane.marks - lane.brackets) / 2
    for shift, level in lane.shifts:
        _shift(canvas, shift, [one for one, _ in lane.taken], upper + (level + 0.5) * BRACKET, scale)
    for one, level in lane.taken:
        _mark(canvas, one, upper + lane.brackets + (level + 0.5) * LEVEL, scale)
    return top, top + lane.height


def _mark(canvas: Canvas, one: Taken, y: float, scale: Scale) -> None:
    """Draw a stance: its sign where it was taken, whiskers over the days that it may be of."""
    mark, x, single = STANCE[one.stance], _x(one, scale), one.n == 1
    shape = canvas.marker(
        x, y, mark.marker, MARKS[one.stance], markeredgecolor=mark.colour, markeredgewidth=1.3,
        markerfacecolor="none" if single else mark.colour,
    )  # fmt: skip
    said = f"{one.actor}, {one.issue}: {one.stance}, {when(one.low, one.high)}, {count(one.n, 'statement')}"
    lead(shape, one.statements[0], said)
    colour = FIRM if single else ink_on(mark.colour)
    sign = canvas.write(x, y, mark.sign if single else f"{one.n:,}", SIGN, align="center", colour=colour)
    join(sign, one.statements[0])
    days = whiskers(one, scale, y)
    if days:
        is_open = one.low is None or one.high is None
        look = {"linestyle": (0, (3, 2))} if is_open else {}
        join(canvas.outline(days, edgecolor=mark.colour, linewidth=1.2, **look), one.statements[0])


def whiskers(one: Taken, scale: Scale, y: float = 0.0) -> list[list[Point]]:
    """Return lines from a mark to its first and last possible day, with a cap, or towards an open end."""
    x, found = _x(one, scale), []
    for day, way in ((one.low, -1), (one.high, 1)):
        end = x + way * ARROW if day is None else scale.x(day)
        if abs(end - x) > HALF:
            found.append([(x + way * HALF, y), (end, y)])
            found += [] if day is None else [[(end, y - CAP), (end, y + CAP)]]
    return found


def _shift(canvas: Canvas, shift: Shift, taken: Sequence[Taken], y: float, scale: Scale) -> None:
    """Draw an arrow from the last mark before a shift to the first behind it, dashed where only reported."""
    start, end = _ends(shift, taken, scale)
    target, words = shift.statements_after[0], _words(shift)
    how = f"{shift.when}, order {shift.order}"
    written = canvas.write(_words_at(words, start, end, scale), y, words, SMALL, colour=FIRM)
    lead(written, target, f"{shift.actor}, {shift.issue}: from {shift.before} to {shift.after}, {how}")
    look = {} if shift.order == CERTAIN else {"linestyle": (0, (2.5, 1.5))}
    x = _words_at(words, start, end, scale)
    gap = (x - 0.05, x + text_width(words, SMALL) + 0.05) if start < x < end else (end, end)
    shaft = [[(start, y + 0.05), (start, y), (gap[0], y)], [(gap[1], y), (end, y)]]
    join(canvas.outline(shaft, edgecolor=FIRM, linewidth=1, **look), target)
    head = [(end - 0.06, y - 0.035), (end, y), (end - 0.06, y + 0.035)]
    join(canvas.outline([[*head, head[0]]], facecolor=FIRM, edgecolor=FIRM, linewidth=0.6), target)


def _ends(shift: Shift, taken: Sequence[Taken], scale: Scale) -> tuple[float, float]:
    """Return where the nearest marks on both sides of a shift are, a little apart at least."""
    before, after = (
        [_x(one, scale) for one in taken if set(one.statements) & set(keys)]
        for keys in (shift.statements_before, shift.statements_after)
    )
    return max(before), max(min(after), max(before) + 0.09)


def _reach(shift: Shift, taken: Sequence[Taken], scale: Scale) -> tuple[float, float]:
    """Return how far a shift reaches with its words."""
    start, end = _ends(shift, taken, scale)
    words = _words(shift)
    x = _words_at(words, start, end, scale)
    return min(start, x), max(end, x + text_width(words, SMALL)) + 0.08


def _words(shift: Shift) -> str:
    return f"{shift.before} → {shift.after}"


def _words_at(words: str, start: float, end: float, scale: Scale) -> float:
    """Return where the words of a shift begin: within its arrow, else behind it, else before it."""
    width = text_width(words, SMALL)
    if end - start > width + 0.35:
        return (start + end - width) / 2
    return end + 0.06 if end + 0.06 + width <= scale.right else start - 0.06 - width
