"""Draw the stance matrix: actors across, issues down, every mark a link to its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.codes import Codes
from analysis.comparing.arranging import Arrangement, arrange
from analysis.comparing.foremost import LISTED, MATRIX_ACTORS, MATRIX_ISSUES, READ
from analysis.comparing.quoting import choose_quotations
from analysis.comparing.records import Cell, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.chart import Chart, link_mark
from analysis.drawing.grid import DASHES, SIZE, build_fitting_grid, draw_position, draw_silence
from analysis.drawing.markup import Html, link_codes, table, text
from analysis.drawing.style import FAINT, STANCE, apply_style
from analysis.drawing.words import WORDS, Mark, Words
from analysis.text import format_count

# columns that fit a printed page
ACROSS = 16
# area of a mark by the number of marks in its cell, and where the marks are, as shares of the cell
SIZES = {1: SIZE, 2: 90, 3: 80, 4: 80}
PLACES = {
    1: ((0.0, 0.0),),
    2: ((-0.22, 0.0), (0.22, 0.0)),
    3: ((-0.22, -0.22), (0.22, -0.22), (0.0, 0.22)),
    4: ((-0.22, -0.22), (0.22, -0.22), (-0.22, 0.22), (0.22, 0.22)),
}


@dataclass(frozen=True)
class Shown:
    """What a stance matrix shows.

    Attributes:
        cells: the positions, in the order of their actors.
        order: the order of issues and actors.
        targets: the statement quoted first for a mark; marks without one link to their passage.
        silent: for each issue the actors named with it that take no position on it.
    """

    cells: Sequence[Cell]
    order: Arrangement
    targets: Mapping[Mark, str]
    silent: Mapping[str, Sequence[str]]


def stance_chart(
    matrix: pd.DataFrame,
    codes: Codes | None = None,
    named: pd.DataFrame | None = None,
    trusted: Html | None = None,
    title: str = "Who stands where",
) -> Html:
    """Draw the stance matrix, with the words that it rests on beside it.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        codes: the corpus, for the words; without it, marks link to the passages in the articles.
        named: as ``auditing.named`` returns it, to tell silence from absence in empty cells.
        trusted: what stands below the chart on how far to trust it, see ``drawing.trust``.
        title: heading of the chart.

    Returns:
        A chart of the foremost 32 actors and 24 issues, in parts of 16 actors, or a sentence where there is
        nothing to draw.
    """
    if matrix.empty:
        return Html("<p>No actor takes a position on any issue in this selection.</p>")
    order = arrange(matrix, MATRIX_ACTORS, MATRIX_ISSUES)
    actors = order.actors
    shown = matrix[matrix["actor"].isin(actors) & matrix["issue"].isin(order.issues)]
    cells = sorted(read_rows(shown, Cell), key=lambda cell: actors.index(cell.actor))
    words = (
        Words(codes, choose_quotations(codes, shown, order.issues), set(matrix["issue"])) if codes else None
    )
    silent = {} if named is None else _find_silent(cells, order, named)
    found = Shown(cells, order, words.targets if words else {}, silent)
    note = _note_left_out(matrix, order)
    with apply_style():
        figures = [
            _draw_part(found, actors[start : start + ACROSS]) for start in range(0, len(actors), ACROSS)
        ]
    return Chart(
        figures,
        "stances",
        title,
        _write_description(cells, actors, order.issues),
        _write_caption(found, codes.count("documents") if codes else 0) + note,
        _build_data(read_rows(matrix, Cell), order),
        beside=words.format(cells, order.issues, silent, words.note_rest(cells)) if words else "",
        below=trusted.html if trusted else "",
    )


def _find_silent(
    cells: Sequence[Cell], order: Arrangement, named: pd.DataFrame
) -> Mapping[str, Sequence[str]]:
    """Return for each issue the actors, in order, that an article names with it without a position."""
    taken = {(cell.actor, cell.issue) for cell in cells}
    together = set(zip(named["actor"], named["issue"], strict=True)) - taken
    return {issue: [actor for actor in order.actors if (actor, issue) in together] for issue in order.issues}


def _note_left_out(matrix: pd.DataFrame, order: Arrangement) -> str:
    """State how many issues and actors are left out; "" if none."""
    counts = [
        f"{len(shown)} of {format_count(matrix[column].nunique(), column)}"
        for column, shown in (("issue", order.issues), ("actor", order.actors))
        if len(shown) < matrix[column].nunique()
    ]
    if not counts:
        return ""
    return (
        f" Shown are {' and '.join(counts)}. The statements on all of them are in statements.csv, which "
        "“stancebook report” writes next to its pages."
    )


def _draw_part(found: Shown, actors: Sequence[str]) -> Figure:
    """Draw the columns of the given actors."""
    figure, axes, scale = build_fitting_grid(actors, found.order.issues)
    _draw_sides(axes, found.order, actors)
    silent = [
        (actors.index(actor), row)
        for row, issue in enumerate(found.order.issues)
        for actor in found.silent.get(issue, ())
        if actor in actors
    ]
    draw_silence(axes, silent)
    for cell in found.cells:
        if cell.actor in actors:
            place = actors.index(cell.actor), found.order.issues.index(cell.issue)
            _draw_cell(axes, cell, place, scale, found.targets)
    return figure


def _draw_sides(axes: Axes, order: Arrangement, actors: Sequence[str]) -> None:
    """Draw a line beside each side that has several actors."""
    for side, following in pairwise(order.sides):
        if side[-1] in actors[:-1] and max(len(side), len(following)) > 1:
            axes.axvline(actors.index(side[-1]) + 0.5, color=FAINT, linewidth=0.8, linestyle=DASHES)


def _draw_cell(
    axes: Axes, cell: Cell, place: tuple[int, int], scale: float, targets: Mapping[Mark, str]
) -> None:
    """Draw one mark per stance."""
    taken = [stance for stance in STANCE if stance in cell.stances]
    for stance, (right, below) in zip(taken, PLACES[len(taken)], strict=True):
        evidence = cell.taken(stance)
        unchecked = cell.is_unchecked(stance)
        count = None if unchecked else len(evidence)
        points, sign = draw_position(
            axes, place[0] + right, place[1] + below, stance, count, SIZES[len(taken)], scale
        )
        basis = f"{format_count(len(evidence), 'statement')}{', unchecked' if unchecked else ''}"
        target = targets.get((cell.actor, cell.issue, stance))
        link = (target, WORDS) if target else (evidence[0], "x")
        link_mark(points, link[0], f"{cell.actor}, {cell.issue}: {stance}, {basis}", link[1])
        link_mark(sign, link[0], kind=link[1])


def _write_caption(found: Shown, articles: int) -> str:
    cells = found.cells
    signs = {"support": "Circle", "conditional": "diamond", "neutral": "hexagon", "oppose": "square"}
    kinds = ", ".join(f"{shape} “{STANCE[stance].sign}” {stance}" for stance, shape in signs.items())
    has_pale = any(cell.is_unchecked(stance) for cell in cells for stance in STANCE)
    pale = " Pale, dashed: a single machine-coded statement that nobody has checked." if has_pale else ""
    return (
        f"{kinds}. Filled: the number of statements.{pale} Each mark links to its words. "
        f"{_explain_gaps(found, articles)} Issues: first those with most actors on the smaller side. Actors: "
        "those of a side together, next to those who agree with them."
    )


def _explain_gaps(found: Shown, articles: int) -> str:
    """Explain empty cells."""
    if not any(found.silent.values()):
        return "An empty cell means that no position was found."
    some = f", of {READ:,} that were looked through" if articles > READ else ""
    return (
        f"A dot: an article{some} names both, and no position was found. "
        "An empty cell: no article names both."
    )


def _write_description(cells: Sequence[Cell], actors: Sequence[str], issues: Sequence[str]) -> str:
    listed = "; ".join(f"{cell.actor}, {cell.issue}: {cell.stance} ({cell.n:,})" for cell in cells[:40])
    more = f"; and {len(cells) - 40:,} more in the table below" if len(cells) > 40 else ""
    size = f"{format_count(len(actors), 'actor')} and {format_count(len(issues), 'issue')}"
    return f"A matrix of {size} with {format_count(len(cells), 'filled cell')}. {listed}{more}."


def _build_data(cells: Sequence[Cell], order: Arrangement) -> str:
    """Return all positions as a table, in the order of the chart; those it leaves out come last."""
    issues = {name: place for place, name in enumerate(order.issues)}
    actors = {name: place for place, name in enumerate(order.actors)}
    ordered = sorted(
        cells,
        key=lambda cell: (issues.get(cell.issue, len(issues)), actors.get(cell.actor, len(actors))),
    )
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
        for cell in ordered[:LISTED]
    ]
    return table(
        f"Stances by actor and issue{note_cut(len(cells))}",
        ["Actor", "Issue", "Stance", "Statements", "Articles or events", "Outlets", "Evidence"],
        body,
    )
