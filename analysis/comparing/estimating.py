"""Estimate figures for a corpus from a stratified probability sample of cells that a person coded.

The machine's answers for all cells make an estimate more precise and cannot bias it: what they get wrong is
estimated from the sample and taken off. This is the difference estimator of survey sampling (Särndal,
Swensson and Wretman, Model Assisted Survey Sampling, 1992, ch. 6), with weights that are 1 / inclusion
probability. With a tuned share of the machine's answers it is the estimator of prediction-powered inference
(Angelopoulos, Duchi and Zrnic, PPI++, arXiv 2311.01453, 2023) and design-based supervised learning (Egami et
al., NeurIPS 2023).

Intervals come from simulated corpora that agree with the sample. In each stratum, the answers that a person
would give to the other cells follow the Dirichlet-multinomial posterior (Ghosh and Meeden, Bayesian Methods
for Finite Population Sampling, 1997). A normal distribution is far off where mistakes are rare, and a sample
without a mistake does not show that there are none. So, as in Jeffreys' prior, half a cell in which the
machine is right and half a cell in which it is wrong are added to each stratum; and one wrong cell, with the
answers of the whole sample, to those by which wrong cells are divided among answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# simulated corpora, quantiles that bound the interval, and seed
DRAWS, BOUNDS, SEED = 2_000, (0.025, 0.975), 0
# cells added to each stratum: right, wrong, and outside the part of the corpus
ADDED = 0.5

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Estimate:
    """A figure for the corpus, with its 95 % interval; NaN if it cannot be estimated.

    Attributes:
        value: the figure.
        low, high: bounds of the interval.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sample:
    """What a person coded in a sample, by stratum; in each stratum the machine gave a single answer.

    Attributes:
        counts: sampled cells by stratum and the person's answer; (strata, answers), the last answer is none.
            Of a part of the corpus, such as one actor, only its own cells.
        drawn: sampled cells of each stratum, all parts together; at least 1.
        sizes: cells of the corpus in each stratum, all parts together.
        machine: the machine's answer in each stratum, as a place among the answers.
        known: cells of the part in each stratum; needed only where the machine found a position.
    """

    counts: Floats
    drawn: Floats
    sizes: Floats
    machine: Places
    known: Floats

    @cached_property
    def weighted(self) -> Floats:
        """Estimated cells of the part by stratum and the person's answer, from the sample alone."""
        scaled: Floats = self.counts * (self.sizes / self.drawn)[:, None]
        return scaled

    @cached_property
    def simulated(self) -> Floats:
        """The same in simulated corpora; (``DRAWS``, strata, answers)."""
        generator = np.random.default_rng(SEED)
        is_right = np.eye(self.counts.shape[1])[self.machine]
        right, inside = (self.counts * is_right).sum(axis=1), self.counts.sum(axis=1)
        outside = self.drawn - inside
        kinds = np.stack([right + ADDED, inside - right + ADDED, outside + ADDED * (outside > 0)], axis=1)
        usual = (1 - is_right) * (self.counts.sum(axis=0) + 1 / len(is_right[0]))
        usual /= usual.sum(axis=1, keepdims=True)
        chances = _draw_chances(generator, kinds)
        wrong = _draw_chances(generator, self.counts * (1 - is_right) + usual)
        answers = chances[:, :, :1] * is_right + chances[:, :, 1:2] * wrong
        rest = (self.sizes - self.drawn).astype(np.int64)
        unseen = generator.multinomial(rest, np.concatenate([answers, chances[:, :, 2:]], axis=2))
        return np.asarray(self.counts + unseen[:, :, :-1], dtype=float)


def _draw_chances(generator: np.random.Generator, counts: Floats) -> Floats:
    """Draw ``DRAWS`` times from a Dirichlet distribution for each row; (``DRAWS``, rows, columns)."""
    found = generator.standard_gamma(counts, (DRAWS, *counts.shape))
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def estimate_ratio(sample: Sample, top: Floats, bottom: Floats) -> Estimate:
    """Return the ratio of two numbers of cells, such as the share of positions that are support.

    The bias that a ratio has in small samples is taken off (Tin, JASA 60, 1965).

    Args:
        sample: the sample.
        top: whether a cell counts in the numerator, by stratum and the person's answer; 0 or 1.
        bottom: the same for the denominator.
    """
    weight = tune_weight(sample, top, bottom)

    def divide(found: Floats) -> Floats:
        above, below = (sum_corrected(sample, found, counted, weight) for counted in (top, bottom))
        ratio = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)
        return np.asarray(np.clip(ratio, 0, 1))

    plain = estimate_statistic(sample, divide)
    above, below = (sum_corrected(sample, sample.weighted, counted, weight) for counted in (top, bottom))
    if below <= 0 or above <= 0:
        return plain
    one, other = (counted - weight * _find_said(sample, counted) for counted in (top, bottom))
    shift = (
        _sum_products(sample, one, other) / (above * below) - _sum_products(sample, other, other) / below**2
    )
    return replace(plain, value=float(np.clip(plain.value * (1 + shift), 0, 1)))


def sum_corrected(sample: Sample, found: Floats, counted: Floats, weight: float) -> Floats:
    """Return the number of cells that count: a share of what the machine says, corrected by the sample.

    Args:
        sample: the sample.
        found: ``sample.weighted`` or ``sample.simulated``.
        counted: whether a cell counts, by stratum and answer.
        weight: the share of the machine's answers, 0 to 1.
    """
    says = _find_said(sample, counted)
    corrections = (found * (counted - weight * says)).sum(axis=(-2, -1))
    return np.asarray(weight * (says[:, 0] @ sample.known) + corrections)


def _find_said(sample: Sample, counted: Floats) -> Floats:
    """Return whether the machine's answers count, by stratum; (strata, 1)."""
    return counted[np.arange(len(sample.machine)), sample.machine][:, None]


def tune_weight(sample: Sample, top: Floats, bottom: Floats) -> float:
    """Return the share of the machine's answers, 0 to 1, that makes the variance of a ratio least.

    Arguments are those of ``estimate_ratio``.
    """
    below = (sample.weighted * bottom).sum()
    if not below:
        return 1.0
    contrast = top - (sample.weighted * top).sum() / below * bottom
    says = _find_said(sample, contrast) * np.ones_like(contrast)
    own = _sum_products(sample, says, says)
    return float(np.clip(_sum_products(sample, contrast, says) / own, 0, 1)) if own > 0 else 1.0


def _sum_products(sample: Sample, one: Floats, other: Floats) -> float:
    """Return the covariance of two estimated totals of values, given by stratum and the person's answer."""
    products = (sample.counts * one * other).sum(axis=1)
    means = (sample.counts * one).sum(axis=1) * (sample.counts * other).sum(axis=1) / sample.drawn
    scale = sample.sizes * (sample.sizes - sample.drawn) / (sample.drawn * np.maximum(sample.drawn - 1, 1))
    return float(scale @ (products - means))


def estimate_statistic(sample: Sample, compute: Callable[[Floats], Floats]) -> Estimate:
    """Return a statistic of all cells.

    Args:
        sample: the sample.
        compute: the statistic of numbers of cells by stratum and the person's answer; (…, strata, answers).
    """
    return Estimate(float(compute(sample.weighted)), *_bound(compute(sample.simulated)))


def _bound(simulated: Floats) -> tuple[float, float]:
    """Return the bounds of the middle 95 % of simulated figures, without undefined ones."""
    defined = simulated[~np.isnan(simulated)]
    if not len(defined):
        return float("nan"), float("nan")
    low, high = np.quantile(defined, BOUNDS)
    return float(low), float(high)
