"""Read and write the stance classifiers that come with the package."""

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
    ("statements/features.py", "statements/passages.py", "stance_cues/signs.py"),
    (("lexicon/lexicon.toml", ("stance", "tone", "mood", "clauses")), ("lexicon/plover.toml", ())),
)

# classes of the stance on the wording of the issue; "none" means no stance
CELLS = ("none", "support", "oppose", "neutral")
GIVEN = ("none", "support", "oppose")
# features of the confidence model, in the order of the weights in ``verdict``
EVIDENCE = (
    "odds", "margin", "named", "reworded", "short", "pointed", "topic", "rule agrees", "rule differs",
    "quoted", "outside", "others", "conditional", "conditional by rule", "mixed", "odds where mixed",
    "elsewhere agrees", "elsewhere differs",
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """The classifiers.

    Attributes:
        cells: classifies a pair of issue and holder in an article as one of CELLS.
        given: classifies a pair of given phrases as one of GIVEN.
        verdict: weights of EVIDENCE and the intercept, for the probability that a decision is correct.
    """

    cells: Linear
    given: Linear
    verdict: NDArray[np.float64]


def save(model: Model, path: Path) -> None:
    """Write the model to a file."""
    arrays = {
        **BASIS.stamp(),
        **model.cells.packed("cells"),
        **model.given.packed("given"),
        "verdict": model.verdict,
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that comes with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model from a file."""
    with np.load(path, allow_pickle=False) as arrays:
        BASIS.check(arrays, path)
        return Model(unpack(arrays, "cells"), unpack(arrays, "given"), arrays["verdict"])
