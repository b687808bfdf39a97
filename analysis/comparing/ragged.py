"""Rows of different lengths in two arrays, for tables with too many rows for an object each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Ragged(NamedTuple):
    """A list of numbers for each row.

    Attributes:
        starts: where each row begins in ``values``, and where the last one ends.
        values: the numbers of all rows, one row after another.
    """

    starts: Numbers
    values: NDArray[Any]

    @property
    def lengths(self) -> Numbers:
        """How many numbers each row has."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Numbers:
        """The row of each number."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)

    def get(self, row: int) -> NDArray[Any]:
        """Return the numbers of a row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def take(self, rows: Numbers) -> "Ragged":
        """Return some of the rows, in the order given."""
        lengths = self.lengths[rows]
        return Ragged(
            np.concatenate([[0], np.cumsum(lengths)]), self.values[spread(self.starts[rows], lengths)]
        )

    def keep(self, kept: NDArray[np.bool_]) -> "Ragged":
        """Return all rows with only some of their numbers."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return Ragged(before[self.starts], self.values[kept])


def spread(starts: Numbers, lengths: Numbers) -> Numbers:
    """Return the places of stretches, one stretch after another: for 5 and 9 with 2 and 1: 5, 6, 9."""
    ends = np.cumsum(lengths)
    return np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)


def sort_distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Return the different numbers in order; of few numbers much faster than ``numpy.unique``."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def join_ragged(parts: Sequence[Ragged]) -> Ragged:
    """Return the rows of several tables, one table after another."""
    lengths = np.concatenate([part.lengths for part in parts])
    return Ragged(np.concatenate([[0], np.cumsum(lengths)]), np.concatenate([part.values for part in parts]))


def group_rows(rows: NDArray[Any], values: NDArray[Any], number: int) -> Ragged:
    """Return the values of each of a number of rows; ``rows`` must be in order."""
    return Ragged(np.searchsorted(rows, np.arange(number + 1)), values)
