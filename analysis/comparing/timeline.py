"""Build timelines: events in order, each with the bounds of its time."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.courses import Stage, find_courses
from analysis.comparing.days import weigh_days
from analysis.comparing.event_clusters import Bounds, cluster_events
from analysis.comparing.event_rows import read_rows_at
from analysis.comparing.feature_columns import read_features
from analysis.comparing.foremost import KEPT
from analysis.comparing.importance import score_events
from analysis.comparing.mentions import Mentions, read_mentions
from analysis.comparing.merging import merge_events
from analysis.comparing.parties import Parties
from analysis.comparing.ragged import Numbers, Ragged
from analysis.comparing.retellings import unite_groups
from analysis.comparing.selecting import Selection
from analysis.comparing.support import find_supported, is_person
from analysis.comparing.tellings import count_tellings
from analysis.comparing.weighing import gather_facts, order_mentions, select_weighty
from analysis.comparing.wording import format_day, format_dispute, format_interval
from analysis.parameters import LANES
from analysis.table_files import from_arrow

# PLOVER's four classes
FAMILIES = {
    "AGREE": "Words: cooperation", "CONSULT": "Words: cooperation", "SUPPORT": "Words: cooperation",
    "CONCEDE": "Words: cooperation", "COOPERATE": "Deeds: cooperation", "AID": "Deeds: cooperation",
    "RETREAT": "Deeds: cooperation", "REQUEST": "Words: conflict", "ACCUSE": "Words: conflict",
    "REJECT": "Words: conflict", "THREATEN": "Words: conflict", "PROTEST": "Deeds: conflict",
    "SANCTION": "Deeds: conflict", "MOBILIZE": "Deeds: conflict", "COERCE": "Deeds: conflict",
    "ASSAULT": "Deeds: conflict", "OTHER": "Other happenings",
}  # fmt: skip
NOT_FACTS = {
    "planned": "Planned (not facts)",
    "hypothetical": "Hypothetical (not facts)",
    "denied": "Denied (not facts)",
}
COLUMNS = [
    "event_id", "doc_id", "start", "lane", "description", "family", "type", "mode", "status", "modality",
    "claimed_by", "actors", "place", "scale", "low", "high", "extent", "claims", "disputed", "when", "main",
    "articles", "outlets", "first_told", "last_told", "course", "importance", "reason", "urls",
    "checked_by",
]  # fmt: skip
# the columns of the events table that a timeline shows or merges
MERGED = [
    "event_id", "doc_id", "start", "description", "type", "mode", "actors", "sources", "targets", "place",
    "status", "modality", "claimed_by", "extent", "reason", "same_as", "urls", "coder", "confidence",
]  # fmt: skip
# events whose mentions are merged at a time
AT_ONCE = 10_000
# what the words of a time are made from
TIMED = ["low", "high", "extent", "disputed", "claims", "main"]


def timeline(codes: Codes, selection: Selection | None = None, lanes: str = "family") -> pd.DataFrame:
    """Return the events of a corpus by lane and in order of time, each event once.

    Mentions of one event in different articles share a row, see ``comparing.event_clusters``; so do those of
    which a person said that they tell one event, see ``comparing.retellings``.

    Args:
        codes: a coded corpus.
        selection: which events to use; all by default.
        lanes: lanes for events that occurred: ``family`` (PLOVER's four classes) or ``actor`` (the first one
            named); planned, hypothetical and denied events always have separate lanes.

    Returns:
        One row per event: ``event_id`` (of the mention with the highest confidence, then the most exact),
        ``doc_id``, ``start`` (its offset in the article's text), ``lane``, ``description``, ``family``,
        ``type``, ``mode``, ``status``, ``modality``, ``claimed_by`` (empty if any mention tells it as a
        fact), ``actors``, ``place``, ``scale``, ``low`` and ``high`` (the bounds:
        days since 1970-01-01 on the calendar scale, days from the article's main event on the relative one;
        missing means open), ``extent`` (one day within the bounds, or throughout), ``claims`` (a list
        [event_id, low, high] for every mention), ``disputed`` (the mentions have no day in common; the
        bounds then cover all of them), ``when`` (the bounds in words), ``main`` (whether it is the article's
        main event), ``articles``, ``outlets``, ``first_told`` and ``last_told`` (see ``comparing.tellings``),
        ``course`` (planned, happened, denied: see ``comparing.courses``), ``importance`` (see
        ``comparing.importance``), ``reason``, ``urls`` (of its articles and sources), ``checked_by`` (the
        people who decided on one of its mentions in an article, and so on status and days of the row).
        The scale is relative when no event of the selection has a calendar bound. Of a corpus with more than
        ``KEPT`` events these are the ones that matter most; ``attrs["found"]`` is how many there are in all.

    Raises:
        StancebookError: for unknown lanes, or an unknown actor in the selection.
    """
    lanes = LANES.check(lanes)
    selection = selection or Selection()
    mentions = read_mentions(codes, selection)
    days = weigh_days(codes)
    groups = order_mentions(mentions, _group_mentions(codes, mentions))
    found = len(groups.starts) - 1
    told = count_tellings(codes, mentions, groups)
    if found > KEPT:
        kept = select_weighty(mentions, groups, told, days)
        groups, told = groups.take(kept), told.iloc[kept].reset_index(drop=True)
    result = _build_rows(codes, mentions, groups)
    if selection.publish:
        keys = [[key for key, *_ in claims] for claims in result["claims"]]
        is_shown = np.array(find_supported(codes, keys), dtype=np.bool_)
        result, told = (frame[is_shown].reset_index(drop=True) for frame in (result, told))
        groups = groups.take(np.flatnonzero(is_shown))
    result = _add_tellings(result, told)
    dated = mentions.are_dated
    result["course"] = pd.Series(_find_courses(codes, result, dated), index=result.index, dtype="object")
    facts = gather_facts(mentions, groups, told, _find_exact_days(result))
    result["importance"] = score_events(mentions, result, facts, days)
    result["when"] = [_describe_time(row, dated) for row in result[TIMED].to_dict("records")]
    result["lane"] = [
        _choose_lane(row, lanes) for row in result[["status", "family", "actors"]].to_dict("records")
    ]
    result = _sort_events(result)[COLUMNS]
    result.attrs["found"] = found
    return result


def _group_mentions(codes: Codes, mentions: Mentions) -> Numbers:
    """Return the number of the event of each chosen mention; without days, each mention is an event."""
    rows = mentions.chosen
    group = np.arange(len(rows))
    if mentions.are_dated:
        group = cluster_events(
            mentions.features if len(rows) == len(mentions) else mentions.features.take(rows),
            mentions.low[rows],
            mentions.high[rows],
            mentions.docs[rows],
            np.nan_to_num(mentions.confidence[rows]),
        )
    if not mentions.retold.any():
        return group
    merged = codes.read("events", ["event_id", "same_as"])
    keys = merged["event_id"].iloc[rows].tolist()
    pairs = merged.dropna(subset=["same_as"])
    return unite_groups(group, keys, zip(pairs["same_as"], pairs["event_id"], strict=True))


def _build_rows(codes: Codes, mentions: Mentions, groups: Ragged) -> pd.DataFrame:
    """Return a row for each event, whose mentions are merged."""
    places = np.unique(groups.values)
    table = read_rows_at(codes, places, MERGED)
    urls = _map_urls(codes)
    bounds = _find_bounds(codes, mentions)
    parts = []
    for first in range(0, max(len(groups.starts) - 1, 1), AT_ONCE):
        own = groups.take(np.arange(first, min(first + AT_ONCE, len(groups.starts) - 1)))
        rows = from_arrow("events", table.take(np.searchsorted(places, own.values)))
        rows = rows.assign(
            family=rows["type"].map(FAMILIES),
            scale="calendar" if mentions.are_dated else "relative",
            main=mentions.main[own.values],
            urls=_find_urls(rows, urls),
            checked_by=_find_people(rows),
        )
        ends = own.starts.tolist()
        parts.append(
            merge_events(
                rows, [bounds(place) for place in own.values.tolist()],
                [range(*pair) for pair in pairwise(ends)],
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _find_bounds(codes: Codes, mentions: Mentions) -> Callable[[int], Bounds]:
    """Return a function that finds the first and last possible day of a mention; None means open."""
    if mentions.are_dated:
        return lambda place: (_none_if_open(mentions.low[place]), _none_if_open(mentions.high[place]))
    relative = _compute_relative_bounds(
        codes.read("events", ["event_id", "anchor", "offset_min", "offset_max"]), mentions.main
    )
    return lambda place: relative[place]


def _none_if_open(day: float) -> float | None:
    return None if np.isnan(day) else float(day)


def _find_exact_days(events: pd.DataFrame) -> NDArray[np.float64]:
    """Return the day of each event; NaN where it is not known."""
    return events["low"].where(events["low"] == events["high"]).to_numpy(dtype=np.float64)


def _add_tellings(events: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Add how widely and when events were told, the days as ISO 8601."""
    days = {
        name: pd.Series([None if np.isnan(day) else format_day(day) for day in told[name]], dtype="str")
        for name in ("first_told", "last_told")
    }
    return events.assign(**told[["articles", "outlets"]], **days)


def _find_people(frame: pd.DataFrame) -> "pd.Series[Any]":
    """Return a list with the person who decided on each event; empty for others, and in a chronology."""
    found = [
        [coder] if is_person(coder) and not pd.isna(doc_id) else []
        for coder, doc_id in zip(frame["coder"], frame["doc_id"], strict=True)
    ]
    return pd.Series(found, index=frame.index, dtype="object")


def _find_courses(codes: Codes, events: pd.DataFrame, dated: bool) -> list[list[Stage]]:
    """Follow events from plan to fact or denial; this needs calendar days."""
    if not dated:
        return [[] for _ in range(len(events))]
    return find_courses(events, read_features(events, Parties(codes.codebook)))


def _map_urls(codes: Codes) -> Mapping[str, str]:
    """Return the address of each article that has one."""
    documents = codes.read("documents", ["doc_id", "url"]).dropna()
    return dict(zip(documents["doc_id"], documents["url"], strict=True))


def _find_urls(frame: pd.DataFrame, of_article: Mapping[str, str]) -> "pd.Series[Any]":
    """Return the addresses of each event's sources, or else of its article."""
    listed = [
        [*urls] or ([of_article[doc_id]] if doc_id in of_article else [])
        for urls, doc_id in zip(frame["urls"], frame["doc_id"], strict=True)
    ]
    return pd.Series(listed, index=frame.index, dtype="object")


def _choose_lane(event: Mapping[Any, Any], lanes: str) -> str:
    if event["status"] in NOT_FACTS:
        return NOT_FACTS[event["status"]]
    if lanes == "family":
        return str(event["family"])
    return str(event["actors"][0]) if event["actors"] else "No actor named"


def _describe_time(event: Mapping[Any, Any], dated: bool) -> str:
    low, high = (None if pd.isna(event[name]) else float(event[name]) for name in ("low", "high"))
    if event["disputed"]:
        return format_dispute([(low, high) for _, low, high in event["claims"]])
    return format_interval(low, high, event["extent"], None if dated else bool(event["main"]))


def _sort_events(events: pd.DataFrame) -> pd.DataFrame:
    """Sort events by time, and lanes by their first event; events that did not occur come last."""
    bounds = events[["low", "high"]].astype("object").where(events[["low", "high"]].notna(), None)
    place = pd.Series(
        [_find_position(*pair) for pair in bounds.itertuples(index=False)],
        index=events.index,
        dtype="float64",
    )
    ordered = events.loc[place.sort_values(kind="stable", na_position="last").index]
    facts = dict.fromkeys(ordered.loc[ordered["status"] == "occurred", "lane"])
    rank = {lane: number for number, lane in enumerate([*facts, *NOT_FACTS.values()])}
    return ordered.iloc[ordered["lane"].map(rank).argsort(kind="stable")].reset_index(drop=True)


def _find_position(low: float | None, high: float | None) -> float | None:
    """Return the sort position of an event: its middle, or just beyond its closed end if it is open."""
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 0.5
    return None if high is None else high - 0.5


def _compute_relative_bounds(events: pd.DataFrame, is_main: NDArray[np.bool_]) -> list[Bounds]:
    """Follow each event's anchors to the article's main event, adding up the offsets."""
    columns = events.astype("object")
    links = {key: tuple(rest) for key, *rest in columns.itertuples(index=False)}
    mains = frozenset(events.loc[is_main, "event_id"])
    return [_follow_anchors(event, links, mains) for event in events["event_id"]]


def _follow_anchors(event: str, links: Mapping[str, tuple[Any, ...]], mains: frozenset[str]) -> Bounds:
    low: float | None = 0.0
    high: float | None = 0.0
    seen: set[str] = set()
    while event in links and event not in seen:
        if event in mains:
            return low, high
        seen.add(event)
        event, first, last = links[event]
        low = None if low is None or pd.isna(first) else low + float(first)
        high = None if high is None or pd.isna(last) else high + float(last)
    return None, None
