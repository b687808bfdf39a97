"""Adjust a coder's confidence to how often people found it right in a corpus.

The refitted confidence is ``1 / (1 + exp(-(slope * x + intercept)))``, where x is the logit of the coder's
own confidence (Platt, Probabilistic Outputs for Support Vector Machines, 1999). A slope of 1 and an
intercept of 0 change nothing. ``comparing.calibrating`` fits both numbers.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error

# a confidence of 0 or 1 has no logit, and nobody is that sure
LEAST, MOST = 0.01, 0.99
# of slope and intercept; more makes every confidence 0 or 1
LARGEST = 100

Floats = NDArray[np.float64]
STEPS: Floats = np.arange(101) / 100


@dataclass(frozen=True)
class Calibration:
    """A refitted confidence, as ``corpus.toml`` states it.

    Attributes:
        coder: name and version of the coder whose confidence was refitted.
        slope: more than 0; below 1 the coder's confidence says less than it seems to, above 1 more.
        intercept: below 0 the coder was too sure, above 0 not sure enough.
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

    def adjust(self, confidence: Floats) -> Floats:
        """Return the refitted confidence, to two decimals; a missing one stays missing."""
        return np.round(apply_logistic(confidence, self.slope, self.intercept), 2)

    def find_threshold(self, least: float) -> float | None:
        """Return the lowest confidence of the coder, in hundredths, that is refitted to at least ``least``.

        None if there is none.
        """
        fits = STEPS[self.adjust(STEPS) >= least]
        return float(fits[0]) if len(fits) else None

    def apply(self, statements: pd.DataFrame) -> pd.DataFrame:
        """Return statements with the confidence of this coder's refitted, and all others unchanged."""
        own = statements["coder"] == self.coder
        adjusted = self.adjust(statements["confidence"].to_numpy(dtype=float))
        return statements.assign(confidence=statements["confidence"].mask(own, adjusted))

    def to_settings(self) -> dict[str, Any]:
        """Return it as a section of ``corpus.toml``."""
        return asdict(self) | {"people": list(self.people), "day": dt.date.fromisoformat(self.day)}


def compute_logits(confidence: Any) -> Any:
    """Return the logit of a confidence, or of an array of them."""
    bounded = np.clip(confidence, LEAST, MOST)
    return np.log(bounded / (1 - bounded))


def apply_logistic(confidence: Floats, slope: float, intercept: float) -> Floats:
    """Return confidences refitted with a slope and an intercept, not rounded."""
    refitted: Floats = 1 / (1 + np.exp(-(slope * compute_logits(confidence) + intercept)))
    return refitted


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
