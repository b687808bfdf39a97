"""Collect people's decisions from their tables: own codings and corrections of the machine's.

A table that contains rows of the machine is a table of corrections: only its differences from the exported
table are the person's decisions. Any other table is a person's own coding, which counts in every cell that
it codes. ``reading.codings`` describes the format.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codes import Cell, Verdict
from analysis.coding.manual.decisions import (
    Decisions,
    MachineStatements,
    Row,
    cell_of,
    is_exported_row,
    is_machine,
    shares_words,
)
from analysis.coding.manual.listing import REPLACED, hash_details, hash_key, read_listing
from analysis.coding.verification import Verifier
from analysis.documents import Problem
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.days import parse_days
from analysis.text import clean_line

# rejections quoted in a warning, and characters of each
QUOTED, LONGEST = 5, 60


def collect_decisions(
    codings: Iterable[Coding],
    machine: pd.DataFrame,
    verifier: Verifier,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Decisions:
    """Collect people's decisions.

    Args:
        codings: the rows of their tables.
        machine: the machine's current statements.
        verifier: verifies their statements against the documents.
        renamed: the actors of statements whose speaker a person corrected, by identifier.
    """
    sources: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        sources[coding.source].append(coding)
    names = {*machine["coder"]}
    corrected = {
        source for source, rows in sources.items() if any(is_exported_row(row, names) for row in rows)
    }
    listed: list[Any] = machine.to_dict("records") if corrected else []
    indexed = MachineStatements(listed, names, renamed)
    for source, rows in sources.items():
        for coding in rows if source not in corrected else ():
            verifier.add(coding.item, coding.coder, dict(coding.cells))
    verified = verifier.verified
    coded_cells = {*map(cell_of, verified.rows), *(cell for _, cell in verified.none)}
    coded = _list_documents(verified.rows, verified.none)
    corrections = [_Corrections(source, sources[source], indexed, verifier) for source in sorted(corrected)]
    for table in corrections:
        table.collect_decisions()
    for table in corrections:
        table.inherit()
    touched = _list_documents(verified.rows, verified.none) | {
        (decision.coder, indexed.by_id[decision.statement_id]["doc_id"]) for decision in indexed.decisions
    }
    return Decisions(
        tables.build("statements", verified.rows),
        tuple(verified.none),
        tuple(indexed.decisions),
        frozenset(coded_cells | {cell for _, cell in verified.none}),
        frozenset(touched - coded),
        tuple(verified.problems),
    )


def _list_documents(rows: Iterable[Row], none: Iterable[tuple[str, Cell]]) -> set[tuple[str, str]]:
    """Return coder and document of every code, with or without a stance."""
    return {(row["coder"], row["doc_id"]) for row in rows} | {(coder, cell[0]) for coder, cell in none}


class _Corrections:
    """One table of corrections.

    For each key it records how often the key was exported, where it is unchanged, and who replaced or
    rejected it.
    """

    def __init__(
        self, source: str, rows: list[Coding], machine: MachineStatements, verifier: Verifier
    ) -> None:
        self._name = Path(source).name
        self._person = f"{HUMAN}{Path(source).stem}"
        self._rows = rows
        self._machine = machine
        self._verifier = verifier
        self._exported: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._unchanged: dict[str, list[str]] = defaultdict(list)
        self._replaced: dict[str, list[str]] = defaultdict(list)
        self._rejected: dict[str, list[str]] = defaultdict(list)
        self._gone: list[tuple[str, Row]] = []
        self._vanished: list[Row] = []
        self._earlier: dict[str, str] = {}
        self._blocks: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        self._added: list[tuple[Row, bool]] = []
        self._unlisted = 0
        self._remarks = 0
        self._strangers: set[str] = set()

    def collect_decisions(self) -> None:
        """Verify the person's changes and additions, and record the decisions on the machine's statements."""
        for coding in self._rows:
            self._read(coding)
        self._exported |= self._count_exported()
        for key, count in self._exported.items():
            self._record_decisions(key, count)
        for row, is_added in self._added:
            self._replace_overlapping(row, is_added)
        for coder, cells in self._gone:
            self._reject_same_words(coder, cells)
        self._vanished = [cells for _, cells in self._gone if not self._verifier.contains(cells)]
        self._verifier.verified.problems += self._warn()

    def _count_exported(self) -> Counter[str]:
        """Return how often each key was exported; if the table combines several exports, the maximum."""
        exports: dict[int, Counter[str]] = defaultdict(Counter)
        for (total, _), block in self._blocks.items():
            exports[total] += block
        maximum: Counter[str] = Counter()
        for export in exports.values():
            maximum |= export
        return maximum

    def inherit(self) -> None:
        """Adopt the decisions made before the export, unless another person's table contains them."""
        for key, sign in self._earlier.items():
            for row in self._machine.by_key.get(key, ()):
                if not self._machine.is_decided(row):
                    self._machine.record(self._person, row, "replaced" if sign == REPLACED else "rejected")

    def _read(self, coding: Coding) -> None:
        cells = dict(coding.cells)
        listing = read_listing(cells.get("listing", ""))
        if listing is not None:
            self._blocks[listing.total, listing.first] |= Counter(listing.near)
            self._earlier.update({key: sign for sign, key in listing.gone})
            own, details = listing.own, {listing.details}
            original = next(iter(self._machine.by_key.get(own, ())), None)
        else:
            is_unlisted = is_machine(coding.machine, self._machine.names)
            original = self._machine.find_original(cells) if is_unlisted else None
            own = hash_key(original) if original else ""
            details = hash_details(original) if original else set()
            self._unlisted += is_unlisted
            self._exported[own] += bool(own)
        is_same = hash_key(cells) == own and bool(hash_details(cells) & details)
        has_no_coder = bool(coding.machine) or not cells.get("coder")
        if own and is_same and has_no_coder:
            if coding.machine and not is_machine(coding.machine, self._machine.names):
                self._strangers.add(coding.machine)
            # without a stance it is a remark on words in which the machine found nothing
            self._unchanged[own] += [cells.get("start", "")] if cells.get("stance") else []
            self._remarks += not cells.get("stance")
        elif own and not cells.get("stance"):
            self._rejected[own].append(coding.coder)
            self._gone += [(coding.coder, cells)] if own not in self._machine.by_key else []
        else:
            self._add(replace(coding, cells=tuple(_restore(cells, original, coding).items())), own)

    def _add(self, coding: Coding, own: str) -> None:
        """Add a statement of the person's; if it cannot be verified, keep the machine's."""
        rows, none = self._verifier.verified.rows, self._verifier.verified.none
        before = len(rows), len(none)
        self._verifier.add(coding.item, coding.coder, dict(coding.cells))
        if before == (len(rows), len(none)):
            self._failed[own] += 1
            return
        self._replaced[own].append(coding.coder)
        if len(rows) > before[0]:
            is_duplicate = own and any(_is_duplicate(rows[-1], row) for row in rows[:-1])
            self._added += [] if is_duplicate else [(rows[-1], not own)]
            del rows[len(rows) - bool(is_duplicate) :]

    def _record_decisions(self, key: str, count: int) -> None:
        """Record the decisions on all statements with a key that are not unchanged."""
        kept = self._unchanged[key]
        verdicts: list[tuple[str, Verdict]] = [(coder, "replaced") for coder in self._replaced[key]]
        verdicts += [(coder, "rejected") for coder in self._rejected[key]]
        starts = {start.removesuffix(".0") for start in kept}
        found = sorted(self._machine.by_key.get(key, ()), key=lambda row: str(row["start"]) in starts)
        for number, row in enumerate(found[: max(0, count - len(kept) - self._failed[key])]):
            coder, verdict = verdicts[number] if number < len(verdicts) else (self._person, "rejected")
            self._machine.record(coder, row, verdict)

    def _replace_overlapping(self, added: Row, is_added: bool) -> None:
        """Replace statements whose evidence overlaps: always for an added row, otherwise unless listed."""
        for row in self._machine.by_cell.get(cell_of(added), ()):
            overlaps = row["start"] < added["end"] and added["start"] < row["end"]
            if overlaps and (is_added or hash_key(row) not in self._exported):
                self._machine.record(added["coder"], row, "replaced")

    def _reject_same_words(self, coder: str, cells: Row) -> None:
        """Reject what another coder, or another version, now codes in words that a person rejected."""
        cell = cells.get("doc_id", ""), cells.get("actor", ""), cells.get("issue", "")
        for row in self._machine.by_cell.get(cell, ()):
            if shares_words(row, {"evidence": "", **cells}) and hash_key(row) not in self._exported:
                self._machine.record(coder, row, "rejected")

    def _warn(self) -> Iterator[Problem]:
        """Yield warnings about undetectable deletions and probably unintended changes."""
        stale = sum(len(rows) for key, rows in self._unchanged.items() if key not in self._machine.by_key)
        parts = (self._unchanged, self._replaced, self._rejected)
        present = sum(len(rows) for part in parts for rows in part.values())
        present += self._failed.total() + self._remarks
        listed = sum(block.total() for block in self._blocks.values())
        unknown = sum({total for total, _ in self._blocks}) - listed
        for applies, message in (
            (
                self._vanished,
                f"Rejections of words that are not in the articles any more: {_quote(self._vanished)}.",
            ),
            (stale, f"Unchanged rows omitted because the machine no longer codes them: {stale:,}."),
            (
                self._unlisted,
                f"Rows of the machine without a `listing`: {self._unlisted:,}. Deleted rows cannot be "
                "detected without it. To reject a statement, keep its row and empty its `stance`.",
            ),
            (
                self._strangers,
                f"Unchanged rows with {', '.join(sorted(self._strangers))} as coder remain the machine's. "
                f"To vouch for a row, set its coder to {HUMAN}<name>.",
            ),
            (
                listed > 2 * present,
                f"Rows exported: {listed:,}; still present: {present:,}. The missing rows count as "
                "rejected. If you kept only the rows you changed, restore the others.",
            ),
            (
                unknown > 0,
                f"Rows deleted together with all rows listed with them: {unknown:,}. Their content is "
                "unknown, so the machine's statements are kept. To reject one, keep its row and empty its "
                "`stance`.",
            ),
        ):
            if applies:
                yield Problem(self._name, message, "warning")


def _restore(cells: Row, original: Row | None, coding: Coding) -> Row:
    """Return the cells of a changed row, undoing a program's changes to cells that the person left alone.

    The machine's reason does not apply to a corrected row and is replaced.
    """
    if not coding.machine and not cells.get("listing"):
        return cells
    restored = dict(cells)
    if original is not None:
        for column in ("earliest", "latest"):
            if original[column] in parse_days(cells.get(column, "")):
                restored[column] = original[column]
        if cells.get("doc_id", "").removesuffix(".0").lstrip("0") == original["doc_id"].lstrip("0"):
            restored["doc_id"] = original["doc_id"]
    if coding.machine and (original is None or original["reason"] == cells.get("reason")):
        restored["reason"] = f"corrected by {coding.coder}"
    return restored


def _quote(rows: Sequence[Row]) -> str:
    """Return the words of the first rows, and how many more there are."""
    quoted = ", ".join(f"“{clean_line(cells.get('evidence', ''), LONGEST)}”" for cells in rows[:QUOTED])
    return f"{quoted} and {len(rows) - QUOTED:,} more" if len(rows) > QUOTED else quoted


def _is_duplicate(first: Row, second: Row) -> bool:
    columns = ("coder", "doc_id", "actor", "issue", "stance", "start", "end", "condition")
    return all(first.get(column) == second.get(column) for column in columns)
