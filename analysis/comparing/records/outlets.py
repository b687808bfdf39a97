"""Rows of the comparison of outlets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class OutletAccount:
    """A row of ``comparing.outlet_accounts.outlet_accounts``."""

    outlet: str
    articles: int
    attributions: int
    direct: int
    weak: int
    quotes: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class OutletPosition:
    """A row of ``comparing.outlet_accounts.outlet_positions``."""

    actor: str
    issue: str
    stances: Mapping[str, str]
    statements: Mapping[str, Sequence[str]]
    differs: bool


@dataclass(frozen=True)
class OutletEvent:
    """A row of ``comparing.outlet_accounts.outlet_events``."""

    event_id: str
    description: str
    status: str
    mentions: Mapping[str, Sequence[str]]
