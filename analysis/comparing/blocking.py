"""Find the mentions worth comparing with one, without comparing all of them.

Two mentions are compared if they are of much the same days and share enough *keys*: a pair of parties, a
party and a word, or two of their rarest words. Keys that only one mention has are forgotten, so that memory
grows with what mentions share. Where very many share a key, as on a day that all outlets report, the rarer
keys decide, and only the mentions that share most keys are compared: the work for a mention is bounded.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.feature_columns import FeatureColumns
from analysis.comparing.ragged import Numbers, Ragged, group_rows, spread

Days = NDArray[np.float64]
Window = tuple[float, float]

# days: mentions with windows further apart never share a key
APART = 3
# days that share their keys
BUCKET = 16
# words of a mention by which it is found beside its parties
MOST_WORDS = 12
# the rarest words of a mention, by whose pairs it is found; one of fewer words has no such keys
RAREST, LEAST_WORDS = 4, 3
# mentions with the same key that are looked at, the rarest keys first, and those that are compared
MOST_SHARING, MOST_COMPARED = 20_000, 200
# a pair of parties or of rare words suffices, a party and a single word in common does not
PAIR = ENOUGH = 2
# mentions whose keys are built at a time
AT_ONCE = 20_000


class Index:
    """The mentions added so far, found by the keys that they share with another.

    Attributes:
        low, high: first and last day of each mention; a caller may narrow them.
    """

    def __init__(
        self, features: FeatureColumns, rows: Numbers, low: Days, high: Days, rarity: Numbers
    ) -> None:
        """Build the keys.

        Args:
            features: the features of all mentions.
            rows: the mentions to index; their places in this list identify them from here on.
            low: the first of the days in which the matches of each are searched for.
            high: the last of these days.
            rarity: the number of mentions that have each word.
        """
        self.low, self.high = low.copy(), high.copy()
        self._keys, self._weights, sizes = _share_keys(features, rows, low, high, rarity)
        self._starts = np.cumsum(sizes) - sizes
        self._filled = np.zeros(len(sizes), dtype=np.int64)
        self._places = np.empty(int(sizes.sum()), dtype=np.int32)
        words = np.diff(features.find_words(rows).starts)
        self._needed = np.where((words >= ENOUGH) & (words <= MOST_WORDS), ENOUGH, 1)

    def add(self, place: int) -> None:
        """Add a mention."""
        keys = self._keys.get(place)
        self._places[self._starts[keys] + self._filled[keys]] = place
        self._filled[keys] += 1

    def find(self, place: int, low: float, high: float) -> list[int]:
        """Return the mentions added so far, other than itself, that share enough with a mention.

        Args:
            place: the mention.
            low: the first of the days that theirs must overlap.
            high: the last of these days.
        """
        keys = self._keys.get(place)
        lengths = self._filled[keys]
        if not lengths.any():
            return []
        if lengths.sum() > MOST_SHARING:
            order = lengths.argsort(kind="stable")
            order = order[np.cumsum(lengths[order]) <= MOST_SHARING]
            keys, lengths = keys[order], lengths[order]
        near = self._places[spread(self._starts[keys], lengths)]
        is_close = (self.low[near] <= high) & (self.high[near] >= low) & (near != place)
        weights = np.repeat(self._weights[keys], lengths)[is_close]
        found, inverse = np.unique(near[is_close], return_inverse=True)
        shared = np.bincount(inverse, weights, minlength=len(found))
        # of a mention of one word, or of very many, not all keys are known
        is_enough = shared >= np.minimum(self._needed[found], self._needed[place])
        found, shared = found[is_enough], shared[is_enough]
        if len(found) > MOST_COMPARED:
            found = found[(-shared).argsort(kind="stable")[:MOST_COMPARED]]
        return [int(other) for other in found]


def _share_keys(
    features: FeatureColumns, rows: Numbers, low: Days, high: Days, rarity: Numbers
) -> tuple[Ragged, Numbers, Numbers]:
    """Return the keys that each mention shares with another, the weight of each, and how many have it."""
    first = ((low - APART) // BUCKET).astype(np.int64)
    last = ((high + APART) // BUCKET).astype(np.int64)
    places, keys, weights, sizes = [], [], [], []
    number = 0
    for begin, behind in _divide_buckets(first, last):
        inside = np.flatnonzero((first < behind) & (last >= begin))
        own, weight = build_keys(features, rows[inside], rarity)
        from_bucket = np.maximum(first[inside], begin)
        buckets = np.maximum(np.minimum(last[inside], behind - 1) - from_bucket + 1, 0)
        entry_rows = own.rows
        repeats = buckets[entry_rows]
        coded = np.repeat(own.values * (behind - begin), repeats)
        coded += spread(from_bucket[entry_rows] - begin, repeats)
        _, inverse, counts = np.unique(coded, return_inverse=True, return_counts=True)
        is_shared = counts > 1
        renumbered = np.cumsum(is_shared) - 1 + number
        kept = is_shared[inverse]
        places.append(inside[np.repeat(entry_rows, repeats)[kept]].astype(np.int32))
        keys.append(renumbered[inverse[kept]].astype(np.int32))
        by_key = np.empty(len(counts), dtype=np.int8)
        by_key[inverse] = np.repeat(weight, repeats)
        weights.append(by_key[is_shared])
        sizes.append(counts[is_shared])
        number += int(is_shared.sum())
    place = np.concatenate(places)
    order = place.argsort(kind="stable")
    shared = group_rows(place[order], np.concatenate(keys)[order], len(rows))
    return shared, np.concatenate(weights), np.concatenate(sizes)


def _divide_buckets(first: Numbers, last: Numbers) -> Iterator[tuple[int, int]]:
    """Yield ranges of buckets in which about as many mentions begin, up to the last bucket of all."""
    buckets, counts = np.unique(first, return_counts=True)
    parts = np.cumsum(counts) // AT_ONCE
    begins = buckets[np.flatnonzero(np.diff(parts, prepend=-1))].tolist()
    return zip(begins, [*begins[1:], int(last.max()) + 1], strict=True)


def build_keys(features: FeatureColumns, rows: Numbers, rarity: Numbers) -> tuple[Ragged, NDArray[np.int8]]:
    """Return the keys of some mentions as numbers, in no order within a mention, and the weight of each.

    Args:
        features: the features of all mentions.
        rows: the mentions.
        rarity: the number of mentions that have each word.
    """
    words = features.find_words(rows)
    parties = features.parties.take(features.casts[rows])
    pairs = features.pairs.take(features.casts[rows])
    number, sides = len(features.stems), features.number_of_parties
    some = words.keep(_count_within(words) < MOST_WORDS)
    entry_rows = parties.rows
    with_words = some.take(entry_rows)
    by_party = np.repeat(parties.values * number, with_words.lengths) + with_words.values
    rare_rows, rare = _pair_rarest(words, rarity, number)
    kinds = [
        (np.repeat(entry_rows, with_words.lengths), by_party, 1),
        (pairs.rows, pairs.values + sides * number, PAIR),
        (rare_rows, rare + sides * (number + sides), PAIR),
    ]
    found_rows = np.concatenate([row for row, _, _ in kinds])
    order = found_rows.argsort(kind="stable")
    keys = np.concatenate([values for _, values, _ in kinds])[order]
    weights = np.repeat(
        np.array([weight for _, _, weight in kinds], dtype=np.int8), [len(row) for row, _, _ in kinds]
    )
    return group_rows(found_rows[order], keys, len(rows)), weights[order]


def _pair_rarest(words: Ragged, rarity: Numbers, number: int) -> tuple[Numbers, Numbers]:
    """Return the row and the number of each pair of the rarest words of mentions of enough words."""
    rows = words.rows
    order = np.lexsort((words.values, rarity[words.values], rows))
    by_rarity = words._replace(values=words.values[order])
    is_rare = (_count_within(by_rarity) < RAREST) & (words.lengths[rows] >= LEAST_WORDS)
    rarest = by_rarity.keep(is_rare)
    # four columns in alphabetical order; places without a word come last
    table = np.full((len(rarest.starts) - 1, RAREST), number, dtype=np.int64)
    table[rarest.rows, _count_within(rarest)] = rarest.values
    table.sort(axis=1)
    both = [(table[:, one], table[:, other]) for one, other in combinations(range(RAREST), 2)]
    is_pair = [np.flatnonzero(second < number) for _, second in both]
    return (
        np.concatenate(is_pair),
        np.concatenate(
            [first[here] * number + second[here] for (first, second), here in zip(both, is_pair, strict=True)]
        ),
    )


def _count_within(rows: Ragged) -> Numbers:
    """Return the place of each number within its row."""
    return np.arange(len(rows.values)) - np.repeat(rows.starts[:-1], rows.lengths)
