"""Unite the mentions of which a person said that one is another telling of the other."""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from analysis.comparing.event_clusters import number_groups
from analysis.comparing.ragged import Numbers


def unite_groups(group: Numbers, keys: Sequence[str], same_as: Iterable[tuple[str, str]]) -> Numbers:
    """Return groups of mentions, united where a person said that two mentions tell one event.

    A person knows better than the comparison of words, so days, status and articles need not fit.

    Args:
        group: the number of the group of each mention.
        keys: identifier of each mention.
        same_as: pairs of identifiers that a person declared to be one event; they may also name mentions
            that are not among ``keys``.

    Returns:
        The new number of the group of each mention; groups are numbered in the order of their first mentions.
    """
    merges = nx.Graph(same_as)
    named = [place for place, key in enumerate(keys) if key in merges]
    merges.add_edges_from((keys[place], int(group[place])) for place in named)
    united = np.arange(int(group.max(initial=-1)) + 1)
    for component in nx.connected_components(merges):
        numbers = [node for node in component if isinstance(node, int)]
        united[numbers] = min(numbers, default=0)
    return number_groups(united[group])
