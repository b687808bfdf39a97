"""Draw the stance matrix: actors across, issues down, every mark a link to its passage."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.comparing.foremost import LISTED
from analysis.comparing.records import Cell, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.chart import Chart, link_mark
from analysis.drawing.markup import Html, link_codes, table, text
from analysis.drawing.style import (
    FAINT,
    INK,
    PALE,
    STANCE,
    apply_style,
    choose_ink,
    measure_labels,
    wrap_label,
)
from analysis.text import clean_line, format_count

CELL = 0.42
# columns and rows that fit a printed page
ACROSS, DOWN = 16, 20
LONGEST_ACTOR = 30
WIDEST_ISSUE = 30
# area of a mark by the number of marks in its cell
SIZES = {1: 150, 2: 90, 3: 50, 4: 40}
DASHES = (0, (2.2, 1.8))


def stance_chart(matrix: pd.DataFrame, title: str = "Who stands where") -> Html:
    """Draw the stance matrix.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        title: heading of the chart.

    Returns:
        A chart, in parts of 16 actors by 20 issues, or a sentence where there is nothing to draw.
    """
    if matrix.empty:
        return Html("<p>No actor takes a position on any issue in this selection.</p>")
    cells = read_rows(matrix, Cell)
    actors = list(dict.fromkeys(cell.actor for cell in cells))
    issues = list(dict.fromkeys(cell.issue for cell in sorted(cells, key=lambda cell: cell.place)))
    with apply_style():
        figures = [
            _draw_part(cells, across, down)
            for down in _split(issues, DOWN)
            for across in _split(actors, ACROSS)
        ]
    return Chart(
        figures,
        "stances",
        title,
        _write_description(cells, actors, issues),
        _write_caption(cells),
        _build_data(cells),
    )


def _split(names: Sequence[str], most: int) -> list[Sequence[str]]:
    return [names[start : start + most] for start in range(0, len(names), most)]


def _draw_part(cells: Sequence[Cell], actors: Sequence[str], issues: Sequence[str]) -> Figure:
    """Draw the cells of the given actors and issues."""
    figure, axes = build_grid(actors, issues)
    for cell in cells:
        if cell.actor in actors and cell.issue in issues:
            _draw_cell(axes, cell, actors.index(cell.actor), issues.index(cell.issue))
    return figure


def build_grid(across: Sequence[str], down: Sequence[str]) -> tuple[Figure, Axes]:
    """Return an empty matrix whose cells are centred on whole numbers.

    Args:
        across: names of the columns, written slanted above them.
        down: names of the rows, on two lines where they are long.
    """
    heads, sides = (
        [clean_line(name, LONGEST_ACTOR) for name in across],
        [wrap_label(name, WIDEST_ISSUE) for name in down],
    )
    left, above = measure_labels(sides), measure_labels(heads) * 0.72 + 0.1
    width = left + CELL * len(heads) + measure_labels(heads[-3:]) * 0.72
    height = above + CELL * len(sides) + 0.1
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes(
        (left / width, 0.1 / height, CELL * len(heads) / width, CELL * len(sides) / height)
    )
    axes.set_xlim(-0.5, len(heads) - 0.5)
    axes.set_ylim(len(sides) - 0.5, -0.5)
    axes.set_xticks(range(len(heads)), heads, rotation=45, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(sides)), sides)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    for place in range(len(sides) + 1):
        axes.axhline(place - 0.5, color=FAINT, linewidth=0.4, alpha=0.5)
    return figure, axes


def _draw_cell(axes: Axes, cell: Cell, column: int, row: int) -> None:
    """Draw one mark per stance."""
    taken = [stance for stance in STANCE if stance in cell.stances]
    step = 0.5 / max(1, len(taken) - 1)
    for place, stance in enumerate(taken):
        evidence = cell.taken(stance)
        x = column + (place * step - 0.25 if len(taken) > 1 else 0)
        unchecked = cell.is_unchecked(stance)
        number = None if unchecked else len(evidence)
        points, sign = draw_position(axes, x, row, stance, number, SIZES[len(taken)])
        basis = f"{format_count(len(evidence), 'statement')}{', unchecked' if unchecked else ''}"
        link_mark(points, evidence[0], f"{cell.actor}, {cell.issue}: {stance}, {basis}")
        link_mark(sign, evidence[0])


def draw_position(
    axes: Axes, x: float, y: float, stance: str, number: int | None, size: int = SIZES[1]
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
    """
    mark = STANCE[stance]
    look: dict[str, Any]
    if number is None:
        look = {"linewidths": 0.9, "edgecolors": PALE[stance], "facecolors": "none", "linestyles": [DASHES]}
        words, colour, alpha = mark.sign, INK, 0.65
    else:
        look = {"linewidths": 1.4, "edgecolors": mark.colour, "facecolors": mark.colour}
        words, colour, alpha = f"{number:,}", choose_ink(mark.colour), None
    points = axes.scatter([x], [y], s=size, marker=mark.marker, zorder=2, **look)
    sign = axes.text(
        x, y, words, ha="center", va="center_baseline", fontsize=7.5, zorder=3, color=colour, alpha=alpha
    )
    return points, sign


def _write_caption(cells: Sequence[Cell]) -> str:
    signs = {"support": "Circle", "conditional": "diamond", "neutral": "hexagon", "oppose": "square"}
    kinds = ", ".join(f"{shape} “{STANCE[stance].sign}” {stance}" for stance, shape in signs.items())
    has_pale = any(cell.is_unchecked(stance) for cell in cells for stance in STANCE)
    pale = " Pale, dashed: a single machine-coded statement that nobody has checked." if has_pale else ""
    return (
        f"{kinds}. Filled: the number of statements.{pale} "
        "Each mark links to its passage in the article. An empty cell means that no position was found."
    )


def _write_description(cells: Sequence[Cell], actors: Sequence[str], issues: Sequence[str]) -> str:
    listed = "; ".join(f"{cell.actor}, {cell.issue}: {cell.stance} ({cell.n:,})" for cell in cells[:40])
    more = f"; and {len(cells) - 40:,} more in the table below" if len(cells) > 40 else ""
    size = f"{format_count(len(actors), 'actor')} and {format_count(len(issues), 'issue')}"
    return f"A matrix of {size} with {format_count(len(cells), 'filled cell')}. {listed}{more}."


def _build_data(cells: Sequence[Cell]) -> str:
    body = [
        [
            text(cell.actor),
            text(cell.issue),
            text(cell.stance),
            f"{cell.n:,}",
            f"{cell.documents:,}",
            str(cell.outlets or "unknown"),
            link_codes(cell.statements),
        ]
        for cell in cells[:LISTED]
    ]
    return table(
        f"Stances by actor and issue{note_cut(len(cells))}",
        ["Actor", "Issue", "Stance", "Statements", "Articles or events", "Outlets", "Evidence"],
        body,
    )
