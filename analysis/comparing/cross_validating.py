"""Measure on people's decisions what a refitted confidence would do, before it is switched on.

Each decision is predicted from those on other articles. This is no measure of the machine: the decisions were
made where somebody looked, with the machine's answer in view. An audit is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd

from analysis.comparing.calibrating import fit_logistic
from analysis.comparing.positions import compute_interval
from analysis.comparing.refitting import Floats, apply_logistic, compute_logits
from analysis.comparing.support import MIN_FIRM_CONFIDENCE

# bounds of the bands of confidence in which the decisions are counted
BANDS = (0.0, MIN_FIRM_CONFIDENCE, 0.75, 0.85, 0.95, 1.0)
Verdict = Literal["helps", "harms", "unclear"]


@dataclass(frozen=True)
class Change:
    """How well the confidence predicts the decisions.

    Attributes:
        measure: its name, one of ``MEASURES``.
        now: by the machine's own confidence.
        refitted: by the refitted one.
        low, high: bounds of the 95 % interval of the difference, refitted less now.
    """

    measure: str
    now: float
    refitted: float
    low: float
    high: float


@dataclass(frozen=True)
class Counted:
    """The decided statements that count in comparisons, for their confidence.

    Attributes:
        shown: their number.
        right: how many of them are right.
        low, high: bounds of the 95 % interval of the share that is right; NaN if none is shown.
    """

    shown: int
    right: int
    low: float
    high: float


@dataclass(frozen=True)
class Band:
    """The decisions on statements within bounds of the machine's own confidence.

    Attributes:
        start, end: the bounds.
        decisions: their number, at least 1.
        right: how many are right.
        now: mean of the machine's own confidence.
        refitted: mean of the refitted one.
    """

    start: float
    end: float
    decisions: int
    right: int
    now: float
    refitted: float


@dataclass(frozen=True)
class Effect:
    """What a refitted confidence would have done for the decisions.

    Attributes:
        decisions: their number.
        changes: by measure.
        now: what counts by the machine's own confidence.
        refitted: what counts by the refitted one.
        bands: the decisions by the machine's own confidence.
    """

    decisions: int
    changes: tuple[Change, ...]
    now: Counted
    refitted: Counted
    bands: tuple[Band, ...]

    @property
    def verdict(self) -> Verdict:
        """Tell what the interval of the first measure, the log loss, says."""
        change = self.changes[0]
        return "helps" if change.high < 0 else "harms" if change.low > 0 else "unclear"


def measure_effect(judged: pd.DataFrame) -> Effect:
    """Predict each decision from those on other articles, and compare with the coder's own confidence.

    Args:
        judged: decisions to which a calibration can be fitted, as ``list_judged`` returns them.
    """
    used = judged.dropna(subset=["right"])
    used = used.assign(refitted=predict_by_article(used))
    return Effect(
        len(used),
        tuple(_compare(used, name) for name in MEASURES),
        _count_shown(used, used["confidence"]),
        _count_shown(used, used["refitted"]),
        tuple(_count_bands(used)),
    )


def predict_by_article(used: pd.DataFrame) -> Floats:
    """Return the refitted confidence of each decision, fitted without the decisions on its article."""
    confidence, right = used["confidence"].to_numpy(), used["right"].to_numpy()
    articles = used["doc_id"].to_numpy()
    found = np.empty(len(used))
    for article in used["doc_id"].unique():
        is_own = articles == article
        found[is_own] = apply_logistic(confidence[is_own], *fit_logistic(confidence[~is_own], right[~is_own]))
    return found


def compute_log_loss(confidence: Floats, right: Floats) -> Floats:
    """Return the log loss of each prediction: minus the logarithm of the probability of what happened."""
    logits = compute_logits(confidence)
    return np.asarray(np.logaddexp(0, logits) - right * logits)


# the first two are better if lower; the last, mean confidence less the share that is right, if nearer to 0
MEASURES: dict[str, Callable[[Floats, Floats], Floats]] = {
    "log loss": compute_log_loss,
    "Brier score": lambda confidence, right: (confidence - right) ** 2,
    "excess confidence": lambda confidence, right: confidence - right,
}


def _compare(used: pd.DataFrame, name: str) -> Change:
    right = used["right"].to_numpy()
    now, refitted = (MEASURES[name](used[column].to_numpy(), right) for column in ("confidence", "refitted"))
    low, high = _bound(used, refitted - now, np.ones(len(used)))
    return Change(name, float(now.mean()), float(refitted.mean()), low, high)


def _count_shown(used: pd.DataFrame, confidence: pd.Series) -> Counted:
    shown = np.where(confidence.round(2) >= MIN_FIRM_CONFIDENCE, 1.0, 0.0)
    right = shown * used["right"].to_numpy(dtype=float)
    return Counted(int(shown.sum()), int(right.sum()), *_bound(used, right, shown))


def _bound(used: pd.DataFrame, parts: Floats, wholes: Floats) -> tuple[float, float]:
    """Return the 95 % interval of a ratio of sums over the decisions, by bootstrap over articles."""
    summed = pd.DataFrame({"parts": parts, "wholes": wholes}).groupby(used["doc_id"].to_numpy()).sum()
    return compute_interval(summed["parts"].to_numpy(float), summed["wholes"].to_numpy(float))


def _count_bands(used: pd.DataFrame) -> Iterator[Band]:
    places = np.searchsorted(BANDS[1:-1], used["confidence"], side="right")
    for place, (start, end) in enumerate(pairwise(BANDS)):
        band = used[places == place]
        if len(band):
            own, refitted = (float(band[column].mean()) for column in ("confidence", "refitted"))
            yield Band(start, end, len(band), int(band["right"].sum()), own, refitted)
