"""A discourse network as a graph: who stands with whom, every line a link to what was said."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from matplotlib.figure import Figure

from analysis.comparing.networks.clusters import Groups
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.ordering import ordered
from analysis.comparing.records import Tie
from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import Chart, join, lead
from analysis.drawing.markup import Html
from analysis.drawing.networks.ring import FRAME, Place, ring
from analysis.drawing.networks.ties import (
    AGREE,
    DIFFER,
    EVEN,
    letters,
    look_of,
    most_active,
    speakers,
    statement_counts,
    ties,
    ties_data,
)  # fmt: skip
from analysis.drawing.style import FAINT, FIRM, PAPER, styled
from analysis.text import count

# inches above and below the ellipse, and of the key
EDGE, KEY = 0.16, 0.3
# points
THINNEST, DISC = 0.7, 14
# the widest line: of few ties, of many
WIDE_LINE, FINE_LINE, MANY = 4.5, 2.6, 30


def network_chart(network: Network, groups: Groups, title: str = "Who stands with whom") -> Html:
    """Draw a one-mode network on an ellipse, clusters side by side.

    Args:
        network: actors by what they say on the same issues.
        groups: its clusters.
        title: heading of the chart.

    Returns:
        A chart with the 20 actors that have most statements and 60 ties, the strongest of each actor and
        the strongest of all; or a sentence where nobody has a tie.
    """
    listed = ties(network)
    if not listed:
        return Html("<p>No two actors take a position on the same issue: there is no tie to draw.</p>")
    order, of = ordered(network, groups), letters(groups.members)
    names, drawn = _shown(network, order, listed)
    with styled():
        figure = _figure(network, names, drawn, of)
    told = _description(network, names, drawn, of)
    caption = _caption(network, names, drawn, len(listed), of)
    return Chart([figure], "network", title, told, caption, ties_data(network, listed), wide=True)


def _shown(network: Network, order: Sequence[str], listed: Sequence[Tie]) -> tuple[list[str], list[Tie]]:
    """Return the actors that there is room for, and their ties."""
    names = most_active(network, order, FRAME.nodes)
    return names, _strongest([tie for tie in listed if {tie.row, tie.column} <= {*names}], FRAME.ties)


def _strongest(listed: Sequence[Tie], most: int) -> list[Tie]:
    """Return of too many ties those that are an actor's strongest, and then the strongest of all."""
    first: dict[str, Tie] = {}
    for tie in listed:
        first.setdefault(tie.row, tie)
        first.setdefault(tie.column, tie)
    own = {(tie.row, tie.column) for tie in first.values()}
    # a sort keeps the order of strength
    chosen = sorted(listed, key=lambda tie: (tie.row, tie.column) not in own)[:most]
    return [tie for tie in listed if tie in chosen]


def _figure(network: Network, names: Sequence[str], drawn: Sequence[Tie], of: Mapping[str, str]) -> Figure:
    placed = ring(names, of, FRAME, EDGE)
    bottom = placed.height + 2 * EDGE
    canvas = Canvas(FRAME.width, bottom + KEY)
    for cluster, group in groupby(names, key=lambda name: of[name]):
        if cluster:
            canvas.outline(
                [placed.band([*group])], edgecolor=FAINT, linewidth=DISC + 5, alpha=0.28, capstyle="round",
                zorder=1,
            )  # fmt: skip
    for tie in reversed(drawn):
        _line(canvas, network, tie, _width(tie, drawn), placed.places)
    first = {speaker: key for key, speaker in reversed([*speakers(network).items()])}
    counts = statement_counts(network)
    for name in names:
        where = f"cluster {of[name]}" if of[name] else "in no cluster"
        said = f"{name}, {where}: {count(counts[name], 'statement')}"
        _node(canvas, placed.places[name], of[name], first[name], said)
    _key(canvas, drawn, network, bottom + KEY / 2)
    return canvas.figure


def _width(tie: Tie, drawn: Sequence[Tie]) -> float:
    widest = FINE_LINE if len(drawn) > MANY else WIDE_LINE
    return THINNEST + (widest - THINNEST) * abs(tie.weight) / (abs(drawn[0].weight) or 1)


def _line(canvas: Canvas, network: Network, tie: Tie, width: float, places: Mapping[str, Place]) -> None:
    """Draw a tie, as wide as it is strong, as a link to its first statement."""
    look = look_of(tie, network)
    ends = [(places[name].x, places[name].y) for name in (tie.row, tie.column)]
    line = canvas.outline(
        [ends], edgecolor=look.colour, linewidth=width,
        linestyle=look.line, zorder=2,
    )  # fmt: skip
    lead(line, network.statements(tie.row, tie.column)[0], _named(tie, network))


def _named(tie: Tie, network: Network) -> str:
    number = len(network.statements(tie.row, tie.column))
    said = f"{look_of(tie, network).word}, {tie.weight:+.2f}".replace("-", "−")
    return f"{tie.row} – {tie.column}: {said}, {count(number, 'statement')}"


def _node(canvas: Canvas, place: Place, letter: str, key: str, said: str) -> None:
    disc = canvas.marker(
        place.x, place.y, "o", DISC, markerfacecolor=FIRM if letter else PAPER, markeredgecolor=FIRM,
        markeredgewidth=1.2,
    )  # fmt: skip
    lead(disc, key, said)
    join(canvas.write(place.x, place.y, letter, 8, bold=True, align="center", colour=PAPER), key)
    top = place.y - FRAME.line * (len(place.name) - 1) / 2
    for number, words in enumerate(place.name):
        x, align = place.x + place.side * 0.16, "left" if place.side > 0 else "right"
        written = canvas.write(x, top + number * FRAME.line, words, FRAME.size, align=align, colour=FIRM)
        join(written, key)


def _key(canvas: Canvas, drawn: Sequence[Tie], network: Network, y: float) -> None:
    """Show which line means what."""
    kinds = {look_of(tie, network).word for tie in drawn}
    looks = [look for look in (AGREE, DIFFER, EVEN) if look.word in kinds]
    x = canvas.width / 2 - 0.5 * len(looks)
    for look in looks:
        canvas.outline([[(x, y), (x + 0.35, y)]], edgecolor=look.colour, linewidth=2, linestyle=look.line)
        canvas.write(x + 0.42, y, look.word, 8, colour=FIRM)
        x += 1.0


RELATIONS = {
    "subtract": "agreement less disagreement on the issues that both speak about",
    "congruence": "agreement on the issues that both speak about; disagreement is not in it",
    "conflict": "disagreement on the issues that both speak about; agreement is not in it",
    "ignore": "how often both speak about the same issues, whatever they say",
}
NORMALIZED = {
    "no": "", "average": ", divided by the mean number of their statements",
    "jaccard": ", as Jaccard’s coefficient", "cosine": ", as a cosine",
}  # fmt: skip


def _caption(
    network: Network, names: Sequence[str], drawn: Sequence[Tie], all_ties: int, of: Mapping[str, str]
) -> str:
    chosen = network.settings
    parts = [
        "Solid blue lines: agree; dashed red: differ; dotted grey: even. The wider, the stronger: "
        f"{RELATIONS[chosen.qualifier_aggregation]}{NORMALIZED[chosen.normalization]}.",
        "Letters and grey bands: clusters." if any(of[name] for name in names) else "",
        "Only positions found in two independent texts, or coded by a person, put an actor into a cluster.",
        "Where a node stands on the ring means nothing else.",
        _left_out(network, names, drawn, all_ties),
        "Each line and each node leads to its first statement; the data table has those of both sides.",
    ]
    return " ".join(filter(None, parts))


def _left_out(network: Network, names: Sequence[str], drawn: Sequence[Tie], all_ties: int) -> str:
    tied = {*network.edges["row"], *network.edges["column"]}
    alone = [name for name in network.used.rows if name not in tied]
    parts = []
    if len(names) < len(tied):
        parts.append(f"Drawn are the {len(names):,} of {len(tied):,} actors with most statements.")
    if len(drawn) < all_ties:
        parts.append(
            f"Drawn are {len(drawn):,} of {all_ties:,} ties: each actor’s strongest, and the "
            "strongest of all."
        )
    if alone:
        listed = ", ".join(alone[:8]) + (f" and {len(alone) - 8} more" if len(alone) > 8 else "")
        parts.append(f"Without a tie, so not drawn: {listed}.")
    return " ".join(parts)


def _description(network: Network, names: Sequence[str], drawn: Sequence[Tie], of: Mapping[str, str]) -> str:
    listed = "; ".join(_named(tie, network) for tie in drawn[:40])
    more = f"; and {len(drawn) - 40} more in the table below" if len(drawn) > 40 else ""
    clusters = "; ".join(
        f"{f'cluster {cluster}' if cluster else 'in no cluster'}: {', '.join(group)}"
        for cluster, group in groupby(names, key=lambda name: of[name])
    )
    size = f"{count(len(names), 'node')} and {count(len(drawn), 'tie')}"
    return f"A graph of {size} on a ring. {clusters}. {listed}{more}."
