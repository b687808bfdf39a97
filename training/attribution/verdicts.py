"""How likely a candidate is right: a logistic regression on what speaks for and against it."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from analysis.coding.quotes.attributing import candidates, judged
from analysis.coding.quotes.network import CONTENT, SOURCE, Model
from analysis.coding.quotes.token_arrays import Places
from training.attribution.samples import Sample


def assessed(model: Model, samples: list[Sample]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the evidence for every candidate, ``[candidates, EVIDENCE]``, and whether it is right.

    Right means what the scorer of PolNeAR's gold calls ``full``: half of the longer content is
    shared, and the sources touch or both are missing.
    """
    evidence, right = [], []
    for sample in samples:
        for candidate in candidates(model, sample.it):
            truth = sample.roles.get(candidate.cue)
            evidence.append(candidate.evidence)
            right.append(truth is not None and _agree(truth[candidate.tokens], candidate.roles))
    return np.array(evidence), np.array(right)


def _agree(truth: NDArray[np.int64], roles: Places) -> bool:
    content, guess = truth == CONTENT, roles == CONTENT
    shared = int((content & guess).sum())
    if 2 * shared < max(int(content.sum()), int(guess.sum())):
        return False
    source, named = truth == SOURCE, roles == SOURCE
    return bool((source & named).any()) if source.any() else not named.any()


def verdict(evidence: NDArray[np.float32], right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Fit a logistic regression of being right on the evidence; return its weights and what is added."""
    mean, spread = evidence.mean(axis=0), evidence.std(axis=0)
    x = torch.from_numpy((evidence - mean) / spread)
    y = torch.from_numpy(right.astype(np.float32))
    weights = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> Tensor:
        optimiser.zero_grad()
        wrong = functional.binary_cross_entropy_with_logits(
            x @ weights[:-1] + weights[-1], y, reduction="sum"
        )
        wrong = wrong + weights[:-1].square().sum() / 2
        wrong.backward()
        return wrong

    optimiser.step(closure)
    fitted = weights.detach().numpy()
    scaled = fitted[:-1] / spread
    return np.append(scaled, fitted[-1] - (scaled * mean).sum()).astype(np.float32)


def outcomes(model: Model, samples: list[Sample]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the odds of all that a model may take, the surest first, and whether it is right."""
    found = []
    for sample in samples:
        for odds, candidate in judged(model, sample.it):
            truth = sample.roles.get(candidate.cue)
            found.append((odds, truth is not None and _agree(truth[candidate.tokens], candidate.roles)))
    found.sort(reverse=True)
    return np.array([odds for odds, _ in found]), np.array([right for _, right in found])


def best_threshold(odds: NDArray[np.float64], right: NDArray[np.bool_], total: int) -> tuple[float, float]:
    """Return the odds from which on taking what was found gives the best F1, and that F1."""
    scores = 2 * np.cumsum(right) / (np.arange(1, len(odds) + 1) + total)
    return float(odds[scores.argmax()]), float(scores.max())
