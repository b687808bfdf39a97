"""A date expression before and after it is resolved."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from analysis.coding.dates.calendar import Period


@dataclass(frozen=True)
class Reading:
    """What an expression means.

    Attributes:
        period: value and days; both ends None where nothing can be said.
        type: TIMEX3 type.
        offset: for "days before X", the window in days from X, else None.
    """

    period: Period
    type: str = "DATE"
    offset: tuple[int, int] | None = None


@dataclass
class Context:
    """What the expressions read so far in an article leave for the next ones.

    Attributes:
        published: publication day; where nobody gave it, the full date that the article's dateline states.
        day: the last day or period that was told.
        quarter: the last quarter that was told, in words such as "the third quarter", with its paragraph.
        day_first: whether numeric dates put the day first, once one of them shows it.
    """

    published: dt.date | None
    day: Period | None = None
    quarter: tuple[Period, int] | None = None
    day_first: bool | None = None


@dataclass(frozen=True)
class Expression:
    """A date expression as a pattern found it.

    Attributes:
        groups: the named parts of the pattern that matched.
        published: publication day, if known.
        ahead: tells whether the clause around it speaks of the future, None where it speaks of
            neither; asked only when it matters.
        before, after: the text around it, in its paragraph.
        context: what stands earlier in the article.
        paragraph: number of its paragraph.
    """

    groups: dict[str, str]
    published: dt.date | None
    ahead: Callable[[], bool | None]
    before: str = ""
    after: str = ""
    context: Context = field(default_factory=lambda: Context(None))
    paragraph: int = 0

    def part(self, *names: str) -> str:
        """Return the first of these parts that matched, lower-case; "" where none did."""
        return next((self.groups[name].lower() for name in names if name in self.groups), "")
