"""One happening of an article, with all its mentions."""

from dataclasses import dataclass, field

from analysis.coding.events.triggers import Trigger
from analysis.coding.events.windows import Window
from analysis.language.parsing import Paragraph


@dataclass
class Event:
    """One happening, as an article tells it.

    Attributes:
        paragraph: where its first mention stands.
        first: its first mention.
        type: PLOVER type.
        sources, targets: who acts, and who is acted upon, by the codebook's name or their own.
        others: who else takes part.
        mentions: document offsets of every trigger.
        status: occurred, planned, hypothetical or denied.
        window: the days that its mentions allow.
        place: where, in the article's words.
        mode: PLOVER mode.
        anchor: the event it is dated by, with ``offset`` in days, either end open.
        after: the events that it came after, by the text.
        conflict: what in the text contradicts its window, in words.
        event_id: set once all events of the article are known.
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
    anchor: "Event | None" = None
    offset: tuple[int | None, int | None] = (None, None)
    after: "list[Event]" = field(default_factory=list)
    conflict: str | None = None
    event_id: str = ""

    @property
    def actors(self) -> list[str]:
        """Everybody who takes part, those who act first."""
        return list(dict.fromkeys([*self.sources, *self.targets, *self.others]))

    @property
    def earliest(self) -> str | None:
        """First possible day."""
        return self.window.earliest

    @property
    def latest(self) -> str | None:
        """Last possible day."""
        return self.window.latest

    @property
    def undated(self) -> bool:
        """Whether nothing bounds it."""
        return self.earliest is None and self.latest is None


# which event a word tells of, by the start of its paragraph and its place there
Located = dict[tuple[int, int], Event]
