"""Order the nodes of a network for display, with the nodes of a cluster next to each other."""

import numpy as np

from analysis.comparing.networks.clusters import Groups, compute_ties
from analysis.comparing.networks.network import Network


def order_nodes(network: Network, groups: Groups) -> list[str]:
    """Return the actors of a one-mode network, with actors who agree next to each other.

    The largest cluster comes first, followed at each step by the one that agrees most with the previous
    cluster, and finally by actors without a cluster. Within a cluster, actors are sorted by their agreement
    with the others, then by name.

    Args:
        network: a one-mode network with a qualifier.
        groups: its clusters.

    Raises:
        StancebookError: as for ``clusters``.
    """
    names = list(network.used.rows)
    place = {name: number for number, name in enumerate(names)}
    ties = compute_ties(network, "subtract")
    left = [[place[name] for name in group] for group in groups.names()]
    chain: list[list[int]] = []
    while left:
        last = chain[-1] if chain else None
        # if tied, max returns the first, which is the largest
        nearest = max(
            left, key=lambda group: 0.0 if last is None else round(_average_tie(ties, last, group), 12)
        )
        left.remove(nearest)
        chain.append(nearest)
    clustered = [names[node] for group in chain for node in _order_cluster(ties, group)]
    return [*clustered, *(name for name in names if name not in {*clustered})]


def _average_tie(ties: np.ndarray, one: list[int], other: list[int]) -> float:
    return float(ties[np.ix_(one, other)].mean())


def _order_cluster(ties: np.ndarray, group: list[int]) -> list[int]:
    return sorted(group, key=lambda node: (-round(float(ties[node, group].sum()), 12), node))
