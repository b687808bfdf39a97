"""The coded tables of a corpus and their provenance, whatever the coder."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from analysis import table_files, tables
from analysis.calibration import Calibration
from analysis.codebook import Codebook
from analysis.documents import Problem

# document, actor and issue
Cell = tuple[str, str, str]
Verdict = Literal["replaced", "rejected"]
# what a coder may find in a cell: one stance, several, or none
NONE, MIXED = "none", "mixed"
# rows of a table that are worked on at a time
ROWS = 20_000
ANSWERS = (*tables.STANCES, MIXED, NONE)


@dataclass(frozen=True)
class Decision:
    """A person's decision on one statement coded by the machine.

    Attributes:
        coder: ``human:<name>``.
        statement_id: identifier of the machine's statement.
        verdict: ``replaced`` by the person's statement, which may be identical, or ``rejected``.
    """

    coder: str
    statement_id: str
    verdict: Verdict


@dataclass(frozen=True)
class Correction:
    """A person's decision on an event or an attribution, as it was applied.

    Attributes:
        coder: ``human:<name>``.
        table: ``events`` or ``quotes``.
        key: identifier of the event or attribution.
        verdict: ``confirmed`` as the machine coded it, ``changed`` or ``rejected``. What the machine no
            longer codes and the person's row restores is changed.
    """

    coder: str
    table: Literal["events", "quotes"]
    key: str
    verdict: Literal["confirmed", "changed", "rejected"]


@dataclass(frozen=True, eq=False)
class Audit:
    """A probability sample of cells that a person codes without seeing the machine's answers.

    Attributes:
        coder: ``human:<file name>``.
        cells: the drawn cells, and all others in which the machine had found a position when the sample was
            drawn: ``doc_id``, ``actor``, ``issue``, ``stratum``, ``size`` (cells of the corpus in the
            stratum), ``probability`` of being drawn (missing for cells that were not), ``machine`` (its
            answer) and ``answer`` (the person's, one of ``ANSWERS``; missing if there is none yet).
    """

    coder: str
    cells: pd.DataFrame


def list_cells(statements: pd.DataFrame) -> list[Cell]:
    """Return the cell (document, actor and issue) of every statement."""
    return list(zip(statements["doc_id"], statements["actor"], statements["issue"], strict=True))


def _make_empty_statements() -> pd.DataFrame:
    return tables.build("statements", [])


@dataclass(frozen=True)
class Codes:
    """The codes of a corpus: the six tables and their provenance.

    Attributes:
        title: title of the corpus.
        tables: documents, quotes, statements, tones, dates and events; what people coded or decided
            replaces the machine's.
        codebook: the codebook used; ``codebook.suggested`` says whether a machine proposed it.
        problems: items that could not be read or located, and warnings.
        key: hash of the documents, codebook, chronology, rules and calibration.
        machine: the statements coded by the machine alone.
        human: the statements coded by people.
        none: pairs of a person and a cell in which that person found no stance.
        decisions: people's decisions on individual statements of the machine.
        singly: pairs of a person and a document in which that person decided on individual statements only.
        coder: name and version of the coder of the statements; "" if there is no article, or if only
            people coded.
        failed: the documents for which the coder returned no answer.
        accounts: for each document about which a language model was asked, the model's exact name, the day,
            the tokens, and how many of the positions that it gave were left out, by reason.
        audit: the sample that a person coded blind, to measure the machine; None if there is none.
        calibration: how the confidence of the machine's statements was refitted; None if it was not.
        path: the folder or file of the corpus; None if the codes are of no corpus on disk.
        corrections: people's decisions on events and attributions.
    """

    title: str
    tables: tables.Tables
    codebook: Codebook
    problems: tuple[Problem, ...]
    key: str
    machine: pd.DataFrame = field(default_factory=_make_empty_statements)
    human: pd.DataFrame = field(default_factory=_make_empty_statements)
    none: tuple[tuple[str, Cell], ...] = ()
    decisions: tuple[Decision, ...] = ()
    singly: frozenset[tuple[str, str]] = frozenset()
    coder: str = ""
    failed: frozenset[str] = frozenset()
    accounts: tuple[Mapping[str, Any], ...] = ()
    audit: Audit | None = None
    calibration: Calibration | None = None
    path: Path | None = None
    corrections: tuple[Correction, ...] = ()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return one of the six tables by name, or raise an error with the nearest match."""
        tables.schema(name)
        return self.tables[name]

    def read(
        self, name: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
    ) -> pd.DataFrame:
        """Return some columns of one of the six tables.

        Args:
            name: name of the table.
            columns: the columns; None for all.
            doc_ids: only the rows of these documents, or of events of a chronology; None for all.
        """
        frame = self[name]
        if doc_ids is not None:
            frame = frame[frame["doc_id"].isin(list(doc_ids))]
        return frame if columns is None else frame[list(columns)]

    def iterate(self, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Yield some columns of one of the six tables in Arrow, part by part and in order; at least one."""
        frame = self[name]
        for first in range(0, max(len(frame), 1), ROWS):
            yield table_files.to_arrow(name, frame.iloc[first : first + ROWS][list(columns)])
