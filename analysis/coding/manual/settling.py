"""Settle which of the machine's rows people's decisions are about, and which decision on each row holds.

Identifiers are running numbers, so a decision names its row by the words. Statements of several people stand
side by side; an event or an attribution has one row, so of several decisions on it the last holds, in the
order of the tables in ``codings``, and a warning says that they differ.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol, TypeVar

import pandas as pd

from analysis.coding.verification import PLAIN, find_places
from analysis.documents import Problem
from analysis.reading.decisions import AttributionDecision, EventDecision
from analysis.reading.normalising import to_one_line
from analysis.text import clean_line, format_count

Row = dict[str, Any]
Span = tuple[int, int]
D = TypeVar("D", EventDecision, AttributionDecision)
Decided = TypeVar("Decided", EventDecision, AttributionDecision, contravariant=True)
# confidence of a person's decision
SURE = 1.0
# rank of a row that resembles a decision's but is not certainly meant: other words, or another place
ALIKE = 3
# decisions whose words are gone that a warning quotes, and characters of each
MOST_QUOTED, LONGEST = 20, 60


class Rules(Protocol[Decided]):
    """What distinguishes decisions on events from those on attributions."""

    noun: str
    key: str
    letter: str

    def rank(self, decision: Decided, row: Row) -> int | None:
        """Return how well a row of the decision's document fits, 0 to ``ALIKE``; None if it is another."""

    def locate(self, decision: Decided) -> Span | None:
        """Return the place of its words in the text; None if they are no longer there."""

    def build(self, decision: Decided, span: Span) -> Row:
        """Return a row for what the machine no longer codes, without its identifier."""

    def is_rejection(self, decision: Decided) -> bool:
        """Return whether it says that the machine's row is none."""

    def quote(self, decision: Decided) -> str:
        """Return its words."""

    def list_values(self, decision: Decided) -> tuple[str, ...]:
        """Return all that it decides, by which two decisions are compared."""


@dataclass
class Settled:
    """The rows that decisions are about.

    Attributes:
        rows: the machine's rows in order, followed by those that only people code.
        made: places of the latter.
        decided: for the place of a row the decisions on it, of which the last holds.
        problems: warnings.
    """

    rows: list[Row]
    made: list[int] = field(default_factory=list)
    decided: dict[int, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: Row) -> int:
        """Add a row that only people code and return its place."""
        self.rows.append(row)
        self.made.append(len(self.rows) - 1)
        return self.made[-1]

    def list_rows(self, gone: Collection[int]) -> list[Row]:
        """Return the rows without those at some places; made ones follow the others of their document."""
        made = set(self.made)
        last = {row["doc_id"]: place for place, row in enumerate(self.rows) if place not in made}
        order = sorted(
            range(len(self.rows)),
            key=lambda place: (
                last.get(self.rows[place]["doc_id"], len(self.rows)) if place in made else place, place
            ),
        )  # fmt: skip
        return [self.rows[place] for place in order if place not in gone]


def settle(machine: pd.DataFrame, decisions: Iterable[D], rules: Rules[D]) -> Settled:
    """Find the row of each decision, or build one if its words are still in the text.

    Args:
        machine: the events or quotes table.
        decisions: people's decisions, table by table; no remarks.
        rules: how the two are compared.
    """
    rows: list[Any] = machine.to_dict("records")
    settled = Settled(rows)
    places = locate_rows(rows)
    keys = {row[rules.key] for row in rows}
    tables: dict[str, list[D]] = defaultdict(list)
    for decision in decisions:
        tables[decision.table].append(decision)
    for table, listed in tables.items():
        gone = []
        matched = _match(listed, settled.rows, places, rules)
        for number, decision in enumerate(listed):
            own = places[decision.doc_id]
            place = matched.get(number, find_row(decision, settled.rows, own, rules, ALIKE - 1))
            span = rules.locate(decision) if place is None else None
            if place is None and span is None:
                gone.append(decision)
            if span is not None and not rules.is_rejection(decision):
                key = _choose_key(decision.doc_id, rules.letter, keys)
                place = settled.add(rules.build(decision, span) | {rules.key: key})
                own.append(place)
            if place is not None:
                settled.decided.setdefault(place, []).append(decision)
        settled.problems += _warn_of_gone(table, gone, rules)
    settled.problems += _warn_of_differences(settled.decided.values(), rules)
    return settled


def locate_rows(rows: Iterable[Row]) -> dict[str, list[int]]:
    """Return the places of the rows of each document; events of a chronology have none."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not is_missing(row["doc_id"]):
            places[row["doc_id"]].append(place)
    return places


def find_row(
    decision: D, rows: Sequence[Row], places: Iterable[int], rules: Rules[D], worst: int = ALIKE
) -> int | None:
    """Return the place of the row that fits a decision best; None if none does.

    Args:
        decision: the decision.
        rows: the rows.
        places: the places of the rows to choose from.
        rules: how the two are compared.
        worst: the highest rank of a row that fits.
    """
    ranks = {place: rank for place in places if (rank := rules.rank(decision, rows[place])) is not None}
    best = min(ranks, key=lambda place: ranks[place], default=None)
    return None if best is None or ranks[best] > worst else best


def _match(
    decisions: Sequence[D], rows: Sequence[Row], places: dict[str, list[int]], rules: Rules[D]
) -> dict[int, int]:
    """Return the place of a row of its own for the number of each decision; the best fits come first."""
    fits = sorted(
        (rank, number, place)
        for number, decision in enumerate(decisions)
        for place in places[decision.doc_id]
        if (rank := rules.rank(decision, rows[place])) is not None
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, place in fits:
        if number not in found and place not in taken:
            found[number] = place
            taken.add(place)
    return found


def _choose_key(doc_id: str, letter: str, keys: set[str]) -> str:
    key = next(key for number in count(1) if (key := f"{doc_id}-{letter}{number}") not in keys)
    keys.add(key)
    return key


def _warn_of_gone(table: str, gone: Sequence[D], rules: Rules[D]) -> Iterable[Problem]:
    """Yield a warning that lists the decisions whose words are not in the documents."""
    if gone:
        quoted = "; ".join(
            f"line {one.item.rpartition(' ')[2]} ({one.doc_id}: “{clean_line(rules.quote(one), LONGEST)}”)"
            for one in gone[:MOST_QUOTED]
        )
        more = f"; and {len(gone) - MOST_QUOTED:,} more" if len(gone) > MOST_QUOTED else ""
        number = format_count(len(gone), f"decision on {rules.noun}s", f"decisions on {rules.noun}s")
        message = (
            f"{number} without effect, because the words are not in the document: {quoted}{more}. Correct "
            "the words or delete the rows."
        )
        yield Problem(table, message, "warning")


def _warn_of_differences(decided: Iterable[Sequence[D]], rules: Rules[D]) -> Iterable[Problem]:
    for listed in decided:
        last, values = listed[-1], rules.list_values(listed[-1])
        others = [one for one in listed if rules.list_values(one) != values]
        if others:
            named = ", ".join(f"{one.coder} ({one.item})" for one in others)
            message = (
                f"{named} decided otherwise on this {rules.noun}. The last decision holds, in the order of "
                f"`codings`: that of {last.coder}."
            )
            yield Problem(last.item, message, "warning")


def to_plain(words: object) -> str:
    """Return words with normalised spaces and quotation marks, as decisions are compared."""
    return to_one_line(str(words)).translate(PLAIN)


def find_nearest(text: str, words: str, start: str) -> Span | None:
    """Return where words occur in a text, nearest to an offset as written in a table; None if nowhere."""
    near = float(start) if start.replace(".", "", 1).isdecimal() else 0.0
    return min(find_places(text, words), key=lambda place: abs(place[0] - near), default=None)


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def is_missing(value: Any) -> bool:
    """Return whether a cell of a table is missing."""
    return bool(pd.isna(value))
