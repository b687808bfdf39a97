"""Represent a date expression before and after it is resolved."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.coding.dates.calendar import Period


@dataclass(frozen=True)
class Reading:
    """The resolved meaning of an expression.

    Attributes:
        period: value and days; both ends None if unknown.
        type: TIMEX3 type.
        offset: for "days before X", the window in days from X, else None.
        weekday: for "the second Friday before X", its number (0 is Monday) and how many to count from X,
            negative for before; else None.
    """

    period: Period
    type: str = "DATE"
    offset: tuple[int, int] | None = None
    weekday: tuple[int, int] | None = None


@dataclass(frozen=True)
class Told:
    """A day or period of an earlier year that the text tells, from which days without a year go on.

    Attributes:
        period: its days.
        paragraph: number of its paragraph.
        end: where its sentence ends in that paragraph.
        is_last: whether that sentence is the last of the paragraph.
        source: how the year goes on: "story", "doubtful" or "open" (a story that may have ended or gone
            back), "heading" (a line or entry that is only a year) or "entry" (of a list of days).
    """

    period: Period
    paragraph: int
    end: int
    is_last: bool = False
    source: str = "story"

    @property
    def first(self) -> dt.date:
        """Its first day."""
        assert self.period.earliest is not None
        return self.period.earliest


@dataclass
class Context:
    """What the expressions resolved so far in an article provide for the next ones.

    Attributes:
        published: publication day; if not given, the full date in the article's dateline.
        day: the last day or period mentioned, in the ``day_paragraph``-th paragraph.
        quarter: the last quarter mentioned by name, such as "the third quarter", with its paragraph.
        story: the last day told of an earlier year, as long as the text goes on from it.
        listed: the last heading or entry of a list of days with its year.
        day_first: whether numeric dates put the day first; None until one of them shows it.
    """

    published: dt.date | None
    day: Period | None = None
    day_paragraph: int = 0
    quarter: tuple[Period, int] | None = None
    story: Told | None = None
    listed: Told | None = None
    day_first: bool | None = None


@dataclass(frozen=True)
class Expression:
    """A date expression as matched by a pattern.

    Attributes:
        groups: the named parts of the pattern that matched.
        published: publication day, if known.
        ahead: returns whether its clause refers to the future, None if to neither future nor past;
            called only when needed.
        before, after: the text around it, in its paragraph.
        text: its words.
        context: of the expressions earlier in the article.
        paragraph: number of its paragraph.
        told: what the text tells of an earlier year, if the expression goes on from it.
    """

    groups: dict[str, str]
    published: dt.date | None
    ahead: Callable[[], bool | None]
    before: str = ""
    after: str = ""
    text: str = ""
    context: Context = field(default_factory=lambda: Context(None))
    paragraph: int = 0
    told: Told | None = None

    @property
    def follows_day(self) -> bool:
        """Whether the last day mentioned is in its paragraph or the one before."""
        return self.context.day is not None and self.paragraph - self.context.day_paragraph <= 1

    def part(self, *names: str) -> str:
        """Return the first of these parts that matched, lower-case; "" if none did."""
        return next((self.groups[name].lower() for name in names if name in self.groups), "")
