"""Draw a lane of stances: the marks of one actor on one issue, on several levels to avoid overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.comparing.records import DatedStance, Shift
from analysis.comparing.wording import format_when
from analysis.drawing.axis import Band
from analysis.drawing.canvas import Canvas, Point
from analysis.drawing.chart import join_link, link_mark
from analysis.drawing.scales import ARROW, Scale
from analysis.drawing.style import FIRM, STANCE, choose_ink, measure_text, wrap_text
from analysis.text import clean_line, format_count

# inches: a level of marks, a level of shifts, the padding of a lane, half a mark, half a cap
LEVEL, BRACKET, EDGE, HALF, CAP = 0.165, 0.15, 0.045, 0.075, 0.045
# points: names, labels of shifts, signs in marks, and marks, sized to look alike
SIZE, SMALL, SIGN = 8, 7, 6.5
MARKS = {"support": 10.0, "conditional": 8.0, "neutral": 10.5, "oppose": 9.0}
LINE = SIZE * 1.22 / 72
# maximum number of levels; marks that find none free overlap others
MOST_LEVELS = 6
CERTAIN = "certain"


@dataclass(frozen=True)
class Frame:
    """The layout of a lane in inches, with its name beside the axis."""

    width: float
    left: float
    right: float
    tallest: float


@dataclass(frozen=True)
class Lane:
    """The stances of one actor on one issue and the shifts between them, each with its level."""

    actor: str
    issue: str
    taken: list[tuple[DatedStance, int]]
    shifts: list[tuple[Shift, int]]
    name: list[str]
    frame: Frame

    @property
    def marks(self) -> float:
        """Height of the marks in inches."""
        return LEVEL * (1 + max(level for _, level in self.taken))

    @property
    def brackets(self) -> float:
        """Height of the shifts above the marks in inches."""
        return BRACKET * (1 + max(level for _, level in self.shifts)) if self.shifts else 0.0

    @property
    def height(self) -> float:
        """Height of the lane in inches."""
        words, drawn = len(self.name) * LINE, self.marks + self.brackets
        return max(words, drawn) + 2 * EDGE


def build_lane(taken: Sequence[DatedStance], shifts: Sequence[Shift], frame: Frame, scale: Scale) -> Lane:
    """Lay out the stances and shifts of one actor on one issue."""
    placed = sorted(taken, key=lambda stance: _find_extent(stance, scale))
    return Lane(
        taken[0].actor,
        taken[0].issue,
        list(zip(placed, assign_levels([_find_extent(stance, scale) for stance in placed]), strict=True)),
        list(zip(shifts, assign_levels([_find_reach(shift, taken, scale) for shift in shifts]), strict=True)),
        wrap_text(clean_line(taken[0].actor), frame.left - 0.12, SIZE, 2),
        frame,
    )


def assign_levels(extents: Sequence[tuple[float, float]], most: int = MOST_LEVELS) -> list[int]:
    """Return a level for each extent, from left to right; extents do not overlap while levels last."""
    ends: list[float] = []
    found = []
    for left, right in extents:
        free = min(len(ends), most - 1)
        level = next((number for number, end in enumerate(ends) if end <= left), free)
        ends[level : level + 1] = [right]
        found.append(level)
    return found


def _find_extent(stance: DatedStance, scale: Scale) -> tuple[float, float]:
    x = _find_x(stance, scale)
    left = x - ARROW if stance.low is None else min(scale.x(stance.low), x - HALF)
    right = x + ARROW if stance.high is None else max(scale.x(stance.high), x + HALF)
    return left, right


def _find_x(stance: DatedStance, scale: Scale) -> float:
    """Return the position of a mark: the middle of its days, or the end that is known."""
    known = [scale.x(day) for day in (stance.low, stance.high) if day is not None]
    return sum(known) / len(known)


def draw_lane(canvas: Canvas, lane: Lane, top: float, scale: Scale) -> Band:
    """Draw a lane: its name, the shifts and, below them, the marks; return its top and bottom."""
    inside, words = lane.height - 2 * EDGE, len(lane.name) * LINE
    first = top + EDGE + LINE / 2 + (inside - words) / 2
    for number, name in enumerate(lane.name):
        canvas.write(0.02, first + number * LINE, name, SIZE)
    upper = top + EDGE + (inside - lane.marks - lane.brackets) / 2
    for shift, level in lane.shifts:
        _draw_shift(
            canvas, shift, [stance for stance, _ in lane.taken], upper + (level + 0.5) * BRACKET, scale
        )
    for stance, level in lane.taken:
        _draw_mark(canvas, stance, upper + lane.brackets + (level + 0.5) * LEVEL, scale)
    return top, top + lane.height


def _draw_mark(canvas: Canvas, stance: DatedStance, y: float, scale: Scale) -> None:
    """Draw a stance: its mark, and whiskers over its possible days."""
    mark, x, single = STANCE[stance.stance], _find_x(stance, scale), stance.n == 1
    shape = canvas.marker(
        x, y, mark.marker, MARKS[stance.stance], markeredgecolor=mark.colour, markeredgewidth=1.3,
        markerfacecolor="none" if single else mark.colour,
    )  # fmt: skip
    basis = f"{format_when(stance.low, stance.high)}, {format_count(stance.n, 'statement')}"
    label = f"{stance.actor}, {stance.issue}: {stance.stance}, {basis}"
    link_mark(shape, stance.statements[0], label)
    colour = FIRM if single else choose_ink(mark.colour)
    sign = canvas.write(x, y, mark.sign if single else f"{stance.n:,}", SIGN, align="center", colour=colour)
    join_link(sign, stance.statements[0])
    days = build_whiskers(stance, scale, y)
    if days:
        is_open = stance.low is None or stance.high is None
        look = {"linestyle": (0, (3, 2))} if is_open else {}
        join_link(canvas.outline(days, edgecolor=mark.colour, linewidth=1.2, **look), stance.statements[0])


def build_whiskers(stance: DatedStance, scale: Scale, y: float = 0.0) -> list[list[Point]]:
    """Return lines from a mark to its first and last possible days, capped unless the end is open."""
    x, found = _find_x(stance, scale), []
    for day, way in ((stance.low, -1), (stance.high, 1)):
        end = x + way * ARROW if day is None else scale.x(day)
        if abs(end - x) > HALF:
            found.append([(x + way * HALF, y), (end, y)])
            found += [] if day is None else [[(end, y - CAP), (end, y + CAP)]]
    return found


def _draw_shift(canvas: Canvas, shift: Shift, taken: Sequence[DatedStance], y: float, scale: Scale) -> None:
    """Draw an arrow from the last mark before a shift to the first after it, dashed if only reported."""
    start, end = _find_ends(shift, taken, scale)
    target, words = shift.statements_after[0], _format_label(shift)
    how = f"{shift.when}, order {shift.order}"
    written = canvas.write(_find_label_start(words, start, end, scale), y, words, SMALL, colour=FIRM)
    link_mark(written, target, f"{shift.actor}, {shift.issue}: from {shift.before} to {shift.after}, {how}")
    look = {} if shift.order == CERTAIN else {"linestyle": (0, (2.5, 1.5))}
    x = _find_label_start(words, start, end, scale)
    gap = (x - 0.05, x + measure_text(words, SMALL) + 0.05) if start < x < end else (end, end)
    shaft = [[(start, y + 0.05), (start, y), (gap[0], y)], [(gap[1], y), (end, y)]]
    join_link(canvas.outline(shaft, edgecolor=FIRM, linewidth=1, **look), target)
    head = [(end - 0.06, y - 0.035), (end, y), (end - 0.06, y + 0.035)]
    join_link(canvas.outline([[*head, head[0]]], facecolor=FIRM, edgecolor=FIRM, linewidth=0.6), target)


def _find_ends(shift: Shift, taken: Sequence[DatedStance], scale: Scale) -> tuple[float, float]:
    """Return the positions of the nearest marks before and after a shift, at least slightly apart."""
    before, after = (
        [_find_x(stance, scale) for stance in taken if set(stance.statements) & set(keys)]
        for keys in (shift.statements_before, shift.statements_after)
    )
    return max(before), max(min(after), max(before) + 0.09)


def _find_reach(shift: Shift, taken: Sequence[DatedStance], scale: Scale) -> tuple[float, float]:
    """Return the left and right ends of a shift including its label."""
    start, end = _find_ends(shift, taken, scale)
    words = _format_label(shift)
    x = _find_label_start(words, start, end, scale)
    return min(start, x), max(end, x + measure_text(words, SMALL)) + 0.08


def _format_label(shift: Shift) -> str:
    return f"{shift.before} → {shift.after}"


def _find_label_start(words: str, start: float, end: float, scale: Scale) -> float:
    """Return where the label of a shift begins: within its arrow, else after it, else before it."""
    width = measure_text(words, SMALL)
    if end - start > width + 0.35:
        return (start + end - width) / 2
    return end + 0.06 if end + 0.06 + width <= scale.right else start - 0.06 - width
