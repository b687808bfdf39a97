"""List what a person can decide on, and put it in order: what changes the results most comes first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.auditing.frame import SURE
from analysis.codes import Codes
from analysis.coding.manual.listing import hash_details, hash_key
from analysis.comparing.support import is_firm, is_person
from analysis.reviewing.candidates import Passage, find_passages

# the parts of the queue, in order
MARKS, BELOW, UNSURE, RANDOM = "would change a mark", "could add a mark", "uncertain", "at random"
PARTS = (MARKS, BELOW, UNSURE, RANDOM)
COPIED = (
    "doc_id", "actor", "organisation", "issue", "stance", "start", "end", "evidence", "condition", "if_met",
    "earliest", "latest",
)  # fmt: skip
# how often a mark of one article is wrong, per 1 - the mean confidence of its statements: in the 122 articles
# of the part ``test`` of gold/news, 34 % of 97 marks with a mean of .75 to .8, and 9 % of 33 above .95
WRONG = 1.5
# how often it is once another of its statements was rejected: not measured, it is the same actor and issue
WRONG_TOGETHER = 0.8
# how often there is a position where the machine's statement does not count: 44 of 104 in all of gold/news
UNCOUNTED = 0.4
# what a decision is worth that could only add to a mark or take from it, against one on the mark itself
SECOND = 0.1
# of the random order
SEED = 0
Row = dict[str, Any]
# actor, issue and stance; and with the document before them
Mark = tuple[str, str, str]
Place = tuple[str, str, str, str]


@dataclass(frozen=True, eq=False)
class Item:
    """One decision to make.

    Attributes:
        cells: the statement as the machine coded it, by column of the statements table; "" for what is
            missing. A passage in which the machine found no position has no stance.
        reason: why it is here, in words.
        confidence: the machine's confidence, 0 if it gives none; of a passage without a stance, how likely
            there is one.
        counts: whether the machine's statement counts in the matrix.
        together: number of the machine's statements in the article that count for the same mark, this one
            included.
        lot: place in a random order.
    """

    cells: Row
    reason: str
    confidence: float = 0.0
    counts: bool = False
    together: int = 0
    lot: int = 0

    @cached_property
    def key(self) -> str:
        """Return the key of the words, see ``coding.manual.listing``."""
        return hash_key(self.cells)

    @cached_property
    def details(self) -> str:
        """Return the hash of what else is coded of them."""
        return min(hash_details(self.cells))


def list_items(codes: Codes) -> list[Item]:
    """Return the machine's statements on which no person decided, and passages that it may have missed.

    For passages see ``reviewing.candidates``.
    """
    texts = dict(zip(codes["documents"]["doc_id"], codes["documents"]["text"], strict=True))
    frame = codes["statements"]
    left = frame[~frame["coder"].map(is_person).astype(bool) & frame["doc_id"].isin(texts)]
    counts = list(is_firm(left))
    rows: list[Any] = left.to_dict("records")
    together = Counter(_place(row) for row, firm in zip(rows, counts, strict=True) if firm)
    listed = [
        (_copy(row), _explain(row), row["confidence"], firm, together[_place(row)])
        for row, firm in zip(rows, counts, strict=True)
    ]
    listed += [
        (_start_blank(passage, texts[passage.cell[0]]), passage.why, passage.chance, False, 0)
        for passage in find_passages(codes)
    ]
    lots = np.random.default_rng(SEED).permutation(len(listed))
    return [
        Item(cells, reason, 0.0 if pd.isna(confidence) else float(confidence), bool(firm), number, int(lot))
        for (cells, reason, confidence, firm, number), lot in zip(listed, lots, strict=True)
    ]


def order_items(items: Iterable[Item], checked: Iterable[Mapping[str, Any]]) -> list[tuple[str, Item]]:
    """Return items in the order of review, each with its part of the queue.

    What a decision is expected to gain comes first: how likely it changes a mark of the matrix, times how
    much depends on it. Of the statements of a mark, the most confident counts in full until a person has
    confirmed the mark; the others, and what would repeat a mark, count little. At equal gain the order is
    random.

    Args:
        items: the items to decide.
        checked: the statements of people, which count in the matrix too.
    """
    undecided = list(items)
    matrix = _Matrix(undecided, list(checked))
    ranked = sorted(undecided, key=lambda item: (-matrix.estimate_gain(item), item.lot))
    return [(matrix.name_part(item), item) for item in ranked]


class _Matrix:
    """What counts in the matrix while a review goes on."""

    def __init__(self, undecided: Iterable[Item], checked: Iterable[Mapping[str, Any]]) -> None:
        counting = [item for item in undecided if item.counts]
        rows = [*(item.cells for item in counting), *checked]
        self._marks = Counter(map(_mark, rows))
        self._in_article = Counter(map(_place, rows))
        self._cells = {mark[:2] for mark in self._marks}
        self._confirmed = set(map(_mark, checked))
        self._doubts: defaultdict[Place, float] = defaultdict(float)
        for item in counting:
            self._doubts[_place(item.cells)] += 1 - item.confidence
        # the most confident statement of each mark comes last
        self._best = {_mark(item.cells): item for item in sorted(counting, key=lambda item: item.confidence)}

    def estimate_gain(self, item: Item) -> float:
        """Return how likely a decision changes a mark, times how much depends on it."""
        mark, place = _mark(item.cells), _place(item.cells)
        if not item.counts:
            chance = UNCOUNTED if item.cells["stance"] else item.confidence
            return chance * (SECOND if mark[:2] in self._cells else 1)
        if self._best[mark] is not item or mark in self._confirmed:
            return SECOND * WRONG * (1 - item.confidence)
        is_rejected_beside = self._in_article[place] < item.together
        return WRONG_TOGETHER if is_rejected_beside else WRONG * self._doubts[place] / item.together

    def name_part(self, item: Item) -> str:
        """Return the part of the queue that an item belongs to."""
        if not item.counts:
            return BELOW
        if self._marks[_mark(item.cells)] == 1:
            return MARKS
        return UNSURE if item.confidence < SURE else RANDOM


def _mark(row: Mapping[str, Any]) -> Mark:
    return row["actor"], row["issue"], row["stance"]


def _place(row: Mapping[str, Any]) -> Place:
    return row["doc_id"], *_mark(row)


def _copy(row: Mapping[str, Any]) -> Row:
    return {column: "" if pd.isna(row[column]) else row[column] for column in COPIED}


def _explain(row: Mapping[str, Any]) -> str:
    known = "" if pd.isna(row["confidence"]) else f", confidence {row['confidence']:.2f}"
    doubt = "" if pd.isna(row["doubt"]) else f"; doubted: {row['doubt']}"
    return f"{row['reason']} ({row['coder']}{known}){doubt}"


def _start_blank(passage: Passage, text: str) -> Row:
    doc_id, actor, issue = passage.cell
    given = {"doc_id": doc_id, "actor": actor, "issue": issue, "start": passage.start, "end": passage.end}
    return dict.fromkeys(COPIED, "") | given | {"evidence": text[passage.start : passage.end]}
