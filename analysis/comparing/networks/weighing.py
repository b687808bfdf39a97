"""Compute the cells of a network with matrix products of counts instead of loops over pairs.

Let x[i, j, k] be the number of statements of row i on column j with level k, and n[i, j] their sum over k. On
a scale, the distance between two statements is the sum of the gaps between neighbouring levels v[t] < v[t+1]
that separate them. With a[t] for the counts up to level t and b[t] = n - a[t], the distances of all pairs add
up to Σ_t (v[t+1] - v[t]) (a[t] b[t]ᵀ + b[t] a[t]ᵀ), which is exact for whole numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.networks.filtering import Filtered
from analysis.comparing.networks.settings import Settings
from analysis.errors import StancebookError

Matrix = NDArray[np.float64]
# beyond this a float cannot represent a pattern of levels exactly
MOST_LEVELS = 52


@dataclass(frozen=True)
class Counts:
    """Counts of the statements of each row on each column, in total and by level."""

    statements: Filtered

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of rows and columns."""
        return len(self.statements.rows), len(self.statements.columns)

    @property
    def all(self) -> Matrix:
        """Return n, the counts over all levels."""
        return self._count(np.ones(len(self.statements.frame), dtype=bool))

    def by_level(self) -> Iterator[Matrix]:
        """Yield x for each level in order; without a qualifier, n is the only level."""
        level = self.statements.frame["level"].to_numpy()
        if not self.statements.qualifier.type:
            yield self.all
        for place in range(len(self.statements.qualifier.levels)):
            yield self._count(level == place)

    def _count(self, chosen: NDArray[np.bool_]) -> Matrix:
        rows, columns = self.shape
        frame = self.statements.frame
        cell = frame["row"].to_numpy()[chosen] * columns + frame["column"].to_numpy()[chosen]
        return np.bincount(cell, minlength=rows * columns).reshape(rows, columns).astype(np.float64)


def compute_weights(statements: Filtered, settings: Settings) -> Matrix:
    """Return the cells of a network, normalised."""
    counts = Counts(statements)
    if settings.mode == "twomode":
        return _divide(_count_cells(counts, settings), _compute_two_mode_divisors(counts, settings), settings)
    ties = _divide(_count_ties(counts, settings), _compute_one_mode_divisors(counts, settings), settings)
    np.fill_diagonal(ties, 0)
    return ties


def _divide(numerator: Matrix, denominator: Matrix | None, settings: Settings) -> Matrix:
    """Divide two matrices; 0 / 0 is 0, or NaN as in DNA 3."""
    if denominator is None:
        return numerator
    with np.errstate(invalid="ignore", divide="ignore"):
        result = np.asarray(numerator / denominator)
    return result if settings.is_dna else np.where(denominator == 0, 0.0, result)


def _count_cells(counts: Counts, settings: Settings) -> Matrix:
    """Return the cells of a two-mode network before normalisation."""
    qualifier = counts.statements.qualifier
    if settings.qualifier_aggregation == "combine":
        return _encode_patterns(counts)
    if settings.qualifier_aggregation == "ignore":
        return counts.all
    if qualifier.is_nominal:
        if settings.is_dna:
            return counts.all
        raise StancebookError('Texts cannot be subtracted. Use qualifier_aggregation="ignore" or "combine".')
    values = [
        2 * level - 1 if qualifier.type == "boolean" else level for level in map(float, qualifier.levels)
    ]
    cells = np.zeros(counts.shape)
    for value, x in zip(values, counts.by_level(), strict=True):
        cells += value * x
    return cells


def _encode_patterns(counts: Counts) -> Matrix:
    """Encode the levels that occur as a binary number; the highest level is its last digit."""
    count = len(counts.statements.qualifier.levels)
    if count > MOST_LEVELS:
        raise StancebookError(f"combine supports at most {MOST_LEVELS} levels, got {count}. Use subtract.")
    patterns = np.zeros(counts.shape)
    for place, x in enumerate(counts.by_level(), start=1):
        patterns += 2.0 ** (count - place) * (x > 0)
    return patterns


def _compute_two_mode_divisors(counts: Counts, settings: Settings) -> Matrix | None:
    """Return the divisors of a two-mode network: the statements of each row or column."""
    axis = {"activity": 1, "prominence": 0}.get(settings.normalization)
    return None if axis is None else counts.all.sum(axis=axis, keepdims=True)


def _count_ties(counts: Counts, settings: Settings) -> Matrix:
    """Return the cells of a one-mode network before normalisation."""
    if settings.qualifier_aggregation == "ignore":
        return counts.all @ counts.all.T
    agreeing, opposing = compare_rows(counts, settings)
    return {"congruence": agreeing, "conflict": opposing, "subtract": agreeing - opposing}[
        settings.qualifier_aggregation
    ]


def compare_rows(counts: Counts, settings: Settings) -> tuple[Matrix, Matrix]:
    """Return congruence and conflict of each pair of rows, including each row with itself."""
    everything = counts.all @ counts.all.T
    if counts.statements.qualifier.is_nominal:
        agreeing = sum((x @ x.T for x in counts.by_level()), np.zeros_like(everything))
        return agreeing, _count_unmatched(counts) if settings.is_dna else everything - agreeing
    width = counts.statements.qualifier.width
    distances = _sum_distances(counts)
    if width == 0:
        # DNA 3 divides by the width; on a scale with a single value all statements agree
        return (everything, distances) if not settings.is_dna else (everything * np.nan, everything * np.nan)
    return (width * everything - distances) / width, distances / width


def _sum_distances(counts: Counts) -> Matrix:
    """Return the total distance between statements of two rows on the same columns, in units of the scale."""
    n = counts.all
    values = [float(level) for level in counts.statements.qualifier.levels]
    total, up_to = np.zeros((len(n), len(n))), np.zeros_like(n)
    for gap, x in zip(np.diff(values), counts.by_level(), strict=False):
        up_to = up_to + x
        crossing = up_to @ (n - up_to).T
        total += gap * (crossing + crossing.T)
    return total


def _count_unmatched(counts: Counts) -> Matrix:
    """Count the statements of two rows on columns and with levels that only one of them has."""
    unmatched = [x @ (x == 0).T.astype(np.float64) for x in counts.by_level()]
    return sum((count + count.T for count in unmatched), np.zeros((counts.shape[0],) * 2))


def _compute_one_mode_divisors(counts: Counts, settings: Settings) -> Matrix | None:
    """Return the divisors of a one-mode network."""
    if settings.normalization == "no":
        return None
    if settings.normalization == "average":
        activity = counts.all.sum(axis=1)
        return np.asarray(np.add.outer(activity, activity) / 2)
    if settings.is_dna:
        return _compute_dna_divisors(counts, settings)
    congruence = (
        counts.all @ counts.all.T
        if settings.qualifier_aggregation == "ignore"
        else compare_rows(counts, settings)[0]
    )
    own = np.diag(congruence)
    if settings.normalization == "cosine":
        return np.asarray(np.sqrt(np.multiply.outer(own, own)))
    return np.asarray(np.add.outer(own, own) - congruence)


def _compute_dna_divisors(counts: Counts, settings: Settings) -> Matrix:
    """Return DNA 3's divisors: a product of activities for cosine, mixed sums and products for jaccard."""
    if settings.normalization == "cosine":
        activity = counts.all.sum(axis=1)
        return np.asarray(np.multiply.outer(activity, activity))
    shared = sum((x @ x.T for x in counts.by_level()), np.zeros((counts.shape[0],) * 2))
    return np.asarray(_count_unmatched(counts) + shared)
