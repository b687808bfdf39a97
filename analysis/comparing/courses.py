"""Follow events through what reports say of them in turn: planned, then happened, or denied."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.blocking import Index, Window
from analysis.comparing.event_clusters import (
    HELD,
    Score,
    count_words,
    find_windows,
    score_match,
    score_wording,
)  # fmt: skip
from analysis.comparing.feature_columns import FeatureColumns
from analysis.comparing.features import Features
from analysis.comparing.ragged import Numbers
from analysis.comparing.wording import parse_day

# days: an event this long after the report of a plan is no longer what was planned, and an event and its
# denial are at most this far apart
AFTER, APART = 60, 3

Row = Mapping[Any, Any]
Stage = list[str | None]


def find_courses(events: pd.DataFrame, features: FeatureColumns) -> list[list[Stage]]:
    """Return what the rows of a timeline report of each event in turn.

    A plan belongs to the row that matches it best among those that happened after its report, a denial to one
    of about the same days. Talks follow talks for years, so only a row on few days can be what was planned.

    Args:
        events: the rows of a timeline, with ``event_id``, ``type``, ``status``, ``low``, ``high`` and
            ``first_told``.
        features: the features of each row.

    Returns:
        For each row, in order of the first reports, [event_id, status, first_told] of every row of its event,
        itself included; an empty list if there are no others.
    """
    names = ["event_id", "status", "low", "high", "first_told"]
    rows = events[names].astype("object").where(events[names].notna(), None).to_dict("records")
    low, high = find_windows(*(events[name].to_numpy(dtype=np.float64) for name in ("low", "high")))
    happened = (events["status"] == "occurred").to_numpy()
    low[~happened] = high[~happened] = np.nan
    for place, reach in enumerate(map(_find_reach, rows)):
        if reach is not None:
            low[place], high[place] = reach
    rarity = count_words(features, np.arange(len(rows)))
    kinds = events["type"].to_numpy()
    course_of: dict[int, list[int]] = defaultdict(list)
    for kind in sorted(set(kinds)):
        alike = np.flatnonzero((kinds == kind) & ~np.isnan(low))
        if happened[alike].all() or not happened[alike].any():
            continue
        index = Index(features, alike, low[alike], high[alike], rarity)
        for place, row in _follow(index, features, alike, happened[alike]):
            course_of[row].append(place)
    return _list_stages(rows, course_of)


def _follow(
    index: Index, features: FeatureColumns, rows: Numbers, happened: NDArray[np.bool_]
) -> Iterator[tuple[int, int]]:
    """Yield each plan or denial with the event that it matches best."""
    get = lru_cache(HELD)(features.get)
    for place in np.flatnonzero(happened).tolist():
        index.add(place)
    for place in np.flatnonzero(~happened).tolist():
        first, last = float(index.low[place]), float(index.high[place])
        near = [
            other
            for other in index.find(place, first, last)
            if index.low[other] >= first and index.high[other] <= last
        ]
        own = get(int(rows[place]))
        fitting = [
            (score, -int(rows[other])) for other in near if (score := _score(own, get(int(rows[other]))))
        ]
        if fitting:
            yield int(rows[place]), -max(fitting)[1]


def _find_reach(row: Row) -> Window | None:
    """Return the days on which the event of a plan or a denial is searched for; None for other rows."""
    low, high = row["low"], row["high"]
    if row["status"] == "denied":
        return (low - APART, high + APART) if None not in (low, high) else None
    if row["status"] == "occurred":
        return None
    first = low if low is not None else parse_day(row["first_told"])
    if first is None:
        return None
    return first, min(first + AFTER, high if high is not None else first + AFTER)


def _score(one: Features, other: Features) -> Score | None:
    return score_match(one, other, one_word=False) or score_wording(one, other)


def _list_stages(rows: Sequence[Row], course_of: Mapping[int, Sequence[int]]) -> list[list[Stage]]:
    found: list[list[Stage]] = [[] for _ in rows]
    for happened, others in course_of.items():
        places = sorted([happened, *others], key=lambda place: (rows[place]["first_told"] or "9999", place))
        course = [[rows[place][name] for name in ("event_id", "status", "first_told")] for place in places]
        for place in places:
            found[place] = course
    return found
