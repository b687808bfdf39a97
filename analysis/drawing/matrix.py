"""The stance matrix: actors across, issues down, every mark a link to its words."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing.chart import Chart, lead
from analysis.drawing.markup import Html, links, plain, table, text
from analysis.drawing.rows import Cell, rows
from analysis.drawing.style import FAINT, INK, STANCE, ink_on, label_width, styled, wrapped
from analysis.words import count

CELL = 0.42
# what a printed page holds
ACROSS, DOWN = 16, 20
LONGEST_ACTOR = 30
WIDEST_ISSUE = 30
# of a mark, by the number of marks in its cell
SIZES = {1: 150, 2: 90, 3: 50, 4: 40}


def stance_chart(matrix: pd.DataFrame, title: str = "Who stands where") -> Html:
    """Draw the stance matrix.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        title: heading of the chart.

    Returns:
        A chart, in parts of 16 actors by 20 issues, or a sentence where there is nothing to draw.
    """
    if matrix.empty:
        return Html("<p>No actor takes a position on an issue in this selection.</p>")
    cells = rows(matrix, Cell)
    actors = list(dict.fromkeys(cell.actor for cell in cells))
    issues = list(dict.fromkeys(cell.issue for cell in sorted(cells, key=lambda cell: cell.place)))
    with styled():
        figures = [
            _part(cells, across, down) for down in _pieces(issues, DOWN) for across in _pieces(actors, ACROSS)
        ]
    return Chart(figures, "stances", title, _description(cells, actors, issues), _caption(), _data(cells))


def _pieces(names: Sequence[str], most: int) -> list[Sequence[str]]:
    return [names[start : start + most] for start in range(0, len(names), most)]


def _part(cells: Sequence[Cell], actors: Sequence[str], issues: Sequence[str]) -> Figure:
    """Draw the cells of some actors and issues."""
    figure, axes = grid(actors, issues)
    for cell in cells:
        if cell.actor in actors and cell.issue in issues:
            _cell(axes, cell, actors.index(cell.actor), issues.index(cell.issue))
    return figure


def grid(across: Sequence[str], down: Sequence[str]) -> tuple[Figure, Axes]:
    """Return an empty matrix whose cells have whole numbers as their places.

    Args:
        across: names of the columns, written aslant above them.
        down: names of the rows, in two lines where they are long.
    """
    heads, sides = (
        [plain(name, LONGEST_ACTOR) for name in across],
        [wrapped(name, WIDEST_ISSUE) for name in down],
    )
    left, above = label_width(sides), label_width(heads) * 0.72 + 0.1
    width = left + CELL * len(heads) + label_width(heads[-3:]) * 0.72
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


def _cell(axes: Axes, cell: Cell, column: int, row: int) -> None:
    """Draw one mark per stance; outlined when it rests on a single statement."""
    taken = [stance for stance in STANCE if stance in cell.stances]
    step = 0.5 / max(1, len(taken) - 1)
    for place, stance in enumerate(taken):
        evidence = cell.taken(stance)
        x = column + (place * step - 0.25 if len(taken) > 1 else 0)
        points, sign = draw_position(axes, x, row, stance, len(evidence), SIZES[len(taken)])
        lead(
            points, evidence[0], f"{cell.actor}, {cell.issue}: {stance}, {count(len(evidence), 'statement')}"
        )
        lead(sign, evidence[0])


def draw_position(
    axes: Axes, x: float, y: float, stance: str, number: int, size: int = SIZES[1]
) -> tuple[Artist, Artist]:
    """Draw the mark of a position and what is written in it: its sign, or the number of statements."""
    mark, single = STANCE[stance], number == 1
    points = axes.scatter(
        [x], [y], s=size, marker=mark.marker, linewidths=1.4, edgecolors=mark.colour,
        facecolors="none" if single else mark.colour, zorder=2,
    )  # fmt: skip
    sign = axes.text(
        x, y, mark.sign if single else f"{number:,}", ha="center", va="center_baseline",
        fontsize=7.5, zorder=3, color=INK if single else ink_on(mark.colour),
    )  # fmt: skip
    return points, sign


def _caption() -> str:
    signs = {"support": "Circle", "conditional": "diamond", "neutral": "hexagon", "oppose": "square"}
    kinds = ", ".join(f"{shape} “{STANCE[stance].sign}” {stance}" for stance, shape in signs.items())
    return (
        f"{kinds}. Outlined: a single statement; filled: the number of statements. "
        "Each mark leads to its words in the article. An empty cell means that no position was found."
    )


def _description(cells: Sequence[Cell], actors: Sequence[str], issues: Sequence[str]) -> str:
    listed = "; ".join(f"{cell.actor}, {cell.issue}: {cell.stance} ({cell.n:,})" for cell in cells[:40])
    more = f"; and {len(cells) - 40:,} more in the table below" if len(cells) > 40 else ""
    size = f"{count(len(actors), 'actor')} and {count(len(issues), 'issue')}"
    return f"A matrix of {size} with {count(len(cells), 'filled cell')}. {listed}{more}."


def _data(cells: Sequence[Cell]) -> str:
    body = [
        [
            text(cell.actor),
            text(cell.issue),
            text(cell.stance),
            f"{cell.n:,}",
            f"{cell.documents:,}",
            str(cell.outlets or "unknown"),
            links(cell.statements),
        ]
        for cell in cells
    ]
    return table(
        "Stances by actor and issue",
        ["Actor", "Issue", "Stance", "Statements", "Articles or events", "Outlets", "Evidence"],
        body,
    )
