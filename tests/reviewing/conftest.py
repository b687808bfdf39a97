"""A corpus coded by hand, and what a table of decisions does to it."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.coding.manual.corrections import collect_decisions
from analysis.coding.verification import Verifier
from analysis.documents import Document, Problem
from analysis.reading.codings import Coding, read_codings
from analysis.reviewing.session import Session

TEXT = (
    "They met on Monday.\n\n"
    "Ann wants a truce, she said. Bob rejects the truce. Bob wants to join.\n\n"
    "Ann would join if Bob came. Bob: the truce is dead."
)


class Outcome(NamedTuple):
    """The statements after the decisions, as actor, issue, stance and evidence, and the problems."""

    people: list[tuple[str, ...]]
    machine: list[tuple[str, ...]]
    problems: list[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the place of Anna's table of statements, which does not exist yet."""
    return tmp_path / "codings" / "anna.csv"


def go_to(session: Session, words: str) -> None:
    """Move to an item by its words in the text, without deciding anything."""
    while session.item is None or session.item.cells[session.kind.table.words] != words:
        before = session.item
        session.act("next")
        assert session.item is not before, f"{words} is not in the queue"


def get_slots(session: Session) -> dict[str, str]:
    """Return the text of each slot on the screen."""
    return {name: text for name, _, text in session.describe()["slots"]}


def read_rows(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table of decisions."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def coded(make_coder) -> Codes:
    """Return machine codes of one article, and one attribution without a code."""
    return add_codes(make_coder({"paper": TEXT}, published="2025-05-20")).codes()


def add_codes(coder):
    """Add the statements and attributions of the machine."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce", confidence=0.9)
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", confidence=0.7)
    coder.statement("Bob", "join", "support", "Bob wants to join", confidence=0.5)
    coder.statement(
        "Ann", "join", "conditional", "Ann would join if Bob came", condition="if Bob came", if_met="support"
    )
    coder.quote("Bob", "the truce is dead")
    return coder


@pytest.fixture
def apply() -> Callable[[Codes, Path], Outcome]:
    """Return a function that applies a table of decisions to machine codes, as coding a corpus does."""

    def apply_table(codes: Codes, path: Path) -> Outcome:
        documents = [Document("paper", codes["documents"]["text"][0], published="2025-05-20")]
        machine = codes["statements"]
        read = list(read_codings(path))
        codings = [item for item in read if isinstance(item, Coding)]
        decided = collect_decisions(codings, machine, Verifier(documents, codes.codebook, "h"))
        problems = [*(item for item in read if isinstance(item, Problem)), *decided.problems]
        return Outcome(
            list_statements(decided.human),
            list_statements(decided.leaves(machine)),
            [problem.message for problem in problems],
        )

    return apply_table


def list_statements(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return actor, issue, stance and evidence of each statement."""
    return list(frame[["actor", "issue", "stance", "evidence"]].itertuples(index=False, name=None))


@pytest.fixture
def recode(make_coder) -> Callable[..., Codes]:
    """Return a function that codes the article anew, with other values in one column."""

    def code_again(column: str, values: dict[str, object]) -> Codes:
        codes = add_codes(make_coder({"paper": TEXT}, published="2025-05-20")).codes()
        frame = codes["statements"].copy()
        frame[column] = [
            values.get(words, old) for words, old in zip(frame["evidence"], frame[column], strict=True)
        ]
        return replace(codes, tables={**codes.tables, "statements": frame})

    return code_again
