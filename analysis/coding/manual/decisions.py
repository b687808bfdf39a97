"""What persons decided: which statements of the machine gave way, where, and to what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import Cell, Decision, Verdict, cells_of
from analysis.coding.manual.listing import key_of, read_listing
from analysis.documents import Problem
from analysis.reading.codings import Coding
from analysis.settings import RULES

Row = dict[str, Any]


@dataclass
class Decided:
    """All that persons decided in a corpus.

    Attributes:
        human: the statements table of the persons.
        none: which of them says of which document, actor and issue that there is no stance.
        decisions: on single statements of the machine.
        cells: in which nothing of the machine counts, because a person coded them.
        singly: the documents in which a person decided on single statements only: there a missing code
            does not say that there is no stance.
        problems: what could not be used.
    """

    human: pd.DataFrame
    none: tuple[tuple[str, Cell], ...] = ()
    decisions: tuple[Decision, ...] = ()
    cells: frozenset[Cell] = frozenset()
    singly: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()

    def leaves(self, machine: pd.DataFrame) -> pd.DataFrame:
        """Return those of the machine's statements that no person decided on."""
        decided = {decision.statement_id for decision in self.decisions}
        places = zip(machine["statement_id"], cells_of(machine), strict=True)
        kept = [key not in decided and cell not in self.cells for key, cell in places]
        return machine.loc[np.array(kept, dtype=bool)]


def is_written(coding: Coding, names: set[str]) -> bool:
    """Tell whether a row is one of a table that Stancebook wrote."""
    listing = dict(coding.cells).get("listing", "")
    return is_machine(coding.machine, names) or read_listing(listing) is not None


def is_machine(name: str, names: set[str]) -> bool:
    """Tell whether a coder is the machine, or the rules of another version."""
    return name in names or name.startswith(f"{RULES}-")


def cell_of(row: Mapping[str, Any]) -> Cell:
    """Return document, actor and issue of one statement."""
    return row["doc_id"], row["actor"], row["issue"]


@dataclass
class Machine:
    """The machine's statements, and what was decided on them."""

    rows: list[Row]
    names: set[str]
    decisions: list[Decision] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_key: dict[str, list[Row]] = defaultdict(list)
        self.by_id = {row["statement_id"]: row for row in self.rows}
        self.by_cell: dict[Cell, list[Row]] = defaultdict(list)
        self.deciders: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            self.by_key[key_of(row)].append(row)
            self.by_cell[cell_of(row)].append(row)

    def original(self, cells: Mapping[str, Any]) -> Row | None:
        """Return the statement that a row without a listing once was, by its identifier or its words."""
        row = self.by_id.get(cells.get("statement_id", ""))
        if row is not None and _is_like(row, cells):
            return row
        cell = cells.get("doc_id", ""), cells.get("actor", ""), cells.get("issue", "")
        return next((one for one in self.by_cell[cell] if _has_words(one, cells)), None)

    def settle(self, coder: str, row: Row, verdict: Verdict) -> None:
        """Note a decision, once for each person."""
        if coder not in self.deciders[row["statement_id"]]:
            self.deciders[row["statement_id"]].add(coder)
            self.decisions.append(Decision(coder, row["statement_id"], verdict))

    def is_decided(self, row: Row) -> bool:
        """Tell whether anybody decided on a statement."""
        return bool(self.deciders[row["statement_id"]])


def _is_like(row: Row, cells: Mapping[str, Any]) -> bool:
    same_place = (row["actor"], row["issue"]) == (cells.get("actor"), cells.get("issue"))
    return row["doc_id"] == cells.get("doc_id") and (same_place or _has_words(row, cells))


def _has_words(row: Row, cells: Mapping[str, Any]) -> bool:
    return bool(row["evidence"].split() == str(cells.get("evidence", "")).split())
