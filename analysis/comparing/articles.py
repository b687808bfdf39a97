"""Hold what is to be known of the articles of a corpus before their events are weighed, in columns."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.arrow_columns import Numbering, join_numbers
from analysis.comparing.feature_columns import Vocabulary
from analysis.comparing.ragged import Numbers

# where the first sentence of an article ends
SENTENCE_END = re.compile(r"[.!?][\"”)]*\s+(?=[A-Z\"“])|\n")
TIMES = ("DATE", "TIME")


@dataclass(frozen=True)
class Articles:
    """The articles of a corpus.

    Attributes:
        numbers: the number of each article, by ``doc_id``.
        openings: where the first sentence of each article ends.
        headlines: the words of headlines, each joined to the number of its article, in order.
        dates: the beginnings of date expressions, and their ends, joined and ordered in the same way.
    """

    numbers: Numbering
    openings: Numbers
    headlines: Numbers
    dates: tuple[Numbers, Numbers]

    def are_dated(self, articles: Numbers, start: Numbers, end: Numbers) -> NDArray[np.bool_]:
        """Tell which stretches of articles have a date expression in them, or part of one."""
        starts, ends = self.dates
        # those that begin before the end of the stretch, less those that end before its start
        begun = np.searchsorted(starts, join_numbers(articles, end))
        ended = np.searchsorted(ends, join_numbers(articles, start), side="right")
        return np.asarray(begun > ended)


def read_articles(codes: Codes, vocabulary: Vocabulary) -> Articles:
    """Read the articles of a corpus; the vocabulary numbers the words of their headlines."""
    numbers = Numbering()
    openings: list[Numbers] = []
    headlines: list[Numbers] = []
    for part in codes.iterate("documents", ["doc_id", "title", "text"]):
        own = numbers.number(part["doc_id"])
        openings.append(np.array([find_opening_end(text.as_py()) for text in part["text"]], dtype=np.int64))
        words = vocabulary.number_words(title or "" for title in part["title"].to_pylist())
        headlines.append(join_numbers(own[words.rows], words.values >> 1))
    return Articles(
        numbers, np.concatenate(openings), np.sort(np.concatenate(headlines)), _read_dates(codes, numbers)
    )


def find_opening_end(text: str) -> int:
    """Return where the first sentence of an article ends."""
    found = SENTENCE_END.search(text.rstrip())
    return found.start() if found else len(text)


def _read_dates(codes: Codes, numbers: Numbering) -> tuple[Numbers, Numbers]:
    """Return the beginnings and the ends of the date expressions of all articles."""
    starts: list[Numbers] = []
    ends: list[Numbers] = []
    for part in codes.iterate("dates", ["doc_id", "start", "end", "type"]):
        is_time = np.isin(part["type"].to_numpy(), TIMES)
        article = numbers.number(part["doc_id"])[is_time]
        for found, name in ((starts, "start"), (ends, "end")):
            found.append(join_numbers(article, part[name].to_numpy()[is_time]))
    return np.sort(np.concatenate(starts)), np.sort(np.concatenate(ends))
