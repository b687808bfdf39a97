"""Stances window by window: a mean position, and how far its few sources let it be trusted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.dated_statements import (
    DatedStatement,
    find_dated_statements,
    group_by_lane,
    statement_ids,
    takes_supported_stance,
)
from analysis.comparing.outlets import count_outlets, find_outlets
from analysis.comparing.selecting import Selection
from analysis.comparing.windows import Window, find_windows, wilson_interval
from analysis.comparing.wording import day
from analysis.parameters import WINDOW
from analysis.tables import STANCES

LEVEL = {"support": 1.0, "conditional": 0.5, "neutral": 0.0, "oppose": -1.0}
# a statement that may lie in more windows than this makes no rows of its own
MOST_WINDOWS = 60


def stance_over_time(
    codes: Codes,
    selection: Selection | None = None,
    window: str = "month",
    by: str = "actor",
    reported: bool = False,
) -> pd.DataFrame:
    """Return each actor's stance on each issue, window by window.

    A statement counts in the window that its days lie in. One whose days cross windows counts in none: in
    each of them it is ``possible``, and the interval there allows that it belongs to it.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        window: ``day``, ``week`` (ISO 8601), ``month``, ``quarter`` or ``year``.
        by: as of ``comparing.said.said``.
        reported: likewise; without it articles' statements that have no day of their own count nowhere.

    Returns:
        One row per actor, issue and window with a statement: ``actor`` (or side), ``issue``, ``window``,
        ``start`` and ``end`` (its days, ISO 8601), one count per stance, ``n`` statements, ``documents``,
        ``outlets``, ``sources`` (independent texts: reprints of one text are one), ``score`` (mean of
        support 1, conditional .5, neutral 0, oppose -1), ``low`` and ``high`` (its 95 % interval, Wilson's
        for that number of sources, widened where possible statements pull), ``possible`` (how many
        statements may lie there too), ``statements`` and ``is_supported`` (see ``comparing.support``).
        Scores are missing where nothing surely lies.

    Raises:
        StancebookError: for an unknown window, value of ``by`` or name.
    """
    window = WINDOW.check(window)
    known = find_outlets(codes)
    rows = [
        {"actor": who, "issue": issue, **_build_row(place, sure, possible, known)}
        for (who, issue), listed in group_by_lane(
            find_dated_statements(codes, selection, by, reported)
        ).items()
        for place, sure, possible in _assign_windows(listed, window)
    ]
    columns = [
        "actor", "issue", "window", "start", "end", *STANCES, "n", "documents", "outlets", "sources",
        "score", "low", "high", "possible", "statements", "is_supported",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("score", "low", "high"), "float64"))


def _assign_windows(
    listed: Sequence[DatedStatement], unit: str
) -> Iterator[tuple[Window, list[DatedStatement], list[DatedStatement]]]:
    """Yield the windows in which statements lie: surely, or possibly."""
    sure: dict[Window, list[DatedStatement]] = defaultdict(list)
    wide = []
    places: set[Window] = set()
    for one in (one for one in listed if one.dated):
        touched: list[Window] = []
        if one.low is not None and one.high is not None:
            touched = list(find_windows(one.low, one.high, unit, MOST_WINDOWS + 1))
        if len(touched) == 1:
            sure[touched[0]].append(one)
        else:
            wide.append(one)
            places |= set(touched) if len(touched) <= MOST_WINDOWS else set()
    for window in sorted(places | set(sure)):
        yield window, sure.get(window, []), [one for one in wide if _overlaps(one, window)]


def _build_row(
    window: Window,
    sure: Sequence[DatedStatement],
    possible: Sequence[DatedStatement],
    known: Mapping[str, frozenset[str]],
) -> dict[str, Any]:
    """Return the columns of one window: what surely lies in it, and what may."""
    documents = {one.doc_id for one in sure}
    return {
        "window": window.name,
        **{"start": day(window.first), "end": day(window.last)},
        **{stance: sum(one.stance == stance for one in sure) for stance in STANCES},
        "n": len(sure),
        "documents": len(documents),
        "outlets": count_outlets(documents, known),
        "sources": _count_sources(sure),
        **_compute_score(sure, possible),
        "possible": len(possible),
        "statements": statement_ids(sure),
        "is_supported": takes_supported_stance(sure),
    }


def _overlaps(one: DatedStatement, window: Window) -> bool:
    return (one.low is None or one.low <= window.last) and (one.high is None or one.high >= window.first)


def _count_sources(listed: Sequence[DatedStatement]) -> int:
    return len({one.text for one in listed})


def _average_level(listed: Sequence[DatedStatement]) -> float:
    return sum(LEVEL[one.stance] for one in listed) / len(listed)


def _compute_score(sure: Sequence[DatedStatement], possible: Sequence[DatedStatement]) -> dict[str, float]:
    """Return the mean position with its interval, which also holds without and with those that pull it."""
    if not sure:
        return {}
    score = _average_level(sure)
    lower = [*sure, *(one for one in possible if LEVEL[one.stance] < score)]
    upper = [*sure, *(one for one in possible if LEVEL[one.stance] > score)]
    intervals = [wilson_interval(_average_level(some), _count_sources(some)) for some in (sure, lower, upper)]
    return {
        "score": score,
        "low": min(low for low, _ in intervals),
        "high": max(high for _, high in intervals),
    }
