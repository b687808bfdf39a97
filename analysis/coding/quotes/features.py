"""Extract the features of the attribution network: of each token, and of each pair of token and cue."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from analysis.coding.quotes.token_arrays import HEIGHT, OUTSIDE, Floats, Ids, Indices, TokenArrays

# number of tokens on either side of a cue that are searched for its words, source and content
WINDOW = 200
# labels that carry no information about a verb's arguments
UNINFORMATIVE = np.array([get_string_id("punct"), get_string_id("det")], dtype=np.uint64)


def hash_columns(*columns: Any) -> Ids:
    """Hash columns of numbers row by row into a single column of ids (xor, multiply, shift)."""
    mixed = np.full(np.broadcast_shapes(*(np.shape(column) for column in columns)), 1, dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ np.asarray(column).astype(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def extract_token_features(arrays: TokenArrays) -> list[Ids]:
    """Return the features of each token on its own, one column of ids per feature."""
    index = np.arange(len(arrays))
    starts = np.flatnonzero(np.diff(arrays.sentence, prepend=-1))
    ends = np.append(starts[1:], len(arrays)) - 1
    from_start = np.minimum(index - starts[arrays.sentence], 6)
    to_end = np.minimum(ends[arrays.sentence] - index, 6)
    opens = arrays.sentence == arrays.sentence[arrays.first[arrays.paragraph]]
    closes = arrays.sentence == arrays.sentence[arrays.first[arrays.paragraph + 1] - 1]
    return [
        arrays.lower,
        arrays.lemma,
        arrays.tag,
        hash_columns(arrays.dep, arrays.tag),
        hash_columns(arrays.tag[arrays.head], arrays.dep),
        arrays.entity,
        arrays.suffix,
        arrays.shape,
        hash_columns(from_start, to_end),
        _encode_dependents(arrays),
        arrays.marker,
        hash_columns(arrays.quoted, opens, closes),
    ]


def _encode_dependents(arrays: TokenArrays) -> Ids:
    """Return the labels of each token's dependents to its left and right, as a bit set."""
    kids = np.flatnonzero((arrays.head != np.arange(len(arrays))) & ~np.isin(arrays.dep, UNINFORMATIVE))
    right = kids > arrays.head[kids]
    bit = (arrays.dep[kids] + np.uint64(7) * right.astype(np.uint64)) % np.uint64(61)
    found = np.zeros(len(arrays), dtype=np.uint64)
    np.bitwise_or.at(found, arrays.head[kids], np.uint64(1) << bit)
    return found


@dataclass(frozen=True)
class Pairs:
    """Pairs of cue and token: for each cue the tokens around it in its paragraph, in order.

    Attributes:
        cues: indices of the cues.
        lengths: number of tokens in the window of each cue.
        token, cue: indices of token and cue of each pair.
        features: ids, one column per feature.
        between: ``[pairs, 2]``: total probability of other cues between the two, coarse and fine.
    """

    cues: Indices
    lengths: Indices
    token: Indices
    cue: Indices
    features: list[Ids]
    between: Floats


def build_pairs(arrays: TokenArrays, cues: Indices, weight: Floats) -> Pairs:
    """Pair each cue with the tokens in its window.

    Args:
        arrays: the tokens.
        cues: indices of the cues.
        weight: probability that each token is a cue.
    """
    paragraph = arrays.paragraph[cues]
    first = np.maximum(arrays.first[paragraph], cues - WINDOW)
    lengths = np.minimum(arrays.first[paragraph + 1], cues + WINDOW + 1) - first
    cue = np.repeat(cues, lengths)
    begins = np.cumsum(lengths) - lengths
    token = np.arange(len(cue)) - np.repeat(begins - first, lengths)
    cumulative = np.cumsum(weight, dtype=np.float32)
    gap = cumulative[token] - cumulative[cue]
    between = np.stack([np.clip(gap, -3, 3) / 2, np.clip(gap, -1, 1)], axis=1)
    return Pairs(cues, lengths, token, cue, _extract_pair_features(arrays, token, cue), between)


def _extract_pair_features(arrays: TokenArrays, token: Indices, cue: Indices) -> list[Ids]:
    path, turn = _find_paths(arrays, token, cue)
    is_after = token > cue
    rank = _rank_quotations(arrays, token, cue)
    sentences = np.clip(arrays.sentence[token] - arrays.sentence[cue], -3, 3)
    commas = np.clip(arrays.commas[token] - arrays.commas[cue], -4, 4)
    verbs = np.clip(arrays.verbs[token] - arrays.verbs[cue], -4, 4)
    distance = np.sign(token - cue) * np.ceil(2 * np.log2(np.abs(token - cue) + 1)).astype(np.intp)
    fine = hash_columns(turn.label, turn.climb, turn.side, arrays.marker[turn.branch], turn.above)
    lemma = arrays.lemma[cue]
    return [
        path,
        fine,
        hash_columns(turn.label, np.minimum(turn.climb, 2), is_after, lemma),
        hash_columns(distance),
        hash_columns(rank, sentences, arrays.quoted[token]),
        hash_columns(rank, arrays.quoted[cue] != OUTSIDE, is_after),
        hash_columns(commas, verbs),
        hash_columns(commas, sentences),
        hash_columns(arrays.tag[cue], fine),
        hash_columns(rank, sentences, lemma),
    ]


def _rank_quotations(arrays: TokenArrays, token: Indices, cue: Indices) -> NDArray[np.intp]:
    """Return the number of each token's quotation, counted from the cue: 0 is the next, -1 the last."""
    rank: NDArray[np.intp] = np.clip(arrays.quotation[token] - arrays.opened[cue], -3, 2)
    rank[arrays.quotation[token] == arrays.quotation[cue]] = 4
    rank[arrays.quotation[token] < 0] = 5
    return rank


@dataclass(frozen=True)
class TurningPoint:
    """The turning point of the path from a cue up to the common ancestor and down to a token.

    Attributes:
        climb: number of steps up from the cue.
        branch: index of the token's ancestor just below the turning point.
        label: dependency label of the branch; 0 if the token itself is the turning point.
        side: whether the branch is before, at or after the cue.
        above: dependency label of the last step up, or 0 if there is none.
    """

    climb: NDArray[np.intp]
    branch: Indices
    label: Ids
    side: NDArray[np.intp]
    above: Ids


def _find_paths(arrays: TokenArrays, token: Indices, cue: Indices) -> tuple[Ids, TurningPoint]:
    """Return the labels on the path from each cue to its token as one id, and its turning point."""
    up = np.full(len(token), -1)
    down = np.full(len(token), -1)
    unmet = np.flatnonzero(arrays.sentence[token] == arrays.sentence[cue])
    above_token, above_cue = arrays.ancestors[:, token], arrays.ancestors[:, cue]
    for steps in range(2 * HEIGHT + 1):
        for climb in range(max(0, steps - HEIGHT), min(HEIGHT, steps) + 1):
            meets = above_token[steps - climb, unmet] == above_cue[climb, unmet]
            up[unmet[meets]], down[unmet[meets]] = climb, steps - climb
            unmet = unmet[~meets]
    met = up >= 0
    pair = np.arange(len(token))
    path = hash_columns(_hash_paths(arrays)[down, token], _hash_paths(arrays)[up, cue])
    elsewhere = np.sign(arrays.sentence[token] - arrays.sentence[cue])
    path[~met] = hash_columns(elsewhere[~met])
    below, last = np.maximum(down - 1, 0), np.maximum(up - 1, 0)
    branch = np.where(down > 0, above_token[below, pair], cue)
    label = np.where(down > 0, arrays.dep[branch], np.uint64(0))
    above = np.where(up > 0, arrays.dep[above_cue[last, pair]], np.uint64(0))
    return path, TurningPoint(np.minimum(up, 3), branch, label, np.sign(branch - cue), above)


def _hash_paths(arrays: TokenArrays) -> Ids:
    """Return the labels of the first 0 to HEIGHT steps up from each token, as ids: ``[HEIGHT + 1, n]``."""
    found = np.zeros((HEIGHT + 1, len(arrays)), dtype=np.uint64)
    for height in range(HEIGHT):
        found[height + 1] = hash_columns(found[height], arrays.dep[arrays.ancestors[height]])
    return found
