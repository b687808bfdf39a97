"""Fit the probability that a candidate is right: a logistic regression on its evidence."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from analysis.coding.quotes.attributing import find_candidates, rank_candidates
from analysis.coding.quotes.network import CONTENT, SOURCE, Model
from analysis.coding.quotes.token_arrays import Indices
from training.attribution.samples import Sample


def collect_evidence(model: Model, samples: list[Sample]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the evidence for every candidate, ``[candidates, EVIDENCE]``, and whether it is right.

    Right is defined as ``full`` in PolNeAR's scorer: half of the longer content is
    shared, and the sources overlap or both are missing.
    """
    evidence, right = [], []
    for sample in samples:
        for candidate in find_candidates(model, sample.arrays):
            truth = sample.roles.get(candidate.cue)
            evidence.append(candidate.evidence)
            right.append(truth is not None and _is_match(truth[candidate.tokens], candidate.roles))
    return np.array(evidence), np.array(right)


def _is_match(truth: NDArray[np.int64], roles: Indices) -> bool:
    content, guess = truth == CONTENT, roles == CONTENT
    shared = int((content & guess).sum())
    if 2 * shared < max(int(content.sum()), int(guess.sum())):
        return False
    source, named = truth == SOURCE, roles == SOURCE
    return bool((source & named).any()) if source.any() else not named.any()


def fit_verdict(evidence: NDArray[np.float32], right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Fit a logistic regression of being right on the evidence; return its weights, then its intercept."""
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0)
    x = torch.from_numpy((evidence - mean) / spread)
    y = torch.from_numpy(right.astype(np.float32))
    weights = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> Tensor:
        optimiser.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(x @ weights[:-1] + weights[-1], y, reduction="sum")
        loss = loss + weights[:-1].square().sum() / 2
        loss.backward()
        return loss

    optimiser.step(closure)
    fitted = weights.detach().numpy()
    scaled = fitted[:-1] / spread
    return np.append(scaled, fitted[-1] - (scaled * mean).sum()).astype(np.float32)


def rank_outcomes(model: Model, samples: list[Sample]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the log-odds of all candidates, most likely first, and whether each is right."""
    found = []
    for sample in samples:
        for odds, candidate in rank_candidates(model, sample.arrays):
            truth = sample.roles.get(candidate.cue)
            found.append((odds, truth is not None and _is_match(truth[candidate.tokens], candidate.roles)))
    found.sort(reverse=True)
    return np.array([odds for odds, _ in found]), np.array([right for _, right in found])


def find_threshold(odds: NDArray[np.float64], right: NDArray[np.bool_], total: int) -> tuple[float, float]:
    """Return the minimum log-odds at which accepting candidates gives the best F1, and that F1."""
    scores = 2 * np.cumsum(right) / (np.arange(1, len(odds) + 1) + total)
    return float(odds[scores.argmax()]), float(scores.max())
