"""Stances over time: the mean position in each window, with its confidence interval."""

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
from analysis.comparing.wording import format_day
from analysis.parameters import WINDOW
from analysis.tables import STANCES

LEVEL = {"support": 1.0, "conditional": 0.5, "neutral": 0.0, "oppose": -1.0}
# a statement that may fall in more windows than this creates no rows for them
MOST_WINDOWS = 60


def stance_over_time(
    codes: Codes,
    selection: Selection | None = None,
    window: str = "month",
    by: str = "actor",
    reported: bool = False,
) -> pd.DataFrame:
    """Return each actor's stance on each issue in each window.

    A statement counts in the window that contains all its possible days. A statement whose days span several
    windows counts in none: it is ``possible`` in each of them, and their intervals allow for it.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        window: ``day``, ``week`` (ISO 8601), ``month``, ``quarter`` or ``year``.
        by: as for ``comparing.dated_statements.find_dated_statements``.
        reported: as for ``find_dated_statements``; without it, undated statements of articles count nowhere.

    Returns:
        One row per actor, issue and window with a statement: ``actor`` (or side), ``issue``, ``window``,
        ``start`` and ``end`` (its days, ISO 8601), one count per stance, ``n`` statements, ``documents``,
        ``outlets``, ``sources`` (independent texts; reprints of one text count once), ``score`` (mean of
        support 1, conditional .5, neutral 0, oppose -1), ``low`` and ``high`` (its 95 % Wilson interval for
        that number of sources, widened by possible statements), ``possible`` (number of further statements
        that may fall in the window), ``statements`` and ``is_supported`` (see ``comparing.support``).
        Scores are missing where no statement certainly falls in the window.

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
    """Yield each window with the statements that certainly fall in it, and those that possibly do."""
    sure: dict[Window, list[DatedStatement]] = defaultdict(list)
    spanning = []
    unsure: set[Window] = set()
    for statement in (statement for statement in listed if statement.dated):
        overlapping: list[Window] = []
        if statement.low is not None and statement.high is not None:
            overlapping = list(find_windows(statement.low, statement.high, unit, MOST_WINDOWS + 1))
        if len(overlapping) == 1:
            sure[overlapping[0]].append(statement)
        else:
            spanning.append(statement)
            unsure |= set(overlapping) if len(overlapping) <= MOST_WINDOWS else set()
    for window in sorted(unsure | set(sure)):
        possible = [statement for statement in spanning if _overlaps(statement, window)]
        yield window, sure.get(window, []), possible


def _build_row(
    window: Window,
    sure: Sequence[DatedStatement],
    possible: Sequence[DatedStatement],
    known: Mapping[str, frozenset[str]],
) -> dict[str, Any]:
    """Return the columns of one window from the statements that certainly and possibly fall in it."""
    documents = {statement.doc_id for statement in sure}
    return {
        "window": window.name,
        **{"start": format_day(window.first), "end": format_day(window.last)},
        **{stance: sum(statement.stance == stance for statement in sure) for stance in STANCES},
        "n": len(sure),
        "documents": len(documents),
        "outlets": count_outlets(documents, known),
        "sources": _count_sources(sure),
        **_compute_score(sure, possible),
        "possible": len(possible),
        "statements": statement_ids(sure),
        "is_supported": takes_supported_stance(sure),
    }


def _overlaps(statement: DatedStatement, window: Window) -> bool:
    low, high = statement.low, statement.high
    return (low is None or low <= window.last) and (high is None or high >= window.first)


def _count_sources(listed: Sequence[DatedStatement]) -> int:
    return len({statement.text for statement in listed})


def _average_level(listed: Sequence[DatedStatement]) -> float:
    return sum(LEVEL[statement.stance] for statement in listed) / len(listed)


def _compute_score(sure: Sequence[DatedStatement], possible: Sequence[DatedStatement]) -> dict[str, float]:
    """Return the mean position with an interval that allows for possible statements on either side."""
    if not sure:
        return {}
    score = _average_level(sure)
    lower = [*sure, *(statement for statement in possible if LEVEL[statement.stance] < score)]
    upper = [*sure, *(statement for statement in possible if LEVEL[statement.stance] > score)]
    intervals = [
        wilson_interval(_average_level(statements), _count_sources(statements))
        for statements in (sure, lower, upper)
    ]
    return {
        "score": score,
        "low": min(low for low, _ in intervals),
        "high": max(high for _, high in intervals),
    }
