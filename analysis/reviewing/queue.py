"""List what a person can decide on, and put it in order: what changes the results most comes first."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.auditing.frame import SURE
from analysis.auditing.naming import Namer
from analysis.codes import Cell, Codes, list_cells
from analysis.coding.manual.listing import hash_details, hash_key
from analysis.comparing.stances import is_firm
from analysis.comparing.support import is_person
from analysis.language.parsing import split_paragraphs

# the parts of the queue, in order
MARKS, BELOW, UNSURE, RANDOM = "would change a mark", "could add a mark", "uncertain", "at random"
PARTS = (MARKS, BELOW, UNSURE, RANDOM)
COPIED = (
    "doc_id", "actor", "organisation", "issue", "stance", "start", "end", "evidence", "condition", "if_met",
    "earliest", "latest",
)  # fmt: skip
# how often an attribution to an actor holds a position without a code on an issue that it names, or that
# its paragraph names: 30 of 49 and 21 of 95 cells in 36 Wikinews articles of gold/news
ON_ISSUE, NEAR_ISSUE = 0.6, 0.2
# of the random order
SEED = 0
Row = dict[str, Any]


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
        lot: place in a random order.
    """

    cells: Row
    reason: str
    confidence: float = 0.0
    counts: bool = False
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
    """Return the machine's statements on which no person decided, and attributions that it may have missed.

    Such an attribution is by an actor of the codebook. Its content names an issue, and no statement of that
    actor on that issue overlaps it; or its paragraph does, and the article has no such statement at all.
    """
    texts = set(codes["documents"]["doc_id"])
    frame = codes["statements"]
    left = frame[~frame["coder"].map(is_person).astype(bool)]
    counts = list(is_firm(left))
    rows: list[Any] = left.to_dict("records")
    listed = [
        (_copy(row), _explain(row), row["confidence"], firm) for row, firm in zip(rows, counts, strict=True)
    ]
    listed += [(cells, reason, chance, False) for cells, reason, chance in _list_uncoded(codes)]
    lots = np.random.default_rng(SEED).permutation(len(listed))
    return [
        Item(cells, reason, 0.0 if pd.isna(confidence) else float(confidence), bool(firm), int(lot))
        for (cells, reason, confidence, firm), lot in zip(listed, lots, strict=True)
        if cells["doc_id"] in texts
    ]


def order_items(items: Iterable[Item], checked: Iterable[Mapping[str, Any]]) -> list[tuple[str, Item]]:
    """Return items in the order of review, each with its part of the queue.

    First come statements that are the only one with their stance in their cell of the matrix: without them
    the mark there would go or change. Then what does not count yet and could add a mark: statements below the
    threshold or doubted and attributions without a code, the most likely first. Then statements with a
    confidence below ``SURE``, the least confident first; and the others at random.

    Args:
        items: the items to decide.
        checked: the statements of people, which count in the matrix too.
    """
    undecided = list(items)
    counted = Counter(_place(item.cells) for item in undecided if item.counts)
    counted.update(_place(row) for row in checked)
    ranked = [(_rank(item, counted), item) for item in undecided]
    ranked.sort(key=lambda pair: pair[0])
    return [(PARTS[rank[0]], item) for rank, item in ranked]


def _place(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["actor"], row["issue"], row["stance"]


def _rank(item: Item, counted: Counter[tuple[str, str, str]]) -> tuple[int, float, int]:
    if not item.counts:
        return 1, -item.confidence, item.lot
    if counted[_place(item.cells)] == 1:
        return 0, item.confidence, item.lot
    if item.confidence < SURE:
        return 2, item.confidence, item.lot
    return 3, 0.0, item.lot


def _copy(row: Mapping[str, Any]) -> Row:
    return {column: "" if pd.isna(row[column]) else row[column] for column in COPIED}


def _explain(row: Mapping[str, Any]) -> str:
    known = "" if pd.isna(row["confidence"]) else f", confidence {row['confidence']:.2f}"
    doubt = "" if pd.isna(row["doubt"]) else f"; doubted: {row['doubt']}"
    return f"{row['reason']} ({row['coder']}{known}){doubt}"


def _list_uncoded(codes: Codes) -> Iterator[tuple[Row, str, float]]:
    """Yield attributions that may hold a position without a code, why, and how likely it is."""
    coded: dict[Cell, list[tuple[int, int]]] = {cell: [] for _, cell in codes.none}
    for frame in (codes["statements"], codes.machine):
        for cell, *span in zip(list_cells(frame), frame["start"], frame["end"], strict=True):
            coded.setdefault(cell, []).append((span[0], span[1]))
    settled = {cell for _, cell in codes.none}
    known = {actor.name for actor in codes.codebook.actors}
    quotes: list[Any] = codes["quotes"].to_dict("records")
    quotes = [quote for quote in quotes if quote["actor"] in known]
    namer = Namer(codes.codebook)
    for quote in quotes:
        for issue in namer.find(quote["content"]).issues:
            spans = coded.setdefault((quote["doc_id"], quote["actor"], issue), [])
            is_coded = any(start < quote["end"] and quote["start"] < end for start, end in spans)
            if not is_coded and (quote["doc_id"], quote["actor"], issue) not in settled:
                spans.append((quote["start"], quote["end"]))
                why = f"{quote['actor']} speaks of it here, and nothing is coded"
                yield _start_blank(quote, issue), why, ON_ISSUE
    documents = codes["documents"]
    near = {
        doc_id: _NearIssues(namer, text)
        for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)
    }
    for quote in quotes:
        for issue in near[quote["doc_id"]].list_issues(quote["start"]):
            cell = quote["doc_id"], quote["actor"], issue
            if cell not in coded:
                coded[cell] = []
                why = f"{quote['actor']} speaks beside it here, and nothing is coded in this article"
                yield _start_blank(quote, issue), why, NEAR_ISSUE


class _NearIssues:
    """The issues named in each paragraph of an article."""

    def __init__(self, namer: Namer, text: str) -> None:
        self._starts = [start for start, _ in split_paragraphs(text)]
        self._places = namer.find(text).issues

    def list_issues(self, start: int) -> list[str]:
        """Return the issues named in the paragraph at an offset."""
        place = bisect_right(self._starts, start) - 1
        return [issue for issue, places in self._places.items() if place in places]


def _start_blank(quote: Mapping[str, Any], issue: str) -> Row:
    given = {
        **{name: quote[name] for name in ("doc_id", "actor", "start", "end")},
        "issue": issue,
        "evidence": quote["content"],
    }
    return dict.fromkeys(COPIED, "") | given
