"""Run the attribution network: a few matrix products over the token arrays of an article.

Every token gets a vector from its own features, its neighbours, its head and its dependents. The vector
gives the probability that the token heads a cue. Relative to each likely cue, every nearby token gets
scores for the four ROLES, and the cue gets a second, informed score of whether it attributes at all.
The design combines semantic role labelling relative to a predicate with a graph convolution over the
parse; training/attribution/torch_network.py is the same network for training.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.coding.basis import Basis
from analysis.coding.quotes.features import Pairs, extract_token_features
from analysis.coding.quotes.token_arrays import Ids, Indices, TokenArrays

WEIGHTS = Path(__file__).with_name("weights.npz")
BASIS = Basis("make train-attribution GOLD=folder", ("quotes/features.py", "quotes/token_arrays.py"))

ROLES = ("none", "source", "cue", "content")
NONE, SOURCE, CUE, CONTENT = range(4)

Array = NDArray[np.float32]


@dataclass(frozen=True)
class PairScores:
    """The network's scores for the tokens in the window of each cue.

    Attributes:
        roles: ``[pairs, 4]``, scores of the ROLES, without the transitions.
        accepted: ``[cues]``, log-odds that the cue attributes.
    """

    roles: Array
    accepted: Array


class Network:
    """One trained network.

    Args:
        vocabularies: sorted known ids of each feature's embedding table, token features first.
        weights: arrays by name; tables have a row for unknown ids, then one per known id.
    """

    def __init__(self, vocabularies: Sequence[Ids], weights: dict[str, Array]) -> None:
        self.vocabularies = vocabularies
        self.weights = weights

    @property
    def transitions(self) -> Array:
        """Scores of one role following another, ``[4, 4]``."""
        return self.weights["transitions"]

    def find_token_rows(self, arrays: TokenArrays) -> list[Indices]:
        """Return the rows of the tokens' features in the embedding tables, one array per feature."""
        features = extract_token_features(arrays)
        return [find_rows(*known) for known in zip(self.vocabularies[: len(features)], features, strict=True)]

    def find_pair_rows(self, pairs: Pairs) -> list[Indices]:
        """Return the rows of the pairs' features in the embedding tables, one array per feature."""
        known = self.vocabularies[-len(pairs.features) :]
        return [find_rows(*pair) for pair in zip(known, pairs.features, strict=True)]

    def score_tokens(self, arrays: TokenArrays, rows: Sequence[Indices]) -> tuple[Array, Array]:
        """Return a vector for each token, and its log-odds of heading a cue.

        Args:
            arrays: the tokens.
            rows: of their features, which all networks of a model share.
        """
        x = self._apply_linear("token.input", arrays.vectors)
        x += self._embed("token", rows)
        x = self._normalise("token.norm", x)
        before, after, above = find_neighbours(arrays)
        layer = 0
        while f"token.layer{layer}.weight" in self.weights:
            padded = np.concatenate([x, np.zeros((1, x.shape[1]), dtype=np.float32)])
            around = [padded.take(before, axis=0), x, padded.take(after, axis=0), padded.take(above, axis=0)]
            seen = np.concatenate([*around, _sum_dependents(x, arrays.head) / 2], axis=1)
            x = self._normalise(f"token.norm{layer}", x + self._apply_maxout(f"token.layer{layer}", seen))
            layer += 1
        return x, self._score("token.cue", x)

    def score_pairs(self, vectors: Array, pairs: Pairs, rows: Sequence[Indices]) -> PairScores:
        """Return the scores for the tokens in the window of each cue.

        Args:
            vectors: of the tokens.
            pairs: the pairs of cue and token.
            rows: of their features, which all networks of a model share.
        """
        x = self._apply_linear("pair.token", vectors).take(pairs.token, axis=0)
        x += np.repeat(self._apply_linear("pair.cue", vectors[pairs.cues]), pairs.lengths, axis=0)
        x += self._apply_linear("pair.between", pairs.between)
        x += self._embed("pair", rows)
        x = self._normalise("pair.norm", np.maximum(x, 0, out=x))
        begins = np.cumsum(pairs.lengths) - pairs.lengths
        width = x.shape[1]
        around = np.empty((len(x), 3 * width), dtype=np.float32)
        around[1:, :width], around[:, width:-width], around[:-1, -width:] = x[:-1], x, x[1:]
        around[begins, :width] = 0
        around[begins + pairs.lengths - 1, -width:] = 0
        x = self._normalise("pair.norm0", x + self._apply_maxout("pair.layer0", around))
        roles = self._apply_linear("pair.roles", x)
        return PairScores(roles, self._score_acceptance(vectors[pairs.cues], x, roles, begins))

    def _score_acceptance(self, cues: Array, x: Array, roles: Array, begins: Indices) -> Array:
        shares = np.exp(roles - roles.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        sizes = np.add.reduceat(shares, begins)
        pooled = [
            np.add.reduceat(x * shares[:, role, None], begins) / (sizes[:, role, None] + 0.5)
            for role in (SOURCE, CUE, CONTENT)
        ]
        size = [np.minimum(sizes[:, SOURCE], 1), *(np.log1p(sizes[:, role]) for role in (3, 2, 1))]
        strongest = np.maximum.reduceat(x, begins)
        return self._score("accept", np.concatenate([*pooled, strongest, cues, np.stack(size, 1)], axis=1))

    def _embed(self, name: str, rows: Sequence[Indices]) -> Array:
        tables = (self.weights[f"{name}.table{number}.weight"] for number in range(len(rows)))
        total = next(tables).take(rows[0], axis=0)
        vectors = np.empty_like(total)
        for table, found in zip(tables, rows[1:], strict=True):
            # rows are never out of range; "clip" writes to the array at once
            total += table.take(found, axis=0, out=vectors, mode="clip")
        return total

    def _apply_linear(self, name: str, x: Array) -> Array:
        y = x @ self.weights[f"{name}.weight"]
        y += self.weights[f"{name}.bias"]
        return y

    def _apply_maxout(self, name: str, x: Array) -> Array:
        pieces = self._apply_linear(name, x)
        width = pieces.shape[1] // 2
        return np.maximum(pieces[:, :width], pieces[:, width:])

    def _score(self, name: str, x: Array) -> Array:
        return self._apply_linear(f"{name}.out", np.maximum(self._apply_linear(f"{name}.hidden", x), 0))[:, 0]

    def _normalise(self, name: str, x: Array) -> Array:
        # sums by products with a vector, which are faster than means of short rows
        width = x.shape[1]
        share = np.full((width, 1), 1 / width, dtype=np.float32)
        x = x - x @ share
        x /= np.sqrt(np.square(x) @ share + np.float32(1e-5))
        x *= self.weights[f"{name}.weight"]
        x += self.weights[f"{name}.bias"]
        return x


def find_rows(vocabulary: Ids, ids: Ids) -> Indices:
    """Return the row of each id in the table of a vocabulary; row 0 is for unknown ids."""
    index = np.minimum(np.searchsorted(vocabulary, ids), len(vocabulary) - 1)
    return np.where(vocabulary[index] == ids, index + 1, 0)


def find_neighbours(arrays: TokenArrays) -> tuple[Indices, Indices, Indices]:
    """Return the index of each token's predecessor, successor and head; one past the end if there is none."""
    index = np.arange(len(arrays))
    before, after = index - 1, index + 1
    before[arrays.first[:-1]] = len(arrays)
    after[arrays.first[1:] - 1] = len(arrays)
    return before, after, np.where(arrays.head == index, len(arrays), arrays.head)


def _sum_dependents(x: Array, head: Indices) -> Array:
    """Return the sum of the vectors of each token's dependents."""
    kids = np.flatnonzero(head != np.arange(len(head)))
    kids = kids[np.argsort(head[kids], kind="stable")]
    found = np.zeros_like(x)
    if len(kids):
        heads, begins = np.unique(head[kids], return_index=True)
        found[heads] = np.add.reduceat(x[kids], begins)
    return found


@dataclass(frozen=True)
class Model:
    """The shipped model: several networks trained from different seeds, and a verdict on their candidates.

    Attributes:
        networks: the networks; their mean is better than any one of them.
        likely: a token with a higher probability than this becomes a candidate cue.
        verdict: weights of a candidate's evidence, then the intercept; they give the log-odds that its
            content and source are right.
        threshold: minimum log-odds of an accepted candidate.
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
    """Write a model: tables as 8-bit integers with a scale per column, other weights in half precision."""
    arrays: dict[str, NDArray[Any]] = {
        "settings": np.array([model.likely, model.threshold]),
        "verdict": model.verdict,
        **BASIS.stamp(),
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
    """Read a saved model."""
    members: dict[int, dict[str, Array]] = {}
    vocabularies: dict[int, Ids] = {}
    with np.load(path, allow_pickle=False) as arrays:
        BASIS.check(arrays, path)
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
