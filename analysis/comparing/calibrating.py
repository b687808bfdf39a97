"""Refit the machine's confidence to people's decisions.

Two numbers are fitted, see ``comparing.refitting``. A normal prior holds them near 1 and 0, so a few
decisions change little. The threshold ``MIN_FIRM_CONFIDENCE`` keeps its meaning, the probability of being
right from which a statement counts: refitting the confidence moves it on the machine's own scale.

A fit is fair as far as the choice of what was decided depends on the confidence, and otherwise on nothing
that has to do with being right. A review shows first what is alone in its cell of the matrix, which is more
often wrong than other statements of the same confidence; the more is decided, the less this matters.
"""

import numpy as np
import pandas as pd

from analysis.calibration import Calibration
from analysis.comparing.refitting import Floats, compute_logits
from analysis.errors import StancebookError
from analysis.text import format_count

# fewer decisions, or decisions in fewer articles, are too few to fit and to measure the effect
FEWEST, FEWEST_ARTICLES = 30, 10
# standard deviations of the prior of the slope, and of the shift at the mean of the logits. Chosen on the
# articles of gold/news: with 30 to 150 decisions, halves and doubles of them predict other articles as well
PRIOR = np.array([0.5, 0.5])
# of slope and intercept
DECIMALS = 4
# the fit has converged at a smaller step
SMALLEST_STEP = 1e-9


def fit_calibration(judged: pd.DataFrame, coder: str, day: str) -> Calibration:
    """Fit the confidence of a coder to people's decisions.

    Args:
        judged: as ``list_judged`` returns them; those on which people disagree are not used.
        coder: name and version of the coder.
        day: the day of the fit.

    Raises:
        StancebookError: if there are too few decisions, or the coder's confidence says nothing.
    """
    used = judged.dropna(subset=["right"])
    _check_number(used)
    fitted = fit_logistic(used["confidence"].to_numpy(), used["right"].to_numpy())
    slope, intercept = (round(number, DECIMALS) for number in fitted)
    if slope <= 0:
        raise StancebookError(
            f"The confidence of {coder} says nothing here: statements with a higher one were not more often "
            "right. It cannot be refitted. Review the statements instead of trusting their confidence."
        )
    people = sorted({person for people in used["people"] for person in people})
    return Calibration(coder, slope, intercept, len(used), tuple(people), day)


def _check_number(used: pd.DataFrame) -> None:
    right, articles = int(used["right"].sum()), used["doc_id"].nunique()
    wrong = len(used) - right
    if len(used) < FEWEST or articles < FEWEST_ARTICLES or not right or not wrong:
        raise StancebookError(
            f"Too few decisions to refit the confidence: {len(used)} ({right} right, {wrong} wrong) in "
            f"{format_count(articles, 'article')}. Expected at least {FEWEST}, right and wrong ones, in "
            f"{FEWEST_ARTICLES} articles. Decide on more of the machine's statements, see docs/review.md, "
            "and list the table under `codings` in corpus.toml."
        )


def fit_logistic(confidence: Floats, right: Floats) -> tuple[float, float]:
    """Return slope and intercept of the refitted confidence.

    They maximise the posterior probability, by Newton's method with halved steps.

    Args:
        confidence: the coder's own; at least one.
        right: 1 for right, 0 for wrong.
    """
    logits = compute_logits(confidence)
    centre = float(logits.mean())
    inputs = np.stack([logits - centre, np.ones_like(logits)], axis=1)
    before, precision = np.array([1.0, centre]), np.diag(1 / PRIOR**2)

    def compute_loss(weights: Floats) -> float:
        scores, moved = inputs @ weights, weights - before
        return float((np.logaddexp(0, scores) - right * scores).sum() + moved @ precision @ moved / 2)

    weights, step = before, np.ones(2)
    while np.abs(step).max() > SMALLEST_STEP:
        share = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (share - right) + precision @ (weights - before)
        curvature = (inputs * (share * (1 - share))[:, None]).T @ inputs + precision
        step = np.linalg.solve(curvature, gradient)
        while compute_loss(weights - step) > compute_loss(weights) and np.abs(step).max() > SMALLEST_STEP:
            step = step / 2
        weights = weights - step
    slope, shift = weights.tolist()
    return slope, shift - slope * centre
