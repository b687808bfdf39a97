"""Measure the distance between two networks by their cells or their spectra."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.network import Network
from analysis.errors import StancebookError, unknown_name_error

MEASURES = ("absdiff", "spectral")

Matrix = NDArray[np.float64]


def normalize_to_one(matrix: pd.DataFrame) -> pd.DataFrame:
    """Divide a matrix by the sum of the absolute values of its cells; an all-zero matrix is unchanged.

    DNA divides by the sum of the cells, which can be 0 or negative where negative cells cancel positive ones.
    """
    total = float(np.abs(matrix.to_numpy()).sum())
    return matrix / total if total else matrix


def compute_spectrum(matrix: Matrix) -> Matrix:
    """Return the eigenvalues of the Laplacian D − A in descending order, divided by their sum.

    A is the symmetric matrix with negative values set to 0, D the diagonal matrix of its degrees. The sum of
    the eigenvalues equals that of the degrees, which makes networks of different weight comparable. Without
    ties all values are 0.
    """
    positive = np.maximum(matrix, 0)
    values = np.linalg.eigvalsh(np.diag(positive.sum(axis=1)) - positive)[::-1]
    total = positive.sum()
    # a Laplacian has no negative eigenvalues: smaller values are rounding
    return np.maximum(values, 0) / total if total else np.zeros(len(matrix))


def network_distance(one: Network, other: Network, measure: str = "absdiff") -> float:
    """Return the distance between two networks of the same mode.

    Args:
        one: a network.
        other: another network; a node missing from one of them has no ties there.
        measure: ``absdiff``, the sum of the absolute differences of all cells; or ``spectral``, the same for
            the spectra of two one-mode networks.

    Raises:
        StancebookError: for an unknown measure, networks of different modes, or spectra of two-mode networks.
    """
    if measure not in MEASURES:
        raise unknown_name_error("measure", measure, MEASURES)
    if one.mode != other.mode:
        raise StancebookError("A one-mode and a two-mode network cannot be compared. Use one mode.")
    if measure == "spectral" and one.mode == "twomode":
        raise StancebookError("Spectra require one-mode networks. Use absdiff, or mode='onemode'.")
    mine, theirs = _align(one.matrix, other.matrix)
    if measure == "spectral":
        mine, theirs = compute_spectrum(mine), compute_spectrum(theirs)
    return float(np.abs(mine - theirs).sum())


def network_distances(networks: Sequence[Network], measure: str = "absdiff") -> pd.DataFrame:
    """Return the distance between each pair of networks, numbered in order; see ``network_distance``."""
    found = np.zeros((len(networks),) * 2)
    for row, one in enumerate(networks):
        for column, other in enumerate(networks[row + 1 :], start=row + 1):
            found[row, column] = found[column, row] = network_distance(one, other, measure)
    return pd.DataFrame(found)


def _align(one: pd.DataFrame, other: pd.DataFrame) -> tuple[Matrix, Matrix]:
    """Return two matrices, each with the rows and columns of both."""
    index, columns = one.index.union(other.index), one.columns.union(other.columns)
    mine, theirs = (
        matrix.reindex(index=index, columns=columns, fill_value=0).to_numpy(dtype=np.float64)
        for matrix in (one, other)
    )
    return mine, theirs
