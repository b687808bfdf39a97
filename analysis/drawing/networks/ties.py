"""Name and style ties, and list the statements on each side of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparing.foremost import LISTED
from analysis.comparing.networks.network import Network
from analysis.comparing.records import Tie, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.marks import DASHED, DOTTED
from analysis.drawing.markup import link_codes, table, text
from analysis.drawing.style import BLUE, GREY, RED
from analysis.text import clean_line

# links per cell
MOST_LINKS = 12
# names listed in a sentence
MOST_NAMES = 6


@dataclass(frozen=True)
class Look:
    """The look of a kind of tie: a word, a colour and a line style."""

    word: str
    colour: str
    line: object


AGREE, DIFFER, EVEN = Look("agree", BLUE, "solid"), Look("differ", RED, DASHED), Look("even", GREY, DOTTED)


def choose_look(tie: Tie, network: Network) -> Look:
    """Return the look of a tie of a one-mode network; in a conflict network all ties are disagreement."""
    if tie.weight == 0:
        return EVEN
    is_conflict = network.settings.qualifier_aggregation == "conflict"
    return DIFFER if is_conflict or tie.weight < 0 else AGREE


def sort_ties(network: Network) -> list[Tie]:
    """Return the ties of a network, strongest first."""
    return sorted(read_rows(network.edges, Tie), key=lambda tie: (-abs(tie.weight), tie.row, tie.column))


def select_most_active(network: Network, order: Sequence[str], most: int) -> list[str]:
    """Return in order at most ``most`` actors with ties, preferring those with most statements."""
    tied = {name for edge in (network.edges["row"], network.edges["column"]) for name in edge}
    counts = count_statements(network)
    chosen = sorted((name for name in order if name in tied), key=lambda name: -counts[name])[:most]
    return [name for name in order if name in {*chosen}]


def count_statements(network: Network) -> dict[str, int]:
    """Return how many statements each row of a network has."""
    nodes = network.nodes[network.nodes["variable"] == network.settings.variable1]
    return dict(zip(nodes["name"], nodes["statements"].tolist(), strict=True))


def assign_letters(members: pd.DataFrame) -> dict[str, str]:
    """Return the letter of each actor's cluster, "" if none; numbers follow Z."""
    pairs = zip(members["name"], members["group"], strict=True)
    return {name: "" if pd.isna(group) else format_letter(int(group)) for name, group in pairs}


def format_letter(group: int) -> str:
    """Return the letter of a cluster."""
    return chr(64 + group) if group <= 26 else str(group)


def format_signed(weight: float) -> str:
    """Format a number with its sign, short enough for a cell."""
    size = abs(weight)
    digits = 0 if size >= 10 or size == round(size) else 1 if size >= 0.1 else 2
    words = f"{size:.{digits}f}"
    return "0" if not float(words) else f"{'+' if weight > 0 else '−'}{words}"


def link_some(statements: Sequence[str]) -> str:
    """Return links to statements, only the first ones if there are too many."""
    more = f" of {len(statements):,}" if len(statements) > MOST_LINKS else ""
    return link_codes(statements[:MOST_LINKS]) + more


def build_ties_data(network: Network, listed: Sequence[Tie], title: str) -> str:
    """Return the ties of a one-mode network as a table with the statements of both sides.

    Args:
        network: the network.
        listed: its ties, the strongest first.
        title: title of the chart, by which readers who hear the page tell its table from others.
    """
    speaker = find_speakers(network)
    body = [
        [
            f"{text(tie.row)} – {text(tie.column)}",
            choose_look(tie, network).word,
            f"{tie.weight:+.2f}".replace("-", "−"),
            link_some([key for key in keys if speaker[key] == tie.row]),
            link_some([key for key in keys if speaker[key] == tie.column]),
        ]
        for tie in listed[:LISTED]
        for keys in [network.statements(tie.row, tie.column)]
    ]
    head = ["Pair", "Relation", "Weight", "Statements of the first", "Statements of the second"]
    return table(f"{title}: strongest ties first{note_cut(len(listed))}", head, body)


def find_speakers(network: Network) -> Mapping[str, str]:
    """Return the actor of each statement of a network."""
    frame = network.used.frame
    return {key: network.used.rows[row] for key, row in zip(frame["statement_id"], frame["row"], strict=True)}


def format_names(names: Sequence[str]) -> str:
    """Return names as markup, only the first ones if there are too many."""
    rest = len(names) - MOST_NAMES
    listed = ", ".join(text(clean_line(name, 40)) for name in names[:MOST_NAMES])
    return f"{listed} and {rest:,} more" if rest > 0 else listed
