"""Rows of the tables of an audit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AuditFigure:
    """A row of ``comparing.auditing.measure_quality``: how good the machine's codes are."""

    figure: str
    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class AuditedShare:
    """A row of ``comparing.auditing.correct_shares``: a share of a stance, as coded and corrected."""

    by: str
    part: str
    stance: str
    raw: float | None
    positions: int
    corrected: float | None
    low: float | None
    high: float | None
    n: int
