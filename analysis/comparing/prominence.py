"""Say how prominently an article tells an event: the part of its importance that rests on a single mention.

It is the log-odds that a careful editor lists the event, and to a lesser part that it is the news of its
article: a logistic fit to 110 articles whose events a language model listed (``training/importance.py``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.arrow_columns import are_among, join_numbers, parse_days
from analysis.comparing.articles import Articles, read_articles
from analysis.comparing.feature_columns import Vocabulary
from analysis.comparing.ragged import Numbers, Ragged

Array = NDArray[np.float64]

INTERCEPT = -2.5
WEIGHTS = {
    "lead": 1.01, "headline": 0.31, "opening": 1.53, "dated": 1.12, "exact": 0.94, "length": 0.13,
    "subordinate": -0.3, "act": 0.27, "possible": -0.13,
}  # fmt: skip
# characters from the start of an article at which the weight of the lead has fallen to a third
LEAD = 300
# how a clause begins that depends on another one
SUBORDINATE = frozenset(
    {"who", "whom", "which", "that", "where", "when", "to", "as", "because", "if", "while", "since"}
)
# words in common with the headline beyond which more add nothing
MOST_SHARED = 3
COLUMNS = [
    "event_id", "doc_id", "start", "end", "evidence", "description", "type", "status", "earliest", "latest",
]  # fmt: skip


def describe_mentions(codes: Codes) -> pd.DataFrame:
    """Return the features of all mentions of events, by ``event_id``, with a column for each weight.

    ``lead`` falls from 1 at the start of the article; ``headline`` counts the words in common with it;
    ``length`` is the logarithm of the number of words of the clause; ``opening`` (in the first sentence),
    ``dated`` (a date expression in the clause), ``exact`` (on one day), ``subordinate`` (a clause within
    another one), ``act`` (of a PLOVER type) and ``possible`` (hypothetical) are 0 or 1. An event of a
    chronology has no place in an article and counts as told at the start, with its date.
    """
    vocabulary = Vocabulary(())
    articles = read_articles(codes, vocabulary)
    parts = []
    for part in codes.iterate("events", COLUMNS):
        words = vocabulary.number_words(part["description"].to_pylist())
        features = describe_part(part, articles, articles.numbers.number(part["doc_id"]), words)
        parts.append(pd.DataFrame(features, columns=[*WEIGHTS], index=part["event_id"].to_pylist()))
    return pd.concat(parts).rename_axis("event_id")


def describe_part(part: pa.Table, articles: Articles, docs: Numbers, words: Ragged) -> Array:
    """Return the features of some mentions, a column for each weight.

    Args:
        part: rows of the events table, with ``COLUMNS``.
        articles: the articles of the corpus.
        docs: the number of the article of each row; −1 for an event of a chronology.
        words: the words of each description.
    """
    told = docs >= 0
    start, end = (part[name].fill_null(0).to_numpy() for name in ("start", "end"))
    clauses = [
        (evidence or description).split() if is_told else description.split()
        for evidence, description, is_told in zip(
            part["evidence"].to_pylist(), part["description"].to_pylist(), told.tolist(), strict=True
        )
    ]
    # an article that is not in the table of documents has no opening
    openings = np.append(articles.openings, [1] * (len(articles.numbers) - len(articles.openings) + 1))
    rows = words.rows
    in_headline = are_among(join_numbers(docs[rows], words.values >> 1), articles.headlines)
    shared = np.bincount(rows[in_headline], minlength=len(docs))
    features: Mapping[str, Sequence[Any] | NDArray[Any]] = {
        "lead": np.exp(-start / LEAD),
        "headline": np.minimum(shared, MOST_SHARED),
        "opening": start < openings[docs],
        "dated": ~told | articles.are_dated(docs, start, end),
        "exact": parse_days(part["earliest"]) == parse_days(part["latest"]),
        "length": np.log([max(1, len(clause)) for clause in clauses]),
        "subordinate": [bool(clause) and clause[0].lower() in SUBORDINATE for clause in clauses],
        "act": part["type"].to_numpy() != "OTHER",
        "possible": part["status"].to_numpy() == "hypothetical",
    }
    return np.column_stack([np.asarray(features[name], dtype=np.float64) for name in WEIGHTS])


def measure_prominence(features: Array) -> Array:
    """Return the log-odds that an editor lists each mention, from what ``describe_part`` returns."""
    return np.asarray(INTERCEPT + features @ np.array([*WEIGHTS.values()]))
