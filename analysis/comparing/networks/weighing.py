"""The cells of a network: matrix products of counts, never a loop over pairs.

With x[i, j, k] for the number of statements of row i on column j with level k, and n[i, j] for their sum
over k. On a scale, how far two statements are apart is summed over the gaps between neighbouring levels
v[t] < v[t+1]: of each two statements on either side of a gap, the gap counts. With a[t] for the counts up to
level t and b[t] = n - a[t] that makes Σ_t (v[t+1] - v[t]) (a[t] b[t]ᵀ + b[t] a[t]ᵀ), exact for whole numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.networks.filtering import Filtered
from analysis.comparing.networks.settings import Settings
from analysis.errors import StancebookError

Matrix = NDArray[np.float64]
# beyond it a float no longer holds a pattern of levels exactly
MOST_LEVELS = 52


@dataclass(frozen=True)
class Counts:
    """How often each row speaks on each column, in all and by level."""

    statements: Filtered

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""
        return len(self.statements.rows), len(self.statements.columns)

    @property
    def all(self) -> Matrix:
        """Return n."""
        return self._count(np.ones(len(self.statements.frame), dtype=bool))

    def by_level(self) -> Iterator[Matrix]:
        """Yield x for each level in order; without a qualifier n is the only one."""
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
    """Return the cells of a network."""
    counts = Counts(statements)
    if settings.mode == "twomode":
        return _divide(_count_cells(counts, settings), _compute_two_mode_divisors(counts, settings), settings)
    weighed = _divide(_count_ties(counts, settings), _compute_one_mode_divisors(counts, settings), settings)
    np.fill_diagonal(weighed, 0)
    return weighed


def _divide(numerator: Matrix, denominator: Matrix | None, settings: Settings) -> Matrix:
    """Divide; nothing by nothing is nothing, and in DNA 3 no number."""
    if denominator is None:
        return numerator
    with np.errstate(invalid="ignore", divide="ignore"):
        result = np.asarray(numerator / denominator)
    return result if settings.is_dna else np.where(denominator == 0, 0.0, result)


def _count_cells(counts: Counts, settings: Settings) -> Matrix:
    """Return the cells of a two-mode network."""
    qualifier = counts.statements.qualifier
    if settings.qualifier_aggregation == "combine":
        return _encode_patterns(counts)
    if settings.qualifier_aggregation == "ignore":
        return counts.all
    if qualifier.is_nominal:
        if settings.is_dna:
            return counts.all
        raise StancebookError('Texts cannot be subtracted. Use qualifier_aggregation="ignore" or "combine".')
    values = [2 * it - 1 if qualifier.type == "boolean" else it for it in map(float, qualifier.levels)]
    cells = np.zeros(counts.shape)
    for value, x in zip(values, counts.by_level(), strict=True):
        cells += value * x
    return cells


def _encode_patterns(counts: Counts) -> Matrix:
    """Return which levels occur as the digits of a binary number, the highest level being its last digit."""
    count = len(counts.statements.qualifier.levels)
    if count > MOST_LEVELS:
        raise StancebookError(
            f"combine holds at most {MOST_LEVELS} levels, the qualifier has {count}. Use subtract."
        )
    patterns = np.zeros(counts.shape)
    for place, x in enumerate(counts.by_level(), start=1):
        patterns += 2.0 ** (count - place) * (x > 0)
    return patterns


def _compute_two_mode_divisors(counts: Counts, settings: Settings) -> Matrix | None:
    """Return what the cells of a two-mode network are divided by: the statements of their row or column."""
    axis = {"activity": 1, "prominence": 0}.get(settings.normalization)
    return None if axis is None else counts.all.sum(axis=axis, keepdims=True)


def _count_ties(counts: Counts, settings: Settings) -> Matrix:
    """Return the cells of a one-mode network before they are divided."""
    if settings.qualifier_aggregation == "ignore":
        return counts.all @ counts.all.T
    agreeing, opposing = compare_rows(counts, settings)
    return {"congruence": agreeing, "conflict": opposing, "subtract": agreeing - opposing}[
        settings.qualifier_aggregation
    ]


def compare_rows(counts: Counts, settings: Settings) -> tuple[Matrix, Matrix]:
    """Return congruence and conflict of each two rows, and on the diagonal of each row with itself."""
    everything = counts.all @ counts.all.T
    if counts.statements.qualifier.is_nominal:
        agreeing = sum((x @ x.T for x in counts.by_level()), np.zeros_like(everything))
        return agreeing, _count_unmatched(counts) if settings.is_dna else everything - agreeing
    width = counts.statements.qualifier.width
    apart = _sum_distances(counts)
    if width == 0:
        # DNA 3 divides by the width; on a scale of one value nobody stands apart
        return (everything, apart) if not settings.is_dna else (everything * np.nan, everything * np.nan)
    return (width * everything - apart) / width, apart / width


def _sum_distances(counts: Counts) -> Matrix:
    """Return how far the statements of two rows on the same columns stand apart, in units of the scale."""
    n = counts.all
    values = [float(level) for level in counts.statements.qualifier.levels]
    total, up_to = np.zeros((len(n), len(n))), np.zeros_like(n)
    for gap, x in zip(np.diff(values), counts.by_level(), strict=False):
        up_to = up_to + x
        crossing = up_to @ (n - up_to).T
        total += gap * (crossing + crossing.T)
    return total


def _count_unmatched(counts: Counts) -> Matrix:
    """Return the statements of two rows on columns and with levels that only one of them has."""
    lonely = [x @ (x == 0).T.astype(np.float64) for x in counts.by_level()]
    return sum((it + it.T for it in lonely), np.zeros((counts.shape[0],) * 2))


def _compute_one_mode_divisors(counts: Counts, settings: Settings) -> Matrix | None:
    """Return what the cells of a one-mode network are divided by."""
    if settings.normalization == "no":
        return None
    if settings.normalization == "average":
        activity = counts.all.sum(axis=1)
        return np.asarray(np.add.outer(activity, activity) / 2)
    if settings.is_dna:
        return _compute_dna_divisors(counts, settings)
    alike = (
        counts.all @ counts.all.T
        if settings.qualifier_aggregation == "ignore"
        else compare_rows(counts, settings)[0]
    )
    own = np.diag(alike)
    if settings.normalization == "cosine":
        return np.asarray(np.sqrt(np.multiply.outer(own, own)))
    return np.asarray(np.add.outer(own, own) - alike)


def _compute_dna_divisors(counts: Counts, settings: Settings) -> Matrix:
    """Return DNA 3's denominators: "cosine" a product of activities, "jaccard" sums and products mixed."""
    if settings.normalization == "cosine":
        activity = counts.all.sum(axis=1)
        return np.asarray(np.multiply.outer(activity, activity))
    shared = sum((x @ x.T for x in counts.by_level()), np.zeros((counts.shape[0],) * 2))
    return np.asarray(_count_unmatched(counts) + shared)
