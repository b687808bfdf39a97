"""The coded tables of a corpus, and what they were made from; nothing here knows how they were coded."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.documents import Problem

# document, actor and issue
Cell = tuple[str, str, str]
Verdict = Literal["replaced", "rejected"]


@dataclass(frozen=True)
class Decision:
    """What a person decided on one statement of the machine.

    Attributes:
        coder: ``human:<name>``.
        statement_id: of the machine's statement.
        verdict: whether a statement of the person's stands in its place, be it the same, or none.
    """

    coder: str
    statement_id: str
    verdict: Verdict


def cells_of(statements: pd.DataFrame) -> list[Cell]:
    """Return document, actor and issue of every statement."""
    return list(zip(statements["doc_id"], statements["actor"], statements["issue"], strict=True))


def _no_statements() -> pd.DataFrame:
    return tables.make("statements", [])


@dataclass(frozen=True)
class Codes:
    """What was coded in a corpus: the six tables, and what they were made from.

    Attributes:
        title: of the corpus.
        tables: documents, quotes, statements, tones, dates and events; what a person coded of the
            statements stands in place of the machine's.
        codebook: the one that was used; ``codebook.suggested`` tells whether a machine proposed it.
        problems: what could not be read or placed, and warnings.
        key: hash of documents, codebook, chronology and rules.
        machine: the statements as the machine alone coded them.
        human: the statements that persons coded.
        none: which person says of which document, actor and issue that there is no stance.
        decisions: what persons decided on single statements of the machine.
        singly: the documents in which a person decided on single statements only.
        coder: name and version of what coded the statements; "" where there is no article, or where
            only persons did.
        failed: the documents on which it gave no answer.
    """

    title: str
    tables: tables.Tables
    codebook: Codebook
    problems: tuple[Problem, ...]
    key: str
    machine: pd.DataFrame = field(default_factory=_no_statements)
    human: pd.DataFrame = field(default_factory=_no_statements)
    none: tuple[tuple[str, Cell], ...] = ()
    decisions: tuple[Decision, ...] = ()
    singly: frozenset[tuple[str, str]] = frozenset()
    coder: str = ""
    failed: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return one of the six tables by name, or raise naming the nearest."""
        tables.schema(name)
        return self.tables[name]
