"""The most likely roles of the tokens that a cue sees, read off the scores of the network."""

import numpy as np

from analysis.coding.quotes.features import Pairs
from analysis.coding.quotes.network import CUE
from analysis.coding.quotes.token_arrays import Floats, Places

# no path goes through anything but CUE at the cue itself
CERTAIN = np.float32(50)


def best_roles(scores: Floats, transitions: Floats, pairs: Pairs) -> Places:
    """Return the role of each pair on the best path (Viterbi), the cue itself held to be CUE.

    Args:
        scores: of each role, ``[pairs, 4]``.
        transitions: of one role behind another, ``[4, 4]``.
        pairs: whose scores they are.
    """
    longest, kinds = int(pairs.lengths.max()), scores.shape[1]
    row = np.repeat(np.arange(len(pairs.cues)), pairs.lengths)
    begins = np.cumsum(pairs.lengths) - pairs.lengths
    column = np.arange(len(scores)) - begins[row]
    held = scores.copy()
    held[pairs.token == pairs.cue, CUE] += CERTAIN
    padded = np.zeros((longest, len(pairs.cues), kinds), dtype=np.float32)
    padded[column, row] = held
    best = padded[0]
    came = np.zeros((longest, len(pairs.cues), kinds), dtype=np.intp)
    stay = np.arange(kinds)
    for place in range(1, longest):
        ways = best[:, :, None] + transitions
        on = (place < pairs.lengths)[:, None]
        came[place] = np.where(on, ways.argmax(axis=1), stay)
        best = np.where(on, ways.max(axis=1) + padded[place], best)
    path = np.empty((longest, len(pairs.cues)), dtype=np.intp)
    path[-1] = best.argmax(axis=1)
    every = np.arange(len(pairs.cues))
    for place in range(longest - 1, 0, -1):
        path[place - 1] = came[place, every, path[place]]
    return path[column, row]
