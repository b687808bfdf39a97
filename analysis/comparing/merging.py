"""Events that are one happening, as one row: what all tellings allow, or how they disagree."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.comparing.event_clusters import Bounds
from analysis.comparing.wording import when


def merge_events(
    events: pd.DataFrame, bounds: Sequence[Bounds], groups: Sequence[Sequence[int]] | None
) -> pd.DataFrame:
    """Return one row per happening.

    Args:
        events: the events table, with whatever else a timeline shows.
        bounds: first and last possible day of each row; None means open.
        groups: the places of the rows that are one; None when each is its own.

    Returns:
        The row of the surest and, of equals, most exactly dated telling, with ``low``, ``high``,
        ``claims`` and ``disputed``; place, mode, actors and addresses are filled up from the others.
    """
    rows = events.to_dict("records")
    made = [
        _merge_group([rows[place] for place in group], [bounds[place] for place in group])
        for group in groups or [[place] for place in range(len(rows))]
    ]
    frame = pd.DataFrame(made, columns=[*events.columns, "low", "high", "claims", "disputed"])
    kinds = {name: events[name].dtype for name in events.columns}
    return frame.astype({**kinds, "low": "float64", "high": "float64", "disputed": bool})


def _merge_group(rows: list[dict[Any, Any]], bounds: list[Bounds]) -> dict[Any, Any]:
    order = sorted(
        range(len(rows)),
        key=lambda place: (-_read_confidence(rows[place]), _measure_width(bounds[place]), place),
    )
    first, *others = [rows[place] for place in order]
    claims = [bounds[place] for place in order]
    (low, high), disputed = _intersect_claims(claims, [rows[place]["extent"] for place in order])
    row = {
        **first,
        "low": low,
        "high": high,
        "claims": [[rows[place]["event_id"], *bounds[place]] for place in order],
        "disputed": disputed,
    }
    if not others:
        return row
    filled = {
        name: next((one[name] for one in (first, *others) if not pd.isna(one[name])), None)
        for name in ("mode", "place")
    }
    united = {
        name: list(dict.fromkeys(item for one in (first, *others) for item in one[name]))
        for name in ("actors", "sources", "targets", "urls")
    }
    main = any(one["main"] for one in rows)
    return {
        **row,
        **filled,
        **united,
        "main": main,
        "reason": _explain_merge(first, claims, (low, high), disputed),
    }


def _read_confidence(row: dict[Any, Any]) -> float:
    """Return the confidence that a coder states, 0 where it states none."""
    return 0.0 if pd.isna(row["confidence"]) else float(row["confidence"])


def _measure_width(bounds: Bounds) -> float:
    low, high = bounds
    return float("inf") if low is None or high is None else high - low


def _intersect_claims(claims: Sequence[Bounds], extents: Sequence[str]) -> tuple[Bounds, bool]:
    """Return the days that all claims allow, or from the first to the last of them, and whether they clash.

    What lasts over several days by the best telling keeps its days; another may tell of one of them.
    """
    lows = [low for low, _ in claims if low is not None]
    highs = [high for _, high in claims if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return (min(lows), max(highs)), True
    return (claims[0], False) if extents[0] == "throughout" else ((low, high), False)


def _explain_merge(first: dict[Any, Any], claims: Sequence[Bounds], agreed: Bounds, disputed: bool) -> str:
    told = f"told {len(claims):,} times"
    if disputed:
        return f"{told}, with days that do not meet; {first['reason']}"
    if agreed != claims[0]:
        return f"{told}; the days that all of them allow, narrower than {when(*claims[0])}; {first['reason']}"
    return f"{first['reason']}; {told}"
