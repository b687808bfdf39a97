"""Rows of the coded tables and the documents table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A row of the documents table."""

    doc_id: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    text: str

    @property
    def heading(self) -> str:
        """The title, or the first words of an article without one."""
        return self.title or " ".join(self.text.split()[:8]) + " …"


@dataclass(frozen=True)
class Statement:
    """A row of the statements table."""

    statement_id: str
    doc_id: str
    actor: str
    issue: str
    stance: str
    start: int
    end: int
    evidence: str
    condition: str | None
    if_met: str | None
    reason: str
    doubt: str | None
    coder: str
    confidence: float


@dataclass(frozen=True)
class Quote:
    """A row of the quotes table."""

    quote_id: str
    doc_id: str
    source_start: int | None
    source_end: int | None
    source: str | None
    cue_start: int | None
    cue_end: int | None
    cue: str | None
    start: int
    end: int
    content: str
    actor: str | None
    directness: str
    sourcing: str
    doubt: str | None
    coder: str
    confidence: float | None


@dataclass(frozen=True)
class Tone:
    """A row of the tones table."""

    tone_id: str
    doc_id: str
    actor: str
    target: str
    start: int
    end: int
    expression: str
    polarity: str
    coder: str
    confidence: float | None


@dataclass(frozen=True)
class EventMention:
    """A row of the events table."""

    event_id: str
    doc_id: str
    start: int
    end: int
    description: str
    type: str
    status: str
    modality: str | None
    claimed_by: Sequence[str]
    reason: str
    coder: str
    confidence: float | None
    happening: str


@dataclass(frozen=True)
class ChronologyEvent:
    """An event of a chronology: a row of the events table without a document."""

    event_id: str
    description: str
    type: str
    status: str
    modality: str | None
    claimed_by: Sequence[str]
    earliest: str | None
    latest: str | None
    extent: str
    reason: str
    urls: Sequence[str]
    coder: str
    happening: str
