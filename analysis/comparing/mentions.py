"""Hold all mentions of events of a corpus in columns: what is needed to find and weigh the events they tell.

A corpus of 100,000 articles has millions of mentions. As rows with texts and lists they would not fit into
the memory of a laptop; the table of events is therefore read part by part, and rows only as they are shown.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.arrow_columns import Numbering, map_texts, parse_days
from analysis.comparing.articles import read_articles
from analysis.comparing.feature_columns import COLUMNS as FEATURES
from analysis.comparing.feature_columns import FeatureColumns, FeatureReader, list_columns
from analysis.comparing.parties import Parties
from analysis.comparing.prominence import COLUMNS as PROMINENCE
from analysis.comparing.prominence import describe_part, measure_prominence
from analysis.comparing.ragged import Numbers
from analysis.comparing.selecting import Selection, check_names, filter_rows
from analysis.comparing.support import is_person

Days = NDArray[np.float64]
Flags = NDArray[np.bool_]

# what decides whether a mention is chosen
DECISIVE = ["event_id", "doc_id", "actors", "earliest", "latest", "confidence"]
# first words of a description that do not say who
NOBODY = frozenset({"he", "she", "it", "they", "who", "which", "that"})
COLUMNS = [*dict.fromkeys([*FEATURES, *PROMINENCE, "confidence", "extent", "coder", "same_as", "mentions"])]


@dataclass(frozen=True)
class Mentions:
    """All mentions of events of a corpus, in the order of the events table.

    Attributes:
        articles: the number of each article, by ``doc_id``.
        docs: the number of the article of each mention; −1 for an event of a chronology.
        features: what identifies the event.
        low, high: first and last possible day, as days since 1970-01-01; NaN means open.
        confidence: the coder's confidence; NaN where none is stated.
        prominence: how prominently the article tells it, see ``comparing.prominence``.
        retold: whether it is another telling of an event according to a person.
        by_person: whether a person coded it.
        anonymous: whether the description begins with a word that does not say who.
        lasting: whether the event lasted throughout its days.
        main: whether it is the main event of its article: of those that occurred, the one mentioned most
            often (if tied, the first).
        chosen: the places of the mentions of a selection.
    """

    articles: Numbering
    docs: Numbers
    features: FeatureColumns
    low: Days
    high: Days
    confidence: Days
    prominence: Days
    retold: Flags
    by_person: Flags
    anonymous: Flags
    lasting: Flags
    main: Flags
    chosen: Numbers

    def __len__(self) -> int:
        return len(self.docs)

    @property
    def are_dated(self) -> bool:
        """Whether any of the chosen mentions has a calendar bound."""
        return not bool(np.isnan(self.low[self.chosen]).all() and np.isnan(self.high[self.chosen]).all())

    @property
    def exact(self) -> Flags:
        """Whether the day of each mention is known."""
        return np.asarray(self.low == self.high)


def read_mentions(codes: Codes, selection: Selection) -> Mentions:
    """Read all mentions of events.

    Raises:
        StancebookError: for an actor or issue of the selection that is not in the codebook.
    """
    check_names(codes.codebook, selection)
    reader = FeatureReader(Parties(codes.codebook))
    articles = read_articles(codes, reader.vocabulary)
    columns: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in
        ("docs", "low", "high", "confidence", "prominence", "retold", "by_person", "anonymous", "lasting",
         "main", "chosen")
    }  # fmt: skip
    for part in codes.iterate("events", COLUMNS):
        docs = articles.numbers.number(part["doc_id"])
        words = reader.read(list_columns(part.select(FEATURES)))
        found = {
            "docs": docs,
            "low": parse_days(part["earliest"]),
            "high": parse_days(part["latest"]),
            "confidence": part["confidence"].to_numpy(),
            "prominence": measure_prominence(describe_part(part, articles, docs, words)),
            "retold": part["same_as"].is_valid().to_numpy(),
            "by_person": map_texts(part["coder"], is_person, False),
            "anonymous": map_texts(
                part["description"], lambda words: words.partition(" ")[0].lower() in NOBODY, False
            ),
            "lasting": part["extent"].to_numpy() == "throughout",
            # how often it is mentioned, if it occurred
            "main": np.where(
                part["status"].to_numpy() == "occurred", pc.list_value_length(part["mentions"]).to_numpy(), -1
            ),
            "chosen": _match_rows(codes, part, selection),
        }
        for name, values in found.items():
            columns[name].append(values)
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    chosen = np.flatnonzero(joined.pop("chosen"))
    joined["main"] = _find_main_events(joined["docs"], joined["main"])
    return Mentions(articles.numbers, features=reader.finish(), chosen=chosen, **joined)


def _match_rows(codes: Codes, part: pa.Table, selection: Selection) -> Flags:
    """Tell which rows match a selection, before it is known what is supported."""
    chosen = replace(selection, publish=False)
    if chosen == Selection():
        return np.ones(len(part), dtype=np.bool_)
    frame = part.select(DECISIVE).to_pandas()
    return np.asarray(frame.index.isin(filter_rows(codes, "events", frame, chosen).index))


def _find_main_events(docs: Numbers, often: Numbers) -> Flags:
    """Tell which mentions are the main events of their articles."""
    order = np.lexsort((-often, docs))
    order = order[(docs[order] >= 0) & (often[order] >= 0)]
    found = np.zeros(len(docs), dtype=np.bool_)
    found[order[np.diff(docs[order], prepend=-1) != 0]] = True
    return found
