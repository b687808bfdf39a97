"""Build timelines: events in order, each with the bounds of its time."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.courses import Stage, find_courses
from analysis.comparing.days import weigh_days
from analysis.comparing.event_clusters import Bounds, cluster_events
from analysis.comparing.features import extract_features
from analysis.comparing.importance import score_events
from analysis.comparing.merging import merge_events
from analysis.comparing.parties import Parties
from analysis.comparing.retellings import unite_groups
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.support import find_supported, is_person
from analysis.comparing.tellings import describe_tellings
from analysis.comparing.wording import format_dispute, format_interval, parse_day
from analysis.parameters import LANES

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
        The scale is relative when no event of the selection has a calendar bound.

    Raises:
        StancebookError: for unknown lanes, or an unknown actor in the selection.
    """
    lanes = LANES.check(lanes)
    frame = selected(codes, "events", selection or Selection())
    dated = bool((frame["earliest"].notna() | frame["latest"].notna()).any())
    mains = _find_main_events(codes["events"])
    bounds = (
        _read_calendar_bounds(frame) if dated else _compute_relative_bounds(frame, codes["events"], mains)
    )
    result = frame.assign(
        family=frame["type"].map(FAMILIES),
        scale="calendar" if dated else "relative",
        main=frame["event_id"].isin(mains),
        urls=_find_urls(codes, frame),
        checked_by=_find_people(frame),
    )
    result = merge_events(result, bounds, _group_rows(codes, frame, bounds if dated else None))
    if selection is not None and selection.publish:
        mentions = [[key for key, *_ in claims] for claims in result["claims"]]
        is_shown = pd.Series(find_supported(codes, mentions), index=result.index, dtype=bool)
        result = result[is_shown].reset_index(drop=True)
    result = result.assign(**describe_tellings(codes, list(result["claims"])))
    result["course"] = pd.Series(_find_courses(codes, result, dated), index=result.index, dtype="object")
    result["importance"] = score_events(codes, result, weigh_days(codes))
    result["when"] = [_describe_time(row, dated) for row in result[TIMED].to_dict("records")]
    result["lane"] = [
        _choose_lane(row, lanes) for row in result[["status", "family", "actors"]].to_dict("records")
    ]
    return _sort_events(result)[COLUMNS]


def _group_rows(
    codes: Codes, frame: pd.DataFrame, bounds: Sequence[Bounds] | None
) -> Sequence[Sequence[int]]:
    """Group the mentions of each event: across articles, which needs calendar days, and by people."""
    groups: Sequence[Sequence[int]] = [[place] for place in range(len(frame))]
    if bounds is not None:
        known = extract_features(frame, Parties(codes.codebook))
        groups = cluster_events(
            known, bounds, list(frame["doc_id"].fillna("")), list(frame["confidence"].fillna(0.0))
        )
    merged = codes["events"].dropna(subset=["same_as"])
    if merged.empty:
        return groups
    pairs = zip(merged["same_as"], merged["event_id"], strict=True)
    return unite_groups(groups, frame["event_id"].tolist(), pairs)


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
    return find_courses(events, extract_features(events, Parties(codes.codebook)))


def _find_urls(codes: Codes, frame: pd.DataFrame) -> "pd.Series[Any]":
    """Return the addresses of each event's sources, or else of its article."""
    documents = codes["documents"]
    article = dict(zip(documents["doc_id"], documents["url"], strict=True))
    listed = [
        [*urls] or [url for url in [article.get(doc_id)] if not pd.isna(url)]
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


def _find_main_events(events: pd.DataFrame) -> list[str]:
    """Return each article's main event: the occurred event mentioned most often (if tied, the first)."""
    happened = events[events["status"] == "occurred"]
    if happened.empty:
        return []
    counts = happened["mentions"].map(len)
    return list(happened.loc[counts.groupby(happened["doc_id"]).idxmax(), "event_id"])


def _read_calendar_bounds(frame: pd.DataFrame) -> list[Bounds]:
    return [
        (parse_day(low), parse_day(high))
        for low, high in zip(frame["earliest"], frame["latest"], strict=True)
    ]


def _compute_relative_bounds(frame: pd.DataFrame, events: pd.DataFrame, mains: Sequence[str]) -> list[Bounds]:
    """Follow each event's anchors to the article's main event, adding up the offsets."""
    columns = events[["event_id", "anchor", "offset_min", "offset_max"]].astype("object")
    links = {key: tuple(rest) for key, *rest in columns.itertuples(index=False)}
    return [_follow_anchors(event, links, frozenset(mains)) for event in frame["event_id"]]


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
