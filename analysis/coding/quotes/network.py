"""The attribution network, as it runs: a few matrix products over the columns of an article.

Every token gets a vector from what is known of it, its neighbours, its head and its dependents. From
the vectors follows how likely a token heads a cue; seen from each likely cue, every token near it
gets scores for the four ROLES, and the cue a second, informed opinion on whether it attributes at all.
The design joins semantic role labelling relative to a predicate with a graph convolution over the
parse; training/attribution/torch_network.py holds the same network for learning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.coding.quotes.features import Pairs, token_features
from analysis.coding.quotes.token_arrays import Columns, Ids, Places

WEIGHTS = Path(__file__).with_name("weights.npz")

ROLES = ("none", "source", "cue", "content")
NONE, SOURCE, CUE, CONTENT = range(4)

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Seen:
    """What the network makes of the tokens that each cue sees.

    Attributes:
        roles: ``[pairs, 4]``, scores of the ROLES, before the transitions.
        accepted: ``[cues]``, log-odds that the cue attributes.
    """

    roles: Array
    accepted: Array


class Network:
    """One trained network.

    Args:
        vocabularies: sorted ids that each feature's table knows, token features first.
        weights: arrays by name; tables have a row for the unknown, then one per known id.
    """

    def __init__(self, vocabularies: Sequence[Ids], weights: dict[str, Array]) -> None:
        self.vocabularies = vocabularies
        self.weights = weights

    @property
    def transitions(self) -> Array:
        """Scores of one role following another, ``[4, 4]``."""
        return self.weights["transitions"]

    def tokens(self, it: Columns) -> tuple[Array, Array]:
        """Return a vector for each token, and its log-odds of heading a cue."""
        features = token_features(it)
        x = self._linear("token.input", it.vectors) + self._embedded("token", features, 0)
        x = self._normal("token.norm", x)
        before, behind, above = neighbours(it)
        layer = 0
        while f"token.layer{layer}.weight" in self.weights:
            padded = np.concatenate([x, np.zeros((1, x.shape[1]), dtype=np.float32)])
            around = [padded[before], x, padded[behind], padded[above]]
            seen = np.concatenate([*around, _sums(x, it.head) / 2], axis=1)
            x = self._normal(f"token.norm{layer}", x + self._maxout(f"token.layer{layer}", seen))
            layer += 1
        return x, self._scored("token.cue", x)

    def pairs(self, vectors: Array, pairs: Pairs) -> Seen:
        """Return what each cue makes of the tokens it sees."""
        first = len(self.vocabularies) - len(pairs.features)
        x = self._linear("pair.token", vectors)[pairs.token] + self._linear("pair.cue", vectors)[pairs.cue]
        x += self._linear("pair.between", pairs.between)
        x += self._embedded("pair", pairs.features, first)
        x = self._normal("pair.norm", np.maximum(x, 0))
        begins = np.cumsum(pairs.lengths) - pairs.lengths
        before, behind = np.zeros_like(x), np.zeros_like(x)
        before[1:], behind[:-1] = x[:-1], x[1:]
        before[begins] = 0
        behind[begins + pairs.lengths - 1] = 0
        around = np.concatenate([before, x, behind], axis=1)
        x = self._normal("pair.norm0", x + self._maxout("pair.layer0", around))
        roles = self._linear("pair.roles", x)
        return Seen(roles, self._accepted(vectors[pairs.cues], x, roles, begins))

    def _accepted(self, cues: Array, x: Array, roles: Array, begins: Places) -> Array:
        shares = np.exp(roles - roles.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        sizes = np.add.reduceat(shares, begins)
        pooled = [
            np.add.reduceat(x * shares[:, role, None], begins) / (sizes[:, role, None] + 0.5)
            for role in (SOURCE, CUE, CONTENT)
        ]
        size = [np.minimum(sizes[:, SOURCE], 1), *(np.log1p(sizes[:, role]) for role in (3, 2, 1))]
        strongest = np.maximum.reduceat(x, begins)
        return self._scored("accept", np.concatenate([*pooled, strongest, cues, np.stack(size, 1)], axis=1))

    def _embedded(self, name: str, features: list[Ids], first: int) -> Array:
        weights = self.weights
        total = np.zeros((1, weights[f"{name}.table0.weight"].shape[1]), dtype=np.float32)
        for number, ids in enumerate(features):
            rows = known(self.vocabularies[first + number], ids)
            total = total + weights[f"{name}.table{number}.weight"][rows]
        return total

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _maxout(self, name: str, x: Array) -> Array:
        return np.maximum(*np.split(self._linear(name, x), 2, axis=1))

    def _scored(self, name: str, x: Array) -> Array:
        return self._linear(f"{name}.out", np.maximum(self._linear(f"{name}.hidden", x), 0))[:, 0]

    def _normal(self, name: str, x: Array) -> Array:
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + 1e-5)
        return x * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]


def known(vocabulary: Ids, ids: Ids) -> Places:
    """Return the row of each id in the table of a vocabulary; 0 is for the unknown."""
    place = np.minimum(np.searchsorted(vocabulary, ids), len(vocabulary) - 1)
    return np.where(vocabulary[place] == ids, place + 1, 0)


def neighbours(it: Columns) -> tuple[Places, Places, Places]:
    """Return the places before, behind and above each token; one past the end for nothing."""
    place = np.arange(len(it))
    before, behind = place - 1, place + 1
    before[it.first[:-1]] = len(it)
    behind[it.first[1:] - 1] = len(it)
    return before, behind, np.where(it.head == place, len(it), it.head)


def _sums(x: Array, head: Places) -> Array:
    """Return the sum of the vectors that hang on each token."""
    kids = np.flatnonzero(head != np.arange(len(head)))
    kids = kids[np.argsort(head[kids], kind="stable")]
    found = np.zeros_like(x)
    if len(kids):
        heads, begins = np.unique(head[kids], return_index=True)
        found[heads] = np.add.reduceat(x[kids], begins)
    return found


@dataclass(frozen=True)
class Model:
    """What ships: several networks trained alike from different beginnings, and a verdict on what they find.

    Attributes:
        networks: their mean is better than any of them.
        likely: from this probability on, a token is looked at as a cue.
        verdict: weights of the evidence for a candidate, and what is added; they give the log-odds
            that its content and source are right.
        threshold: log-odds from which on it is taken.
    """

    networks: Sequence[Network]
    likely: float
    verdict: Array
    threshold: float

    @cached_property
    def transitions(self) -> Array:
        """Mean scores of one role following another, ``[4, 4]``."""
        mean: Array = np.mean([network.transitions for network in self.networks], axis=0)
        return mean


def save(model: Model, path: Path) -> None:
    """Write a model: tables as bytes with a scale per column, everything else in half precision."""
    arrays: dict[str, NDArray[Any]] = {
        "settings": np.array([model.likely, model.threshold]),
        "verdict": model.verdict,
    }
    for number, vocabulary in enumerate(model.networks[0].vocabularies):
        arrays[f"vocabulary{number}"] = vocabulary
    for member, network in enumerate(model.networks):
        for name, values in network.weights.items():
            key = f"{member}.{name}"
            if ".table" in name:
                scale = np.maximum(np.abs(values).max(axis=0), 1e-6) / 127
                arrays[f"{key}.scale"] = scale.astype(np.float32)
                arrays[key] = np.round(values / scale).astype(np.int8)
            else:
                arrays[key] = values.astype(np.float16)
    np.savez_compressed(path, allow_pickle=False, **arrays)


@cache
def load() -> Model:
    """Load the model that ships with the package, once per process."""
    return read(WEIGHTS)


def read(path: Path) -> Model:
    """Read a model back."""
    members: dict[int, dict[str, Array]] = {}
    vocabularies: dict[int, Ids] = {}
    with np.load(path, allow_pickle=False) as arrays:
        likely, threshold = (float(value) for value in arrays["settings"])
        verdict = arrays["verdict"]
        for key in arrays.files:
            member, _, name = key.partition(".")
            if key.startswith("vocabulary"):
                vocabularies[int(key.removeprefix("vocabulary"))] = arrays[key]
            elif name and not name.endswith(".scale"):
                values = arrays[key].astype(np.float32)
                scale = f"{key}.scale"
                members.setdefault(int(member), {})[name] = (
                    values * arrays[scale] if scale in arrays else values
                )
    known_ids = [vocabularies[number] for number in range(len(vocabularies))]
    networks = [Network(known_ids, members[number]) for number in range(len(members))]
    return Model(networks, likely, verdict, threshold)
