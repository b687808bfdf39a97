"""Who moves towards whom: how far two actors stand apart on the issues that both spoke on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.dated_statements import BY
from analysis.comparing.over_time import stance_over_time
from analysis.comparing.selecting import Selection
from analysis.errors import StancebookError, unknown

# a position changes by more than this, or not at all
NOTHING = 1e-9

Row = Mapping[Any, Any]


def convergence(
    codes: Codes,
    actor: str = "",
    other: str = "",
    selection: Selection | None = None,
    window: str = "month",
    by: str = "actor",
    reported: bool = False,
) -> pd.DataFrame:
    """Return how far actors stand apart, window by window, and whether they come closer.

    A position holds until its actor takes another one: in each window that brings a new statement the
    last scores of both are compared, issue by issue.

    Args:
        codes: a coded corpus.
        actor: a name or alias, or a side; without both names every pair of which at least two windows can
            be compared.
        other: another one.
        selection: which statements to use; all by default.
        window: as of ``stance_over_time``, whose scores are compared.
        by: likewise.
        reported: likewise.

    Returns:
        One row per pair and window in which either said something on an issue that both took a stance on:
        ``actor``, ``other``, ``window``, ``issues`` (how many are compared), ``renewed`` (on how many of them
        one of the two spoke in this window), ``distance`` (mean of the differences of scores, 0 to 2),
        ``change`` (of the mean over the issues that the row above compared too; missing in the first),
        ``direction`` (``converging``, ``diverging``, ``unchanged``; "" in the first), ``n`` statements of
        the window, their ``statements``, and ``is_supported``. Where it holds only positions of windows with
        two independent statements were compared (see ``comparing.support``); the others follow last.

    Raises:
        StancebookError: for an unknown name, for the same one twice or only one, as of ``stance_over_time``.
    """
    frame = stance_over_time(codes, selection, window, by, reported)
    frame = frame[frame["n"] > 0]
    pair = _resolve_pair(codes, actor, other, by) if actor or other else None
    supported = [
        {**row, "is_supported": True}
        for row in _compare_pairs(frame[frame["is_supported"].astype(bool)], pair)
    ]
    told = {(row["actor"], row["other"], row["window"]) for row in supported}
    rest = [
        {**row, "is_supported": False}
        for row in _compare_pairs(frame, pair)
        if (row["actor"], row["other"], row["window"]) not in told
    ]
    columns = [
        "actor", "other", "window", "issues", "renewed", "distance", "change", "direction", "n", "statements",
        "is_supported",
    ]  # fmt: skip
    found = pd.DataFrame([*supported, *rest], columns=columns)
    return found.astype({"distance": "float64", "change": "float64", "is_supported": "bool"})


def _compare_pairs(frame: pd.DataFrame, pair: tuple[str, str] | None) -> list[dict[str, Any]]:
    """Return the comparisons of one pair, or of all that meet in two windows."""
    taken: dict[str, list[Row]] = defaultdict(list)
    for row in frame.to_dict("records"):
        taken[row["actor"]].append(row)
    pairs = [pair] if pair else combinations(taken, 2)
    found = [(one, two, list(_compare_windows(taken.get(one, []), taken.get(two, [])))) for one, two in pairs]
    return [
        {"actor": one, "other": two, **row}
        for one, two, listed in found
        if len(listed) > 1 or pair
        for row in listed
    ]


def _resolve_pair(codes: Codes, actor: str, other: str, by: str) -> tuple[str, str]:
    if by == BY[0]:
        one, two = (codes.codebook.actor(name).name for name in (actor, other))
    else:
        sides = {codes.codebook.side(known.name) for known in codes.codebook.actors}
        sides |= set(codes["statements"]["organisation"].dropna())
        for name in (actor, other):
            if name not in sides:
                raise unknown("side", name, sides)
        one, two = actor, other
    if one == two:
        raise StancebookError(f"actor and other are both {one!r}. Name two.")
    return one, two


def _compare_windows(mine: list[Row], theirs: list[Row]) -> Iterator[dict[str, Any]]:
    """Yield a row for each window that brings something on an issue on which both took a stance."""
    tagged = [
        (row["start"], row["window"], side, row) for side, rows in enumerate((mine, theirs)) for row in rows
    ]
    tagged.sort(key=lambda one: (one[0], one[2]))
    scores: tuple[dict[str, float], dict[str, float]] = ({}, {})
    before: dict[str, float] = {}
    for name, group in groupby(tagged, key=lambda one: one[1]):
        listed = [(side, row) for _, _, side, row in group]
        for side, row in listed:
            scores[side][row["issue"]] = row["score"]
        apart = {issue: abs(scores[0][issue] - scores[1][issue]) for issue in scores[0] if issue in scores[1]}
        new = [row for _, row in listed if row["issue"] in apart]
        if not new:
            continue
        yield {"window": name, **_describe_change(before, apart), **_describe_new_statements(new)}
        before = apart


def _describe_change(before: Mapping[str, float], apart: Mapping[str, float]) -> dict[str, Any]:
    both = [issue for issue in apart if issue in before]
    change = sum(apart[issue] - before[issue] for issue in both) / len(both) if both else None
    if change is None:
        direction = ""
    elif abs(change) <= NOTHING:
        direction = "unchanged"
    else:
        direction = "converging" if change < 0 else "diverging"
    distance = sum(apart.values()) / len(apart)
    return {"issues": len(apart), "distance": distance, "change": change, "direction": direction}


def _describe_new_statements(rows: list[Row]) -> dict[str, Any]:
    statements = [key for row in rows for key in row["statements"]]
    return {
        "renewed": len({row["issue"] for row in rows}),
        "n": len(statements),
        "statements": statements,
    }
