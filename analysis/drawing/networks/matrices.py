"""Discourse networks as matrices: actors by issues, and actors by actors; sign and number beside colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.comparing.networks.clusters import Groups
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.ordering import ordered
from analysis.comparing.records import Tie
from analysis.drawing.chart import Chart, lead
from analysis.drawing.markup import Html, table, text
from analysis.drawing.matrix import grid
from analysis.drawing.networks.ties import (
    DIFFER,
    EVEN,
    MOST_ROWS,
    Look,
    cut,
    letters,
    look_of,
    most_active,
    signed,
    some,
    ties,
    ties_data,
)  # fmt: skip
from analysis.drawing.style import BLUE, FIRM, GREY, RED, WHITE, styled
from analysis.text import count

# what fits a page
MOST_ACTORS, MOST_ISSUES = 20, 24
# of a weaker cell's colour
PALE = 0.24
FOR, AGAINST, BOTH = Look("for", BLUE, ""), Look("against", RED, ""), Look("balanced", GREY, "")


@dataclass(frozen=True)
class Cell:
    """One cell: where, its number, how it looks, whether fully so, and its link.

    Attributes:
        key: the statement that it leads to.
        label: what readers hear of it; without one it only repeats another cell.
    """

    column: int
    row: int
    number: str
    look: Look
    full: bool
    key: str
    label: str


def who_says_what_chart(stances: Network, groups: Groups, title: str = "Who says what") -> Html:
    """Draw how much each actor's statements on each issue are for it less against it.

    Args:
        stances: a two-mode network of actors and issues, its qualifier subtracted, without normalisation.
        groups: the clusters of the same actors, which put them in order.
        title: heading of the chart.

    Returns:
        A chart of up to 20 actors and 24 issues, those with most statements; the data table has more. Or a
        sentence where there is no statement.
    """
    listed = ties(stances)
    if not listed:
        return Html("<p>Nobody takes a firm position in this selection: there is no network.</p>")
    actors = _shown(stances, stances.settings.variable1, _actor_order(stances, groups), MOST_ACTORS)
    issues = _shown(stances, stances.settings.variable2, _issue_order(stances, actors), MOST_ISSUES)
    with styled():
        cells = [
            _stance(stances, tie, actors, issues)
            for tie in listed
            if tie.row in actors and tie.column in issues
        ]
        figure = _figure(actors, issues, cells)
    told = _description("actors and issues", actors, issues, cells)
    caption = (
        "Statements for the issue less those against it, a conditional one as half of one for it: blue and + "
        "more for, red and − more against, grey 0 balanced or neutral. Full colour: all on one side "
        "without a condition. Each cell leads to its first statement; the data table has all. An empty "
        f"cell means that no position was found.{_rest(stances, actors, issues)}"
    )
    data = _stances_data(stances, listed)
    return Chart([figure], "who-says-what", title, told, caption, data)


def network_matrix(network: Network, groups: Groups, title: str = "Who stands with whom, as a table") -> Html:
    """Draw a one-mode network as a matrix, its actors in the order of their clusters.

    Args:
        network: actors by what they say on the same issues.
        groups: its clusters.
        title: heading of the chart.

    Returns:
        A chart of the 20 actors that have most statements, or a sentence where nobody has a tie.
    """
    listed = ties(network)
    if not listed:
        return Html("<p>No two actors take a position on the same issue: there is no tie to show.</p>")
    names = most_active(network, ordered(network, groups), MOST_ACTORS)
    of = letters(groups.members)
    cells = [
        cell
        for tie in listed
        if tie.row in names and tie.column in names
        for cell in _both(network, tie, names, abs(listed[0].weight))
    ]
    heads = [f"{of[name]} · {name}" if of[name] else name for name in names]
    with styled():
        figure = _figure(heads, heads, cells)
    tied = len({*network.edges["row"], *network.edges["column"]})
    rest = (
        f" Shown are the {len(names):,} of {tied:,} actors with most statements." if len(names) < tied else ""
    )
    caption = (
        "The same ties as numbers: blue and + agree, red and − differ, grey 0 even. Full colour: at least "
        "half as strong as the strongest. A letter before a name is its cluster. An empty cell means that "
        f"the two take no position on the same issue, or no tie of this kind.{rest}"
    )
    told = _description("actors and actors", names, names, [cell for cell in cells if cell.label])
    return Chart([figure], "network-matrix", title, told, caption, ties_data(network, listed))


def _figure(across: Sequence[str], down: Sequence[str], cells: Sequence[Cell]) -> Figure:
    figure, axes = grid(across, down)
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        _draw(axes, cell)
    return figure


def _draw(axes: Axes, cell: Cell) -> None:
    square = axes.bar(
        cell.column, 0.9, width=0.9, bottom=cell.row - 0.45, color=cell.look.colour,
        alpha=1 if cell.full else PALE, linewidth=0,
    )[0]  # fmt: skip
    lead(square, cell.key, cell.label)
    written = axes.text(
        cell.column, cell.row, cell.number, ha="center", va="center_baseline", fontsize=7.5,
        color=WHITE if cell.full else FIRM,
    )  # fmt: skip
    lead(written, cell.key)


def _stance(stances: Network, tie: Tie, actors: Sequence[str], issues: Sequence[str]) -> Cell:
    keys = stances.statements(tie.row, tie.column)
    look = FOR if tie.weight > 0 else AGAINST if tie.weight < 0 else BOTH
    said = f"{tie.row}, {tie.column}: {_balance(tie, len(keys))}"
    full = abs(tie.weight) == len(keys)
    place = actors.index(tie.row), issues.index(tie.column)
    return Cell(*place, signed(tie.weight), look, full, keys[0], said)


def _balance(tie: Tie, number: int) -> str:
    look = FOR if tie.weight > 0 else AGAINST if tie.weight < 0 else BOTH
    return f"{look.word}, {signed(tie.weight)} of {count(number, 'statement')}"


def _both(network: Network, tie: Tie, names: Sequence[str], strongest: float) -> list[Cell]:
    """Return the two cells of a tie; the one above the diagonal only repeats the other."""
    look, keys = look_of(tie, network), network.statements(tie.row, tie.column)
    number = f"−{signed(tie.weight)[1:]}" if look is DIFFER and tie.weight else signed(tie.weight)
    said = f"{tie.row} – {tie.column}: {look.word}, {number}, {count(len(keys), 'statement')}"
    full = look is not EVEN and abs(tie.weight) >= strongest / 2
    low, high = sorted((names.index(tie.row), names.index(tie.column)))
    return [
        Cell(low, high, number, look, full, keys[0], said), Cell(high, low, number, look, full, keys[0], "")
    ]  # fmt: skip


def _actor_order(stances: Network, groups: Groups) -> list[str]:
    """Return clusters one after the other, then the others."""
    of = letters(groups.members)
    return sorted(stances.used.rows, key=lambda name: (of.get(name, "") == "", of.get(name, ""), name))


def _issue_order(stances: Network, actors: Sequence[str]) -> list[str]:
    """Return first the issues that the first actors are for, last those that the last ones are for."""
    shown = stances.matrix.loc[list(actors)].to_numpy()
    weight = np.abs(shown).sum(axis=0)
    middle = np.arange(len(actors)) - (len(actors) - 1) / 2
    lean = np.divide(middle @ shown, weight, out=np.zeros(len(weight)), where=weight > 0)
    order = sorted(range(len(weight)), key=lambda place: (round(float(lean[place]), 9), place))
    return [str(stances.matrix.columns[place]) for place in order]


def _shown(stances: Network, variable: str, order: Sequence[str], most: int) -> list[str]:
    nodes = stances.nodes[stances.nodes["variable"] == variable]
    counts = dict(zip(nodes["name"], nodes["statements"].tolist(), strict=True))
    chosen = sorted(order, key=lambda name: -counts[name])[:most]
    return [name for name in order if name in {*chosen}]


def _rest(stances: Network, actors: Sequence[str], issues: Sequence[str]) -> str:
    rows_, columns = len(stances.used.rows), len(stances.used.columns)
    if len(actors) == rows_ and len(issues) == columns:
        return ""
    return (
        f" Shown are the {len(actors):,} of {rows_:,} actors and the {len(issues):,} of {columns:,} issues "
        "with most statements."
    )


def _description(what: str, across: Sequence[str], down: Sequence[str], cells: Sequence[Cell]) -> str:
    listed = "; ".join(cell.label for cell in cells[:40])
    more = f"; and {len(cells) - 40} more in the table below" if len(cells) > 40 else ""
    size = f"{len(across):,} by {len(down):,}, with {count(len(cells), 'cell')}"
    return f"A matrix of {what}, {size}. {listed}{more}."


def _stances_data(stances: Network, listed: Sequence[Tie]) -> str:
    body = [
        [text(tie.row), text(tie.column), _balance(tie, len(keys)), some(keys)]
        for tie in listed[:MOST_ROWS]
        for keys in [stances.statements(tie.row, tie.column)]
    ]
    head = ["Actor", "Issue", "Balance", "Evidence"]
    return table(f"Balance of statements by actor and issue{cut(len(listed))}", head, body)
