"""Draw a story at a glance: its chapters, the events to know, who took part, and who changed position."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.foremost import LISTED, select_foremost, select_key_events
from analysis.comparing.records import Chapter, Event, Shift, read_rows
from analysis.comparing.tellings import format_description, format_telling
from analysis.drawing.axis import (
    draw_axis,
    draw_breaks,
    draw_grid,
    draw_published,
    head_height,
    label_published,
)  # fmt: skip
from analysis.drawing.canvas import Canvas, box
from analysis.drawing.chart import Chart, join_link, link_mark
from analysis.drawing.density import (
    HEIGHT,
    caption_density,
    describe_density,
    draw_density,
    is_dense,
    label_density,
)
from analysis.drawing.lanes import assign_levels
from analysis.drawing.markup import Html, link_code, table, text
from analysis.drawing.scales import ARROW, Scale, fit_scale
from analysis.drawing.style import BLUE, FAINT, FIRM, STANCE, WHITE, apply_style, measure_text, wrap_text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import LETTERS, PUBLISHED, TICKED, TORN, mark_checked, select_facts
from analysis.text import clean_line, format_count

# inches: width, ends of the axis; a level of marks, padding of a lane, half a mark, the
# gap to the next one; height of chapter letters
WIDTH, LEFT, RIGHT = 7.1, 1.62, 7.06
LEVEL, EDGE, HALF, GAP, HEAD = 0.2, 0.05, 0.1, 0.02, 0.2
# points: names, numbers in marks
SIZE, NUMBER = 8, 7
MARK = 12.0
MOST_ACTORS, MOST_SHIFTS = 6, 8


@dataclass(frozen=True)
class Piece:
    """A mark of a lane: an event with its number, or a shift of position."""

    row: Event | Shift
    label: str
    left: float
    right: float


def story_chart(
    events: pd.DataFrame,
    chapters: pd.DataFrame,
    shifts: pd.DataFrame,
    published: Sequence[str] = (),
    title: str = "The story at a glance",
) -> Html:
    """Draw the events to know on one axis with the chapters, actors and changes of position.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        chapters: as ``comparing.story.chapters`` returns it.
        shifts: as ``comparing.change.shifts`` returns it; only supported ones are drawn.
        published: publication days of the articles, drawn as thin marks.
        title: heading of the chart.

    Returns:
        A chart; empty markup where fewer than two events to know have a day.
    """
    key = [
        event
        for event in read_rows(select_key_events(events), Event)
        if event.scale == "calendar" and (event.low, event.high) != (None, None)
    ]
    if len(key) < 2:
        return Html("")
    parts = read_rows(chapters, Chapter)
    changes = [shift for shift in read_rows(shifts, Shift) if shift.is_supported][:MOST_SHIFTS]
    facts = select_facts(read_rows(select_foremost(events, LISTED), Event))
    scale = fit_scale([*key, *changes, *parts], published, LEFT, RIGHT)
    lanes = _build_lanes(key, changes, scale)
    with apply_style():
        figure = _draw(lanes, parts, facts, scale)
    seen = f"{_describe(key, parts, changes)}{describe_density(facts, scale)}"
    reading = f"{_write_caption(key, lanes, parts, scale)}{caption_density(facts, scale)}"
    return Chart([figure], "story", title, seen, reading, _build_data(key), wide=True)


def _build_lanes(
    key: Sequence[Event], changes: Sequence[Shift], scale: Scale
) -> list[tuple[str, list[Piece]]]:
    """Return the lanes: the events to know, then the actors who take part in most of them or changed."""
    numbered = [_place_event(event, number, scale) for number, event in enumerate(key, 1)]
    counts = Counter(actor for event in key for actor in event.actors)
    changed = dict.fromkeys(shift.actor for shift in changes)
    often = [actor for actor, number in counts.most_common() if number > 1 or actor in changed]
    lanes = [("Events to know", numbered)]
    for actor in dict.fromkeys([*often[:MOST_ACTORS], *changed]):
        part = [piece for piece in numbered if isinstance(piece.row, Event) and actor in piece.row.actors]
        lanes.append(
            (actor, [*part, *(_place_shift(shift, scale) for shift in changes if shift.actor == actor)])
        )
    return lanes


def _place_event(event: Event, number: int, scale: Scale) -> Piece:
    x = _find_middle(event, scale)
    left = x - ARROW if event.low is None else min(x - HALF, scale.x(event.low))
    right = x + ARROW if event.high is None else max(x + HALF, scale.x(event.high))
    return Piece(event, str(number), left, right + GAP)


def _place_shift(shift: Shift, scale: Scale) -> Piece:
    label = f"{shift.before} → {shift.after}"
    x, width = _find_middle(shift, scale), measure_text(label, NUMBER)
    left = x + HALF if x + HALF + width <= scale.right else x - HALF - width
    return Piece(shift, label, min(left, x - HALF), max(left + width, x + HALF) + 0.05)


def _find_middle(row: Event | Shift, scale: Scale) -> float:
    """Return the middle of the possible days on the axis, or the end that is known."""
    known = [scale.x(day) for day in (row.low, row.high) if day is not None]
    return sum(known) / len(known) if known else scale.left


def _draw(
    lanes: Sequence[tuple[str, list[Piece]]], parts: Sequence[Chapter], facts: Sequence[Event], scale: Scale
) -> Figure:
    dense = is_dense(facts, scale)
    strip = (HEIGHT + 0.5) * dense
    line = strip + head_height(scale)
    letters = _place_letters(parts, scale)
    tops, top = [], line + HEAD * (max(letters, default=-1) + 1) + 0.1
    placed = [
        assign_levels([(piece.left, piece.right) for piece in pieces], len(pieces)) for _, pieces in lanes
    ]
    for levels in placed:
        tops.append(top)
        top += LEVEL * (max(levels) + 1) + 2 * EDGE
    canvas = Canvas(WIDTH, top + 0.05)
    draw_axis(canvas, scale, strip)
    if dense:
        draw_density(canvas, facts, scale, strip - 0.12)
        label_density(canvas, scale)
    draw_published(canvas, scale, line)
    label_published(canvas, scale, line)
    for letter, part, level in zip(LETTERS, parts, letters, strict=False):
        draw_chapter(canvas, letter, part, line + 0.1 + level * HEAD, top, scale)
    for (name, pieces), levels, start in zip(lanes, placed, tops, strict=True):
        _draw_lane(canvas, name, list(zip(pieces, levels, strict=True)), start, scale)
    draw_grid(canvas, scale, [(line, top)])
    draw_breaks(canvas, scale, [(line, top)])
    return canvas.figure


def draw_chapter(canvas: Canvas, letter: str, part: Chapter, top: float, bottom: float, scale: Scale) -> None:
    """Shade the days of a chapter and write its letter above them."""
    sides = _find_sides(part, scale)
    spare = max(0.04, scale.inches / 2)
    boxes = [box(left - spare, right + spare, top, bottom) for left, right in sides]
    canvas.outline(boxes, facecolor=FAINT, edgecolor="none", alpha=0.18, zorder=0)
    middle = sum(sides[0]) / 2
    written = canvas.write(middle, top + HEAD / 2, letter, SIZE, bold=True, align="center", colour=FIRM)
    if part.event_id:
        link_mark(written, part.event_id, f"chapter {letter}, {part.when}: {part.headline}")


def _place_letters(parts: Sequence[Chapter], scale: Scale) -> list[int]:
    """Return a level for the letter of each chapter, so that those of short chapters do not overlap."""
    middles = [sum(_find_sides(part, scale)[0]) / 2 for part in parts]
    return assign_levels([(middle - HALF, middle + HALF) for middle in middles], len(parts))


def _find_sides(part: Chapter, scale: Scale) -> list[tuple[float, float]]:
    """Return the left and right ends of a chapter on each stretch of the axis."""
    return [
        (scale.x(max(part.first, low)), scale.x(min(part.last, high)))
        for low, high in scale.stretches
        if part.first <= high and part.last >= low
    ]


def _draw_lane(
    canvas: Canvas, name: str, placed: Sequence[tuple[Piece, int]], top: float, scale: Scale
) -> None:
    """Draw a lane: its name and its marks; the events to know have filled marks in the first lane only."""
    height = LEVEL * (max(level for _, level in placed) + 1) + 2 * EDGE
    shown = wrap_text(clean_line(name), LEFT - 0.12, SIZE, 1)[0]
    canvas.write(0.02, top + height / 2, shown, SIZE, bold=name == "Events to know")
    canvas.outline([[(0, top), (WIDTH, top)]], edgecolor=FAINT, linewidth=0.4)
    for piece, level in placed:
        y = top + EDGE + (level + 0.5) * LEVEL
        if isinstance(piece.row, Event):
            draw_number(canvas, piece, piece.row, y, scale, filled=name == "Events to know")
        else:
            draw_shift(canvas, piece, piece.row, y, scale)


def draw_number(canvas: Canvas, piece: Piece, event: Event, y: float, scale: Scale, filled: bool) -> None:
    """Draw the number of an event in a circle, with a line over its possible days."""
    x = _find_middle(event, scale)
    fill = {"markerfacecolor": BLUE if filled else "none", "markeredgecolor": BLUE, "markeredgewidth": 1.0}
    shape = canvas.marker(x, y, "o", MARK, **fill)
    link_mark(shape, event.event_id, f"{piece.label}. {clean_line(event.description)}: {event.when}")
    colour = WHITE if filled else FIRM
    written = canvas.write(x, y, piece.label, NUMBER, align="center", colour=colour, bold=filled)
    join_link(written, event.event_id)
    days = [
        [(start, y), (end, y)]
        for start, end in ((piece.left, x - HALF), (x + HALF, piece.right - GAP))
        if end > start + 0.02
    ]
    if days:
        look = {"linestyle": (0, (3, 2))} if event.low is None or event.high is None else {}
        join_link(canvas.outline(days, edgecolor=BLUE, linewidth=1.1, **look), event.event_id)


def draw_shift(canvas: Canvas, piece: Piece, shift: Shift, y: float, scale: Scale) -> None:
    """Draw the mark of the new stance, with the old and the new one beside it."""
    x, mark = _find_middle(shift, scale), STANCE[shift.after]
    target = shift.statements_after[0]
    shape = canvas.marker(x, y, mark.marker, 7, markerfacecolor=mark.colour, markeredgecolor=mark.colour)
    name = f"{shift.actor}, {shift.issue}: from {shift.before} to {shift.after}, {shift.when}"
    link_mark(shape, target, name)
    left = x + HALF if piece.right > x + 2 * HALF else x - HALF - measure_text(piece.label, NUMBER)
    join_link(canvas.write(left, y, piece.label, NUMBER, colour=FIRM), target)


def _write_caption(
    key: Sequence[Event], lanes: Sequence[tuple[str, list[Piece]]], parts: Sequence[Chapter], scale: Scale
) -> str:
    """Explain the marks that occur."""
    others = [piece.row for _, pieces in lanes[1:] for piece in pieces]
    sentences = [
        (True, "Numbered: the events to know, as listed above."),
        (any(isinstance(row, Event) for row in others), "Outlined: the same, beside those who took part."),
        (
            any(event.low != event.high for event in key),
            "Lines: a single day within these bounds, dashed where an end is open.",
        ),
        (bool(parts), "Shaded: chapters, with unusually many reports; their letters are those of the table."),
        (
            any(isinstance(row, Shift) for row in others),
            "Small marks: changes of position, at the new stance.",
        ),
        (bool(scale.breaks), TORN),
        (bool(scale.published), PUBLISHED),
        (any(event.checked_by for event in key), TICKED),
    ]
    return " ".join(sentence for applies, sentence in sentences if applies)


def _describe(key: Sequence[Event], parts: Sequence[Chapter], changes: Sequence[Shift]) -> str:
    numbered = (f"{number}. {event.description}: {event.when}" for number, event in enumerate(key, 1))
    counts = f"{format_count(len(parts), 'chapter')}, {format_count(len(changes), 'change')} of position"
    return f"{format_count(len(key), 'event')} to know, {counts}. {'; '.join(numbered)}."


def _build_data(key: Sequence[Event]) -> str:
    body = [
        [
            f"{number}. {link_code(event.event_id, mark_checked(event, format_description(event)))}",
            text(spell_days(event.when)),
            text(spell_days(format_telling(event))),
            text(", ".join(event.actors)),
        ]
        for number, event in enumerate(key, 1)
    ]
    return table("The events to know", ["Event", "When", "Told by", "Actors"], body)
