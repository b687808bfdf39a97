"""Decode the most likely sequence of roles around each cue from the network's scores."""

from collections import defaultdict

import numpy as np

from analysis.coding.quotes.features import Pairs
from analysis.coding.quotes.network import CUE
from analysis.coding.quotes.token_arrays import Floats, Indices

# added to the CUE score at the cue itself: every best path then passes through CUE there
CUE_BONUS = np.float32(50)


def decode_roles(scores: Floats, transitions: Floats, pairs: Pairs) -> Indices:
    """Return the role of each pair on the best path (Viterbi); the cue itself is always CUE.

    All windows end together, so that a path only has to begin at its own step.

    Args:
        scores: score of each role, ``[pairs, 4]``.
        transitions: score of one role following another, ``[4, 4]``.
        pairs: the pairs of token and cue that the scores belong to.
    """
    longest, kinds = int(pairs.lengths.max()), scores.shape[1]
    row = np.repeat(np.arange(len(pairs.cues)), pairs.lengths)
    ends = np.cumsum(pairs.lengths)
    column = np.arange(len(scores)) - ends[row] + longest
    constrained = scores.copy()
    constrained[pairs.token == pairs.cue, CUE] += CUE_BONUS
    padded = np.zeros((longest, len(pairs.cues), kinds), dtype=np.float32)
    padded[column, row] = constrained
    starting = defaultdict(list)
    for cue, length in enumerate(pairs.lengths.tolist()):
        starting[longest - length].append(cue)
    best = padded[0]
    backpointers = np.empty((longest, len(pairs.cues), kinds), dtype=np.intp)
    for step in range(1, longest):
        candidates = best[:, :, None] + transitions
        candidates.argmax(axis=1, out=backpointers[step])
        best = candidates.max(axis=1)
        best += padded[step]
        if step in starting:
            best[starting[step]] = padded[step, starting[step]]
    path = np.empty((longest, len(pairs.cues)), dtype=np.intp)
    path[-1] = best.argmax(axis=1)
    all_cues = np.arange(len(pairs.cues))
    for step in range(longest - 1, 0, -1):
        path[step - 1] = backpointers[step, all_cues, path[step]]
    found: Indices = path[column, row]
    return found
