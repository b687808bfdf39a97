"""Limit what a page shows of a large corpus: it must still open and be readable.

The page says what is left out, and where to find it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.codes import Codes
from analysis.comparing.accounts import is_weak
from analysis.comparing.selecting import Selection, pick_rows, selected
from analysis.comparing.support import is_firm, is_person

# events that a timeline keeps; 5,000 articles have fewer
KEPT = 150_000
# events to know, rows listed in a table
KEY, LISTED = 10, 300
# log-odds: of the events above it, three in four were on the list of a careful editor
LEAST_IMPORTANCE = -1.5
# actors in the table of quoted actors
ACTORS = 100
# actors and issues that a stance matrix shows, statements quoted beside it, and of these for each mark
MATRIX_ACTORS, MATRIX_ISSUES, QUOTED, QUOTED_EACH = 32, 24, 300, 3
# statements highlighted in the articles of a page
STATEMENTS = 3_000
MARK = ["actor", "issue", "stance"]
# articles in which names are looked up for the empty cells of a matrix
READ = 1_000
# codes that one row, cell or mark links to; mentions that an event links to
LINKED, TOLD = 20, 5


def select_read(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents in which names are looked up: all, or READ at most, spread evenly."""
    step = -(-len(documents) // READ) or 1
    return documents.iloc[::step]


def select_foremost(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the most important events of a timeline, in the order of the timeline.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        most: maximum number of rows; 0 returns none.
    """
    # events of equal importance keep their order
    first = np.argsort(-events["importance"].to_numpy(dtype=np.float64), kind="stable")[:most]
    return events.iloc[sorted(first)]


def select_shown(events: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the events of a timeline that a chart shows, in the order of the timeline.

    A small corpus has fewer events that matter than a chart has room for; the others are listed below it.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        most: maximum number of rows; 0 returns none.
    """
    foremost = select_foremost(events, most)
    matters = foremost["importance"] >= LEAST_IMPORTANCE
    few = select_foremost(foremost, KEY).index
    return foremost[matters | foremost.index.isin(few)]


def select_key_events(events: pd.DataFrame, most: int = KEY) -> pd.DataFrame:
    """Return the events to know: the most important that happened, in order of time.

    Events without any day are left out, unless no event has one.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
        most: maximum number of rows.
    """
    happened = events[events["status"] == "occurred"]
    day = happened["low"].fillna(happened["high"])
    chosen = select_foremost(happened[day.notna()] if day.notna().any() else happened, most)
    return chosen.loc[day[chosen.index].sort_values(kind="stable").index]


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


def linked_quotes(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the attributions that the charts and tables of accounts link to, as rows of the quotes table.

    Args:
        codes: a coded corpus.
        selection: the attributions that the charts and tables show; all by default.
    """
    columns = ["actor", "directness", "sourcing", "doubt"]
    frame = selected(codes, "quotes", selection or Selection(), columns)
    linked = select_linked_quotes(frame).index
    return pick_rows(codes, "quotes", pd.Series(True, index=linked))


def select_linked_statements(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements to highlight in the articles of a page: all, or STATEMENTS at most.

    Of more, these are the first in the order of the articles, and for each actor, issue and stance those that
    are quoted (a person's, then the surest), then the first of all, the second, and so on.

    Args:
        statements: rows of a statements table.
    """
    if len(statements) <= STATEMENTS:
        return statements
    firm = statements[is_firm(statements)]
    turn = firm.groupby(MARK, sort=False).cumcount()
    surest = firm.assign(_person=[is_person(coder) for coder in firm["coder"]]).sort_values(
        ["_person", "confidence"], ascending=False, kind="stable"
    )
    quoted = surest.drop_duplicates([*MARK, "evidence"]).groupby(MARK, sort=False).head(QUOTED_EACH)
    # the first of each mark come between its quotations and the others
    order = turn.where(~turn.index.isin(quoted.index), -1).sort_values(kind="stable").index
    chosen = pd.Index(statements.index[:LISTED]).append(order).unique()[:STATEMENTS]
    return statements[statements.index.isin(chosen)]


def _collect_index(frames: Sequence[pd.DataFrame]) -> set[object]:
    return {place for frame in frames for place in frame.index}
