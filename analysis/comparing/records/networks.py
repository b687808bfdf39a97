"""Rows of the tables of discourse networks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tie:
    """A row of ``comparing.networks.network.Network.edges``."""

    row: str
    column: str
    weight: float


@dataclass(frozen=True)
class RemovedIssue:
    """A row of ``comparing.networks.backbone.backbone``."""

    issue: str
    loss: float
    statements: int
    remaining: int


@dataclass(frozen=True)
class WindowTies:
    """A row of ``comparing.networks.over_time.ties_over_time``."""

    window: str
    actors: int
    statements: int
    agree: int
    differ: int
    even: int
    agreeing: Sequence[str]
    differing: Sequence[str]
    score: float | None
    camps: Sequence[Sequence[str]] | None
