"""In which order the nodes of a network are shown: those of a cluster beside each other."""

import numpy as np

from analysis.comparing.networks.clusters import Groups, ties_of
from analysis.comparing.networks.network import Network


def ordered(network: Network, groups: Groups) -> list[str]:
    """Return the actors of a one-mode network so that who agrees stands together.

    The largest cluster comes first, then each time the one that agrees most with the last, then actors
    without a cluster. Within a cluster those who agree most with its others come first, then by name.

    Args:
        network: a one-mode network with a qualifier.
        groups: its clusters.

    Raises:
        StancebookError: as ``clusters``.
    """
    names = list(network.used.rows)
    place = {name: number for number, name in enumerate(names)}
    ties = ties_of(network, "subtract")
    left = [[place[name] for name in group] for group in groups.names()]
    chain: list[list[int]] = []
    while left:
        last = chain[-1] if chain else None
        # of equal ones the first, which is the larger
        nearest = max(
            left, key=lambda group: 0.0 if last is None else round(_average_tie(ties, last, group), 12)
        )
        left.remove(nearest)
        chain.append(nearest)
    found = [names[one] for group in chain for one in _order_cluster(ties, group)]
    return [*found, *(name for name in names if name not in {*found})]


def _average_tie(ties: np.ndarray, one: list[int], other: list[int]) -> float:
    return float(ties[np.ix_(one, other)].mean())


def _order_cluster(ties: np.ndarray, group: list[int]) -> list[int]:
    return sorted(group, key=lambda one: (-round(float(ties[one, group].sum()), 12), one))
