"""Cluster event mentions from different articles that report the same event.

Clustering is conservative, since a false merge hides a fact. Mentions share a cluster when their type,
status, actors and manner agree and their days are compatible, or if most of their words do; or when they
clearly match but their days are a little apart: then the cluster is disputed, which is shown. Two mentions in
one article, or in one chronology, are never merged: their author treated them as separate events.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.blocking import APART, LEAST_WORDS, Days, Index
from analysis.comparing.feature_columns import FeatureColumns
from analysis.comparing.features import Features, are_incompatible, count_shared_words
from analysis.comparing.parties import count_shared_actors
from analysis.comparing.ragged import Numbers

Bounds = tuple[float | None, float | None]

# days: a past or future event without a day is searched for this far from publication
RECENT = 7
# days: a wider window cannot single out one of several events
WIDEST = 14
# mentions whose features are held as objects at a time
HELD = 50_000

Score = tuple[int, int, int]


def cluster_events(
    features: FeatureColumns, low: Days, high: Days, sources: Numbers, confidence: Days
) -> Numbers:
    """Group event mentions that report the same event.

    Args:
        features: the features of each mention.
        low: first possible day of each mention; NaN means open.
        high: last possible day of each mention; NaN means open.
        sources: a number for the article or chronology of each mention.
        confidence: the coder's confidence in each mention; 0 where none is stated.

    Returns:
        The number of the group of each mention; groups are numbered in the order of their first mentions.
    """
    first, last = find_windows(low, high)
    everything = np.arange(len(features))
    rarity = count_words(features, everything)
    group = everything.copy()
    has_window = ~np.isnan(first)
    for kind in np.unique(features.kinds[has_window]):
        rows = np.flatnonzero(has_window & (features.kinds == kind))
        # the most exactly dated mention of an event comes first, and others are compared with it
        rows = rows[np.lexsort((rows, -confidence[rows], last[rows] - first[rows]))]
        closed = ~np.isnan(low[rows]) & ~np.isnan(high[rows])
        index = Index(features, rows, first[rows], last[rows], rarity)
        found = _Clusters(features, rows, index, sources[rows], closed)
        group[rows] = rows[found.assign()]
    return number_groups(group)


def count_words(features: FeatureColumns, rows: Numbers) -> Numbers:
    """Return in how many mentions each word occurs other than in a name."""
    return np.bincount(features.find_words(rows).values, minlength=len(features.stems))


def number_groups(group: Numbers) -> Numbers:
    """Number groups, each named by any number, in the order of their first members."""
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[first.argsort()] = np.arange(len(first))
    return rank[inverse]


def find_windows(low: Days, high: Days) -> tuple[Days, Days]:
    """Return the days in which matches are searched for; NaN where there are none or too many."""
    first = np.where(np.isnan(low), high - RECENT, low)
    last = np.where(np.isnan(high), first + RECENT, high)
    is_narrow = last - first <= WIDEST
    return np.where(is_narrow, first, np.nan), np.where(is_narrow, last, np.nan)


class _Clusters:
    """Clusters of mentions of one type and status, each named by its seed, the first of its mentions.

    A mention is its place in the order in which mentions are assigned. The window of a cluster, the days that
    fit all its mentions, is that of its seed in the index.
    """

    def __init__(
        self,
        features: FeatureColumns,
        rows: Numbers,
        index: Index,
        sources: Numbers,
        closed: NDArray[np.bool_],
    ) -> None:
        self._index, self._closed = index, closed
        self._sources = sources.tolist()
        self._get = lru_cache(HELD)(lambda place: features.get(int(rows[place])))
        self._seeds: list[int] = []
        # the articles of a cluster; most clusters have one mention, and are not here
        self._told_by: dict[int, set[int]] = {}

    def assign(self) -> Numbers:
        """Return the seed of the cluster of each mention."""
        seed = np.arange(len(self._sources))
        for place in range(len(self._sources)):
            seed[place] = self._assign(place)
        joined = np.arange(len(seed))
        for one, other in self._find_disputed():
            joined[other] = one
        return joined[seed]

    def _assign(self, place: int) -> int:
        low, high = float(self._index.low[place]), float(self._index.high[place])
        near = self._index.find(place, low, high)
        fitting = [(score, seed) for seed in near if (score := self._score_fit(seed, place, low == high))]
        chosen = _choose_cluster(fitting, low == high)
        if chosen is not None:
            self._join(chosen, place, low, high)
            return chosen
        # what is ambiguous between clusters is kept apart
        if not fitting:
            self._seeds.append(place)
            self._index.add(place)
        return place

    def _join(self, seed: int, place: int, low: float, high: float) -> None:
        """Add a mention to a cluster."""
        self._told_by.setdefault(seed, {self._sources[seed]}).add(self._sources[place])
        self._index.low[seed] = max(self._index.low[seed], low)
        self._index.high[seed] = min(self._index.high[seed], high)

    def _score_fit(self, seed: int, place: int, one_day: bool) -> Score | None:
        """Return how well a mention fits a cluster of compatible days, or None where it does not.

        Mentions with one day come first, so that all clusters that they are compared with have one, too.
        """
        source = self._sources[place]
        if source == self._sources[seed] or source in self._told_by.get(seed, ()):
            return None
        one, other = self._get(seed), self._get(place)
        return score_match(one, other, one_day) or score_wording(one, other)

    def _find_disputed(self) -> list[tuple[int, int]]:
        """Return the pairs of clusters that clearly report one event, with days that are a little apart."""
        close: dict[int, list[int]] = {}
        for one in self._seeds:
            if self._closed[one]:
                low, high = self._index.low[one] - APART, self._index.high[one] + APART
                near = self._index.find(one, low, high)
                if found := [other for other in near if self._is_disputed_pair(one, other)]:
                    close[one] = found
        return [
            (one, others[0])
            for one, others in close.items()
            if len(others) == 1 and one < others[0] and close.get(others[0]) == [one]
        ]

    def _is_disputed_pair(self, one: int, other: int) -> bool:
        """Tell whether two clusters with different days clearly report the same event."""
        index = self._index
        apart = max(index.low[one], index.low[other]) - min(index.high[one], index.high[other])
        return (
            bool(self._closed[other])
            and 0 < apart <= APART
            and self._get_sources(one).isdisjoint(self._get_sources(other))
            and are_disputed(self._get(one), self._get(other), apart)
        )

    def _get_sources(self, seed: int) -> set[int]:
        return self._told_by.get(seed) or {self._sources[seed]}


def score_match(one: Features, other: Features, one_word: bool) -> Score | None:
    """Return how strongly two mentions with compatible days match, or None if too weakly.

    Talks are identified by their participants. Any other event also needs shared words or the same place,
    since one actor can accuse another twice in a day. So do talks where one mention names only states.

    Args:
        one: a mention.
        other: another mention.
        one_word: whether one shared word is enough, and one actor matched by its state or its speaker.

    Returns:
        Shared actors, whether the place matches, and shared words.
    """
    if are_incompatible(one, other):
        return None
    exact, matched = count_shared_actors(one.actors, other.actors)
    needed = 2 if one.type == "CONSULT" else max(1, min(2, len(one.actors), len(other.actors)))
    words, place = count_shared_words(one, other), bool(one.place & other.place)
    if matched < needed or (not one_word and exact == 0 and matched == 1):
        return None
    is_known = matched >= 2 and (place or (exact >= 2 and one.type == "CONSULT"))
    return (exact, int(place), words) if is_known or words >= (1 if one_word else 2) else None


def score_wording(one: Features, other: Features) -> Score | None:
    """Return how strongly two mentions match by their words alone, or None if too weakly.

    They share at least three distinctive words, which are most of the shorter mention and nearly half of the
    longer one, and none of them names only others.
    """
    shorter, longer = sorted((len(one.words), len(other.words)))
    words, exact = len(one.words & other.words), len(one.actors.keys() & other.actors.keys())
    if are_incompatible(one, other) or (one.actors and other.actors and not exact):
        return None
    enough = words >= LEAST_WORDS and words >= 0.6 * shorter and words >= 0.4 * longer
    return (exact, int(bool(one.place & other.place)), words) if enough else None


def are_disputed(one: Features, other: Features, apart: float) -> bool:
    """Tell whether two mentions whose days are a little apart clearly report the same event."""
    if are_incompatible(one, other):
        return False
    exact, matched = count_shared_actors(one.actors, other.actors)
    if matched < min(2, len(one.actors), len(other.actors)) or matched == 0:
        return False
    place = bool(one.place & other.place)
    by_phone = one.by_phone is True and other.by_phone is True
    return count_shared_words(one, other) >= 2 or (exact >= 2 and apart <= 1 and (place or by_phone))


def _choose_cluster(fitting: Sequence[tuple[Score, int]], one_day: bool) -> int | None:
    """Return the cluster that a mention belongs to, or None where none fits or several fit equally.

    Among several on one day the best may be chosen; a window of several days leaves it ambiguous.
    """
    if len(fitting) == 1:
        return fitting[0][1]
    ranked = sorted(fitting, key=lambda pair: pair[0], reverse=True)
    if not ranked or not one_day or ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]
