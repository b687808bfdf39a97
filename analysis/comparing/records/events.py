"""Rows of timelines and of event comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """A row of ``comparing.timeline.timeline``."""

    event_id: str
    doc_id: str | None
    lane: str
    description: str
    type: str
    mode: str | None
    status: str
    modality: str | None
    claimed_by: Sequence[str]
    actors: Sequence[str]
    place: str | None
    scale: str
    low: float | None
    high: float | None
    extent: str
    claims: Sequence[tuple[str, float | None, float | None]]
    disputed: bool
    when: str
    main: bool
    articles: int
    outlets: int
    first_told: str | None
    last_told: str | None
    course: Sequence[tuple[str, str, str | None]]
    importance: float
    reason: str
    urls: Sequence[str]
    checked_by: Sequence[str]


@dataclass(frozen=True)
class Chapter:
    """A row of ``comparing.story.chapters``, drawn on a calendar axis."""

    first: float
    last: float
    when: str
    reports: int
    usual: float
    events: int
    event_id: str | None
    headline: str | None
    scale: ClassVar[str] = "calendar"
    disputed: ClassVar[bool] = False
    claims: ClassVar[Sequence[tuple[str, float | None, float | None]]] = ()

    @property
    def low(self) -> float:
        """The first day."""
        return self.first

    @property
    def high(self) -> float:
        """The last day."""
        return self.last


@dataclass(frozen=True)
class Counterpart:
    """A row of ``comparing.event_alignment.compare_events``."""

    event_id: str
    description: str
    told: str
    verdict: str
    candidate: str | None
    candidate_description: str | None
    when: str | None
    together: Sequence[str]
    reason: str
    urls: Sequence[str]
