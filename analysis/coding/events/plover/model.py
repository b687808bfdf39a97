"""Load and save the classifiers of event types that ship with the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from analysis.coding.basis import Basis
from analysis.coding.linear import Linear, unpack

WEIGHTS = Path(__file__).with_name("weights.npz")
BASIS = Basis(
    "make train-event-types GOLD=folder",
    ("events/plover/features.py", "events/plover/event_context.py"),
    (("lexicon/plover.toml", ()), ("lexicon/lexicon.toml", ("mood", "clauses"))),
)

# PLOVER's types as the human codes distinguish them; YIELD is CONCEDE or RETREAT
LEARNED = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """Two classifiers: one of events, one of whole sentences.

    Attributes:
        events: over the features of an event's words.
        sentences: over the words and bigrams of a sentence, for sentences about one event only.
    """

    events: Linear
    sentences: Linear


def save(model: Model, path: Path) -> None:
    """Write a model to a file."""
    arrays = {**BASIS.stamp(), **model.events.packed("events"), **model.sentences.packed("sentences")}
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that ships with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model from a file."""
    with np.load(path, allow_pickle=False) as arrays:
        BASIS.check(arrays, path)
        return Model(unpack(arrays, "events"), unpack(arrays, "sentences"))
