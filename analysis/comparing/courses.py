"""Follow events through what reports say of them in turn: planned, then happened, or denied."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.comparing.event_clusters import (
    Key,
    Score,
    Window,
    build_keys,
    find_window,
    score_match,
    score_wording,
)
from analysis.comparing.features import Features
from analysis.comparing.wording import parse_day

# days: an event this long after the report of a plan is no longer what was planned, and an event and its
# denial are at most this far apart
AFTER, APART = 60, 3

Row = Mapping[Any, Any]
Stage = list[str | None]


def find_courses(events: pd.DataFrame, features: Sequence[Features]) -> list[list[Stage]]:
    """Return what the rows of a timeline report of each event in turn.

    A plan belongs to the row that matches it best among those that happened after its report, a denial to one
    of about the same days. Talks follow talks for years, so only a row on few days can be what was planned.

    Args:
        events: the rows of a timeline, with ``event_id``, ``status``, ``low``, ``high`` and ``first_told``.
        features: the features of each row.

    Returns:
        For each row, in order of the first reports, [event_id, status, first_told] of every row of its event,
        itself included; an empty list if there are no others.
    """
    names = ["event_id", "status", "low", "high", "first_told"]
    rows = events[names].astype("object").where(events[names].notna(), None).to_dict("records")
    alike = [replace(one, status="") for one in features]
    counts = Counter(word for one in alike for word in one.words)
    windows = [find_window(row["low"], row["high"]) for row in rows]
    index: dict[Key, list[int]] = defaultdict(list)
    for place, (row, window) in enumerate(zip(rows, windows, strict=True)):
        if row["status"] == "occurred" and window:
            for key in build_keys(alike[place], window, counts):
                index[key].append(place)
    course_of: dict[int, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        reach = _find_reach(row)
        if reach is None:
            continue
        near = dict.fromkeys(
            other for key in build_keys(alike[place], reach, counts) for other in index.get(key, ())
        )
        fitting = [
            (score, -other)
            for other in near
            if _meets(windows[other], reach) and (score := _score(alike[place], alike[other]))
        ]
        if fitting:
            course_of[-max(fitting)[1]].append(place)
    return _list_stages(rows, course_of)


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


def _meets(window: Window | None, reach: Window) -> bool:
    return window is not None and window[0] >= reach[0] and window[1] <= reach[1]


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
