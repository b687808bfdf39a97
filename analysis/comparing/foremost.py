"""What a page shows of very much: it names the rest, and where that is, but must still open and be read."""

from collections.abc import Sequence

import pandas as pd

from analysis.comparing.accounts import is_weak

# events that are drawn, rows that a table lists
DRAWN, LISTED = 60, 300
# actors in a table of who is quoted
ACTORS = 100
# codes that one row, cell or mark leads to
LINKED = 20


def foremost(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the rows of a timeline that most articles tell of, in the order of the timeline.

    Of rows told equally often, what happened on an exact day comes first, then what an article tells
    first.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        most: how many rows at most.
    """
    exact = (events["status"] == "occurred") & events["low"].notna() & (events["low"] == events["high"])
    told = [-len(claims) for claims in events["claims"]]
    start = events["start"].astype("float64").fillna(0).tolist()
    rank = pd.DataFrame({"told": told, "vague": list(~exact), "start": start})
    first = rank.sort_values(["told", "vague", "start"], kind="stable").index[:most]
    return events.iloc[sorted(first)]


def foremost_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a quotes table that the charts and tables of accounts lead to.

    Those are, in the order of the articles, the first of each actor and directness, the first of each
    level of sourcing, and the first of the weak claims.

    Args:
        quotes: some rows of a quotes table.
    """
    often = quotes.groupby("actor", sort=False).size().sort_values(ascending=False, kind="stable")
    shown = [
        quotes[quotes["actor"].isin(often.index[:ACTORS])].groupby(["actor", "directness"]).head(LINKED),
        quotes.groupby("sourcing").head(LINKED),
        quotes[is_weak(quotes)].head(LISTED),
    ]
    return quotes[quotes.index.isin(_collect_index(shown))]


def _collect_index(frames: Sequence[pd.DataFrame]) -> set[object]:
    return {place for frame in frames for place in frame.index}
