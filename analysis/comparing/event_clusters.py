"""Which events of different articles are one happening: careful, since a false merge hides a fact.

Events are one when their type, status, actors and manner agree and the days of all of them fit together;
or when they are plainly one and only a day or so apart: then they disagree, and that is shown. Two
events of one article, or of one chronology, are never merged: their author kept them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.comparing.features import Features, are_incompatible, count_shared_words
from analysis.comparing.parties import count_shared_actors

Bounds = tuple[float | None, float | None]

# days: what is told as past, or as to come, without a day is looked for so far from publication
RECENT = 7
# days: a window wider than this does not tell which of several happenings is meant
WIDEST = 14
# days: windows that stand further apart are two happenings, not one that is told differently
APART = 3
BUCKET = 16
MOST_ACTORS, MOST_WORDS = 10, 12

Window = tuple[float, float]
Score = tuple[int, int, int]
Key = tuple[object, ...]


@dataclass
class EventCluster:
    """Events that are one.

    Attributes:
        seed: the most exactly dated of them, which decides who fits.
        members: their places in the table.
        window: the days that fit all of them.
        sources: the articles that they stand in.
        keys: what it is found by.
        closed: the seed has a first and a last day.
    """

    seed: Features
    members: list[int]
    window: Window
    sources: set[str]
    keys: list[Key]
    closed: bool


def cluster_events(
    events: Sequence[Features], bounds: Sequence[Bounds], sources: Sequence[str], sure: Sequence[float]
) -> list[list[int]]:
    """Group events that are one happening.

    Args:
        events: what each is known by.
        bounds: first and last possible day of each; None means open.
        sources: the article, or the chronology, that tells of each.
        sure: the coder's confidence in each; 0 where it states none.

    Returns:
        Groups of places in ``events``, each in order; groups are ordered by their first event.
    """
    windows = [_find_window(*pair) for pair in bounds]
    order = sorted(
        (place for place, window in enumerate(windows) if window is not None),
        key=lambda place: (_measure_width(windows[place]), -sure[place], place),
    )
    groups: list[list[int]] = [[place] for place, window in enumerate(windows) if window is None]
    found: list[EventCluster] = []
    index: dict[Key, list[EventCluster]] = defaultdict(list)
    for place in order:
        event, window = events[place], windows[place]
        assert window is not None
        own = list(_build_keys(event, window))
        near = _find_near(index, own)
        fitting = [(score, one) for one in near if (score := _score_fit(one, event, window, sources[place]))]
        chosen = _choose_cluster(fitting, window)
        if chosen is not None:
            chosen.members.append(place)
            chosen.sources.add(sources[place])
            chosen.window = _intersect(chosen.window, window)
        elif fitting:
            # it may be any of several: it stays alone
            groups.append([place])
        else:
            new = EventCluster(event, [place], window, {sources[place]}, own, None not in bounds[place])
            found.append(new)
            for key in own:
                index[key].append(new)
    groups += [sorted(one.members) for one in _join_disputed(found, index)]
    return sorted(groups)


def _find_window(low: float | None, high: float | None) -> Window | None:
    """Return the days in which an event is looked for; None where they are none or too many."""
    if low is None and high is None:
        return None
    first = low if low is not None else (high or 0.0) - RECENT
    last = high if high is not None else first + RECENT
    return (first, last) if last - first <= WIDEST else None


def _measure_width(window: Window | None) -> float:
    return window[1] - window[0] if window else 0.0


def _intersect(one: Window, other: Window) -> Window:
    return max(one[0], other[0]), min(one[1], other[1])


def _build_keys(event: Features, window: Window) -> Iterator[Key]:
    """Yield what two events must have in common to be compared at all, some of it at least."""
    parties = sorted(event.actors.values())[:MOST_ACTORS]
    shared: list[Key] = list(dict.fromkeys(combinations(parties, 2)))
    words = sorted(event.words)[:MOST_WORDS]
    shared += [(party, word) for party in dict.fromkeys(parties) for word in words]
    first, last = int((window[0] - APART) // BUCKET), int((window[1] + APART) // BUCKET)
    for bucket in range(first, last + 1):
        for pair in shared:
            yield (event.type, event.status, bucket, *pair)


def _find_near(index: dict[Key, list[EventCluster]], keys: Iterable[Key]) -> list[EventCluster]:
    """Return the happenings that share one of the keys, each once, the earliest found first."""
    return list({id(one): one for key in keys for one in index.get(key, ())}.values())


def _score_fit(one: EventCluster, event: Features, window: Window, source: str) -> Score | None:
    """Return how well an event fits a happening, or None where it does not."""
    low, high = _intersect(one.window, window)
    if low > high or source in one.sources:
        return None
    return score_match(one.seed, event, _measure_width(one.window) == _measure_width(window) == 0)


def score_match(one: Features, other: Features, one_word: bool) -> Score | None:
    """Return how much speaks for two events of fitting days being one, or None for too little.

    Talks are known by who met; any other event also needs words in common, or its place: on one day one
    can accuse somebody twice. So do talks of which one names only states.

    Args:
        one: an event.
        other: another.
        one_word: whether a single word in common is enough, and a single actor that stands for another.
    """
    if are_incompatible(one, other):
        return None
    exact, standing = count_shared_actors(one.actors, other.actors)
    needed = 2 if one.type == "CONSULT" else max(1, min(2, len(one.actors), len(other.actors)))
    words, place = count_shared_words(one, other), bool(one.place & other.place)
    if standing < needed or (not one_word and exact == 0 and standing == 1):
        return None
    is_known = standing >= 2 and (place or (exact >= 2 and one.type == "CONSULT"))
    return (exact, int(place), words) if is_known or words >= (1 if one_word else 2) else None


def _choose_cluster(fitting: Sequence[tuple[Score, EventCluster]], window: Window) -> EventCluster | None:
    """Return the one happening that an event is, or None where none fits or several do alike.

    Of several on one day the best may be taken; a window of several days does not tell which it is.
    """
    if len(fitting) == 1:
        return fitting[0][1]
    ranked = sorted(fitting, key=lambda pair: pair[0], reverse=True)
    if not ranked or _measure_width(window) > 0 or ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _join_disputed(found: Sequence[EventCluster], index: dict[Key, list[EventCluster]]) -> list[EventCluster]:
    """Join pairs of happenings that are plainly one although their days stand a little apart."""
    close = {
        id(one): [
            other
            for other in _find_near(index, one.keys)
            if other is not one and _is_disputed_pair(one, other)
        ]
        for one in found
    }
    joined: set[int] = set()
    for one in found:
        (other, *more) = close[id(one)] or [one]
        mutual = not more and other is not one and close[id(other)] == [one]
        if mutual and id(one) not in joined:
            one.members += other.members
            joined |= {id(one), id(other)}
            other.members = []
    return [one for one in found if one.members]


def _is_disputed_pair(one: EventCluster, other: EventCluster) -> bool:
    """Tell whether two happenings of days that do not meet are one, told with different days."""
    low, high = _intersect(one.window, other.window)
    apart = low - high
    if (
        not (one.closed and other.closed and 0 < apart <= APART)
        or one.sources & other.sources
        or are_incompatible(one.seed, other.seed)
    ):
        return False
    exact, standing = count_shared_actors(one.seed.actors, other.seed.actors)
    if standing < min(2, len(one.seed.actors), len(other.seed.actors)) or standing == 0:
        return False
    place = bool(one.seed.place & other.seed.place)
    by_phone = one.seed.by_phone is True and other.seed.by_phone is True
    return count_shared_words(one.seed, other.seed) >= 2 or (
        exact >= 2 and apart <= 1 and (place or by_phone)
    )
