"""The coded tables of a corpus and their provenance, whatever the coder.

The tables of a large corpus are not held in memory: a table, some of its columns, or the rows of some
articles are read when they are asked for.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.calibration import Calibration
from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.errors import unknown_name_error
from analysis.stored_tables import StoredTables, select_rows, split_rows

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


class Deferred:
    """A field with a table; a function given in its place makes the table when it is first read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    def __get__(self, instance: Any, owner: type) -> pd.DataFrame:
        if instance is None:
            # dataclasses ask the class for the default
            return _make_empty_statements  # type: ignore[return-value]
        given: pd.DataFrame | Callable[[], pd.DataFrame] = vars(instance)[self._name]
        if not isinstance(given, pd.DataFrame):
            given = vars(instance)[self._name] = given()
        return given

    def __set__(self, instance: Any, value: pd.DataFrame | Callable[[], pd.DataFrame]) -> None:
        vars(instance)[self._name] = value


def _check_columns(name: str, columns: Sequence[str] | None) -> list[str]:
    known = tables.schema(name)
    for column in columns or ():
        if column not in known:
            raise unknown_name_error(f"column of the {name} table", column, known)
    return list(known if columns is None else columns)


@dataclass(frozen=True, eq=False)
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
    tables: Mapping[str, pd.DataFrame]
    codebook: Codebook
    problems: tuple[Problem, ...]
    key: str
    machine: Deferred = Deferred()
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
        """Return some columns of one of the six tables, without reading the others.

        Args:
            name: name of the table.
            columns: the columns, in the order wanted; None for all.
            doc_ids: return only the rows of these documents, or of events of a chronology; None for all.

        Raises:
            StancebookError: for an unknown table or column, with the nearest match.
        """
        names = _check_columns(name, columns)
        if isinstance(self.tables, StoredTables):
            return self.tables.read(name, names, doc_ids)
        return select_rows(self.tables[name], names, doc_ids)

    def pick(self, name: str, keys: Collection[str]) -> pd.DataFrame:
        """Return the rows of one of the six tables with some identifiers, in the order of the table."""
        key = next(iter(tables.schema(name)))
        placed = self.read(name, list(dict.fromkeys([key, "doc_id"])))
        placed = placed[placed[key].isin(list(keys))]
        # an event of a chronology has no document
        doc_ids = set(placed["doc_id"]) if placed["doc_id"].notna().all() else None
        rows = self.read(name, None, doc_ids)
        return rows[rows[key].isin(list(keys))]

    def iterate(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Yield one of the six tables, or some of its columns, in Arrow, part by part and in order.

        At least one part is yielded, which may be empty.
        """
        names = _check_columns(name, columns)
        if isinstance(self.tables, StoredTables):
            yield from self.tables.iterate(name, names)
        else:
            yield from split_rows(name, self.tables[name], names)

    def count(self, name: str) -> int:
        """Return the number of rows of one of the six tables, without reading it."""
        tables.schema(name)
        return self.tables.count(name) if isinstance(self.tables, StoredTables) else len(self.tables[name])
