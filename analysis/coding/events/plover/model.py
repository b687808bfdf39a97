"""The classifier of event types, as it runs: a sum of weights for what is known of an event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.npz")

# PLOVER's types as human codes tell them apart; YIELD is CONCEDE or RETREAT
LEARNED = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """A multinomial logistic regression over named features.

    Attributes:
        rows: feature → row of the weights.
        weights: ``[features, types]``, in the order of LEARNED.
        bias: ``[types]``, what is added.
    """

    rows: dict[int, int]
    weights: NDArray[np.float32]
    bias: Array

    def probabilities(self, readings: Sequence[Iterable[str]]) -> Array:
        """Return how likely each event is of each type, ``[events, types]``.

        Args:
            readings: the names of the features of each event.
        """
        scores = np.tile(self.bias, (len(readings), 1))
        for place, names in enumerate(readings):
            known = [row for name in names if (row := self.rows.get(key(name))) is not None]
            if known:
                scores[place] += self.weights[known].sum(axis=0) / len(known) ** 0.5
        scores = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        shares: Array = scores / scores.sum(axis=1, keepdims=True)
        return shares


@lru_cache(maxsize=1 << 16)
def key(name: str) -> int:
    """Return the number that stands for a feature in the weights file."""
    return crc32(name.encode())


@dataclass(frozen=True)
class Model:
    """What ships: one classifier that reads an event, one that reads its whole sentence.

    Attributes:
        events: over the features of an event's own words.
        sentences: over words and pairs of words of a sentence; for where it tells of one event only.
    """

    events: Linear
    sentences: Linear


def save(model: Model, path: Path) -> None:
    """Write a model: keys and weights, no words."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, part in (("events", model.events), ("sentences", model.sentences)):
        arrays[f"{name}.keys"] = np.fromiter(part.rows, dtype=np.uint32, count=len(part.rows))
        arrays[f"{name}.weights"] = part.weights.astype(np.float16)
        arrays[f"{name}.bias"] = part.bias
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that ships with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model back."""
    with np.load(path, allow_pickle=False) as arrays:
        return Model(*(_part(arrays, name) for name in ("events", "sentences")))


def _part(arrays: Any, name: str) -> Linear:
    rows = {number: row for row, number in enumerate(arrays[f"{name}.keys"].tolist())}
    return Linear(rows, arrays[f"{name}.weights"].astype(np.float32), arrays[f"{name}.bias"])
