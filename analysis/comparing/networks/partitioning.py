"""Partition nodes to maximise the sum of gains within groups: exactly for few nodes, else by local search.

Modularity and polarisation both maximise the sum over all ordered pairs within groups, with different gains.
The search is deterministic: nothing is random, and differences below ``SAME`` count as ties, which go to the
first candidate, so the same gains give the same groups on every machine.
"""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

# maximum number of partitions for an exhaustive search
MOST = 33_000
# decimals beyond which differences of sums are rounding
DECIMALS = 12
SAME = 10.0**-DECIMALS


def find_best_partition(gains: Matrix, groups: int | None = None) -> tuple[Labels, bool]:
    """Return the group of each node, and whether the partition is known to be optimal.

    Args:
        gains: symmetric; the gain from placing two nodes in one group.
        groups: number of groups; None for the best number.
    """
    count = len(gains)
    every = _list_partitions(count, groups or count)
    if every is not None:
        if groups is not None:
            every = every[every.max(axis=1) == groups - 1]
        return every[int(np.argmax(np.round(_sum_gains(gains, every), DECIMALS)))], True
    found = _merge_groups(gains, groups)
    while True:
        improved = _swap_nodes(gains, _move_nodes(gains, found, groups))
        if (improved == found).all():
            return _renumber(found), False
        found = improved


def _list_partitions(count: int, groups: int) -> Labels | None:
    """Return all partitions into at most ``groups`` groups, one per row; None if more than MOST."""
    rows = np.zeros((1, 1), dtype=np.int64)
    for _ in range(count - 1):
        highest = rows.max(axis=1)
        choices = np.minimum(highest + 2, groups)
        if choices.sum() > MOST:
            return None
        repeated = np.repeat(rows, choices, axis=0)
        begins = np.repeat(np.cumsum(choices) - choices, choices)
        rows = np.column_stack([repeated, np.arange(len(repeated)) - begins])
    return rows


def _sum_gains(gains: Matrix, partitions: Labels) -> Matrix:
    """Return the sum of gains within groups for each partition."""
    sums = np.zeros(len(partitions))
    for one in range(len(gains)):
        for other in range(one):
            sums += 2 * gains[one, other] * (partitions[:, one] == partitions[:, other])
    return sums


def _merge_groups(gains: Matrix, groups: int | None) -> Labels:
    """Merge the pair of groups with the highest gain until ``groups`` remain or no merge gains."""
    labels = np.arange(len(gains))
    between = gains.copy()
    np.fill_diagonal(between, -np.inf)
    left = len(gains)
    while left > (groups or 1):
        rounded = np.round(between, DECIMALS)
        one, other = divmod(int(rounded.argmax()), len(gains))
        if groups is None and rounded[one, other] <= 0:
            break
        labels[labels == other] = one
        between[one] += between[other]
        between[:, one] += between[:, other]
        between[one, one] = -np.inf
        between[other], between[:, other] = -np.inf, -np.inf
        left -= 1
    return _renumber(labels)


def _move_nodes(gains: Matrix, labels: Labels, groups: int | None) -> Labels:
    """Move single nodes to the group with the highest gain until none gains; fixed groups never empty."""
    labels = labels.copy()
    places = groups or len(gains)
    inside = gains @ np.eye(places)[labels] - np.diag(gains)[:, None] * np.eye(places)[labels]
    while True:
        sizes = np.bincount(labels, minlength=places)
        gained = inside - inside[np.arange(len(labels)), labels][:, None]
        if groups is not None:
            gained[sizes[labels] == 1] = 0
        node, target = divmod(int(np.round(gained, DECIMALS).argmax()), places)
        if gained[node, target] <= SAME:
            return labels
        inside[:, labels[node]] -= np.where(np.arange(len(labels)) == node, 0, gains[:, node])
        inside[:, target] += np.where(np.arange(len(labels)) == node, 0, gains[:, node])
        labels[node] = target


def _swap_nodes(gains: Matrix, labels: Labels) -> Labels:
    """Swap pairs of nodes from different groups, highest gain first, until no swap gains."""
    labels = labels.copy()
    off = gains - np.diag(np.diag(gains))
    while True:
        inside = off @ np.eye(labels.max() + 1)[labels]
        mine = inside[np.arange(len(labels)), labels]
        there = inside[:, labels] - mine[:, None]
        gained = np.where(labels[:, None] == labels[None, :], 0, there + there.T - 2 * off)
        one, other = divmod(int(np.round(gained, DECIMALS).argmax()), len(labels))
        if gained[one, other] <= SAME:
            return labels
        labels[one], labels[other] = labels[other], labels[one]


def _renumber(labels: Labels) -> Labels:
    """Number groups in the order of their first nodes."""
    first = {label: number for number, label in enumerate(dict.fromkeys(labels.tolist()))}
    return np.array([first[label] for label in labels.tolist()], dtype=np.int64)


def sum_within_groups(gains: Matrix, labels: Labels) -> float:
    """Return the sum of gains over all ordered pairs within groups."""
    return float(gains[labels[:, None] == labels[None, :]].sum())
