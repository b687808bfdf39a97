"""Draw discourse networks as matrices: actors by issues and actors by actors, with signed numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.comparing.foremost import LISTED
from analysis.comparing.networks.clusters import Groups
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.ordering import order_nodes
from analysis.comparing.records import Tie
from analysis.drawing.bounds import note_cut
from analysis.drawing.chart import Chart, link_mark
from analysis.drawing.grid import build_grid
from analysis.drawing.markup import Html, table, text
from analysis.drawing.networks.ties import (
    DIFFER,
    EVEN,
    Look,
    assign_letters,
    build_ties_data,
    choose_look,
    format_signed,
    link_some,
    select_most_active,
    sort_ties,
)  # fmt: skip
from analysis.drawing.style import BLUE, FIRM, GREY, RED, WHITE, apply_style
from analysis.text import format_count

# maximum that fits a page
MOST_ACTORS, MOST_ISSUES = 20, 24
# opacity of the colour of weaker cells
PALE = 0.24
FOR, AGAINST, BOTH = Look("for", BLUE, ""), Look("against", RED, ""), Look("balanced", GREY, "")


@dataclass(frozen=True)
class Cell:
    """One cell of a matrix: its place, number, look and link.

    Attributes:
        full: whether it has full colour.
        key: the statement that it links to.
        label: accessible name; empty if the cell only repeats another.
    """

    column: int
    row: int
    number: str
    look: Look
    full: bool
    key: str
    label: str


def who_says_what_chart(stances: Network, groups: Groups, title: str = "Who says what") -> Html:
    """Draw the balance of each actor's statements for and against each issue.

    Args:
        stances: a two-mode network of actors and issues, qualifier subtracted, not normalised.
        groups: the clusters of the same actors, which set their order.
        title: heading of the chart.

    Returns:
        A chart of up to 20 actors and 24 issues, those with the most statements; the data table has more.
        Or a sentence if there are no statements.
    """
    listed = sort_ties(stances)
    if not listed:
        return Html("<p>No actor takes a firm position in this selection, so there is no network.</p>")
    actors = _choose_shown(stances, stances.settings.variable1, _order_actors(stances, groups), MOST_ACTORS)
    issues = _choose_shown(stances, stances.settings.variable2, _order_issues(stances, actors), MOST_ISSUES)
    with apply_style():
        cells = [
            _build_stance_cell(stances, tie, actors, issues)
            for tie in listed
            if tie.row in actors and tie.column in issues
        ]
        figure = _draw_figure(actors, issues, cells)
    description = _write_description("actors by issues", actors, issues, cells)
    caption = (
        "Statements for the issue minus those against it; a conditional statement counts as half a statement "
        "for it. Blue and +: more for; red and −: more against; grey 0: balanced or neutral. Full colour: "
        "all on one side, without conditions. Each cell links to its first statement; the data table has "
        "all. "
        f"An empty cell means that no position was found.{_describe_omitted(stances, actors, issues)}"
    )
    data = _build_data(stances, listed)
    return Chart([figure], "who-says-what", title, description, caption, data)


def network_matrix(network: Network, groups: Groups, title: str = "Who stands with whom, as a table") -> Html:
    """Draw a one-mode network as a matrix, with actors in the order of their clusters.

    Args:
        network: a one-mode network of actors.
        groups: the clusters of the network.
        title: heading of the chart.

    Returns:
        A chart of the 20 actors with the most statements, or a sentence if there are no ties.
    """
    listed = sort_ties(network)
    if not listed:
        return Html("<p>No two actors take a position on the same issue, so there are no ties to show.</p>")
    names = select_most_active(network, order_nodes(network, groups), MOST_ACTORS)
    of = assign_letters(groups.members)
    cells = [
        cell
        for tie in listed
        if tie.row in names and tie.column in names
        for cell in _build_tie_cells(network, tie, names, abs(listed[0].weight))
    ]
    heads = [f"{of[name]} · {name}" if of[name] else name for name in names]
    with apply_style():
        figure = _draw_figure(heads, heads, cells)
    tied = len({*network.edges["row"], *network.edges["column"]})
    rest = (
        f" The matrix shows the {len(names):,} of {tied:,} actors with the most statements."
        if len(names) < tied
        else ""
    )
    caption = (
        "The same ties as numbers. Blue and +: agree; red and −: differ; grey 0: even. Full colour: at least "
        "half as strong as the strongest tie. A letter before a name is the actor’s cluster. An empty cell "
        f"means that the two take no position on the same issue, or have no tie of this kind.{rest}"
    )
    description = _write_description("actors by actors", names, names, [cell for cell in cells if cell.label])
    data = build_ties_data(network, listed, title)
    return Chart([figure], "network-matrix", title, description, caption, data)


def _draw_figure(across: Sequence[str], down: Sequence[str], cells: Sequence[Cell]) -> Figure:
    figure, axes = build_grid(across, down)
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        _draw_cell(axes, cell)
    return figure


def _draw_cell(axes: Axes, cell: Cell) -> None:
    square = axes.bar(
        cell.column, 0.9, width=0.9, bottom=cell.row - 0.45, color=cell.look.colour,
        alpha=1 if cell.full else PALE, linewidth=0,
    )[0]  # fmt: skip
    link_mark(square, cell.key, cell.label)
    written = axes.text(
        cell.column, cell.row, cell.number, ha="center", va="center_baseline", fontsize=7.5,
        color=WHITE if cell.full else FIRM,
    )  # fmt: skip
    link_mark(written, cell.key)


def _build_stance_cell(stances: Network, tie: Tie, actors: Sequence[str], issues: Sequence[str]) -> Cell:
    keys = stances.statements(tie.row, tie.column)
    look = FOR if tie.weight > 0 else AGAINST if tie.weight < 0 else BOTH
    label = f"{tie.row}, {tie.column}: {_describe_balance(tie, len(keys))}"
    full = abs(tie.weight) == len(keys)
    place = actors.index(tie.row), issues.index(tie.column)
    return Cell(*place, format_signed(tie.weight), look, full, keys[0], label)


def _describe_balance(tie: Tie, number: int) -> str:
    look = FOR if tie.weight > 0 else AGAINST if tie.weight < 0 else BOTH
    return f"{look.word}, {format_signed(tie.weight)} of {format_count(number, 'statement')}"


def _build_tie_cells(network: Network, tie: Tie, names: Sequence[str], strongest: float) -> list[Cell]:
    """Return the two cells of a tie; the one above the diagonal only repeats the other."""
    look, keys = choose_look(tie, network), network.statements(tie.row, tie.column)
    number = (
        f"−{format_signed(tie.weight)[1:]}" if look is DIFFER and tie.weight else format_signed(tie.weight)
    )
    label = f"{tie.row} – {tie.column}: {look.word}, {number}, {format_count(len(keys), 'statement')}"
    full = look is not EVEN and abs(tie.weight) >= strongest / 2
    low, high = sorted((names.index(tie.row), names.index(tie.column)))
    return [
        Cell(low, high, number, look, full, keys[0], label), Cell(high, low, number, look, full, keys[0], "")
    ]  # fmt: skip


def _order_actors(stances: Network, groups: Groups) -> list[str]:
    """Return the actors cluster by cluster, then those without a cluster."""
    of = assign_letters(groups.members)
    return sorted(stances.used.rows, key=lambda name: (of.get(name, "") == "", of.get(name, ""), name))


def _order_issues(stances: Network, actors: Sequence[str]) -> list[str]:
    """Return the issues, from those that the first actors support to those that the last ones support."""
    shown = stances.matrix.loc[list(actors)].to_numpy()
    weight = np.abs(shown).sum(axis=0)
    middle = np.arange(len(actors)) - (len(actors) - 1) / 2
    lean = np.divide(middle @ shown, weight, out=np.zeros(len(weight)), where=weight > 0)
    order = sorted(range(len(weight)), key=lambda place: (round(float(lean[place]), 9), place))
    return [str(stances.matrix.columns[place]) for place in order]


def _choose_shown(stances: Network, variable: str, order: Sequence[str], most: int) -> list[str]:
    nodes = stances.nodes[stances.nodes["variable"] == variable]
    counts = dict(zip(nodes["name"], nodes["statements"].tolist(), strict=True))
    chosen = sorted(order, key=lambda name: -counts[name])[:most]
    return [name for name in order if name in {*chosen}]


def _describe_omitted(stances: Network, actors: Sequence[str], issues: Sequence[str]) -> str:
    rows_, columns = len(stances.used.rows), len(stances.used.columns)
    if len(actors) == rows_ and len(issues) == columns:
        return ""
    return (
        f" The matrix shows the {len(actors):,} of {rows_:,} actors and the {len(issues):,} of {columns:,} "
        "issues with the most statements."
    )


def _write_description(what: str, across: Sequence[str], down: Sequence[str], cells: Sequence[Cell]) -> str:
    listed = "; ".join(cell.label for cell in cells[:40])
    more = f"; and {len(cells) - 40} more in the table below" if len(cells) > 40 else ""
    size = f"{len(across):,} by {len(down):,}, with {format_count(len(cells), 'cell')}"
    return f"A matrix of {what}, {size}. {listed}{more}."


def _build_data(stances: Network, listed: Sequence[Tie]) -> str:
    body = [
        [text(tie.row), text(tie.column), _describe_balance(tie, len(keys)), link_some(keys)]
        for tie in listed[:LISTED]
        for keys in [stances.statements(tie.row, tie.column)]
    ]
    head = ["Actor", "Issue", "Balance", "Evidence"]
    return table(f"Balance of statements by actor and issue{note_cut(len(listed))}", head, body)
