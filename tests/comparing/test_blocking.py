"""Only mentions that share enough are compared, and nothing is lost by it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import Actor, Codebook
from analysis.comparing import blocking, event_clusters
from analysis.comparing.event_clusters import (
    are_disputed,
    cluster_events,
    find_windows,
    score_match,
    score_wording,
)
from analysis.comparing.feature_columns import FeatureColumns, read_features
from analysis.comparing.parties import Parties

CAST = (
    Actor("Ann", aliases=("Annie",), side="North"), Actor("Bob", side="South"), Actor("Cid", side="North"),
    Actor("North", "state", side="North"), Actor("South", "state", side="South"),
)  # fmt: skip
DAY = 20_000.0
# no more than four words, so that all of a mention's words are among its rarest
MENTION = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["CONSULT", "ACCUSE", "OTHER"]),
        "status": st.sampled_from(["occurred", "planned"]),
        "mode": st.sampled_from([None, "phone", "visit"]),
        "place": st.sampled_from([None, "Oslo", "New Oslo", "Paris"]),
        "actors": st.lists(st.sampled_from(["Ann", "Bob", "Cid", "North", "Dan"]), max_size=3, unique=True),
        "description": st.lists(
            st.sampled_from(["bridge", "harbour", "ferry", "strikes", "closed", "Annie"]), max_size=4
        ).map(" ".join),
        "low": st.sampled_from([np.nan, *(DAY + number for number in range(14))]),
        "width": st.sampled_from([0, 0, 0, 1, 3, np.nan]),
        "source": st.integers(0, 6),
        "confidence": st.sampled_from([0.0, 0.5, 0.7]),
    }
)


def read(mentions: list[dict[str, Any]]) -> FeatureColumns:
    """Return the features of mentions."""
    return read_features(pd.DataFrame(mentions), Parties(Codebook(CAST, ())))


def cluster(mentions: list[dict[str, Any]]) -> list[int]:
    """Return the group of each mention."""
    return cluster_events(read(mentions), *list_columns(mentions)).tolist()


def list_columns(mentions: list[dict[str, Any]]) -> tuple[np.ndarray, ...]:
    """Return the first and last days, sources and confidence of mentions."""
    low, width = (np.array([one[name] for one in mentions], dtype=float) for name in ("low", "width"))
    # without a first day the last one is known
    high = np.where(np.isnan(low), DAY + 5, low + width)
    source, confidence = (np.array([one[name] for one in mentions]) for name in ("source", "confidence"))
    return low, high, source, confidence


def cluster_by_all_pairs(mentions: list[dict[str, Any]]) -> list[int]:
    """Return the group of each mention, found by comparing it with every cluster."""
    features = [read(mentions).get(place) for place in range(len(mentions))]
    low, high, source, confidence = list_columns(mentions)
    first, last = find_windows(low, high)
    order = sorted(
        np.flatnonzero(~np.isnan(first)).tolist(),
        key=lambda place: (last[place] - first[place], -confidence[place], place),
    )
    clusters: list[dict[str, Any]] = []
    group = list(range(len(mentions)))
    for place in order:
        event, days = features[place], (first[place], last[place])
        fitting = [
            (score, number)
            for number, one in enumerate(clusters)
            if (one["seed"].type, one["seed"].status) == (event.type, event.status)
            and max(one["low"], days[0]) <= min(one["high"], days[1])
            and source[place] not in one["sources"]
            and (
                score := score_match(one["seed"], event, days[0] == days[1])
                or score_wording(one["seed"], event)
            )
        ]
        fitting.sort(key=lambda pair: pair[0], reverse=True)
        if not fitting:
            closed = not np.isnan(low[place]) and not np.isnan(high[place])
            clusters.append({
                "seed": event, "low": days[0], "high": days[1], "sources": {source[place]},
                "members": [place], "closed": closed,
            })  # fmt: skip
        elif len(fitting) == 1 or (days[0] == days[1] and fitting[0][0] > fitting[1][0]):
            one = clusters[fitting[0][1]]
            one["members"].append(place)
            one["sources"].add(source[place])
            one["low"], one["high"] = max(one["low"], days[0]), min(one["high"], days[1])

    def find_close(one: dict[str, Any]) -> list[int]:
        return [number for number, other in enumerate(clusters) if other is not one and is_close(one, other)]

    def is_close(one: dict[str, Any], other: dict[str, Any]) -> bool:
        apart = max(one["low"], other["low"]) - min(one["high"], other["high"])
        return (
            (one["seed"].type, one["seed"].status) == (other["seed"].type, other["seed"].status)
            and one["closed"]
            and other["closed"]
            and 0 < apart <= blocking.APART
            and one["sources"].isdisjoint(other["sources"])
            and are_disputed(one["seed"], other["seed"], apart)
        )

    close = [find_close(one) for one in clusters]
    for number, others in enumerate(close):
        if len(others) == 1 and close[others[0]] == [number] and number < others[0]:
            clusters[number]["members"] += clusters[others[0]]["members"]
            clusters[others[0]]["members"] = []
    for one in clusters:
        for place in one["members"]:
            group[place] = one["members"][0]
    return event_clusters.number_groups(np.array(group)).tolist()


@settings(max_examples=300, deadline=None)
@given(st.lists(MENTION, min_size=1, max_size=14))
def test_blocks_lose_no_match(mentions: list[dict[str, Any]]) -> None:
    """Mentions are grouped as if each had been compared with all clusters."""
    assert cluster(mentions) == cluster_by_all_pairs(mentions)


@pytest.mark.parametrize("at_once", [1, 3])
def test_keys_may_be_built_in_parts(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many mentions are held at a time, the groups are the same."""
    random = np.random.default_rng(0)
    mentions = [
        {
            "type": "ACCUSE", "status": "occurred", "mode": None, "place": None, "actors": ["Ann", "Bob"],
            "description": " ".join(random.choice(["bridge", "harbour", "ferry", "gate"], 3)),
            "low": DAY + random.integers(90), "width": random.integers(8), "source": number,
            "confidence": 0.7,
        }
        for number in range(200)
    ]  # fmt: skip
    expected = cluster(mentions)
    assert len(set(expected)) < 200
    monkeypatch.setattr(blocking, "AT_ONCE", at_once)
    assert cluster(mentions) == expected


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[dict[str, Any]]], int]:
    """Return a function that clusters mentions and counts the pairs that it compares."""
    compared = []

    def score(*pair: Any) -> Any:
        compared.append(pair)
        return score_match(*pair)

    monkeypatch.setattr(event_clusters, "score_match", score)

    def run(mentions: list[dict[str, Any]]) -> int:
        compared.clear()
        cluster(mentions)
        return len(compared)

    return run


def burst(number: int, words: int) -> list[dict[str, Any]]:
    """Return mentions of one day by two parties in different words, each in its own article."""
    random = np.random.default_rng(number)
    return [
        {
            "type": "ACCUSE", "status": "occurred", "mode": None, "place": None, "actors": ["Ann", "Bob"],
            "description": "bridge ferry " + " ".join(f"w{word}x" for word in random.integers(words, size=6)),
            "low": DAY, "width": 0, "source": place, "confidence": 0.7,
        }
        for place in range(number)
    ]  # fmt: skip


def test_a_mention_of_a_burst_is_compared_with_a_bounded_number(
    count: Callable[[list[dict[str, Any]]], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a day that all outlets report, all mentions share words; only those that share most are compared."""
    monkeypatch.setattr(blocking, "MOST_COMPARED", 10)
    assert count(burst(300, 900)) <= 10 * 300
    monkeypatch.setattr(blocking, "MOST_SHARING", 0)
    assert count(burst(300, 900)) == 0


def test_many_copies_of_one_report_are_compared_once_each(
    count: Callable[[list[dict[str, Any]]], int],
) -> None:
    """A text that a thousand outlets print is one cluster, with which each copy is compared."""
    copies = [{**one, "description": "bridge ferry gate"} for one in burst(1_000, 1)]
    assert count(copies) == 999
    assert set(cluster(copies)) == {0}
