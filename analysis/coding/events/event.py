"""Represent an event of an article with all its mentions."""

from dataclasses import dataclass, field
from functools import cached_property

from analysis.coding.events.date_windows import Window
from analysis.coding.events.evidence import find_evidence
from analysis.coding.events.triggers import Trigger
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span


@dataclass
class Event:
    """An event as an article describes it.

    Attributes:
        paragraph: of its first mention.
        first: its first mention.
        type: PLOVER type.
        sources, targets: the actors and those acted upon, by the codebook's names or their own.
        others: the other participants.
        mentions: document offsets of every trigger.
        status: occurred, planned, hypothetical or denied.
        window: the possible days, given its mentions.
        place: its place, in the article's words.
        mode: PLOVER mode.
        subject: who does or suffers it, as far as that is certain, for a clause that does not say it.
        claimed_by: the actors who claim it; none if the article reports it as a fact.
        anchor: the event that it is dated by, with ``offset`` in days, either end may be open.
        after: the events that it came after, according to the text.
        conflict: what in the text contradicts its window, in words.
        event_id: set once all events of the article are found.
    """

    paragraph: Paragraph
    first: Trigger
    type: str
    sources: list[str]
    targets: list[str]
    others: list[str]
    mentions: list[tuple[int, int]]
    status: str
    window: Window
    place: str | None = None
    mode: str | None = None
    subject: str | None = None
    claimed_by: list[str] = field(default_factory=list)
    anchor: "Event | None" = None
    offset: tuple[int | None, int | None] = (None, None)
    after: "list[Event]" = field(default_factory=list)
    conflict: str | None = None
    event_id: str = ""

    @cached_property
    def evidence(self) -> Span:
        """The clause of its first mention."""
        return find_evidence(self.first)

    @property
    def actors(self) -> list[str]:
        """All participants, sources first."""
        return list(dict.fromkeys([*self.sources, *self.targets, *self.others]))

    @property
    def earliest(self) -> str | None:
        """The first possible day."""
        return self.window.earliest

    @property
    def latest(self) -> str | None:
        """The last possible day."""
        return self.window.latest

    @property
    def undated(self) -> bool:
        """Whether its window is open at both ends."""
        return self.earliest is None and self.latest is None


# event by the start of the trigger's paragraph and the token's index in it
EventsByToken = dict[tuple[int, int], Event]
