"""Krippendorff's alpha for nominal data, with a bootstrap interval.

See Krippendorff, Content Analysis, 2004, ch. 11.
"""

from collections.abc import Sequence

import krippendorff
import numpy as np
from numpy.typing import NDArray

# bootstrap: number of resamples, percentiles that bound the interval, and seed
DRAWS, BOUNDS, SEED = 1000, (2.5, 97.5), 0

Counts = NDArray[np.int64]


def alpha(values: Sequence[Sequence[str]]) -> float:
    """Return Krippendorff's alpha of nominal values, grouped by unit; NaN where it is undefined.

    >>> alpha([["support", "support"], ["oppose", "oppose"]])
    1.0
    >>> round(alpha([["support", "support"], ["oppose", "oppose"], ["support", "oppose"]]), 2)
    0.44
    >>> alpha([["support", "support"], ["support", "support"]])
    nan
    """
    return _compute_alpha(_count_values(values))


def bootstrap_interval(values: Sequence[Sequence[str]], clusters: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of alpha.

    Args:
        values: grouped by unit.
        clusters: the document of each unit; documents are resampled or, with a single document, its units.
    """
    counts = _count_values(values)
    names = sorted(set(clusters))
    places = np.array([names.index(cluster) for cluster in clusters])
    groups = [np.flatnonzero(places == number) for number in range(len(names))]
    if len(groups) == 1:
        groups = [np.array([unit]) for unit in range(len(values))]
    generator = np.random.default_rng(SEED)
    draws = []
    for _ in range(DRAWS if groups else 0):
        drawn = generator.integers(0, len(groups), len(groups))
        draws.append(_compute_alpha(counts[np.concatenate([groups[number] for number in drawn])]))
    defined = [draw for draw in draws if not np.isnan(draw)]
    if not defined:
        return float("nan"), float("nan")
    low, high = np.percentile(defined, BOUNDS)
    return float(low), float(high)


def _count_values(values: Sequence[Sequence[str]]) -> Counts:
    domain = sorted({value for unit in values for value in unit})
    return np.array([[list(unit).count(value) for value in domain] for unit in values], dtype=np.int64)


def _compute_alpha(counts: Counts) -> float:
    if not counts.size or (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
