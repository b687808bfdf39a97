"""Ties over time, and the issues that carry a network."""

import pandas as pd

from analysis.comparing.networks.network import Network
from analysis.comparing.records import Leaving, Stretch, rows
from analysis.drawing.bars import Segment, bar_chart
from analysis.drawing.markup import Html, table, text
from analysis.drawing.networks.ties import MOST_LINKS, MOST_ROWS, cut, listed_names, some
from analysis.drawing.style import BLUE, RED
from analysis.text import count

NO_DAY = (
    "<p>No two actors speak about the same issue in one window of time, or nothing has a day: how ties "
    "changed cannot be told.</p>"
)


def ties_over_time_chart(stretches: pd.DataFrame) -> Html:
    """Draw how many pairs of actors agree and differ in each window, with its polarisation.

    Args:
        stretches: as ``comparing.networks.over_time.ties_over_time`` returns it.
    """
    listed = rows(stretches, Stretch)
    if not listed:
        return Html(NO_DAY)
    if len(listed) == 1:
        return Html(
            f"<p>All ties lie in one window ({listed[0].window}): no change can be told. A shorter window "
            "may tell more.</p>"
        )
    bars = []
    for one in listed:
        segments = [
            Segment("agree", BLUE, one.agreeing[:MOST_LINKS], one.agree),
            Segment("differ", RED, one.differing[:MOST_LINKS], one.differ),
        ]
        scored = "" if one.score is None else f" · polarisation {_score(one)}"
        bars.append((one.window + scored, segments))
    even = sum(one.even for one in listed)
    caption = (
        "Pairs of actors who speak about the same issue within the same window, by whether they agree or "
        "differ more; a window without such pairs is left out. Polarisation (0 to 1) only where at least "
        "four actors can be compared by positions of two independent texts, or coded by a person, and some "
        "differ; with few it jumps. More ties can mean more articles, "
        "not more agreement. Each segment leads to its first statement, the data table to at most "
        f"{MOST_LINKS}." + (f" Not drawn: {count(even, 'pair')} who are even." if even else "")
    )
    return bar_chart("ties-over-time", "Agreement and disagreement over time", bars, "pairs", caption)


def ties_over_time_table(stretches: pd.DataFrame) -> Html:
    """Show the windows of ``ties_over_time`` as numbers, with their camps."""
    listed = rows(stretches, Stretch)
    if len(listed) < 2:
        return Html("")
    body = [
        [
            one.window, str(one.actors), str(one.statements), str(one.agree), str(one.differ), str(one.even),
            _score(one), " / ".join(map(listed_names, one.camps or ())),
        ]
        for one in listed[:MOST_ROWS]
    ]  # fmt: skip
    head = ["Window", "Actors with ties", "Statements", "Agree", "Differ", "Even", "Polarisation", "Camps"]
    return Html(table(f"Ties by window{cut(len(listed))}", head, body))


def _score(one: Stretch) -> str:
    return "–" if one.score is None else f"{one.score:.2f}".replace("-", "−")


def backbone_table(backbone: pd.DataFrame, network: Network) -> Html:
    """Show which issues carry a network, those that matter most first.

    Args:
        backbone: as ``comparing.networks.backbone.backbone`` returns it.
        network: the network that it is of.
    """
    if len(backbone) < 2 or network.edges.empty:
        return Html("<p>Which issues carry the network cannot be said: it needs two with ties.</p>")
    frame = network.used.frame
    of: dict[str, list[str]] = {issue: [] for issue in network.used.columns}
    for key, column in zip(frame["statement_id"], frame["column"].tolist(), strict=True):
        of[network.used.columns[column]].append(key)
    body = [
        [text(row.issue), f"{row.statements:,}", f"{row.loss:.2f}", some(of[row.issue])]
        for row in rows(backbone, Leaving)[::-1][:MOST_ROWS]
    ]
    head = ["Issue", "Statements", "Change without it and all below", "Evidence"]
    return Html(table(f"Issues, the one that carries most first{cut(len(backbone))}", head, body))
