"""Represent people's decisions on the machine's statements."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import Cell, Decision, Verdict, list_cells
from analysis.coding.manual.listing import hash_key, read_listing
from analysis.documents import Problem
from analysis.reading.codings import Coding
from analysis.settings import RULES

Row = dict[str, Any]
WORD = re.compile(r"\w+")


@dataclass
class Decisions:
    """All decisions that people made in a corpus.

    Attributes:
        human: the table of manually coded statements.
        none: coder and cell (document, actor, issue) of each manual code that there is no stance.
        decisions: decisions on single statements of the machine.
        cells: cells in which a person's codes replace all of the machine's statements.
        singly: coder and document where a person decided only on single statements: a missing code there
            does not mean that there is no stance.
        problems: rows that could not be used, and warnings.
    """

    human: pd.DataFrame
    none: tuple[tuple[str, Cell], ...] = ()
    decisions: tuple[Decision, ...] = ()
    cells: frozenset[Cell] = frozenset()
    singly: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()

    def leaves(self, machine: pd.DataFrame) -> pd.DataFrame:
        """Return the machine's statements that no person decided on."""
        decided = {decision.statement_id for decision in self.decisions}
        statements = zip(machine["statement_id"], list_cells(machine), strict=True)
        is_undecided = [key not in decided and cell not in self.cells for key, cell in statements]
        return machine.loc[np.array(is_undecided, dtype=bool)]


def is_exported_row(coding: Coding, names: set[str]) -> bool:
    """Return whether a row belongs to a table exported by Stancebook."""
    listing = dict(coding.cells).get("listing", "")
    return is_machine(coding.machine, names) or read_listing(listing) is not None


def is_machine(name: str, names: set[str]) -> bool:
    """Return whether a coder is the machine, or another version of its rules."""
    return name in names or name.startswith(f"{RULES}-")


def cell_of(row: Mapping[str, Any]) -> Cell:
    """Return the cell of a statement: document, actor and issue."""
    return row["doc_id"], row["actor"], row["issue"]


@dataclass
class MachineStatements:
    """The machine's statements and the decisions on them, indexed by key, identifier and cell.

    Attributes:
        rows: the statements.
        names: the machine's names.
        renamed: by identifier, the actor of a statement whose speaker a person corrected: decisions may
            concern it under either actor.
        decisions: the decisions.
    """

    rows: list[Row]
    names: set[str]
    renamed: Mapping[str, str] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_key: dict[str, list[Row]] = defaultdict(list)
        self.by_id = {row["statement_id"]: row for row in self.rows}
        self.by_cell: dict[Cell, list[Row]] = defaultdict(list)
        self.deciders: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            for actor in dict.fromkeys((row["actor"], self.renamed.get(row["statement_id"], row["actor"]))):
                known = {**row, "actor": actor}
                self.by_key[hash_key(known)].append(row)
                self.by_cell[cell_of(known)].append(row)

    def find_original(self, cells: Mapping[str, Any]) -> Row | None:
        """Return the statement from which a row without a listing was exported, by identifier or evidence."""
        row = self.by_id.get(cells.get("statement_id", ""))
        if row is not None and _is_original(row, cells):
            return row
        cell = cells.get("doc_id", ""), cells.get("actor", ""), cells.get("issue", "")
        return next((other for other in self.by_cell[cell] if _has_same_evidence(other, cells)), None)

    def record(self, coder: str, row: Row, verdict: Verdict) -> None:
        """Record a decision on a statement, once for each person."""
        if coder not in self.deciders[row["statement_id"]]:
            self.deciders[row["statement_id"]].add(coder)
            self.decisions.append(Decision(coder, row["statement_id"], verdict))

    def is_decided(self, row: Row) -> bool:
        """Return whether anyone decided on a statement."""
        return bool(self.deciders[row["statement_id"]])


def _is_original(row: Row, cells: Mapping[str, Any]) -> bool:
    is_same_pair = (row["actor"], row["issue"]) == (cells.get("actor"), cells.get("issue"))
    return row["doc_id"] == cells.get("doc_id") and (is_same_pair or _has_same_evidence(row, cells))


def shares_words(row: Mapping[str, Any], cells: Mapping[str, Any]) -> bool:
    """Return whether the evidence of one statement contains that of the other, word for word."""
    one, other = (f" {' '.join(WORD.findall(str(found['evidence'])))} " for found in (row, cells))
    return bool(one.strip() and other.strip()) and (one in other or other in one)


def _has_same_evidence(row: Row, cells: Mapping[str, Any]) -> bool:
    return bool(row["evidence"].split() == str(cells.get("evidence", "")).split())
