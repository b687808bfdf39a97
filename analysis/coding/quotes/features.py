"""What the attribution network is told: of each token, and of each token as seen from a cue."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from analysis.coding.quotes.token_arrays import HEIGHT, OUTSIDE, Columns, Floats, Ids, Places

# a cue's words, source and content are looked for this many tokens to either side
WINDOW = 200
# labels that say nothing about a verb's arguments
PLAIN = np.array([get_string_id("punct"), get_string_id("det")], dtype=np.uint64)


def mix(*columns: Any) -> Ids:
    """Hash columns of numbers row by row into one column of ids (xor, multiply, shift)."""
    mixed = np.full(np.broadcast_shapes(*(np.shape(column) for column in columns)), 1, dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ np.asarray(column).astype(np.uint64)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def token_features(it: Columns) -> list[Ids]:
    """Return what is known of each token by itself, one column of ids per feature."""
    place = np.arange(len(it))
    starts = np.flatnonzero(np.diff(it.sentence, prepend=-1))
    ends = np.append(starts[1:], len(it)) - 1
    from_start = np.minimum(place - starts[it.sentence], 6)
    to_end = np.minimum(ends[it.sentence] - place, 6)
    opens = it.sentence == it.sentence[it.first[it.paragraph]]
    closes = it.sentence == it.sentence[it.first[it.paragraph + 1] - 1]
    return [
        it.lower,
        it.lemma,
        it.tag,
        mix(it.dep, it.tag),
        mix(it.tag[it.head], it.dep),
        it.entity,
        it.suffix,
        it.shape,
        mix(from_start, to_end),
        _children(it),
        it.marker,
        mix(it.quoted, opens, closes),
    ]


def _children(it: Columns) -> Ids:
    """Return the set of labels that hang on each token, to its left and right, as bits."""
    kids = np.flatnonzero((it.head != np.arange(len(it))) & ~np.isin(it.dep, PLAIN))
    right = kids > it.head[kids]
    bit = (it.dep[kids] + np.uint64(7) * right.astype(np.uint64)) % np.uint64(61)
    found = np.zeros(len(it), dtype=np.uint64)
    np.bitwise_or.at(found, it.head[kids], np.uint64(1) << bit)
    return found


@dataclass(frozen=True)
class Pairs:
    """Tokens as seen from cues: for each cue the tokens of its paragraph around it, in order.

    Attributes:
        cues: places of the cues.
        lengths: how many tokens each sees.
        token, cue: places of the two of each pair.
        features: ids, one column per feature.
        between: ``[pairs, 2]``: how much other cues weigh between the two, coarse and fine.
    """

    cues: Places
    lengths: Places
    token: Places
    cue: Places
    features: list[Ids]
    between: Floats


def pairs(it: Columns, cues: Places, weight: Floats) -> Pairs:
    """Return the tokens that each cue sees.

    Args:
        it: the tokens.
        cues: places of the cues.
        weight: probability of each token to be a cue.
    """
    paragraph = it.paragraph[cues]
    first = np.maximum(it.first[paragraph], cues - WINDOW)
    lengths = np.minimum(it.first[paragraph + 1], cues + WINDOW + 1) - first
    cue = np.repeat(cues, lengths)
    begins = np.cumsum(lengths) - lengths
    token = np.arange(len(cue)) - np.repeat(begins - first, lengths)
    met = np.cumsum(weight, dtype=np.float32)
    gap = met[token] - met[cue]
    between = np.stack([np.clip(gap, -3, 3) / 2, np.clip(gap, -1, 1)], axis=1)
    return Pairs(cues, lengths, token, cue, _pair_features(it, token, cue), between)


def _pair_features(it: Columns, token: Places, cue: Places) -> list[Ids]:
    path, joint = _paths(it, token, cue)
    behind = token > cue
    rank = _rank(it, token, cue)
    sentences = np.clip(it.sentence[token] - it.sentence[cue], -3, 3)
    commas = np.clip(it.commas[token] - it.commas[cue], -4, 4)
    verbs = np.clip(it.verbs[token] - it.verbs[cue], -4, 4)
    distance = np.sign(token - cue) * np.ceil(2 * np.log2(np.abs(token - cue) + 1)).astype(np.intp)
    fine = mix(joint.label, joint.climb, joint.side, it.marker[joint.branch], joint.above)
    lemma = it.lemma[cue]
    return [
        path,
        fine,
        mix(joint.label, np.minimum(joint.climb, 2), behind, lemma),
        mix(distance),
        mix(rank, sentences, it.quoted[token]),
        mix(rank, it.quoted[cue] != OUTSIDE, behind),
        mix(commas, verbs),
        mix(commas, sentences),
        mix(it.tag[cue], fine),
        mix(rank, sentences, lemma),
    ]


def _rank(it: Columns, token: Places, cue: Places) -> NDArray[np.intp]:
    """Return which quotation a token stands in, counted from the cue: 0 is the next, -1 the last."""
    rank: NDArray[np.intp] = np.clip(it.quotation[token] - it.opened[cue], -3, 2)
    rank[it.quotation[token] == it.quotation[cue]] = 4
    rank[it.quotation[token] < 0] = 5
    return rank


@dataclass(frozen=True)
class Joint:
    """Where the path from a cue up to a common ancestor and down to a token turns.

    Attributes:
        climb: steps from the cue up.
        branch: place of the ancestor of the token right below the turn.
        label: its dependency label; 0 where the token itself is the turn.
        side: whether it stands before, at or behind the cue.
        above: dependency label of the last step up, 0 without one.
    """

    climb: NDArray[np.intp]
    branch: Places
    label: Ids
    side: NDArray[np.intp]
    above: Ids


def _paths(it: Columns, token: Places, cue: Places) -> tuple[Ids, Joint]:
    """Return the labels on the way from each cue to its token as one id, and where the way turns."""
    up = np.full(len(token), -1)
    down = np.full(len(token), -1)
    open_ = np.flatnonzero(it.sentence[token] == it.sentence[cue])
    above_token, above_cue = it.ancestors[:, token], it.ancestors[:, cue]
    for steps in range(2 * HEIGHT + 1):
        for climb in range(max(0, steps - HEIGHT), min(HEIGHT, steps) + 1):
            meets = above_token[steps - climb, open_] == above_cue[climb, open_]
            up[open_[meets]], down[open_[meets]] = climb, steps - climb
            open_ = open_[~meets]
    met = up >= 0
    pair = np.arange(len(token))
    path = mix(_labels(it)[down, token], _labels(it)[up, cue])
    elsewhere = np.sign(it.sentence[token] - it.sentence[cue])
    path[~met] = mix(elsewhere[~met])
    below, last = np.maximum(down - 1, 0), np.maximum(up - 1, 0)
    branch = np.where(down > 0, above_token[below, pair], cue)
    label = np.where(down > 0, it.dep[branch], np.uint64(0))
    above = np.where(up > 0, it.dep[above_cue[last, pair]], np.uint64(0))
    return path, Joint(np.minimum(up, 3), branch, label, np.sign(branch - cue), above)


def _labels(it: Columns) -> Ids:
    """Return the labels of the first so many steps up from each token, as ids: ``[HEIGHT + 1, n]``."""
    found = np.zeros((HEIGHT + 1, len(it)), dtype=np.uint64)
    for height in range(HEIGHT):
        found[height + 1] = mix(found[height], it.dep[it.ancestors[height]])
    return found
