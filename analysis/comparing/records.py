"""The rows that drawings read, as typed records: what a chart needs of a table stands here by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

import pandas as pd

Row = TypeVar("Row")


def rows(frame: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """Return the rows of a table as records.

    Args:
        frame: has a column for every field of the record; other columns are left out.
        kind: one of the dataclasses of this module.

    Returns:
        One record a row, in order; missing values are None.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    columns = [[_none_if_missing(value) for value in frame[name].tolist()] for name in names]
    return [kind(*values) for values in zip(*columns, strict=True)]


def _none_if_missing(value: Any) -> Any:
    return None if not isinstance(value, list | dict) and pd.isna(value) else value


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
        """The title, or the first words of an article that has none."""
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
    confidence: float


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
class Happening:
    """A row of the events table."""

    event_id: str
    doc_id: str
    start: int
    end: int
    description: str
    type: str
    status: str
    reason: str
    coder: str
    confidence: float | None
    happening: str


@dataclass(frozen=True)
class Dated:
    """A row of the events table that no document tells of."""

    event_id: str
    description: str
    type: str
    status: str
    earliest: str | None
    latest: str | None
    extent: str
    reason: str
    urls: Sequence[str]
    coder: str
    happening: str


@dataclass(frozen=True)
class Event:
    """A row of ``comparing.timeline.timeline``."""

    event_id: str
    lane: str
    description: str
    type: str
    mode: str | None
    status: str
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
    reason: str
    urls: Sequence[str]


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
        """Return the statements of this cell that take a stance."""
        return [one for one, its in zip(self.statements, self.stances, strict=True) if its == stance]

    def is_unchecked(self, stance: str) -> bool:
        """Tell whether the stance rests on one statement of the machine that nobody has checked."""
        return [done for done, its in zip(self.checked, self.stances, strict=True) if its == stance] == [
            False
        ]


@dataclass(frozen=True)
class Pair:
    """A row of ``comparing.stances.agreement``."""

    actor: str
    other: str
    statements: Mapping[str, Sequence[str]]
    issues: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Taken:
    """A row of ``comparing.said.dated_stances``, as something on an axis of calendar days."""

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
    """A row of ``comparing.change.shifts``."""

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


@dataclass(frozen=True)
class First:
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
class Apart:
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
class Windowed:
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


@dataclass(frozen=True)
class Quoted:
    """A row of ``comparing.accounts.quoted``."""

    actor: str
    quotes: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Sourced:
    """A row of ``comparing.accounts.sourced``."""

    sourcing: str
    quotes: Sequence[str]


@dataclass(frozen=True)
class Characterisation:
    """A row of ``comparing.accounts.characterisations``."""

    tone_id: str
    actor: str
    side: str
    target: str
    expression: str
    polarity: str


@dataclass(frozen=True)
class Counterpart:
    """A row of ``comparing.against.compare_events``."""

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


@dataclass(frozen=True)
class Agreed:
    """How far two coders agree on a variable."""

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
    """A cell on which two coders differ."""

    one: str
    other: str
    doc_id: str
    actor: str
    issue: str
    by_one: str
    by_other: str
    statements: Sequence[str]


@dataclass(frozen=True)
class Tie:
    """A row of ``Network.edges``."""

    row: str
    column: str
    weight: float


@dataclass(frozen=True)
class Leaving:
    """A row of ``comparing.networks.backbone``."""

    issue: str
    loss: float
    statements: int
    remaining: int


@dataclass(frozen=True)
class Stretch:
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
