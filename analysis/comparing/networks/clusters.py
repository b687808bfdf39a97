"""Who belongs together: a network's actors in groups, by ties that are above what chance would make."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.network import Network, build_network
from analysis.comparing.networks.partitioning import Labels, Matrix, find_best_partition, sum_within_groups
from analysis.comparing.networks.weighing import compute_weights
from analysis.errors import StancebookError


@dataclass(frozen=True)
class Groups:
    """A partition of the nodes of a network.

    Attributes:
        members: one row a node: ``name`` and ``group``, numbered from 1, the largest first; missing for a
            node without any tie.
        score: what the partition reaches of what is maximised; missing (NaN) where there is no tie.
        exact: whether all partitions were compared, so that no other has a higher score.
    """

    members: pd.DataFrame
    score: float
    exact: bool

    def names(self) -> list[list[str]]:
        """Return the names of each group."""
        return [list(group["name"]) for _, group in self.members.dropna().groupby("group")]


def supported(network: Network) -> Network:
    """Return a network of the same nodes made only of positions that suffice to conclude something from.

    Its ties are those of statements that their actor makes in two independent texts, or that a person coded
    (see ``comparing.support``): clusters and camps are made of these.
    """
    frame = network.used.frame
    firm = frame[frame["is_supported"].astype(bool)].reset_index(drop=True)
    return build_network(replace(network.used, frame=firm), network.settings)


def clusters(network: Network) -> Groups:
    """Return the clusters of a one-mode network that maximise modularity (Newman and Girvan 2004).

    Only positions that two independent texts or a person support count (see ``supported``), and of their
    ties only positive ones: made of a ``subtract`` network with ``average`` normalisation, clusters are
    coalitions that agree more than they differ. Of a ``conflict`` network they are the same, since those who
    differ most are no coalition. With A for those ties, k for the degrees and 2m for their
    sum, the score is Σ (A_ij − k_i k_j / 2m) / 2m over the pairs within clusters, below 1 and 0 for a single
    cluster. All partitions of up to 9 actors are compared; of more, clusters are joined by the highest gain
    (Clauset, Newman and Moore 2004), then single actors moved and exchanged until nothing gains.

    Raises:
        StancebookError: for a two-mode network, or weights that are no numbers.
    """
    relation = network.settings.qualifier_aggregation
    ties = np.maximum(ties_of(supported(network), "subtract" if relation == "conflict" else relation), 0)
    tied = ties.sum(axis=1) > 0
    ties = ties[np.ix_(tied, tied)]
    degrees, total = ties.sum(axis=1), ties.sum()
    if not total:
        return build_groups(network, tied, np.zeros(0, dtype=np.int64), float("nan"), exact=True)
    gains = (ties - np.outer(degrees, degrees) / total) / total
    labels, exact = find_best_partition(gains)
    return build_groups(network, tied, labels, sum_within_groups(gains, labels), exact)


def ties_of(network: Network, relation: str) -> Matrix:
    """Return the weights of a one-mode network of the same statements by a relation, or raise."""
    if network.mode != "onemode":
        raise StancebookError("Groups are those of a one-mode network. Use mode='onemode'.")
    ties = compute_weights(network.used, replace(network.settings, qualifier_aggregation=relation))
    if np.isnan(ties).any():
        raise StancebookError("The network has weights that are no numbers. Leave out compat.")
    return ties


def build_groups(
    network: Network, tied: NDArray[np.bool_], labels: Labels, score: float, exact: bool
) -> Groups:
    """Name the groups of those with ties; number them by size, of equal ones the first name's first."""
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    first = [int(np.argmax(labels == label)) for label in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], first[label]))
    number = {label: place for place, label in enumerate(order, start=1)}
    group = pd.Series(pd.NA, index=range(len(tied)), dtype="Int64")
    group[tied] = [number[label] for label in labels.tolist()] if len(labels) else pd.NA
    names = pd.Series(network.used.rows, dtype="str")
    return Groups(pd.DataFrame({"name": names, "group": group}), score, exact)
