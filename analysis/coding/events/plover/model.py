"""The classifiers of event types that ship with the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis.coding.linear import Linear, unpacked

WEIGHTS = Path(__file__).with_name("weights.npz")

# PLOVER's types as human codes tell them apart; YIELD is CONCEDE or RETREAT
LEARNED = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


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
    """Write a model."""
    arrays = {**model.events.packed("events"), **model.sentences.packed("sentences")}
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that ships with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model back."""
    with np.load(path, allow_pickle=False) as arrays:
        return Model(unpacked(arrays, "events"), unpacked(arrays, "sentences"))
