"""Score how much each event matters to its corpus.

One score decides what the chart shows, which events the summary names and what an export keeps. For a mention
it is the log-odds that a careful editor lists the event, and to a lesser part that it is the news of its
article: a logistic fit to 110 articles whose events a language model listed (``training/importance.py``). An
event has the score of
its foremost mention, more for every article and outlet that tells it and for a day that other reports return
to, and less if a more important event is on the same day or in much the same words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.features import stem_words
from analysis.comparing.wording import parse_day

Array = NDArray[np.float64]

INTERCEPT = -2.5
WEIGHTS = {
    "lead": 1.01, "headline": 0.31, "opening": 1.53, "dated": 1.12, "exact": 0.94, "length": 0.13,
    "subordinate": -0.3, "act": 0.27, "possible": -0.13,
}  # fmt: skip
# characters from the start of an article at which the weight of the lead has fallen to a third
LEAD = 300
# where the first sentence of an article ends, and how a clause begins that depends on another
SENTENCE_END = re.compile(r"[.!?][\"”)]*\s+(?=[A-Z\"“])|\n")
SUBORDINATE = frozenset(
    {"who", "whom", "which", "that", "where", "when", "to", "as", "because", "if", "while", "since"}
)
# words in common with the headline beyond which more add nothing
MOST_SHARED = 3
# log-odds for each doubling of the articles, of the outlets and of the articles that use its words for its
# day, and for the weightiest day
BY_ARTICLES, BY_OUTLETS, BY_WORDS, BY_DAY = 0.9, 0.4, 0.8, 2.0
# log-odds lost for each doubling of the events on a day, and of those from an article, and by a repetition, a
# clause of too few words and a plan that has been carried out
SAME_DAY, SAME_ARTICLE, REPEATED, BARE, CARRIED_OUT = 0.5, 0.3, 6.0, 1.0, 2.0
# fewest distinctive words that say something, and first words that do not say who
LEAST_WORDS = 2
NOBODY = frozenset({"he", "she", "it", "they", "who", "which", "that"})
# shares of the words of the shorter of two clauses that make one a repetition, if on one day or if days apart
HALF, MOST = 0.5, 0.6
# words by which the centrality of shorter clauses is divided too
FEW_WORDS = 4
# days: a clause that is further from another does not repeat it
CLOSE = 3
# more important events with a word in common that a clause is compared with
MOST_COMPARED = 40


def score_events(codes: Codes, events: pd.DataFrame, days: Mapping[float, float]) -> Array:
    """Return the importance of events: log-odds, so that higher matters more.

    Args:
        codes: the coded corpus.
        events: a timeline without ``importance``.
        days: the weight of each day, as ``comparing.days.weigh_days`` returns it.
    """
    features = describe_mentions(codes)
    scores = dict(zip(features.index, INTERCEPT + features.to_numpy() @ [*WEIGHTS.values()], strict=True))
    foremost = [max(scores[key] for key, *_ in claims) for claims in events["claims"]]
    exact = (events["low"] == events["high"]) & events["low"].notna()
    day = events["low"].where(exact).map(days).fillna(0.0).to_numpy(dtype=np.float64)
    articles, outlets = (
        np.log2(events[name].clip(lower=1).to_numpy(dtype=np.float64)) for name in ("articles", "outlets")
    )
    words = [stem_words(description) for description in events["description"]]
    bare = np.array(
        [
            len(own) < LEAST_WORDS or clause.partition(" ")[0].lower() in NOBODY
            for own, clause in zip(words, events["description"], strict=True)
        ],
        dtype=np.float64,
    )
    carried_out = (events["status"] != "occurred") & (events["course"].map(len) > 0)
    raw = np.array(foremost) + BY_ARTICLES * articles + BY_OUTLETS * outlets + BY_DAY * day
    raw += BY_WORDS * _measure_centrality(codes, events["low"].where(exact).tolist(), words)
    raw -= BARE * bare + CARRIED_OUT * carried_out.to_numpy(dtype=np.float64)
    articles, statuses = list(events["doc_id"]), list(events["status"])
    return _discount_repeats(raw, events["low"].where(exact).tolist(), articles, statuses, words)


def _measure_centrality(codes: Codes, days: Sequence[float], words: Sequence[frozenset[str]]) -> Array:
    """Return how many articles use the words of each clause in clauses of the same day: a mean of log2.

    Even where reports are worded too differently to be merged, what many of them tell has words in common
    (centroid-based summarisation: Radev et al. 2004).
    """
    users: dict[tuple[float | None, str], set[str]] = defaultdict(set)
    events = codes["events"]
    exact = (events["earliest"] == events["latest"]).fillna(False)
    told = events[exact]
    for doc, day, clause in zip(told["doc_id"], told["earliest"], told["description"], strict=True):
        for word in stem_words(clause):
            users[parse_day(day), word].add(doc)
    return np.array(
        [
            sum(np.log2(max(1, len(users.get((day, word), ())))) for word in own) / max(len(own), FEW_WORDS)
            for day, own in zip(days, words, strict=True)
        ],
        dtype=np.float64,
    )


def _discount_repeats(
    scores: Array,
    days: Sequence[float],
    articles: Sequence[str],
    statuses: Sequence[str],
    words: Sequence[frozenset[str]],
) -> Array:
    """Lower the scores of events on the day, from the article, or in the words, of more important ones."""
    on_day: Counter[float] = Counter()
    in_article: Counter[str] = Counter()
    told: dict[str, list[int]] = defaultdict(list)
    found = scores.copy()
    for place in np.argsort(-scores, kind="stable").tolist():
        day, own = days[place], words[place]
        if not pd.isna(articles[place]):
            in_article[articles[place]] += 1
            found[place] -= SAME_ARTICLE * np.log2(in_article[articles[place]])
        if day == day:
            on_day[day] += 1
            found[place] -= SAME_DAY * np.log2(on_day[day])
        alike = {other for word in own for other in told[word][:MOST_COMPARED]}
        if any(
            _is_repetition(
                own, words[other], HALF if day == days[other] else MOST, statuses[place] == statuses[other]
            )
            and not abs(day - days[other]) > CLOSE
            for other in alike
        ):
            found[place] -= REPEATED
            continue
        for word in own:
            told[word].append(place)
    return found


def _is_repetition(own: frozenset[str], other: frozenset[str], least: float, same_status: bool) -> bool:
    """Return whether a clause has much the same words as another; a plan and a fact may share many."""
    shorter = min(len(own), len(other))
    if shorter < LEAST_WORDS:
        return own == other
    if not same_status:
        return own <= other or other <= own
    return len(own & other) >= least * shorter


def describe_mentions(codes: Codes) -> pd.DataFrame:
    """Return the features of all mentions of events, by ``event_id``, with a column for each weight.

    ``lead`` falls from 1 at the start of the article; ``headline`` counts the words in common with it;
    ``length`` is the logarithm of the number of words of the clause; ``opening`` (in the first sentence),
    ``dated`` (a date expression in the clause), ``exact`` (on one day), ``subordinate`` (a clause within
    another one), ``act`` (of a PLOVER type) and ``possible`` (hypothetical) are 0 or 1. An event of a
    chronology has no place in an article and counts as told at the start, with its date.
    """
    events, documents = codes["events"], codes["documents"]
    title, text = (dict(zip(documents["doc_id"], documents[name], strict=True)) for name in ("title", "text"))
    headline = {doc: stem_words(words) for doc, words in title.items() if isinstance(words, str)}
    opening = {doc: _find_opening_end(words) for doc, words in text.items()}
    told = events["doc_id"].notna()
    start = events["start"].astype("float64").fillna(0.0)
    clauses = [clause.split() for clause in events["evidence"].where(told, events["description"])]
    shared = [
        len(stem_words(words) & headline[doc]) if doc in headline else 0
        for words, doc in zip(events["description"], events["doc_id"], strict=True)
    ]
    features = {
        "lead": np.exp(-start / LEAD),
        "headline": np.minimum(shared, MOST_SHARED),
        "opening": start < events["doc_id"].map(opening).astype("float64").fillna(1.0),
        "dated": ~told | _find_dated(codes),
        "exact": (events["earliest"] == events["latest"]).fillna(False),
        "length": np.log([max(1, len(words)) for words in clauses]),
        "subordinate": [bool(words) and words[0].lower() in SUBORDINATE for words in clauses],
        "act": events["type"] != "OTHER",
        "possible": events["status"] == "hypothetical",
    }
    return pd.DataFrame({name: np.asarray(features[name], dtype=np.float64) for name in WEIGHTS}).set_axis(
        events["event_id"], axis="index"
    )


def _find_opening_end(text: str) -> int:
    """Return where the first sentence of an article ends."""
    found = SENTENCE_END.search(text.rstrip())
    return found.start() if found else len(text)


def _find_dated(codes: Codes) -> "pd.Series[bool]":
    """Tell which mentions have a date expression in their clause."""
    dates, events = codes["dates"], codes["events"]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    dated = dates[dates["type"].isin(["DATE", "TIME"])]
    for doc, start, end in zip(dated["doc_id"], dated["start"], dated["end"], strict=True):
        spans[doc].append((start, end))
    found = [
        not pd.isna(doc) and any(first < end and start < last for first, last in spans.get(doc, ()))
        for doc, start, end in zip(events["doc_id"], events["start"], events["end"], strict=True)
    ]
    return pd.Series(found, index=events.index, dtype=bool)
