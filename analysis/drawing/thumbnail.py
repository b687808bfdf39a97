"""Draw a thumbnail of a stance matrix for an index of many reports."""

from collections.abc import Sequence

from analysis.drawing.markup import text
from analysis.drawing.style import GREY, STANCE
from analysis.text import format_count

# pixels of a cell, maximum columns and rows
CELL = 12
ACROSS, DOWN = 24, 16
# half the size of a mark, in pixels
HALF = 4
MIXED = "mixed"


def draw_thumbnail(positions: Sequence[Sequence[str]]) -> str:
    """Return a small stance matrix, one mark per position, by shape and colour.

    Args:
        positions: actor, issue and stance of each position, in the order of the matrix.

    Returns:
        SVG with an accessible name; actors are across, issues down.
    """
    actors = list(dict.fromkeys(actor for actor, _, _ in positions))
    issues = list(dict.fromkeys(issue for _, issue, _ in positions))
    label = (
        f"{format_count(len(positions), 'position')} of {format_count(len(actors), 'actor')} "
        f"on {format_count(len(issues), 'issue')}"
    )
    if not positions:
        return '<span class="byline">no position</span>'
    marks = "".join(
        _draw_mark(stance, actors.index(actor), issues.index(issue))
        for actor, issue, stance in positions
        if actors.index(actor) < ACROSS and issues.index(issue) < DOWN
    )
    width, height = CELL * min(len(actors), ACROSS), CELL * min(len(issues), DOWN)
    return (
        f'<svg role="img" class="thumbnail" aria-label="{text(label)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title>{text(label)}</title>{marks}</svg>'
    )


def _draw_mark(stance: str, across: int, down: int) -> str:
    """Return the mark of a stance: circle, diamond, hexagon or square; mixed ones are outlined circles."""
    x, y = CELL * across + CELL / 2, CELL * down + CELL / 2
    colour = STANCE[stance].colour if stance in STANCE else GREY
    shapes = {
        "support": f'<circle cx="{x}" cy="{y}" r="{HALF}"',
        "conditional": f'<path d="M{x} {y - 5}l5 5-5 5-5-5z"',
        "neutral": f'<path d="M{x - 2.5} {y - HALF}h5l2.5 4-2.5 4h-5l-2.5-4z"',
        "oppose": f'<path d="M{x - HALF} {y - HALF}h8v8h-8z"',
    }
    if stance not in shapes:
        return f'<circle cx="{x}" cy="{y}" r="{HALF}" fill="none" stroke="{colour}"/>'
    return f'{shapes[stance]} fill="{colour}"/>'
