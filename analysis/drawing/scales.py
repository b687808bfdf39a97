"""The horizontal axis of a timeline: days to inches, with long empty stretches left out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

EPOCH = dt.date(1970, 1, 1)
# inches: what a break takes, and the least margin on each side of a stretch
BREAK, MARGIN = 0.28, 0.11
# inches that an open end needs beyond the last day
ARROW = 0.42
# an axis of so many days needs no break: single days can still be told apart
SHORT = 120
# a break must leave out at least this share of what stays, and all breaks no more than this of the axis
WORTH, MOST = 1 / 2, 0.55
# days that the shortest axis spans
LEAST = 6.0

Stretch = tuple[float, float]


class Timed(Protocol):
    """What has a place on an axis.

    Attributes:
        scale: ``calendar``, or ``relative`` where days count from a main event.
        low, high: first and last possible day; None means open.
        disputed: its tellings have no day in common.
        claims: identifier, first and last possible day of each telling.
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
    """Days from left to right, all stretches on one scale.

    Attributes:
        left, right: the ends of the axis, in inches.
        stretches: first and last day of each stretch; none where no day is known.
        starts: where the first day of each stretch is, in inches.
        inches: per day.
        margin: inches on each side of a stretch.
        relative: days count from a main event, not from 1970-01-01.
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
        """Return where a day is, in inches; days that a break leaves out are not on the axis."""
        place = self._place(day)
        return self.starts[place] + (day - self.stretches[place][0]) * self.inches

    def edges(self, day: float) -> tuple[float, float]:
        """Return the ends, in inches, of the stretch that a day lies in, as far as nothing tears it."""
        limits = [self.left, *(x for x, _ in self.breaks), self.right]
        place = self._place(day)
        return limits[place], limits[place + 1]

    def _place(self, day: float) -> int:
        return next((n for n, (_, high) in enumerate(self.stretches) if day <= high), len(self.stretches) - 1)

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """The middle of every break, in inches, and the days that it leaves out."""
        return [
            ((self.x(before[1]) + self.x(after[0])) / 2, after[0] - before[1])
            for before, after in pairwise(self.stretches)
        ]


def scale_of(events: Sequence[Timed], published: Iterable[str], left: float, right: float) -> Scale:
    """Fit an axis between two places, in inches, to all that is known of the days of events.

    Args:
        events: those of one axis.
        published: publication days of the articles; left out of a relative axis, where they would
            claim too much.
        left: its one end.
        right: its other end.
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
    stretches = _stretches(known, int(MOST * (right - left) / (BREAK + 2 * MARGIN)))
    spans = [high - low for low, high in stretches]
    room = right - left - before - behind - BREAK * (len(stretches) - 1)
    inches = (room - 2 * MARGIN * len(spans)) / max(sum(spans), LEAST)
    margin = (room - inches * sum(spans)) / max(2 * len(spans), 1)
    starts = [
        left + before + margin * (2 * place + 1) + BREAK * place + inches * sum(spans[:place])
        for place in range(len(spans))
    ]
    return Scale(left, right, stretches, tuple(starts), inches, margin, relative, tuple(sorted(days)))


def _stretches(days: Sequence[float], most: int) -> tuple[Stretch, ...]:
    """Part days in order where what lies empty between them is long beside all that stays."""
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


def length(days: float) -> str:
    """Return a length of time in words, such as "80 years", "11 months" or "40 days"."""
    for unit, size in (("year", 365.25), ("month", 30.44), ("day", 1)):
        if days >= 2 * size or unit == "day":
            return f"{days / size:,.0f} {unit}s"
    raise AssertionError("the last unit takes all")
