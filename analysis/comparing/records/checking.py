"""Rows of the tables of what people checked."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A row of ``comparing.checking.checks``: one decision of a person."""

    coder: str
    kind: str
    verdict: str
    differs: Sequence[str]
    doc_id: str | None
    actor: str
    issue: str
    machine: str | None
    person: str | None
    words: str | None
    statements: Sequence[str]


@dataclass(frozen=True)
class MarkChange:
    """A row of ``comparing.checking.changed_marks``: a mark before and after people's decisions."""

    actor: str
    issue: str
    change: str
    before: str | None
    after: str | None
    checked: bool
    statements: Sequence[str]
