"""The classifiers of stances that ship with the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.coding.basis import Basis
from analysis.coding.linear import Linear, unpack

WEIGHTS = Path(__file__).with_name("weights.npz")
BASIS = Basis(
    "make train-stances GOLD=folder",
    ("statements/features.py", "stance_cues/signs.py"),
    (("lexicon/lexicon.toml", ("stance", "tone", "mood", "clauses")), ("lexicon/plover.toml", ())),
)

# what is told apart, as seen from the wording of the issue; "none" is no stance at all
CELLS = ("none", "support", "oppose", "neutral")
GIVEN = ("none", "support", "oppose")
# what speaks for and against a judgement being right, in the order of the verdict's weights
EVIDENCE = (
    "odds", "margin", "named", "reworded", "short", "pointed", "topic", "rule agrees", "rule differs",
    "quoted", "outside", "others", "conditional",
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """What ships.

    Attributes:
        cells: reads a pair of issue and holder that an article names; of the classes CELLS.
        given: reads a pair of phrases that somebody pointed at; of the classes GIVEN.
        verdict: weights of the EVIDENCE that a judgement is right, and what is added.
    """

    cells: Linear
    given: Linear
    verdict: NDArray[np.float64]


def save(model: Model, path: Path) -> None:
    """Write a model."""
    arrays = {
        **BASIS.stamp(),
        **model.cells.packed("cells"),
        **model.given.packed("given"),
        "verdict": model.verdict,
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that ships with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model back."""
    with np.load(path, allow_pickle=False) as arrays:
        BASIS.check(arrays, path)
        return Model(unpack(arrays, "cells"), unpack(arrays, "given"), arrays["verdict"])
