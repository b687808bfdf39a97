"""Rows of the tables of quotes, sourcing and tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class QuotedActor:
    """A row of ``comparing.accounts.quoted``."""

    actor: str
    quotes: Mapping[str, Sequence[str]]
    checked: Mapping[str, int]


@dataclass(frozen=True)
class SourcingLevel:
    """A row of ``comparing.accounts.sourced``."""

    sourcing: str
    quotes: Sequence[str]
    checked: int


@dataclass(frozen=True)
class Characterisation:
    """A row of ``comparing.accounts.characterisations``."""

    tone_id: str
    actor: str
    side: str
    topic: str
    target: str
    expression: str
    polarity: str


@dataclass(frozen=True)
class OneSided:
    """A row of ``comparing.one_sided.one_sided``."""

    issue: str
    stance: str
    actors: Sequence[str]
    others: Sequence[str]
    articles: int
    reporting: int
    statements: Sequence[str]
