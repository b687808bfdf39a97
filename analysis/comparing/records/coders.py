"""Rows of the tables of intercoder agreement."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class CoderAgreement:
    """A row of ``comparing.coders.coder_agreement``: how far two coders agree on a variable."""

    one: str
    other: str
    variable: str
    documents: int
    cells: int
    agree: float | None
    alpha: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Disagreement:
    """A row of ``comparing.coders.disagreements``: a cell on which two coders differ."""

    one: str
    other: str
    doc_id: str
    actor: str
    issue: str
    by_one: str
    by_other: str
    statements: Sequence[str]
