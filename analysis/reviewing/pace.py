"""Measure how long a person takes to decide."""

import time
from collections.abc import Callable
from statistics import median

# seconds: a longer time between two decisions is a break
BREAK = 300


class Pace:
    """The times between the decisions of one session.

    Args:
        clock: returns seconds; only their differences count.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._gaps: list[float] = []
        self._count = 0

    def count(self) -> None:
        """Count a decision that has just been made."""
        now = self._clock()
        self._count += 1
        if now - self._last <= BREAK:
            self._gaps.append(now - self._last)
        self._last = now

    def describe(self) -> str:
        """Return the number of decisions, and how long they took without breaks; "" before the first."""
        if not self._count:
            return ""
        said = f"This session: {_count(self._count, 'decision')}"
        if not self._gaps:
            return f"{said}."
        minutes = round(sum(self._gaps) / 60)
        spent = _count(minutes, "minute") if minutes else "less than a minute"
        return f"{said} in {spent}, {_count(max(1, round(median(self._gaps))), 'second')} each."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
