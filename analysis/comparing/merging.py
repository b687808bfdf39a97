"""Merge the mentions of an event into one row: the days compatible with all, or how they disagree."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import pandas as pd

from analysis.comparing.event_clusters import Bounds
from analysis.comparing.wording import format_when


def merge_events(
    events: pd.DataFrame, bounds: Sequence[Bounds], groups: Sequence[Sequence[int]] | None
) -> pd.DataFrame:
    """Return one row per event.

    Args:
        events: the events table with the further columns of a timeline.
        bounds: first and last possible day of each row; None means open.
        groups: positions of the rows that report the same event; None when every row is a separate event.

    Returns:
        The row of the mention with the highest confidence (if tied, the most exactly dated), with ``low``,
        ``high``, ``claims`` and ``disputed``; missing mode and place are filled in from the other mentions,
        and actors, sources, targets and addresses are combined. It is a claim only if every mention tells it
        as one.
    """
    rows = events.to_dict("records")
    merged = [
        _merge_group([rows[place] for place in group], [bounds[place] for place in group])
        for group in groups or [[place] for place in range(len(rows))]
    ]
    frame = pd.DataFrame(merged, columns=[*events.columns, "low", "high", "claims", "disputed"])
    kinds = {name: events[name].dtype for name in events.columns}
    return frame.astype({**kinds, "low": "float64", "high": "float64", "disputed": bool})


def _merge_group(rows: list[dict[Any, Any]], bounds: list[Bounds]) -> dict[Any, Any]:
    order = sorted(
        range(len(rows)),
        key=lambda place: (-_read_confidence(rows[place]), _measure_width(bounds[place]), place),
    )
    ordered = [rows[place] for place in order]
    first = ordered[0]
    claims = [bounds[place] for place in order]
    (low, high), disputed = _intersect_claims(claims, [rows[place]["extent"] for place in order])
    merged = {
        **first,
        "low": low,
        "high": high,
        "claims": [[rows[place]["event_id"], *bounds[place]] for place in order],
        "disputed": disputed,
    }
    if len(ordered) == 1:
        return merged
    reason = _explain_merge(first, claims, (low, high), disputed)
    return {**merged, **_combine_values(ordered), "reason": reason}


def _combine_values(rows: Sequence[dict[Any, Any]]) -> dict[str, Any]:
    """Return the values to which all mentions of an event contribute; rows are in order of preference."""
    filled = {
        name: next((row[name] for row in rows if not pd.isna(row[name])), None) for name in ("mode", "place")
    }
    united = {
        name: list(dict.fromkeys(item for row in rows for item in row[name]))
        for name in ("actors", "sources", "targets", "urls")
    }
    claims = [row["claimed_by"] for row in rows]
    claimants = dict.fromkeys(chain.from_iterable(claims)) if all(claims) else ()
    return {
        **filled,
        **united,
        "claimed_by": list(claimants),
        "main": any(row["main"] for row in rows),
    }


def _read_confidence(row: dict[Any, Any]) -> float:
    """Return the coder's stated confidence; 0 where none is stated."""
    return 0.0 if pd.isna(row["confidence"]) else float(row["confidence"])


def _measure_width(bounds: Bounds) -> float:
    low, high = bounds
    return float("inf") if low is None or high is None else high - low


def _intersect_claims(claims: Sequence[Bounds], extents: Sequence[str]) -> tuple[Bounds, bool]:
    """Return the days compatible with all claims (if disputed, the full range) and whether they are disputed.

    An event that lasts several days according to the best mention keeps its days, since another mention may
    report only one of them.
    """
    lows = [low for low, _ in claims if low is not None]
    highs = [high for _, high in claims if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return (min(lows), max(highs)), True
    return (claims[0], False) if extents[0] == "throughout" else ((low, high), False)


def _explain_merge(first: dict[Any, Any], claims: Sequence[Bounds], agreed: Bounds, disputed: bool) -> str:
    reported = f"reported {len(claims):,} times"
    if disputed:
        return f"{reported}, with conflicting days; {first['reason']}"
    if agreed != claims[0]:
        narrower = f"days compatible with all, narrower than {format_when(*claims[0])}"
        return f"{reported}; {narrower}; {first['reason']}"
    return f"{first['reason']}; {reported}"
