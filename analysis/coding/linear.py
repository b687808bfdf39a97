"""Apply a small linear classifier: sum the weights of a case's features and return probabilities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """A multinomial logistic regression over named features.

    Attributes:
        rows: hash of a feature → its row in the weights.
        weights: ``[features, classes]``.
        bias: ``[classes]``, added to the sum of weights.
    """

    rows: dict[int, int]
    weights: NDArray[np.float32]
    bias: Array

    def probabilities(self, readings: Sequence[Iterable[str]]) -> Array:
        """Return the probability of each class for each case, ``[cases, classes]``.

        Args:
            readings: the names of the features of each case.
        """
        scores = np.tile(self.bias, (len(readings), 1))
        for place, names in enumerate(readings):
            known = [row for name in names if (row := self.rows.get(hash_feature(name))) is not None]
            if known:
                scores[place] += self.weights[known].sum(axis=0) / len(known) ** 0.5
        scores = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        shares: Array = scores / scores.sum(axis=1, keepdims=True)
        return shares

    def decisive(self, names: Iterable[str], place: int) -> list[str]:
        """Return the features in favour of a class over the others, the strongest first.

        Args:
            names: the features of a case.
            place: the index of the class.
        """
        known = [(name, row) for name in names if (row := self.rows.get(hash_feature(name))) is not None]
        others = [number for number in range(self.weights.shape[1]) if number != place]
        gain = {
            name: float(self.weights[row, place] - self.weights[row, others].mean()) for name, row in known
        }
        return sorted((name for name in gain if gain[name] > 0), key=lambda name: -gain[name])

    def packed(self, name: str) -> dict[str, NDArray[Any]]:
        """Return the arrays to store under a name: hashes and weights, but no words."""
        return {
            f"{name}.keys": np.fromiter(self.rows, dtype=np.uint32, count=len(self.rows)),
            f"{name}.weights": self.weights.astype(np.float16),
            f"{name}.bias": self.bias,
        }


@lru_cache(maxsize=1 << 16)
def hash_feature(name: str) -> int:
    """Return the number that represents a feature in a file of weights."""
    return crc32(name.encode())


def unpack(arrays: Mapping[str, NDArray[Any]], name: str) -> Linear:
    """Return the classifier that was stored under a name."""
    rows = {number: row for row, number in enumerate(arrays[f"{name}.keys"].tolist())}
    return Linear(rows, arrays[f"{name}.weights"].astype(np.float32), arrays[f"{name}.bias"])
