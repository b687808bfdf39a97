"""Find the events that another one could be the same as, and the one that a person means."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.features import Features, are_incompatible, extract_features
from analysis.comparing.parties import Parties, count_shared_actors
from analysis.errors import StancebookError
from analysis.reviewing.items import ListedItem, Row

# events compared and suggested for one screen, those named in a message, and characters of a description
COMPARED, MOST, NAMED, LONGEST = 200, 50, 3, 160


class SameEvents:
    """The events of a corpus, by a name that says which one is meant.

    Args:
        codes: a coded corpus.
        items: its events, whoever coded them.
        frame: their rows of the events table, in the same order.
    """

    def __init__(self, codes: Codes, items: Sequence[ListedItem], frame: pd.DataFrame) -> None:
        self._parties = Parties(codes.codebook)
        features = extract_features(frame, self._parties)
        self._features = dict(zip(items, features, strict=True))
        documents = codes["documents"].fillna("")
        outlets = dict(zip(documents["doc_id"], documents["outlet"], strict=True))
        # which events have a word, an actor or a side
        self._index: dict[str, list[ListedItem]] = defaultdict(list)
        for item, feature in self._features.items():
            for key in _list_keys(feature):
                self._index[key].append(item)
        self._names: dict[ListedItem, str] = {}
        counts: Counter[str] = Counter()
        for item in items:
            cells = item.cells
            where = ", ".join(filter(None, (outlets[cells["doc_id"]] or cells["doc_id"], item.shown["when"])))
            name = f"{shorten(cells['description'], LONGEST, placeholder='…')} ({where})"
            counts[name] += 1
            self._names[item] = name if counts[name] == 1 else f"{name}, no. {counts[name]}"

    def suggest(self, item: ListedItem) -> list[str]:
        """Return the names of the events that an event is most likely the same as, the likeliest first."""
        own = self._get_features(item)
        near: Counter[ListedItem] = Counter()
        for key in _list_keys(own):
            near.update(self._index.get(key, ()))
        scores = {
            other: _score(own, item.cells, self._features[other], other.cells)
            for other, _ in near.most_common(COMPARED)
            if other.key != item.key
        }
        return [self._names[other] for other in sorted(scores, key=lambda other: -scores[other])[:MOST]]

    def find(self, item: ListedItem, typed: str) -> ListedItem:
        """Return the other event that is meant: by its whole name, or by words that only its name contains.

        Raises:
            StancebookError: if there is none, or more than one.
        """
        wanted = " ".join(typed.casefold().split())
        others = ((other, name) for other, name in self._names.items() if other.key != item.key)
        found = [pair for pair in others if wanted in pair[1].casefold()]
        exact = [pair for pair in found if wanted == pair[1].casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0][0]
        if not found:
            raise StancebookError(f"No other event has the words {typed.strip()!r} in its description.")
        names = "; ".join(name for _, name in found[:NAMED])
        raise StancebookError(f"{len(found)} events have these words: {names}. Type more, or choose one.")

    def describe(self, cells: Row) -> str:
        """Return the description of the event that another one is the same as; "" if it is none."""
        wanted = tuple(cells[f"same_{name}"] for name in ("doc_id", "evidence", "trigger"))
        named = (
            other.cells["description"]
            for other in self._names
            if wanted == tuple(other.cells[name] for name in ("doc_id", "evidence", "trigger"))
        )
        return str(next(named, wanted[1]))

    def _get_features(self, item: ListedItem) -> Features:
        if item not in self._features:
            row = dict.fromkeys(("type", "mode", "place")) | {"actors": []} | item.cells
            (self._features[item],) = extract_features(pd.DataFrame([row]), self._parties)
        return self._features[item]


def _score(own: Features, cells: Row, other: Features, others: Row) -> float:
    """Return how likely two events are the same: by words, actors, type, place and days."""
    _, actors = count_shared_actors(own.actors, other.actors)
    agreeing = actors + (own.type == other.type) + bool(own.place & other.place)
    against = 3 * _are_apart(cells, others) + 2 * are_incompatible(own, other)
    return 2 * len(own.words & other.words) + agreeing - against


def _list_keys(features: Features) -> set[str]:
    return {*features.words, *features.actors, *features.actors.values()}


def _are_apart(one: Any, other: Any) -> bool:
    """Tell whether two events have no day in common."""
    return bool(
        (one["latest"] and other["earliest"] and one["latest"] < other["earliest"])
        or (other["latest"] and one["earliest"] and other["latest"] < one["earliest"])
    )
