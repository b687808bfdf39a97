"""Rows of stance tables: positions, agreement between actors, and change over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Cell:
    """A row of ``comparing.stances.stance_matrix``."""

    actor: str
    issue: str
    stance: str
    n: int
    documents: int
    outlets: int
    statements: Sequence[str]
    stances: Sequence[str]
    checked: Sequence[bool]
    place: int

    def taken(self, stance: str) -> list[str]:
        """Return the statements of this cell with a stance."""
        pairs = zip(self.statements, self.stances, strict=True)
        return [statement for statement, its_stance in pairs if its_stance == stance]

    def is_unchecked(self, stance: str) -> bool:
        """Tell whether the stance rests on a single machine-coded statement that no person has checked."""
        pairs = zip(self.checked, self.stances, strict=True)
        return [checked for checked, its_stance in pairs if its_stance == stance] == [False]


@dataclass(frozen=True)
class Pair:
    """A row of ``comparing.stances.agreement``."""

    actor: str
    other: str
    statements: Mapping[str, Sequence[str]]
    issues: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class DatedStance:
    """A row of ``comparing.dated_statements.dated_stances``, drawn on a calendar axis."""

    actor: str
    issue: str
    stance: str
    low: float | None
    high: float | None
    speakers: Sequence[str]
    n: int
    documents: int
    statements: Sequence[str]
    scale: ClassVar[str] = "calendar"
    disputed: ClassVar[bool] = False
    claims: ClassVar[Sequence[tuple[str, float | None, float | None]]] = ()


@dataclass(frozen=True)
class Shift:
    """A row of ``comparing.change.shifts``, drawn on a calendar axis."""

    actor: str
    issue: str
    before: str
    after: str
    low: float | None
    high: float | None
    when: str
    order: str
    statements_before: Sequence[str]
    statements_after: Sequence[str]
    speakers_before: Sequence[str]
    speakers_after: Sequence[str]
    between: Sequence[str]
    is_supported: bool
    scale: ClassVar[str] = "calendar"
    disputed: ClassVar[bool] = False
    claims: ClassVar[Sequence[tuple[str, float | None, float | None]]] = ()


@dataclass(frozen=True)
class FirstMover:
    """A row of ``comparing.change.first_movers``."""

    issue: str
    stance: str
    actors: Sequence[str]
    tie: str
    when: str
    statements: Sequence[str]
    followed: int
    undated: Sequence[str]
    is_supported: bool


@dataclass(frozen=True)
class PairDistance:
    """A row of ``comparing.convergence.convergence``."""

    actor: str
    other: str
    window: str
    issues: int
    renewed: int
    distance: float
    change: float | None
    direction: str
    n: int
    statements: Sequence[str]
    is_supported: bool


@dataclass(frozen=True)
class WindowStance:
    """A row of ``comparing.over_time.stance_over_time``."""

    actor: str
    issue: str
    window: str
    n: int
    documents: int
    outlets: int
    sources: int
    score: float | None
    low: float | None
    high: float | None
    possible: int
    statements: Sequence[str]
