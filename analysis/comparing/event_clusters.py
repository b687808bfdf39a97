"""Cluster event mentions from different articles that report the same event.

Clustering is conservative, since a false merge hides a fact. Mentions share a cluster when their type,
status, actors and manner agree and their days are compatible, or if most of their words do; or when they
clearly match but their days are a little apart: then the cluster is disputed, which is shown. Two mentions in
one article, or in one chronology, are never merged: their author treated them as separate events.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.comparing.features import Features, are_incompatible, count_shared_words
from analysis.comparing.parties import count_shared_actors

Bounds = tuple[float | None, float | None]

# days: a past or future event without a day is searched for this far from publication
RECENT = 7
# days: a wider window cannot single out one of several events
WIDEST = 14
# days: mentions with windows further apart are different events, not differing reports of one
APART = 3
BUCKET = 16
MOST_ACTORS, MOST_WORDS = 10, 12
# the rarest words of a mention, by whose pairs it is found; one of fewer words has no such keys
RAREST, LEAST_WORDS = 4, 3

Window = tuple[float, float]
Score = tuple[int, int, int]
Key = tuple[object, ...]


@dataclass
class EventCluster:
    """Mentions of one event.

    Attributes:
        seed: the most exactly dated mention, which new mentions are compared with.
        members: positions of the mentions in the table.
        window: the days that fit all mentions.
        sources: the articles that the mentions occur in.
        keys: index keys of the cluster.
        closed: whether the seed has a first and a last day.
    """

    seed: Features
    members: list[int]
    window: Window
    sources: set[str]
    keys: list[Key]
    closed: bool


def cluster_events(
    events: Sequence[Features], bounds: Sequence[Bounds], sources: Sequence[str], confidence: Sequence[float]
) -> list[list[int]]:
    """Group event mentions that report the same event.

    Args:
        events: features of each mention.
        bounds: first and last possible day of each mention; None means open.
        sources: the article or chronology of each mention.
        confidence: the coder's confidence in each mention; 0 where none is stated.

    Returns:
        Groups of positions in ``events``, each in order; groups are ordered by their first mention.
    """
    windows = [find_window(*pair) for pair in bounds]
    rarity = Counter(word for event in events for word in event.words)
    order = sorted(
        (place for place, window in enumerate(windows) if window is not None),
        key=lambda place: (_measure_width(windows[place]), -confidence[place], place),
    )
    groups: list[list[int]] = [[place] for place, window in enumerate(windows) if window is None]
    clusters: list[EventCluster] = []
    index: dict[Key, list[EventCluster]] = defaultdict(list)
    for place in order:
        event, window = events[place], windows[place]
        assert window is not None
        own = list(build_keys(event, window, rarity))
        near = _find_near(index, own)
        scored = ((_score_fit(cluster, event, window, sources[place]), cluster) for cluster in near)
        fitting = [(score, cluster) for score, cluster in scored if score]
        chosen = _choose_cluster(fitting, window)
        if chosen is not None:
            chosen.members.append(place)
            chosen.sources.add(sources[place])
            chosen.window = _intersect(chosen.window, window)
        elif fitting:
            # ambiguous between clusters: keep it apart
            groups.append([place])
        else:
            new = EventCluster(event, [place], window, {sources[place]}, own, None not in bounds[place])
            clusters.append(new)
            for key in own:
                index[key].append(new)
    groups += [sorted(cluster.members) for cluster in _join_disputed(clusters, index)]
    return sorted(groups)


def find_window(low: float | None, high: float | None) -> Window | None:
    """Return the days in which matches are searched for; None where there are none or too many."""
    if low is None and high is None:
        return None
    first = low if low is not None else (high or 0.0) - RECENT
    last = high if high is not None else first + RECENT
    return (first, last) if last - first <= WIDEST else None


def _measure_width(window: Window | None) -> float:
    return window[1] - window[0] if window else 0.0


def _intersect(one: Window, other: Window) -> Window:
    return max(one[0], other[0]), min(one[1], other[1])


def build_keys(event: Features, window: Window, counts: Mapping[str, int]) -> Iterator[Key]:
    """Yield index keys; only mentions that share at least one key are compared.

    Args:
        event: the mention.
        window: the days in which its matches are searched for.
        counts: the number of mentions that have each word.
    """
    parties = sorted(event.actors.values())[:MOST_ACTORS]
    shared: list[Key] = list(dict.fromkeys(combinations(parties, 2)))
    words = sorted(event.words)[:MOST_WORDS]
    shared += [(party, word) for party in dict.fromkeys(parties) for word in words]
    if len(event.words) >= LEAST_WORDS:
        rarest = sorted(event.words, key=lambda word: (counts[word], word))[:RAREST]
        shared += [("", *pair) for pair in combinations(sorted(rarest), 2)]
    first, last = int((window[0] - APART) // BUCKET), int((window[1] + APART) // BUCKET)
    for bucket in range(first, last + 1):
        for pair in shared:
            yield (event.type, event.status, bucket, *pair)


def _find_near(index: dict[Key, list[EventCluster]], keys: Iterable[Key]) -> list[EventCluster]:
    """Return the clusters that share one of the keys, each once, in order of discovery."""
    return list({id(cluster): cluster for key in keys for cluster in index.get(key, ())}.values())


def _score_fit(cluster: EventCluster, event: Features, window: Window, source: str) -> Score | None:
    """Return how well a mention fits a cluster, or None where it does not."""
    low, high = _intersect(cluster.window, window)
    if low > high or source in cluster.sources:
        return None
    one_day = _measure_width(cluster.window) == _measure_width(window) == 0
    return score_match(cluster.seed, event, one_day) or score_wording(cluster.seed, event)


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


def _choose_cluster(fitting: Sequence[tuple[Score, EventCluster]], window: Window) -> EventCluster | None:
    """Return the cluster that a mention belongs to, or None where none fits or several fit equally.

    Among several on one day the best may be chosen; a window of several days leaves it ambiguous.
    """
    if len(fitting) == 1:
        return fitting[0][1]
    ranked = sorted(fitting, key=lambda pair: pair[0], reverse=True)
    if not ranked or _measure_width(window) > 0 or ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _join_disputed(
    clusters: Sequence[EventCluster], index: dict[Key, list[EventCluster]]
) -> list[EventCluster]:
    """Join pairs of clusters that clearly report one event although their days are a little apart."""
    close = {
        id(one): [
            other
            for other in _find_near(index, one.keys)
            if other is not one and _is_disputed_pair(one, other)
        ]
        for one in clusters
    }
    joined: set[int] = set()
    for one in clusters:
        (other, *more) = close[id(one)] or [one]
        mutual = not more and other is not one and close[id(other)] == [one]
        if mutual and id(one) not in joined:
            one.members += other.members
            joined |= {id(one), id(other)}
            other.members = []
    return [cluster for cluster in clusters if cluster.members]


def _is_disputed_pair(one: EventCluster, other: EventCluster) -> bool:
    """Tell whether two clusters with different days clearly report the same event."""
    low, high = _intersect(one.window, other.window)
    apart = low - high
    if (
        not (one.closed and other.closed and 0 < apart <= APART)
        or one.sources & other.sources
        or are_incompatible(one.seed, other.seed)
    ):
        return False
    exact, matched = count_shared_actors(one.seed.actors, other.seed.actors)
    if matched < min(2, len(one.seed.actors), len(other.seed.actors)) or matched == 0:
        return False
    place = bool(one.seed.place & other.seed.place)
    by_phone = one.seed.by_phone is True and other.seed.by_phone is True
    return count_shared_words(one.seed, other.seed) >= 2 or (
        exact >= 2 and apart <= 1 and (place or by_phone)
    )
