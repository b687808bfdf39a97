"""Draw the grid of a matrix and the marks in its cells."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing.style import (
    FAINT,
    INK,
    PALE,
    STANCE,
    choose_ink,
    measure_labels,
    wrap_label,
)
from analysis.text import clean_line

# inches: a cell, the largest cell of a chart with few, and the size that such a chart fills
CELL, LARGEST, WIDE, TALL = 0.42, 0.66, 7.4, 6.2
LONGEST_ACTOR = 30
# how far a slanted label reaches, as a share of its length
SLANT = 0.72
WIDEST_ISSUE = 30
# area of a mark in square points
SIZE = 150
DASHES = (0, (2.2, 1.8))


def build_fitting_grid(actors: Sequence[str], issues: Sequence[str]) -> tuple[Figure, Axes, float]:
    """Return an empty matrix whose cells are larger if there are few, and how much larger its marks are."""
    room = WIDE - measure_labels([wrap_label(name, WIDEST_ISSUE) for name in issues])
    room -= measure_labels([clean_line(name, LONGEST_ACTOR) for name in actors[-3:]]) * SLANT
    width = min(LARGEST, max(CELL, room / len(actors)))
    height = min(LARGEST, max(CELL, TALL / len(issues)))
    return *build_grid(actors, issues, width, height), min(width, height) / CELL


def build_grid(
    across: Sequence[str], down: Sequence[str], cell: float = CELL, high: float = CELL
) -> tuple[Figure, Axes]:
    """Return an empty matrix whose cells are centred on whole numbers.

    Args:
        across: names of the columns, written slanted above them.
        down: names of the rows, on two lines where they are long.
        cell: width of a cell in inches.
        high: height of a cell in inches.
    """
    heads, sides = (
        [clean_line(name, LONGEST_ACTOR) for name in across],
        [wrap_label(name, WIDEST_ISSUE) for name in down],
    )
    left, above = measure_labels(sides), measure_labels(heads) * SLANT + 0.1
    wide, tall = cell * len(heads), high * len(sides)
    width = left + wide + measure_labels(heads[-3:]) * SLANT
    height = above + tall + 0.1
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((left / width, 0.1 / height, wide / width, tall / height))
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.set_ylim(len(sides) - 0.5, -0.5)
    axes.set_xticks(range(len(heads)), heads, rotation=45, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(sides)), sides)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    for place in range(len(sides) + 1):
        axes.axhline(place - 0.5, color=FAINT, linewidth=0.4, alpha=0.5)
    return figure, axes


def draw_position(
    axes: Axes, x: float, y: float, stance: str, number: int | None, size: int = SIZE, scale: float = 1
) -> tuple[Artist, Artist]:
    """Draw the mark of a position and the text in it.

    Args:
        axes: where to draw it.
        x: horizontal centre.
        y: vertical centre.
        stance: sets the shape and the colour.
        number: number of statements, written into a filled mark; None for a single unchecked
            statement, whose mark is pale and dashed and shows the sign of its stance.
        size: area in square points.
        scale: how much wider and higher the mark and its text are.
    """
    mark = STANCE[stance]
    look: dict[str, Any]
    if number is None:
        look = {"linewidths": 0.9, "edgecolors": PALE[stance], "facecolors": "none", "linestyles": [DASHES]}
        words, colour, alpha = mark.sign, INK, 0.65
    else:
        look = {"linewidths": 1.4, "edgecolors": mark.colour, "facecolors": mark.colour}
        words, colour, alpha = f"{number:,}", choose_ink(mark.colour), None
    points = axes.scatter([x], [y], s=size * scale**2, marker=mark.marker, zorder=2, **look)
    sign = axes.text(
        x,
        y,
        words,
        ha="center",
        va="center_baseline",
        fontsize=7.5 * scale,
        zorder=3,
        color=colour,
        alpha=alpha,
    )
    return points, sign


def draw_silence(axes: Axes, places: Sequence[tuple[int, int]]) -> None:
    """Draw dots in cells, given by column and row, whose actor is named and takes no position."""
    across, down = [column for column, _ in places], [row for _, row in places]
    axes.scatter(across, down, s=7, color=FAINT, linewidths=0, zorder=1)
