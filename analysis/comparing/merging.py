"""Merge the mentions of an event into one row: the days compatible with all, or how they disagree."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import pandas as pd

from analysis.comparing.event_clusters import Bounds
from analysis.comparing.support import is_person
from analysis.comparing.wording import format_when


def merge_events(
    events: pd.DataFrame, bounds: Sequence[Bounds], groups: Sequence[Sequence[int]]
) -> pd.DataFrame:
    """Return one row per event.

    Args:
        events: the events table with the further columns of a timeline.
        bounds: first and last possible day of each row; None means open.
        groups: positions of the rows that report the same event.

    Returns:
        The row of the mention with the highest confidence (if tied, one that is no retelling according to a
        person, then the most exactly dated), with ``low``, ``high``, ``claims`` and ``disputed``; missing
        mode and place are filled in from the other mentions, and actors, sources, targets and addresses are
        combined. It is a claim only if every mention tells it as one. Where mentions give different days and
        a person decided on one of them, people's days hold.
    """
    confidence = events["confidence"].fillna(0.0).tolist()
    is_retold = events["same_as"].notna().tolist()
    ordered = [
        sorted(
            group,
            key=lambda place: (-confidence[place], is_retold[place], _measure_width(bounds[place]), place),
        )
        for group in groups
    ]
    keys = events["event_id"].tolist()
    frame = events.iloc[[group[0] for group in ordered]].reset_index(drop=True)
    frame["low"], frame["high"] = (
        pd.Series([bounds[group[0]][end] for group in ordered], dtype="float64") for end in (0, 1)
    )
    frame["claims"] = pd.Series(
        [[[keys[place], *bounds[place]] for place in group] for group in ordered], dtype="object"
    )
    frame["disputed"] = False
    # most events have a single mention, whose row stays as it is
    several = {row: group for row, group in enumerate(ordered) if len(group) > 1}
    mentions = iter(events.iloc[[*chain.from_iterable(several.values())]].to_dict("records"))
    merged = {
        row: _merge_mentions([next(mentions) for _ in group], [bounds[place] for place in group])
        for row, group in several.items()
    }
    for name in dict.fromkeys(chain.from_iterable(merged.values())):
        values = frame[name].tolist()
        for row, combined in merged.items():
            values[row] = combined[name]
        frame[name] = pd.Series(values, dtype=frame[name].dtype)
    return frame


def _merge_mentions(ordered: list[dict[Any, Any]], claims: list[Bounds]) -> dict[str, Any]:
    """Return the values of an event that do not come from its first mention alone."""
    (low, high), disputed = _intersect_claims(claims, ordered[0]["extent"])
    if disputed and any(row["checked_by"] for row in ordered):
        by_people = [claim for claim, row in zip(claims, ordered, strict=True) if is_person(row["coder"])]
        (low, high), disputed = _intersect_claims(by_people, ordered[0]["extent"])
    reason = _explain_merge(ordered[0], claims, (low, high), disputed)
    return {**_combine_values(ordered), "low": low, "high": high, "disputed": disputed, "reason": reason}


def _combine_values(rows: Sequence[dict[Any, Any]]) -> dict[str, Any]:
    """Return the values to which all mentions of an event contribute; rows are in order of preference."""
    filled = {
        name: next((row[name] for row in rows if not pd.isna(row[name])), None) for name in ("mode", "place")
    }
    united = {
        name: list(dict.fromkeys(item for row in rows for item in row[name]))
        for name in ("actors", "sources", "targets", "urls", "checked_by")
    }
    claims = [row["claimed_by"] for row in rows]
    claimants = dict.fromkeys(chain.from_iterable(claims)) if all(claims) else ()
    return {
        **filled,
        **united,
        "claimed_by": list(claimants),
        "main": any(row["main"] for row in rows),
    }


def _measure_width(bounds: Bounds) -> float:
    low, high = bounds
    return float("inf") if low is None or high is None else high - low


def _intersect_claims(claims: Sequence[Bounds], extent: str) -> tuple[Bounds, bool]:
    """Return the days compatible with all claims (if disputed, the full range) and whether they are disputed.

    An event that lasts several days according to the best mention keeps its days, since another mention may
    report only one of them.
    """
    lows = [low for low, _ in claims if low is not None]
    highs = [high for _, high in claims if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return (min(lows), max(highs)), True
    return (claims[0], False) if extent == "throughout" else ((low, high), False)


def _explain_merge(first: dict[Any, Any], claims: Sequence[Bounds], agreed: Bounds, disputed: bool) -> str:
    reported = f"reported {len(claims):,} times"
    if disputed:
        return f"{reported}, with conflicting days; {first['reason']}"
    if agreed != claims[0]:
        surest = f"the surest says {format_when(*claims[0])}"
        return f"{reported}, days compatible with all; {surest}; {first['reason']}"
    return f"{first['reason']}; {reported}"
