"""Show ties over time, and the issues that form the backbone of a network."""

import pandas as pd

from analysis.comparing.foremost import LISTED
from analysis.comparing.networks.network import Network
from analysis.comparing.records import RemovedIssue, WindowTies, read_rows
from analysis.drawing.bars import Segment, bar_chart
from analysis.drawing.bounds import note_cut
from analysis.drawing.markup import Html, table, text
from analysis.drawing.networks.ties import MOST_LINKS, format_names, link_some
from analysis.drawing.style import BLUE, RED
from analysis.text import format_count

NO_DAY = (
    "<p>No two actors take a position on the same issue within one time window, or no statement has a date, "
    "so changes of ties cannot be shown.</p>"
)


def ties_over_time_chart(stretches: pd.DataFrame) -> Html:
    """Draw how many pairs of actors agree and differ in each window, and the polarisation.

    Args:
        stretches: as ``comparing.networks.over_time.ties_over_time`` returns it.
    """
    listed = read_rows(stretches, WindowTies)
    if not listed:
        return Html(NO_DAY)
    if len(listed) == 1:
        return Html(
            f"<p>All ties fall into one window ({listed[0].window}), so no change can be shown. Try a "
            "shorter window.</p>"
        )
    bars = []
    for row in listed:
        segments = [
            Segment("agree", BLUE, row.agreeing[:MOST_LINKS], row.agree),
            Segment("differ", RED, row.differing[:MOST_LINKS], row.differ),
        ]
        score = "" if row.score is None else f" · polarisation {_format_score(row)}"
        bars.append((row.window + score, segments))
    even = sum(row.even for row in listed)
    caption = (
        "Pairs of actors who speak about the same issue in the same window, by whether they mostly agree "
        "or differ; windows without such pairs are left out. Polarisation (0 to 1) is given only if at least "
        "four actors can be compared on positions found in two independent texts or coded by a person, and "
        "some of them differ; with few actors it fluctuates. More ties can mean more articles rather than "
        "more agreement. Each segment links to its first statement, the data table to at most "
        f"{MOST_LINKS}." + (f" Not drawn: {format_count(even, 'evenly divided pair')}." if even else "")
    )
    return bar_chart("ties-over-time", "Agreement and disagreement over time", bars, "pairs", caption)


def ties_over_time_table(stretches: pd.DataFrame) -> Html:
    """Show the figures of each window of ``ties_over_time``, with the camps."""
    listed = read_rows(stretches, WindowTies)
    if len(listed) < 2:
        return Html("")
    body = [
        [
            row.window, str(row.actors), str(row.statements), str(row.agree), str(row.differ), str(row.even),
            _format_score(row), " / ".join(map(format_names, row.camps or ())),
        ]
        for row in listed[:LISTED]
    ]  # fmt: skip
    head = ["Window", "Actors with ties", "Statements", "Agree", "Differ", "Even", "Polarisation", "Camps"]
    return Html(table(f"Ties by window{note_cut(len(listed))}", head, body))


def _format_score(row: WindowTies) -> str:
    return "–" if row.score is None else f"{row.score:.2f}".replace("-", "−")


def backbone_table(backbone: pd.DataFrame, network: Network) -> Html:
    """Show the issues by their importance to a network, the most important first.

    Args:
        backbone: as ``comparing.networks.backbone.backbone`` returns it.
        network: the network that the backbone was computed for.
    """
    if len(backbone) < 2 or network.edges.empty:
        return Html(
            "<p>The importance of issues cannot be measured: at least two issues with ties are needed.</p>"
        )
    frame = network.used.frame
    of: dict[str, list[str]] = {issue: [] for issue in network.used.columns}
    for key, column in zip(frame["statement_id"], frame["column"].tolist(), strict=True):
        of[network.used.columns[column]].append(key)
    body = [
        [text(row.issue), f"{row.statements:,}", f"{row.loss:.2f}", link_some(of[row.issue])]
        for row in read_rows(backbone, RemovedIssue)[::-1][:LISTED]
    ]
    head = ["Issue", "Statements", "Change without this issue and all below", "Evidence"]
    return Html(
        table(
            f"Issues by importance to the network, most important first{note_cut(len(backbone))}", head, body
        )
    )
