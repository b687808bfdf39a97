"""Cluster the actors of a network by ties that exceed what chance would produce."""

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
        members: one row per node: ``name`` and ``group``, numbered from 1, the largest first; missing for a
            node without ties.
        score: the maximised score of the partition; missing (NaN) where there is no tie.
        exact: whether all partitions were compared, which guarantees the highest score.
    """

    members: pd.DataFrame
    score: float
    exact: bool

    def names(self) -> list[list[str]]:
        """Return the names of each group."""
        return [list(group["name"]) for _, group in self.members.dropna().groupby("group")]


def keep_supported(network: Network) -> Network:
    """Return a network of the same nodes with supported positions only.

    Its statements were made by their actor in two independent texts, or coded by a person (see
    ``comparing.support``). Clusters and camps are based on these.
    """
    frame = network.used.frame
    kept = frame[frame["is_supported"].astype(bool)].reset_index(drop=True)
    return build_network(replace(network.used, frame=kept), network.settings)


def clusters(network: Network) -> Groups:
    """Return the clusters of a one-mode network that maximise modularity (Newman and Girvan 2004).

    Only positions supported by two independent texts or a person count (see ``supported``), and only
    positive ties: clusters of a ``subtract`` network with ``average`` normalisation are coalitions that agree
    more than they differ. A ``conflict`` network has the clusters of the ``subtract`` network, since actors
    who differ most are not a coalition. With A for these ties, k for the degrees and 2m for their sum, the
    score is Σ (A_ij − k_i k_j / 2m) / 2m over the pairs within clusters; it is below 1, and 0 for a single
    cluster. Up to 9 actors, all partitions are compared; beyond that, clusters are merged by the highest gain
    (Clauset, Newman and Moore 2004), then single actors are moved and swapped until there is no further gain.

    Raises:
        StancebookError: for a two-mode network, or weights that are not numbers.
    """
    relation = network.settings.qualifier_aggregation
    ties = np.maximum(
        compute_ties(keep_supported(network), "subtract" if relation == "conflict" else relation), 0
    )
    tied = ties.sum(axis=1) > 0
    ties = ties[np.ix_(tied, tied)]
    degrees, total = ties.sum(axis=1), ties.sum()
    if not total:
        return build_groups(network, tied, np.zeros(0, dtype=np.int64), float("nan"), exact=True)
    gains = (ties - np.outer(degrees, degrees) / total) / total
    labels, exact = find_best_partition(gains)
    return build_groups(network, tied, labels, sum_within_groups(gains, labels), exact)


def compute_ties(network: Network, relation: str) -> Matrix:
    """Return the weights of a one-mode network with another aggregation of the same statements, or raise."""
    if network.mode != "onemode":
        raise StancebookError("Groups require a one-mode network. Use mode='onemode'.")
    ties = compute_weights(network.used, replace(network.settings, qualifier_aggregation=relation))
    if np.isnan(ties).any():
        raise StancebookError("The network has weights that are not numbers. Omit compat.")
    return ties


def build_groups(
    network: Network, tied: NDArray[np.bool_], labels: Labels, score: float, exact: bool
) -> Groups:
    """Number the groups of nodes with ties by size; if tied, in the order of their first names."""
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    first = [int(np.argmax(labels == label)) for label in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda label: (-sizes[label], first[label]))
    number = {label: place for place, label in enumerate(order, start=1)}
    group = pd.Series(pd.NA, index=range(len(tied)), dtype="Int64")
    group[tied] = [number[label] for label in labels.tolist()] if len(labels) else pd.NA
    names = pd.Series(network.used.rows, dtype="str")
    return Groups(pd.DataFrame({"name": names, "group": group}), score, exact)
