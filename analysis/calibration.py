"""State how a coder's confidence is refitted to people's decisions, and read this from ``corpus.toml``.

``comparing.calibrating`` fits it, and ``comparing.refitting`` applies it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error

# of slope and intercept; more makes every confidence 0 or 1
LARGEST = 100


@dataclass(frozen=True)
class Calibration:
    """A refitted confidence, as ``corpus.toml`` states it.

    Attributes:
        coder: name and version of the coder whose confidence was refitted.
        slope: more than 0; below 1 the coder's confidence says less than it seems to, above 1 more.
        intercept: with a slope of 1, below 0 if the coder was too sure, above 0 if it was not sure enough.
        decisions: number of decisions that it was fitted to.
        people: those who decided.
        day: the day of the fit.
    """

    coder: str
    slope: float
    intercept: float
    decisions: int
    people: tuple[str, ...]
    day: str

    def to_settings(self) -> dict[str, Any]:
        """Return it as a section of ``corpus.toml``."""
        return asdict(self) | {"people": list(self.people), "day": dt.date.fromisoformat(self.day)}


def parse_calibration(section: Any) -> Calibration:
    """Return the calibration that a section of ``corpus.toml`` states.

    Raises:
        StancebookError: for a missing or unknown key, or a value that cannot be.
    """
    if not isinstance(section, dict):
        raise StancebookError(f"expected a section [calibration], got {section!r}.")
    for key in section:
        if key not in KEYS:
            raise unknown_name_error("key", key, KEYS)
    for name, (expected, is_valid) in KEYS.items():
        if not is_valid(section.get(name)):
            got = f"got {section[name]!r}" if name in section else "but it is missing"
            raise StancebookError(
                f"{name}: expected {expected}, {got}. Copy the lines that `stancebook calibrate` prints."
            )
    return Calibration(**section | {"people": tuple(section["people"]), "day": section["day"].isoformat()})


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) <= LARGEST


KEYS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "coder": ("name and version of a coder", lambda value: isinstance(value, str)),
    "slope": (f"a number above 0, at most {LARGEST}", lambda value: _is_number(value) and value > 0),
    "intercept": (f"a number from -{LARGEST} to {LARGEST}", _is_number),
    "decisions": ("a whole number from 1", lambda value: type(value) is int and value > 0),
    "people": (
        "a list of names",
        lambda value: isinstance(value, list) and all(isinstance(person, str) for person in value),
    ),
    "day": ("a day such as 2025-05-09, without quotation marks", lambda value: type(value) is dt.date),
}


def select_calibration(stated: Calibration | None, coder: str) -> tuple[Calibration | None, list[Problem]]:
    """Return the calibration to use for a coder, if any, and a warning if the stated one is for another.

    Args:
        stated: as ``corpus.toml`` states it.
        coder: name and version of the coder; "" if no machine codes.
    """
    if stated is None or not coder or stated.coder == coder:
        return stated if coder else None, []
    message = (
        f"The confidence was refitted for {stated.coder}, and this corpus is coded by {coder}, so the "
        "section is not used. Run `stancebook calibrate` again and replace it, or delete it."
    )
    return None, [Problem("[calibration] in corpus.toml", message, "warning")]
