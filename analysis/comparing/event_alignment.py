"""Align the events of a corpus with those of another, and compare their days.

Undated events are dated jointly: where a text says that one event came "just days before" another, only pairs
of candidates in that order and at that distance remain.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.durations import have_different_durations
from analysis.comparing.event_clusters import Bounds, score_match
from analysis.comparing.features import Features, extract_features
from analysis.comparing.ordering import Link, find_partners, prune_candidates
from analysis.comparing.parties import Parties
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.timeline import timeline
from analysis.comparing.wording import format_interval, format_when, parse_day

COLUMNS = [
    "event_id", "description", "told", "verdict", "candidate", "candidate_description", "low", "high", "when",
    "together", "reason", "urls",
]  # fmt: skip
DTYPES = {
    "low": "float64",
    "high": "float64",
    **{name: "str" for name in COLUMNS if name not in ("low", "high", "together", "urls")},
}
STATUS = ("occurred", "planned")
# days: events further apart than this are different events
APART = 7


@dataclass
class Case:
    """An event and its possible counterparts.

    Attributes:
        event: its row of the events table.
        bounds: its first and last day according to its text; None means open.
        candidates: positions of the rows that may be the same event.
        ruled_out: positions of rejected rows, each with the reason in words.
        note: a conflict with the order of events in the text, in words.
    """

    event: Mapping[Any, Any]
    bounds: Bounds
    candidates: list[int]
    ruled_out: dict[int, str] = field(default_factory=dict)
    note: str = ""


def compare_events(codes: Codes, other: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Compare the events of a corpus with those of another, such as a chronology.

    Args:
        codes: a coded corpus.
        other: the corpus to compare with; only its dated events are used.
        selection: the events of the first corpus to compare; all that occurred or are planned by default.

    Returns:
        One row per event and counterpart: ``event_id``, ``description``, ``told`` (its time according to its
        text), ``verdict``, ``candidate`` (the counterpart's event_id; missing without one) and its
        ``candidate_description``, ``low`` and ``high`` (days since 1970-01-01 compatible with both, or the
        candidate's) and ``when`` in words, ``together`` (compatible candidates of anchored events),
        ``reason`` in words, ``urls`` (of the candidate's sources). Verdicts: ``agrees``, ``disagrees`` (the
        same event, some days apart), ``dated by`` (the text gives no first and last day, and only this
        candidate fits), ``one of several``, ``ruled out`` (similar, but with a different duration or in
        conflict with the text's order) and ``no counterpart``.
    """
    frame = selected(codes, "events", selection or Selection())
    frame = frame[frame["status"].isin(STATUS)]
    known = timeline(other)
    known = known[
        (known["scale"] == "calendar") & (known["low"].notna() | known["high"].notna())
    ].reset_index(drop=True)
    parties = Parties(codes.codebook, other.codebook)
    cases = _build_cases(frame, extract_features(frame, parties), known, extract_features(known, parties))
    days = _read_bounds(known)
    links = [link for case in cases.values() if (link := _read_link(case))]
    _apply_text_order(cases, links, days)
    descriptions = dict(zip(codes["events"]["event_id"], codes["events"]["description"], strict=True))
    rows = _build_rows(cases, links, known.to_dict("records"), days, descriptions)
    return pd.DataFrame(rows, columns=COLUMNS).astype(DTYPES)


def _read_bounds(known: pd.DataFrame) -> list[Bounds]:
    """Return the bounds of each row; None means open."""
    return [
        (None if pd.isna(low) else float(low), None if pd.isna(high) else float(high))
        for low, high in zip(known["low"], known["high"], strict=True)
    ]


def _build_cases(
    frame: pd.DataFrame, mine: Sequence[Features], known: pd.DataFrame, theirs: Sequence[Features]
) -> dict[str, Case]:
    """Return for each event the similar events of a compatible duration and day."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, features in enumerate(theirs):
        for key in _list_keys(features):
            index[key].append(place)
    days, words = _read_bounds(known), list(known["description"])
    cases = {}
    for event, own in zip(frame.to_dict("records"), mine, strict=True):
        near = sorted({place for key in _list_keys(own) for place in index.get(key, ())})
        like = [place for place in near if score_match(own, theirs[place], one_word=True)]
        case = Case(event, (parse_day(event["earliest"]), parse_day(event["latest"])), like)
        text = f"{event['description']} {event['evidence']}"
        _choose_candidates(
            case, days, {place for place in like if have_different_durations(text, words[place])}
        )
        cases[event["event_id"]] = case
    return cases


def _list_keys(event: Features) -> Iterator[tuple[str, ...]]:
    """Yield keys of which two events share one if they match: a word, or two parties."""
    kind = (event.type, event.status)
    for word in event.words:
        yield (*kind, word)
    for pair in set(combinations(sorted(event.actors.values()), 2)):
        yield (*kind, *pair)


def _choose_candidates(case: Case, days: Sequence[Bounds], unlike: set[int]) -> None:
    """Keep candidates whose days fit the event, without those of a different duration if any remain."""
    fitting = [place for place in case.candidates if place not in unlike] or case.candidates
    if None in case.bounds:
        out = [place for place in case.candidates if place not in fitting]
        case.ruled_out = dict.fromkeys(_match_days(case, days, out), "its duration differs")
    case.candidates = _match_days(case, days, fitting)


def _match_days(case: Case, days: Sequence[Bounds], places: Sequence[int]) -> list[int]:
    """Return the positions whose days overlap the event's, or else the nearest within ``APART`` days."""
    gaps = {place: _measure_gap(case.bounds, days[place]) for place in places}
    overlapping = [place for place, gap in gaps.items() if gap <= 0]
    if overlapping or None in case.bounds:
        return overlapping
    nearest = min(gaps, key=lambda place: gaps[place], default=None)
    return [] if nearest is None or gaps[nearest] > APART else [nearest]


def _measure_gap(one: Bounds, other: Bounds) -> float:
    """Return the gap between two intervals in days, 0 where they overlap."""
    gaps = [
        low - high
        for low, high in ((one[0], other[1]), (other[0], one[1]))
        if low is not None and high is not None
    ]
    return max(0.0, *gaps) if gaps else 0.0


def _apply_text_order(cases: Mapping[str, Case], links: Sequence[Link], days: Sequence[Bounds]) -> None:
    """Rule out candidates that conflict with the order of events in the text."""
    domains = {key: case.candidates for key, case in cases.items() if case.candidates}
    between = [link for link in links if link.event in domains and link.anchor in domains]
    kept, broken = prune_candidates(domains, between, days)
    for key, places in kept.items():
        out = [place for place in domains[key] if place not in places]
        cases[key].ruled_out |= dict.fromkeys(out, "it conflicts with the order of events in the text")
        cases[key].candidates = places
    for link in broken:
        for key in (link.event, link.anchor):
            cases[key].note = "no pair of counterparts matches the order of events in the text"


def _read_link(case: Case) -> Link | None:
    """Return the link by which a text dates an event relative to another, or None without one."""
    anchor, low, high = (case.event[name] for name in ("anchor", "offset_min", "offset_max"))
    if pd.isna(anchor):
        return None
    return Link(
        case.event["event_id"],
        anchor,
        None if pd.isna(low) else int(low),
        None if pd.isna(high) else int(high),
    )


def _build_rows(
    cases: Mapping[str, Case],
    links: Sequence[Link],
    theirs: Sequence[Mapping[Any, Any]],
    days: Sequence[Bounds],
    descriptions: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    """Yield a row for each event and counterpart, the ruled-out ones last."""
    candidates = {key: case.candidates for key, case in cases.items()}
    own: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        own[link.event].append(link)
        own[link.anchor].append(link)
    for key, case in cases.items():
        common = {
            "event_id": key, "description": case.event["description"],
            "told": _describe_time(case, descriptions), "together": [], "urls": [], "reason": "",
        }  # fmt: skip
        if not case.candidates and not case.ruled_out:
            yield {**common, "verdict": "no counterpart"}
        for place in case.candidates:
            partners = find_partners(key, place, own[key], candidates, days)
            together = [theirs[partner]["event_id"] for partner in partners]
            yield {**common, **_build_row(case, place, theirs, days), "together": together}
        for place, reason in case.ruled_out.items():
            row = _build_row(case, place, theirs, days)
            yield {**common, **row, "verdict": "ruled out", "reason": reason}


def _build_row(
    case: Case, place: int, theirs: Sequence[Mapping[Any, Any]], days: Sequence[Bounds]
) -> dict[str, Any]:
    """Return the columns for one counterpart of an event."""
    verdict = _decide_verdict(case, days[place])
    low, high = _intersect(case.bounds, days[place]) if verdict == "agrees" else days[place]
    found = theirs[place]
    return {
        "verdict": verdict,
        "candidate": found["event_id"],
        "candidate_description": found["description"],
        "low": low,
        "high": high,
        "when": format_interval(low, high, found["extent"]),
        "reason": case.note,
        "urls": found["urls"],
    }


def _describe_time(case: Case, descriptions: Mapping[str, str]) -> str:
    """Describe an event's time according to its text: its days, or its distance from another event."""
    if case.bounds != (None, None):
        return format_interval(*case.bounds, case.event["extent"])
    link = _read_link(case)
    if link is None or link.anchor not in descriptions:
        return "undated"
    low, high = (None if bound is None else float(bound) for bound in (link.low, link.high))
    return format_when(low, high, False).replace("the main event", f"“{descriptions[link.anchor]}”")


def _decide_verdict(case: Case, theirs: Bounds) -> str:
    if None not in case.bounds:
        return "agrees" if _measure_gap(case.bounds, theirs) <= 0 else "disagrees"
    return "dated by" if len(case.candidates) == 1 else "one of several"


def _intersect(one: Bounds, other: Bounds) -> Bounds:
    lows = [low for low, _ in (one, other) if low is not None]
    highs = [high for _, high in (one, other) if high is not None]
    return max(lows, default=None), min(highs, default=None)
