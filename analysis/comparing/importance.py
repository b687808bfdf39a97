"""Score how much each event matters to its corpus.

One score decides what the chart shows, which events the summary names and what an export keeps. It is the
prominence of the event's foremost mention (see ``comparing.prominence``), more for every article and outlet
that tells it and for a day that other reports return to, and less if a more important event is on the same
day or in much the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.arrow_columns import join_numbers
from analysis.comparing.mentions import Mentions
from analysis.comparing.ragged import Numbers

Array = NDArray[np.float64]

# log-odds for each doubling of the articles, of the outlets and of the articles that use its words for its
# day, and for the weightiest day
BY_ARTICLES, BY_OUTLETS, BY_WORDS, BY_DAY = 0.9, 0.4, 0.8, 2.0
# log-odds lost for each doubling of the events on a day, and of those from an article, and by a repetition, a
# clause of too few words and a plan that has been carried out
SAME_DAY, SAME_ARTICLE, REPEATED, BARE, CARRIED_OUT = 0.5, 0.3, 6.0, 1.0, 2.0
# fewest distinctive words that say something
LEAST_WORDS = 2
# shares of the words of the shorter of two clauses that make one a repetition, if on one day or if days apart
HALF, MOST = 0.5, 0.6
# words by which the centrality of shorter clauses is divided too
FEW_WORDS = 4
# days: a clause that is further from another does not repeat it
CLOSE = 3
# more important events with a word in common that a clause is compared with
MOST_COMPARED = 40
# mentions whose words are counted at a time
AT_ONCE = 100_000


@dataclass(frozen=True)
class Facts:
    """What decides how much each of some events matters, apart from the other events.

    Attributes:
        first: the mention whose description the event has.
        prominence: that of its foremost mention.
        day: its day, as days since 1970-01-01; NaN if it is not known.
        articles, outlets: how many tell it.
    """

    first: Numbers
    prominence: Array
    day: Array
    articles: Array
    outlets: Array


def weigh_events(mentions: Mentions, facts: Facts, days: Mapping[float, float]) -> Array:
    """Return how much events matter, apart from their plans and from repetitions: log-odds.

    Args:
        mentions: all mentions of the corpus.
        facts: what is known of each event.
        days: the weight of each day, as ``comparing.days.weigh_days`` returns it.
    """
    articles, outlets = (np.log2(np.maximum(number, 1)) for number in (facts.articles, facts.outlets))
    day = pd.Series(facts.day).map(days).fillna(0.0).to_numpy(dtype=np.float64)
    raw = facts.prominence + BY_ARTICLES * articles + BY_OUTLETS * outlets + BY_DAY * day
    raw += BY_WORDS * _measure_centrality(mentions, facts)
    words = mentions.features.words.take(facts.first).lengths
    bare = (words < LEAST_WORDS) | mentions.anonymous[facts.first]
    return np.asarray(raw - BARE * bare)


def score_events(
    mentions: Mentions, events: pd.DataFrame, facts: Facts, days: Mapping[float, float]
) -> Array:
    """Return the importance of events: log-odds, so that higher matters more.

    Args:
        mentions: all mentions of the corpus.
        events: a timeline without ``importance``.
        facts: what is known of each of its rows.
        days: the weight of each day, as ``comparing.days.weigh_days`` returns it.
    """
    carried_out = (events["status"] != "occurred") & (events["course"].map(len) > 0)
    raw = weigh_events(mentions, facts, days) - CARRIED_OUT * carried_out.to_numpy(dtype=np.float64)
    words = mentions.features.words.take(facts.first)
    own = words._replace(values=words.values >> 1)
    listed = [frozenset(own.get(row).tolist()) for row in range(len(facts.first))]
    return _discount_repeats(raw, facts.day.tolist(), list(events["doc_id"]), list(events["status"]), listed)


def _measure_centrality(mentions: Mentions, facts: Facts) -> Array:
    """Return how many articles use the words of each clause in clauses of the same day: a mean of log2.

    Even where reports are worded too differently to be merged, what many of them tell has words in common
    (centroid-based summarisation: Radev et al. 2004).
    """
    found = np.zeros(len(facts.first))
    exact = np.flatnonzero(mentions.exact)
    exact = exact[mentions.low[exact].argsort(kind="stable")]
    asked = np.flatnonzero(~np.isnan(facts.day))
    asked = asked[facts.day[asked].argsort(kind="stable")]
    days, asked_days = mentions.low[exact], facts.day[asked]
    first = 0
    while first < len(exact):
        # all mentions of a day together
        behind = int(np.searchsorted(days, days[min(first + AT_ONCE, len(days)) - 1], side="right"))
        here = asked[slice(*np.searchsorted(asked_days, [days[first], days[behind - 1] + 1]))]
        told = exact[first:behind]
        users = _count_users(mentions, told, mentions.low[told] - days[first])
        found[here] = _average_users(mentions, facts.first[here], facts.day[here] - days[first], users)
        first = behind
    return found


def _count_users(mentions: Mentions, rows: Numbers, day: Array) -> tuple[Numbers, Numbers]:
    """Return the words of mentions, joined to their days and in order, and how many articles use each."""
    words = mentions.features.words.take(rows)
    by_day = join_numbers(day[words.rows], words.values >> 1)
    docs = mentions.docs[rows][words.rows]
    order = np.lexsort((docs, by_day))
    by_day, docs = by_day[order], docs[order]
    is_new = (np.diff(by_day, prepend=-1) != 0) | (np.diff(docs, prepend=-2) != 0)
    found, counts = np.unique(by_day[is_new], return_counts=True)
    return found, counts


def _average_users(mentions: Mentions, rows: Numbers, day: Array, users: tuple[Numbers, Numbers]) -> Array:
    """Return the mean of log2 of the number of users of the words of each mention on a day."""
    known, counts = users
    if not len(known):
        return np.zeros(len(rows))
    words = mentions.features.words.take(rows)
    asked = join_numbers(day[words.rows], words.values >> 1)
    place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    logs = np.where(known[place] == asked, np.log2(counts[place]), 0.0)
    total = np.bincount(words.rows, logs, minlength=len(rows))
    return np.asarray(total / np.maximum(words.lengths, FEW_WORDS))


def _discount_repeats(
    scores: Array,
    days: Sequence[float],
    articles: Sequence[str],
    statuses: Sequence[str],
    words: Sequence[frozenset[int]],
) -> Array:
    """Lower the scores of events on the day, from the article, or in the words, of more important ones."""
    on_day: Counter[float] = Counter()
    in_article: Counter[str] = Counter()
    told: dict[int, list[int]] = defaultdict(list)
    found = scores.copy()
    for place in np.argsort(-scores, kind="stable").tolist():
        day, own = days[place], words[place]
        if not pd.isna(articles[place]):
            in_article[articles[place]] += 1
            found[place] -= SAME_ARTICLE * np.log2(in_article[articles[place]])
        if day == day:
            on_day[day] += 1
            found[place] -= SAME_DAY * np.log2(on_day[day])
        near = chain.from_iterable(told[word] for word in own if word in told)
        if any(
            not abs(day - days[other]) > CLOSE
            and _is_repetition(
                own, words[other], HALF if day == days[other] else MOST, statuses[place] == statuses[other]
            )
            for other in dict.fromkeys(near)
        ):
            found[place] -= REPEATED
            continue
        for word in own:
            if len(told[word]) < MOST_COMPARED:
                told[word].append(place)
    return found


def _is_repetition(own: frozenset[int], other: frozenset[int], least: float, same_status: bool) -> bool:
    """Return whether a clause has much the same words as another; a plan and a fact may share many."""
    shorter = min(len(own), len(other))
    if shorter < LEAST_WORDS:
        return own == other
    if not same_status:
        return own <= other or other <= own
    return len(own & other) >= least * shorter
