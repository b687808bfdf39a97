"""What persons decided: statements of their own, and corrections of the machine's, told apart.

A table with rows of the machine is one of corrections: only what differs from what the machine wrote is
the person's. Any other table is a person's own coding, which counts wherever it has a code. The format is
described in ``reading.codings``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codes import Verdict
from analysis.coding.manual.decisions import Decided, Machine, Row, cell_of, is_machine, is_written
from analysis.coding.manual.listing import REPLACED, details_of, key_of, read_listing
from analysis.coding.verification import Verifier
from analysis.documents import Problem
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.days import days


def decide(codings: Iterable[Coding], machine: pd.DataFrame, verifier: Verifier) -> Decided:
    """Find out what persons decided.

    Args:
        codings: the rows of their tables.
        machine: the statements as the machine codes them now.
        verifier: puts their statements into the documents.
    """
    sources: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        sources[coding.source].append(coding)
    names = {*machine["coder"]}
    corrected = {source for source, rows in sources.items() if any(is_written(row, names) for row in rows)}
    listed: list[Any] = machine.to_dict("records") if corrected else []
    indexed = Machine(listed, names)
    for coding in (one for source, rows in sources.items() if source not in corrected for one in rows):
        verifier.add(coding.item, coding.coder, dict(coding.cells))
    verified = verifier.verified
    own = {*map(cell_of, verified.rows), *(cell for _, cell in verified.none)}
    whole = {(row["coder"], row["doc_id"]) for row in verified.rows} | {
        (one, c[0]) for one, c in verified.none
    }
    made = [_Corrections(source, sources[source], indexed, verifier) for source in sorted(corrected)]
    for one in made:
        one.decide()
    for one in made:
        one.inherit()
    touched = {(row["coder"], row["doc_id"]) for row in verified.rows} | {
        (one, c[0]) for one, c in verified.none
    }
    touched |= {(one.coder, indexed.by_id[one.statement_id]["doc_id"]) for one in indexed.decisions}
    return Decided(
        tables.make("statements", verified.rows),
        tuple(verified.none),
        tuple(indexed.decisions),
        frozenset(own | {cell for _, cell in verified.none}),
        frozenset(touched - whole),
        tuple(verified.problems),
    )


class _Corrections:
    """One table of corrections.

    Of each key it holds how often it was written, where it is left unchanged, and which persons replaced or
    rejected it.
    """

    def __init__(self, source: str, rows: list[Coding], machine: Machine, verifier: Verifier) -> None:
        self._name = Path(source).name
        self._person = f"{HUMAN}{Path(source).stem}"
        self._rows = rows
        self._machine = machine
        self._verifier = verifier
        self._written: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._kept: dict[str, list[str]] = defaultdict(list)
        self._replaced: dict[str, list[str]] = defaultdict(list)
        self._rejected: dict[str, list[str]] = defaultdict(list)
        self._gone: dict[str, str] = {}
        self._blocks: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        self._made: list[tuple[Row, bool]] = []
        self._unlisted = 0
        self._strangers: set[str] = set()

    def decide(self) -> None:
        """Place what the person changed or added, and note what became of the machine's statements."""
        for coding in self._rows:
            self._read(coding)
        self._written |= self._listed()
        for key, count in self._written.items():
            self._settle(key, count)
        for row, is_added in self._made:
            self._settle_same_words(row, is_added)
        self._verifier.verified.problems += self._told()

    def _listed(self) -> Counter[str]:
        """Return how often each key was written; in a table put together of several, the most of any."""
        exports: dict[int, Counter[str]] = defaultdict(Counter)
        for (total, _), block in self._blocks.items():
            exports[total] += block
        most: Counter[str] = Counter()
        for export in exports.values():
            most |= export
        return most

    def inherit(self) -> None:
        """Take over what was decided before the table was written, where nobody else's table says it."""
        for key, sign in self._gone.items():
            for row in self._machine.by_key.get(key, ()):
                if not self._machine.is_decided(row):
                    self._machine.settle(self._person, row, "replaced" if sign == REPLACED else "rejected")

    def _read(self, coding: Coding) -> None:
        cells = dict(coding.cells)
        listing = read_listing(cells.get("listing", ""))
        if listing is not None:
            self._blocks[listing.total, listing.first] |= Counter(listing.near)
            self._gone.update({key: sign for sign, key in listing.gone})
            own, details = listing.own, {listing.details}
            original = next(iter(self._machine.by_key.get(own, ())), None)
        else:
            is_unlisted = is_machine(coding.machine, self._machine.names)
            original = self._machine.original(cells) if is_unlisted else None
            own = key_of(original) if original else ""
            details = details_of(original) if original else set()
            self._unlisted += is_unlisted
            self._written[own] += bool(own)
        is_same = key_of(cells) == own and bool(details_of(cells) & details)
        is_nobodys = bool(coding.machine) or not cells.get("coder")
        if own and is_same and is_nobodys:
            if coding.machine and not is_machine(coding.machine, self._machine.names):
                self._strangers.add(coding.machine)
            self._kept[own].append(cells.get("start", ""))
        elif own and not cells.get("stance"):
            self._rejected[own].append(coding.coder)
        else:
            self._place(replace(coding, cells=tuple(_mended(cells, original, coding).items())), own)

    def _place(self, coding: Coding, own: str) -> None:
        """Place a statement of the person's; where that fails, the machine's stays."""
        rows, none = self._verifier.verified.rows, self._verifier.verified.none
        before = len(rows), len(none)
        self._verifier.add(coding.item, coding.coder, dict(coding.cells))
        if before == (len(rows), len(none)):
            self._failed[own] += 1
            return
        self._replaced[own].append(coding.coder)
        if len(rows) > before[0]:
            is_double = own and any(_says_the_same(rows[-1], row) for row in rows[:-1])
            self._made += [] if is_double else [(rows[-1], not own)]
            del rows[len(rows) - bool(is_double) :]

    def _settle(self, key: str, count: int) -> None:
        """Decide on the statements with a key: as many as are not left unchanged."""
        kept = self._kept[key]
        verdicts: list[tuple[str, Verdict]] = [(coder, "replaced") for coder in self._replaced[key]]
        verdicts += [(coder, "rejected") for coder in self._rejected[key]]
        places = {start.removesuffix(".0") for start in kept}
        found = sorted(self._machine.by_key.get(key, ()), key=lambda row: str(row["start"]) in places)
        for number, row in enumerate(found[: max(0, count - len(kept) - self._failed[key])]):
            coder, verdict = verdicts[number] if number < len(verdicts) else (self._person, "rejected")
            self._machine.settle(coder, row, verdict)

    def _settle_same_words(self, made: Row, is_added: bool) -> None:
        """Let statements on the same words give way: to an added one, or where the table has none of them."""
        for row in self._machine.by_cell.get(cell_of(made), ()):
            overlaps = row["start"] < made["end"] and made["start"] < row["end"]
            if overlaps and (is_added or key_of(row) not in self._written):
                self._machine.settle(made["coder"], row, "replaced")

    def _told(self) -> Iterator[Problem]:
        """Say what cannot be known, and what may not have been meant."""
        stale = sum(len(rows) for key, rows in self._kept.items() if key not in self._machine.by_key)
        parts = (self._kept, self._replaced, self._rejected)
        present = sum(len(rows) for part in parts for rows in part.values()) + self._failed.total()
        listed = sum(block.total() for block in self._blocks.values())
        unknown = sum({total for total, _ in self._blocks}) - listed
        for is_so, what in (
            (stale, f"Unchanged rows whose statement the machine no longer makes, left out: {stale:,}."),
            (
                self._unlisted,
                f"Rows of the machine without a `listing`: {self._unlisted:,}. It cannot be known which rows "
                "were deleted. To reject a statement, leave its row and empty its `stance`.",
            ),
            (
                self._strangers,
                f"Unchanged rows that name {', '.join(sorted(self._strangers))} as coder stay the machine's. "
                f"To vouch for a row, write {HUMAN}<name>.",
            ),
            (
                listed > 2 * present,
                f"Rows that were written: {listed:,}; left of them: {present:,}. The others count as "
                "rejected. If you only kept what you changed, put the other rows back.",
            ),
            (
                unknown > 0,
                f"Rows that were deleted with all rows around them: {unknown:,}. It cannot be known what "
                "they said, so the machine's statements stay. To reject one, leave its row and empty its "
                "`stance`.",
            ),
        ):
            if is_so:
                yield Problem(self._name, what, "warning")


def _mended(cells: Row, original: Row | None, coding: Coding) -> Row:
    """Return the cells of a changed row: what a program did to those that the person left, undone.

    The machine's reason is none for what the person made of it.
    """
    if not coding.machine and not cells.get("listing"):
        return cells
    made = dict(cells)
    if original is not None:
        for column in ("earliest", "latest"):
            if original[column] in days(cells.get(column, "")):
                made[column] = original[column]
        if cells.get("doc_id", "").removesuffix(".0").lstrip("0") == original["doc_id"].lstrip("0"):
            made["doc_id"] = original["doc_id"]
    if coding.machine and (original is None or original["reason"] == cells.get("reason")):
        made["reason"] = f"corrected by {coding.coder}"
    return made


def _says_the_same(one: Row, other: Row) -> bool:
    columns = ("coder", "doc_id", "actor", "issue", "stance", "start", "end", "condition")
    return all(one.get(column) == other.get(column) for column in columns)
