"""A date expression before and after it is resolved."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from analysis.coding.dates.calendar import Period


@dataclass(frozen=True)
class Expression:
    """A date expression as a pattern found it.

    Attributes:
        groups: the named parts of the pattern that matched.
        published: publication day, if known.
        ahead: tells whether the clause around it speaks of the future; asked only when it matters.
    """

    groups: dict[str, str]
    published: dt.date | None
    ahead: Callable[[], bool]

    def part(self, *names: str) -> str:
        """Return the first of these parts that matched, lower-case; "" where none did."""
        return next((self.groups[name].lower() for name in names if name in self.groups), "")


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
