"""Limit what a page shows of a large corpus: it must still open and be readable.

The page says what is left out, and where to find it.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.comparing.accounts import is_weak

# events drawn in a chart, rows listed in a table
DRAWN, LISTED = 60, 300
# actors in the table of quoted actors
ACTORS = 100
# codes that one row, cell or mark links to
LINKED = 20


def select_most_reported(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the most reported events of a timeline, in the order of the timeline.

    Among events reported equally often, those that occurred on an exact day come first, then those that
    appear earlier in their article.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        most: maximum number of rows.
    """
    exact = (events["status"] == "occurred") & events["low"].notna() & (events["low"] == events["high"])
    reports = [-len(claims) for claims in events["claims"]]
    start = events["start"].astype("float64").fillna(0).tolist()
    rank = pd.DataFrame({"reports": reports, "vague": list(~exact), "start": start})
    first = rank.sort_values(["reports", "vague", "start"], kind="stable").index[:most]
    return events.iloc[sorted(first)]


def select_linked_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes that the charts and tables of accounts link to.

    These are, in the order of the articles, the first quotes of each actor and directness, of each level of
    sourcing, and of the weak claims.

    Args:
        quotes: rows of a quotes table.
    """
    counts = quotes.groupby("actor", sort=False).size().sort_values(ascending=False, kind="stable")
    shown = [
        quotes[quotes["actor"].isin(counts.index[:ACTORS])].groupby(["actor", "directness"]).head(LINKED),
        quotes.groupby("sourcing").head(LINKED),
        quotes[is_weak(quotes)].head(LISTED),
    ]
    return quotes[quotes.index.isin(_collect_index(shown))]


def _collect_index(frames: Sequence[pd.DataFrame]) -> set[object]:
    return {place for frame in frames for place in frame.index}
