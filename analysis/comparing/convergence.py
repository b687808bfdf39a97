"""Convergence: how the distance between two actors changes on the issues that both spoke on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.dated_statements import BY
from analysis.comparing.over_time import stance_over_time
from analysis.comparing.selecting import Selection
from analysis.errors import StancebookError, unknown_name_error

# smaller changes are rounding
TOLERANCE = 1e-9

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
    """Return the distance between actors in each window, and whether they converge.

    A position holds until its actor takes a new one: in each window with a new statement, the latest scores
    of both actors are compared issue by issue.

    Args:
        codes: a coded corpus.
        actor: a name or alias, or a side. If both names are empty, every pair that can be compared in at
            least two windows.
        other: the second actor or side.
        selection: which statements to use; all by default.
        window: as for ``stance_over_time``, whose scores are compared.
        by: as for ``stance_over_time``.
        reported: as for ``stance_over_time``.

    Returns:
        One row per pair and window in which either made a statement on an issue on which both have a stance:
        ``actor``, ``other``, ``window``, ``issues`` (number compared), ``renewed`` (number of these on which
        either spoke in this window), ``distance`` (mean difference of scores, 0 to 2), ``change`` (of the
        mean over the issues also compared in the previous row; missing in the first), ``direction``
        (``converging``, ``diverging``, ``unchanged``; "" in the first), ``n`` statements in the window, their
        ``statements``, and ``is_supported``. Supported rows compare only positions from windows with two
        independent statements (see ``comparing.support``); unsupported rows come last.

    Raises:
        StancebookError: for an unknown name, the same name twice or only one name, and as for
            ``stance_over_time``.
    """
    frame = stance_over_time(codes, selection, window, by, reported)
    frame = frame[frame["n"] > 0]
    pair = _resolve_pair(codes, actor, other, by) if actor or other else None
    supported = [
        {**row, "is_supported": True}
        for row in _compare_pairs(frame[frame["is_supported"].astype(bool)], pair)
    ]
    covered = {(row["actor"], row["other"], row["window"]) for row in supported}
    rest = [
        {**row, "is_supported": False}
        for row in _compare_pairs(frame, pair)
        if (row["actor"], row["other"], row["window"]) not in covered
    ]
    columns = [
        "actor", "other", "window", "issues", "renewed", "distance", "change", "direction", "n", "statements",
        "is_supported",
    ]  # fmt: skip
    found = pd.DataFrame([*supported, *rest], columns=columns)
    return found.astype({"distance": "float64", "change": "float64", "is_supported": "bool"})


def _compare_pairs(frame: pd.DataFrame, pair: tuple[str, str] | None) -> list[dict[str, Any]]:
    """Return the comparisons of one pair, or of all pairs that can be compared in two windows."""
    by_actor: dict[str, list[Row]] = defaultdict(list)
    for row in frame.to_dict("records"):
        by_actor[row["actor"]].append(row)
    pairs = [pair] if pair else combinations(by_actor, 2)
    found = [
        (one, two, list(_compare_windows(by_actor.get(one, []), by_actor.get(two, [])))) for one, two in pairs
    ]
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
                raise unknown_name_error("side", name, sides)
        one, two = actor, other
    if one == two:
        raise StancebookError(f"actor and other are both {one!r}. Name two different ones.")
    return one, two


def _compare_windows(mine: list[Row], theirs: list[Row]) -> Iterator[dict[str, Any]]:
    """Yield a row for each window with a new statement on an issue on which both have a stance."""
    tagged = [
        (row["start"], row["window"], side, row) for side, rows in enumerate((mine, theirs)) for row in rows
    ]
    tagged.sort(key=lambda item: (item[0], item[2]))
    scores: tuple[dict[str, float], dict[str, float]] = ({}, {})
    before: dict[str, float] = {}
    for name, group in groupby(tagged, key=lambda item: item[1]):
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
    elif abs(change) <= TOLERANCE:
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
