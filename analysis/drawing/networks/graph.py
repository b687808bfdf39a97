"""Draw a discourse network as a graph; every line links to its statements."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from matplotlib.figure import Figure

from analysis.comparing.networks.clusters import Groups
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.ordering import order_nodes
from analysis.comparing.records import Tie
from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import Chart, join_link, link_mark
from analysis.drawing.markup import Html
from analysis.drawing.networks.ring import FRAME, Place, place_nodes
from analysis.drawing.networks.ties import (
    AGREE,
    DIFFER,
    EVEN,
    assign_letters,
    build_ties_data,
    choose_look,
    count_statements,
    find_speakers,
    select_most_active,
    sort_ties,
)  # fmt: skip
from analysis.drawing.style import FAINT, FIRM, PAPER, apply_style
from analysis.text import format_count

# inches: margin above and below the ellipse, height of the key
EDGE, KEY = 0.16, 0.3
# points: thinnest line, size of a node
THINNEST, DISC = 0.7, 14
# points: widest line with few ties and with many; number of ties that counts as many
WIDE_LINE, FINE_LINE, MANY = 4.5, 2.6, 30


def network_chart(network: Network, groups: Groups, title: str = "Who stands with whom") -> Html:
    """Draw a one-mode network on an ellipse, with the nodes of a cluster next to each other.

    Args:
        network: a one-mode network of actors.
        groups: the clusters of the network.
        title: heading of the chart.

    Returns:
        A chart of the 20 actors with the most statements and 60 ties, the strongest of each actor and
        then the strongest overall; or a sentence if there are no ties.
    """
    listed = sort_ties(network)
    if not listed:
        return Html("<p>No two actors take a position on the same issue, so there are no ties to draw.</p>")
    order, of = order_nodes(network, groups), assign_letters(groups.members)
    names, drawn = _choose_shown(network, order, listed)
    with apply_style():
        figure = _draw_figure(network, names, drawn, of)
    description = _write_description(network, names, drawn, of)
    caption = _write_caption(network, names, drawn, len(listed), of)
    data = build_ties_data(network, listed, title)
    return Chart([figure], "network", title, description, caption, data, wide=True)


def _choose_shown(
    network: Network, order: Sequence[str], listed: Sequence[Tie]
) -> tuple[list[str], list[Tie]]:
    """Return the actors and ties to draw."""
    names = select_most_active(network, order, FRAME.nodes)
    return names, _choose_strongest([tie for tie in listed if {tie.row, tie.column} <= {*names}], FRAME.ties)


def _choose_strongest(listed: Sequence[Tie], most: int) -> list[Tie]:
    """Return at most ``most`` ties: first the strongest of each actor, then the strongest overall."""
    first: dict[str, Tie] = {}
    for tie in listed:
        first.setdefault(tie.row, tie)
        first.setdefault(tie.column, tie)
    own = {(tie.row, tie.column) for tie in first.values()}
    # sorting is stable and keeps the order of strength
    chosen = sorted(listed, key=lambda tie: (tie.row, tie.column) not in own)[:most]
    return [tie for tie in listed if tie in chosen]


def _draw_figure(
    network: Network, names: Sequence[str], drawn: Sequence[Tie], of: Mapping[str, str]
) -> Figure:
    placed = place_nodes(names, of, FRAME, EDGE)
    bottom = placed.height + 2 * EDGE
    canvas = Canvas(FRAME.width, bottom + KEY)
    for cluster, group in groupby(names, key=lambda name: of[name]):
        if cluster:
            canvas.outline(
                [placed.band([*group])], edgecolor=FAINT, linewidth=DISC + 5, alpha=0.28, capstyle="round",
                zorder=1,
            )  # fmt: skip
    for tie in reversed(drawn):
        _draw_line(canvas, network, tie, _find_width(tie, drawn), placed.places)
    first = {speaker: key for key, speaker in reversed([*find_speakers(network).items()])}
    counts = count_statements(network)
    for name in names:
        where = f"cluster {of[name]}" if of[name] else "in no cluster"
        label = f"{name}, {where}: {format_count(counts[name], 'statement')}"
        _draw_node(canvas, placed.places[name], of[name], first[name], label)
    _draw_key(canvas, drawn, network, bottom + KEY / 2)
    return canvas.figure


def _find_width(tie: Tie, drawn: Sequence[Tie]) -> float:
    widest = FINE_LINE if len(drawn) > MANY else WIDE_LINE
    return THINNEST + (widest - THINNEST) * abs(tie.weight) / (abs(drawn[0].weight) or 1)


def _draw_line(canvas: Canvas, network: Network, tie: Tie, width: float, places: Mapping[str, Place]) -> None:
    """Draw a tie as a line whose width shows its strength and which links to its first statement."""
    look = choose_look(tie, network)
    ends = [(places[name].x, places[name].y) for name in (tie.row, tie.column)]
    line = canvas.outline(
        [ends], edgecolor=look.colour, linewidth=width,
        linestyle=look.line, zorder=2,
    )  # fmt: skip
    link_mark(line, network.statements(tie.row, tie.column)[0], _name_tie(tie, network))


def _name_tie(tie: Tie, network: Network) -> str:
    number = len(network.statements(tie.row, tie.column))
    relation = f"{choose_look(tie, network).word}, {tie.weight:+.2f}".replace("-", "−")
    return f"{tie.row} – {tie.column}: {relation}, {format_count(number, 'statement')}"


def _draw_node(canvas: Canvas, place: Place, letter: str, key: str, label: str) -> None:
    disc = canvas.marker(
        place.x, place.y, "o", DISC, markerfacecolor=FIRM if letter else PAPER, markeredgecolor=FIRM,
        markeredgewidth=1.2,
    )  # fmt: skip
    link_mark(disc, key, label)
    join_link(canvas.write(place.x, place.y, letter, 8, bold=True, align="center", colour=PAPER), key)
    top = place.y - FRAME.line * (len(place.name) - 1) / 2
    for number, words in enumerate(place.name):
        x, align = place.x + place.side * 0.16, "left" if place.side > 0 else "right"
        written = canvas.write(x, top + number * FRAME.line, words, FRAME.size, align=align, colour=FIRM)
        join_link(written, key)


def _draw_key(canvas: Canvas, drawn: Sequence[Tie], network: Network, y: float) -> None:
    """Draw the key to the lines."""
    kinds = {choose_look(tie, network).word for tie in drawn}
    looks = [look for look in (AGREE, DIFFER, EVEN) if look.word in kinds]
    x = canvas.width / 2 - 0.5 * len(looks)
    for look in looks:
        canvas.outline([[(x, y), (x + 0.35, y)]], edgecolor=look.colour, linewidth=2, linestyle=look.line)
        canvas.write(x + 0.42, y, look.word, 8, colour=FIRM)
        x += 1.0


RELATIONS = {
    "subtract": "agreement minus disagreement on the issues that both speak about",
    "congruence": "agreement on the issues that both speak about; disagreement is ignored",
    "conflict": "disagreement on the issues that both speak about; agreement is ignored",
    "ignore": "how often both speak about the same issues, whatever their stance",
}
NORMALIZED = {
    "no": "", "average": ", divided by the mean number of their statements",
    "jaccard": ", as Jaccard’s coefficient", "cosine": ", as a cosine",
}  # fmt: skip


def _write_caption(
    network: Network, names: Sequence[str], drawn: Sequence[Tie], all_ties: int, of: Mapping[str, str]
) -> str:
    chosen = network.settings
    parts = [
        "Solid blue lines: agree; dashed red: differ; dotted grey: even. Width shows strength: "
        f"{RELATIONS[chosen.qualifier_aggregation]}{NORMALIZED[chosen.normalization]}.",
        "Letters and grey bands: clusters." if any(of[name] for name in names) else "",
        "Only positions found in two independent texts, or coded by a person, count towards clusters.",
        "The position of a node on the ring has no other meaning.",
        _describe_omitted(network, names, drawn, all_ties),
        "Each line and node links to its first statement; the data table has the statements of both sides.",
    ]
    return " ".join(filter(None, parts))


def _describe_omitted(network: Network, names: Sequence[str], drawn: Sequence[Tie], all_ties: int) -> str:
    tied = {*network.edges["row"], *network.edges["column"]}
    alone = [name for name in network.used.rows if name not in tied]
    parts = []
    if len(names) < len(tied):
        parts.append(f"The graph shows the {len(names):,} of {len(tied):,} actors with the most statements.")
    if len(drawn) < all_ties:
        parts.append(
            f"It shows {len(drawn):,} of {all_ties:,} ties: each actor’s strongest, then the "
            "strongest overall."
        )
    if alone:
        listed = ", ".join(alone[:8]) + (f" and {len(alone) - 8} more" if len(alone) > 8 else "")
        parts.append(f"Not drawn, as they have no ties: {listed}.")
    return " ".join(parts)


def _write_description(
    network: Network, names: Sequence[str], drawn: Sequence[Tie], of: Mapping[str, str]
) -> str:
    listed = "; ".join(_name_tie(tie, network) for tie in drawn[:40])
    more = f"; and {len(drawn) - 40} more in the table below" if len(drawn) > 40 else ""
    clusters = "; ".join(
        f"{f'cluster {cluster}' if cluster else 'in no cluster'}: {', '.join(group)}"
        for cluster, group in groupby(names, key=lambda name: of[name])
    )
    size = f"{format_count(len(names), 'node')} and {format_count(len(drawn), 'tie')}"
    return f"A graph of {size} on a ring. {clusters}. {listed}{more}."
