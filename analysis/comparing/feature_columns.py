"""Hold the features of very many event mentions in columns: numbers in place of objects."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analysis.comparing.arrow_columns import HIGH, LOW, join_numbers
from analysis.comparing.features import COMMON, Features, is_by_phone, split_words, stem
from analysis.comparing.parties import Parties
from analysis.comparing.ragged import Numbers, Ragged, group_rows, join_ragged, sort_distinct

COLUMNS = ["type", "status", "actors", "mode", "place", "description"]
# actors of a mention by which it is found
MOST_ACTORS = 10


class Vocabulary(dict[str, int]):
    """The number of each word: twice that of its stem, and 1 more for a word of a name.

    Words that do not distinguish events have −1.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._stems: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        own = stem(word)
        number = -1 if own in COMMON else 2 * self._stems.setdefault(own, len(self._stems))
        self[word] = found = number + (number >= 0 and word in self._names)
        return found

    @property
    def stems(self) -> list[str]:
        """The stems in order of their numbers."""
        return list(self._stems)

    def number_words(self, texts: Iterable[str]) -> Ragged:
        """Return the distinct stems of each text, by their numbers and in order of them.

        A stem that occurs in a name and elsewhere is no name.
        """
        found: list[int] = []
        ends = [0]
        for text in texts:
            found += [self[word] for word in split_words(text)]
            ends.append(len(found))
        numbers = np.array(found, dtype=np.int64)
        rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
        both = sort_distinct(join_numbers(rows, numbers)[numbers >= 0])
        is_first = np.diff(both >> 1, prepend=-1) > 0
        both = both[is_first]
        words = (both & LOW).astype(np.int32)
        return group_rows(both >> HIGH, words, len(ends) - 1)


class FeatureColumns:
    """The features of mentions, see ``comparing.features.Features``.

    Attributes:
        kinds: number of the type and status of each mention.
        casts: number of its actors in ``cast``.
        cast: the different sets of actors, each name with its side.
        places: number of its place in ``place``.
        place: the words of the different places.
        phones: 1 for a call, 0 for a meeting in person, −1 if unknown.
        words: the words of each mention: twice the number of the stem, in alphabetical order, and 1 more if
            it only occurs in names.
        stems: the stems of all words, in alphabetical order.
        parties, pairs: the numbers of the sides of each set of actors, and of each pair of them.
        number_of_parties: how many sides there are.
    """

    def __init__(
        self, parts: Sequence["FeaturePart"], kind: Sequence[tuple[str, str]],
        cast: Sequence[Mapping[str, str]], place: Sequence[frozenset[str]], stems: Sequence[str],
    ) -> None:  # fmt: skip
        """Join the parts that a reader has read, whose words are numbered in order of appearance."""
        self._kind = kind
        self.cast, self.place = cast, place
        self.kinds, self.casts, self.places, self.phones = (
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("kinds", "casts", "places", "phones")
        )
        order = sorted(range(len(stems)), key=lambda number: stems[number])
        self.stems = [stems[number] for number in order]
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        self.words = join_ragged([_sort_words(part.words, rank) for part in parts])
        self.parties, self.pairs, self.number_of_parties = _number_parties(cast)

    def __len__(self) -> int:
        return len(self.kinds)

    def get(self, place: int) -> Features:
        """Return the features of one mention as an object."""
        words = self.words.get(place).tolist()
        kind, status = self._kind[self.kinds[place]]
        phone = self.phones[place]
        return Features(
            kind,
            status,
            self.cast[self.casts[place]],
            None if phone < 0 else bool(phone),
            self.place[self.places[place]],
            frozenset([self.stems[word >> 1] for word in words if not word & 1]),
        )

    def take(self, rows: Numbers) -> "FeatureColumns":
        """Return the features of some mentions, in the order given."""
        part = copy(self)
        part.kinds, part.casts, part.places, part.phones, part.words = (
            self.kinds[rows], self.casts[rows], self.places[rows], self.phones[rows], self.words.take(rows)
        )  # fmt: skip
        return part

    def find_words(self, rows: Numbers) -> Ragged:
        """Return the numbers of the stems of some mentions, without those that only occur in names."""
        words = self.words.take(rows)
        plain = words.keep(words.values & 1 == 0)
        return plain._replace(values=plain.values >> 1)


class FeaturePart(NamedTuple):
    """The features of some consecutive mentions, see ``FeatureColumns``."""

    kinds: NDArray[np.int32]
    casts: NDArray[np.int32]
    places: NDArray[np.int32]
    phones: NDArray[np.int8]
    words: Ragged


class FeatureReader:
    """Reads the features of a table of events, part by part.

    Attributes:
        vocabulary: the words read so far.
    """

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self.vocabulary = Vocabulary(parties.words())
        self._kinds: dict[tuple[str, str], int] = {}
        self._casts: dict[tuple[str, ...], int] = {}
        self._places: dict[str, int] = {}
        self._parts: list[FeaturePart] = []

    def read(self, columns: Mapping[str, Sequence[Any]]) -> Ragged:
        """Read the next mentions: their values in each of ``COLUMNS``, None where missing.

        Returns:
            Their words as the vocabulary numbers them, see ``FeatureColumns.words``.
        """
        kinds = [
            self._kinds.setdefault(pair, len(self._kinds))
            for pair in zip(columns["type"], columns["status"], strict=True)
        ]
        casts = [self._casts.setdefault(tuple(actors), len(self._casts)) for actors in columns["actors"]]
        places = [self._places.setdefault(place or "", len(self._places)) for place in columns["place"]]
        phones = [
            -1 if kind != "CONSULT" or (found := is_by_phone(mode, description)) is None else int(found)
            for kind, mode, description in zip(
                *(columns[name] for name in ("type", "mode", "description")), strict=True
            )
        ]
        words = self.vocabulary.number_words(columns["description"])
        self._parts.append(
            FeaturePart(
                np.array(kinds, dtype=np.int32),
                np.array(casts, dtype=np.int32),
                np.array(places, dtype=np.int32),
                np.array(phones, dtype=np.int8),
                words,
            )
        )
        return words

    def finish(self) -> FeatureColumns:
        """Return the features of all mentions."""
        cast = [
            {name: self._parties.side(name) for name in dict.fromkeys(map(self._parties.name, actors))}
            for actors in self._casts
        ]
        place = [frozenset(split_words(words)) for words in self._places]
        return FeatureColumns(self._parts, list(self._kinds), cast, place, self.vocabulary.stems)


def read_features(events: pd.DataFrame, parties: Parties) -> FeatureColumns:
    """Return the features of each row of an events table or timeline."""
    reader = FeatureReader(parties)
    reader.read(
        {name: events[name].astype("object").where(events[name].notna(), None).tolist() for name in COLUMNS}
    )
    return reader.finish()


def list_columns(table: pa.Table) -> dict[str, list[Any]]:
    """Return the columns of an Arrow table as lists."""
    return {name: table[name].to_pylist() for name in table.column_names}


def _sort_words(words: Ragged, rank: NDArray[np.int32]) -> Ragged:
    """Number words in alphabetical order and sort those of each row."""
    values = (rank[words.values >> 1] << 1) | (words.values & 1) if len(rank) else words.values
    order = np.lexsort((values, words.rows))
    return words._replace(values=values[order].astype(np.int32))


def _number_parties(cast: Sequence[Mapping[str, str]]) -> tuple[Ragged, Ragged, int]:
    """Return for each set of actors the numbers of its sides and of their pairs, and the number of sides.

    The number of a pair is that of the first side times the number of all sides, plus that of the second.
    """
    names = {
        name: number for number, name in enumerate(sorted({side for one in cast for side in one.values()}))
    }
    sides = [sorted(one.values())[:MOST_ACTORS] for one in cast]
    parties = [[names[side] for side in dict.fromkeys(own)] for own in sides]
    pairs = [
        [names[one] * len(names) + names[other] for one, other in dict.fromkeys(combinations(own, 2))]
        for own in sides
    ]
    return _make_ragged(parties), _make_ragged(pairs), len(names)


def _make_ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    ends = np.cumsum([0, *map(len, rows)])
    return Ragged(ends, np.array([number for row in rows for number in row], dtype=np.int64))
