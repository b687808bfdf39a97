"""Apply a calibration: adjust a coder's confidence to how often people found it right in a corpus.

The refitted confidence is ``1 / (1 + exp(-(slope * x + intercept)))``, where x is the logit of the coder's
own confidence (Platt, Probabilistic Outputs for Support Vector Machines, 1999). A slope of 1 and an
intercept of 0 change nothing.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.calibration import Calibration

# a confidence of 0 or 1 has no logit, and nobody is that sure
LEAST, MOST = 0.01, 0.99

Floats = NDArray[np.float64]
STEPS: Floats = np.arange(101) / 100


def refit_statements(statements: pd.DataFrame, calibration: Calibration | None) -> pd.DataFrame:
    """Return statements with the confidence of the calibration's coder refitted, and all others unchanged."""
    if calibration is None:
        return statements
    own = statements["coder"] == calibration.coder
    adjusted = adjust_confidence(statements["confidence"].to_numpy(dtype=float), calibration)
    return statements.assign(confidence=statements["confidence"].mask(own, adjusted))


def adjust_confidence(confidence: Floats, calibration: Calibration) -> Floats:
    """Return the refitted confidence, to two decimals; a missing one stays missing."""
    return np.round(apply_logistic(confidence, calibration.slope, calibration.intercept), 2)


def find_threshold(calibration: Calibration, least: float) -> float | None:
    """Return the lowest confidence of the coder, in hundredths, that is refitted to at least ``least``.

    None if there is none.
    """
    fits = STEPS[adjust_confidence(STEPS, calibration) >= least]
    return float(fits[0]) if len(fits) else None


def compute_logits(confidence: Floats) -> Floats:
    """Return the logits of confidences."""
    bounded = np.clip(confidence, LEAST, MOST)
    return np.asarray(np.log(bounded / (1 - bounded)))


def apply_logistic(confidence: Floats, slope: float, intercept: float) -> Floats:
    """Return confidences refitted with a slope and an intercept, not rounded."""
    return np.asarray(1 / (1 + np.exp(-(slope * compute_logits(confidence) + intercept))))
