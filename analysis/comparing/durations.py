"""Read durations in text, such as "more than two hours" or "about 75 minutes"."""

import re

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}  # fmt: skip
_NUMBER = rf"\d+(?:\.\d+)?|{'|'.join(NUMBERS)}|an?"
LENGTH = re.compile(
    rf"""(?P<cue>(?:more\ than|over|at\ least|less\ than|under|nearly|almost|about|around|some)\ )?
    (?:(?P<half>half\ an\ hour)
    |(?P<number>{_NUMBER})(?P<plus>\ and\ a\ half)?[\ -](?P<unit>hours?|minutes?))
    (?P<more>\ or\ more)?""",
    re.VERBOSE | re.IGNORECASE,
)
# for rounding: a 75-minute call may be reported as an hour and a quarter, but not as two hours
TOLERANCE = 0.25

Minutes = tuple[float, float]


def find_duration(words: str) -> Minutes | None:
    """Return the minimum and maximum minutes of the duration stated in a text, or None.

    The first duration counts. "More than" and "or more" extend far upwards, "less than" down to zero.
    """
    found = LENGTH.search(words)
    if found is None:
        return None
    minutes = 30.0 if found["half"] else _parse_number(found["number"]) + (0.5 if found["plus"] else 0.0)
    if not found["half"] and found["unit"].lower().startswith("hour"):
        minutes *= 60
    cue = (found["cue"] or "").strip().lower()
    low, high = minutes * (1 - TOLERANCE / 2), minutes * (1 + TOLERANCE / 2)
    if cue in ("more than", "over", "at least") or found["more"]:
        return low, max(2 * minutes, minutes + 60)
    return (0.0, high) if cue in ("less than", "under") else (low, high)


def _parse_number(words: str) -> float:
    lower = words.lower()
    return 1.0 if lower in ("a", "an") else float(NUMBERS.get(lower, lower))


def have_different_durations(one: str, other: str) -> bool:
    """Tell whether two texts each state a duration, and the durations are incompatible."""
    mine, theirs = find_duration(one), find_duration(other)
    return mine is not None and theirs is not None and (mine[1] < theirs[0] or theirs[1] < mine[0])
