"""Judge the pairs of an article: the linear classifier and the encoder together."""

from collections.abc import Sequence

import numpy as np

from analysis.coding.linear import Array
from analysis.coding.statements import encoder, model
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.model import CELLS
from analysis.coding.statements.pairs import Pair
from analysis.coding.statements.passages import write_passage
from analysis.language.parsing import Paragraph

# the encoder reads a passage only if the classifier finds no stance less probable than this
EVIDENT = 0.95
# weight of the encoder where both have judged
WEIGHT = 0.65


def judge(context: ArticleContext, pairs: Sequence[tuple[Paragraph, Pair]]) -> Array:
    """Return the probability of each of CELLS for each pair of an article, ``[pairs, classes]``."""
    shares = model.load().cells.probabilities([extract_features(pair) for _, pair in pairs])
    doubtful = find_doubtful(shares)
    if not doubtful:
        return shares
    passages = [write_passage(context, *pairs[place]) for place in doubtful]
    return combine(shares, doubtful, encoder.load().probabilities(passages))


def find_doubtful(shares: Array) -> list[int]:
    """Return the places of the pairs that the encoder reads too."""
    return np.flatnonzero(shares[:, CELLS.index("none")] < EVIDENT).tolist()


def combine(shares: Array, doubtful: Sequence[int], read: Array) -> Array:
    """Return the probabilities of both judges: their weighted geometric mean, where both have judged.

    Args:
        shares: the probabilities of the linear classifier, ``[pairs, classes]``.
        doubtful: the places of the pairs that the encoder has read.
        read: its probabilities for them.
    """
    combined = shares.copy()
    mean = shares[doubtful] ** (1 - WEIGHT) * read**WEIGHT
    combined[doubtful] = mean / mean.sum(axis=1, keepdims=True)
    return combined
