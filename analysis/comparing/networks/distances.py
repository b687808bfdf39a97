"""How far two networks are apart, cell by cell or by their spectra."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.network import Network
from analysis.errors import StancebookError, unknown

MEASURES = ("absdiff", "spectral")

Matrix = NDArray[np.float64]


def normalize_to_one(matrix: pd.DataFrame) -> pd.DataFrame:
    """Divide a matrix by the sum of the amounts of its cells; one without any stays as it is.

    Where negative cells cancel positive ones, DNA's sum of the cells themselves can be 0 or negative.
    """
    total = float(np.abs(matrix.to_numpy()).sum())
    return matrix / total if total else matrix


def compute_spectrum(matrix: Matrix) -> Matrix:
    """Return the eigenvalues of the Laplacian D − A in falling order, divided by their sum.

    A is the symmetric matrix with what is negative set to 0, D the diagonal of its degrees. The sum of the
    eigenvalues is that of the degrees, so that networks of different weight can be compared. Without any
    tie all are 0.
    """
    positive = np.maximum(matrix, 0)
    values = np.linalg.eigvalsh(np.diag(positive.sum(axis=1)) - positive)[::-1]
    total = positive.sum()
    # what is smaller is rounding: a Laplacian has no negative eigenvalue
    return np.maximum(values, 0) / total if total else np.zeros(len(matrix))


def network_distance(one: Network, other: Network, measure: str = "absdiff") -> float:
    """Return how far two networks of one mode are apart.

    Args:
        one: a network.
        other: another; who is missing in one of them stands there without a tie.
        measure: ``absdiff``, the sum of the differences of all cells, or ``spectral``, that of the spectra
            of two one-mode networks.

    Raises:
        StancebookError: for an unknown measure, networks of two modes, or spectra of two-mode networks.
    """
    if measure not in MEASURES:
        raise unknown("measure", measure, MEASURES)
    if one.mode != other.mode:
        raise StancebookError("A one-mode and a two-mode network cannot be compared. Make two of one mode.")
    if measure == "spectral" and one.mode == "twomode":
        raise StancebookError("Spectra are those of one-mode networks. Use absdiff, or mode='onemode'.")
    mine, theirs = _align(one.matrix, other.matrix)
    if measure == "spectral":
        mine, theirs = compute_spectrum(mine), compute_spectrum(theirs)
    return float(np.abs(mine - theirs).sum())


def network_distances(networks: Sequence[Network], measure: str = "absdiff") -> pd.DataFrame:
    """Return the distance of each two networks, numbered as they are given; see ``network_distance``."""
    found = np.zeros((len(networks),) * 2)
    for place, one in enumerate(networks):
        for further, other in enumerate(networks[place + 1 :], start=place + 1):
            found[place, further] = found[further, place] = network_distance(one, other, measure)
    return pd.DataFrame(found)


def _align(one: pd.DataFrame, other: pd.DataFrame) -> tuple[Matrix, Matrix]:
    """Return two matrices with the rows and columns of both."""
    index, columns = one.index.union(other.index), one.columns.union(other.columns)
    mine, theirs = (
        it.reindex(index=index, columns=columns, fill_value=0).to_numpy(dtype=np.float64)
        for it in (one, other)
    )
    return mine, theirs
