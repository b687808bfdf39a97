"""Map days to inches on the horizontal axis of a timeline, leaving out long empty stretches."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

EPOCH = dt.date(1970, 1, 1)
# inches: width of a break, minimum margin on each side of a stretch
BREAK, MARGIN = 0.28, 0.11
# inches: space for an open end beyond the last day
ARROW = 0.42
# days: axes up to this length need no break, as single days are still distinguishable
SHORT = 120
# a break must leave out at least this share of the days that stay; maximum share of all breaks
WORTH, MOST = 1 / 2, 0.55
# days: length of the shortest axis
LEAST = 6.0

Stretch = tuple[float, float]


class Timed(Protocol):
    """Anything that can be placed on an axis.

    Attributes:
        scale: ``calendar``, or ``relative`` if days count from a main event.
        low, high: first and last possible day; None if open.
        disputed: whether its mentions have no day in common.
        claims: identifier, first and last possible day of each mention.
    """

    @property
    def scale(self) -> str: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102
    @property
    def disputed(self) -> bool: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[tuple[str, float | None, float | None]]: ...  # noqa: D102


@dataclass(frozen=True)
class Scale:
    """A mapping from days to inches; all stretches have the same scale.

    Attributes:
        left, right: the ends of the axis, in inches.
        stretches: first and last day of each stretch; empty if no day is known.
        starts: position of the first day of each stretch, in inches.
        inches: inches per day.
        margin: margin on each side of a stretch, in inches.
        relative: whether days count from a main event instead of 1970-01-01.
        published: publication days of the articles.
    """

    left: float
    right: float
    stretches: tuple[Stretch, ...]
    starts: tuple[float, ...]
    inches: float
    margin: float
    relative: bool
    published: tuple[float, ...]

    def x(self, day: float) -> float:
        """Return the position of a day in inches; days left out by a break are not on the axis."""
        place = self._find_stretch(day)
        return self.starts[place] + (day - self.stretches[place][0]) * self.inches

    def edges(self, day: float) -> tuple[float, float]:
        """Return the ends, in inches, of the stretch of axis around a day, up to the next breaks."""
        limits = [self.left, *(x for x, _ in self.breaks), self.right]
        place = self._find_stretch(day)
        return limits[place], limits[place + 1]

    def _find_stretch(self, day: float) -> int:
        return next((n for n, (_, high) in enumerate(self.stretches) if day <= high), len(self.stretches) - 1)

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """The middle of every break, in inches, and the number of days it leaves out."""
        return [
            ((self.x(before[1]) + self.x(after[0])) / 2, after[0] - before[1])
            for before, after in pairwise(self.stretches)
        ]


def fit_scale(events: Sequence[Timed], published: Iterable[str], left: float, right: float) -> Scale:
    """Fit an axis between two positions to the known days of events.

    Args:
        events: the events of one axis.
        published: publication days of the articles; left out of a relative axis, where they would
            suggest false precision.
        left: left end in inches.
        right: right end in inches.
    """
    relative = events[0].scale == "relative"
    days = set() if relative else {float((dt.date.fromisoformat(day) - EPOCH).days) for day in published}
    claims = [(event.low, event.high) for event in events] + [
        (low, high) for event in events if event.disputed for _, low, high in event.claims
    ]
    ends = {end for claim in claims for end in claim if end is not None}
    if relative or not ends:
        days = set()
    before = ARROW if any(low is None and high is not None for low, high in claims) else 0
    behind = ARROW if any(high is None and low is not None for low, high in claims) else 0
    known = sorted(ends | days | ({0.0} if relative else set()))
    stretches = _split_stretches(known, int(MOST * (right - left) / (BREAK + 2 * MARGIN)))
    spans = [high - low for low, high in stretches]
    room = right - left - before - behind - BREAK * (len(stretches) - 1)
    inches = (room - 2 * MARGIN * len(spans)) / max(sum(spans), LEAST)
    margin = (room - inches * sum(spans)) / max(2 * len(spans), 1)
    starts = [
        left + before + margin * (2 * place + 1) + BREAK * place + inches * sum(spans[:place])
        for place in range(len(spans))
    ]
    return Scale(left, right, stretches, tuple(starts), inches, margin, relative, tuple(sorted(days)))


def _split_stretches(days: Sequence[float], most: int) -> tuple[Stretch, ...]:
    """Split sorted days at gaps that are long compared with the days that stay."""
    if not days:
        return ()
    whole = days[-1] - days[0]
    gaps = sorted(((after - before, after) for before, after in pairwise(days)), reverse=True)[:most]
    cuts: list[float] = []
    stays = whole
    for number, (gap, _) in enumerate(gaps, 1):
        stays -= gap
        if whole > SHORT and gap > WORTH * max(stays, SHORT):
            cuts = [day for _, day in gaps[:number]]
    firsts = [days[0], *sorted(cuts)]
    lasts = [*(max(day for day in days if day < cut) for cut in sorted(cuts)), days[-1]]
    return tuple(zip(firsts, lasts, strict=True))


def format_length(days: float) -> str:
    """Format a length of time, such as "80 years", "11 months" or "40 days"."""
    for unit, size in (("year", 365.25), ("month", 30.44), ("day", 1)):
        if days >= 2 * size or unit == "day":
            return f"{days / size:,.0f} {unit}s"
    raise AssertionError("days match any length")
