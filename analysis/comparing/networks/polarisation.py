"""Divide a network into opposing camps, and measure how polarised it is."""

from collections.abc import Mapping

import numpy as np

from analysis.comparing.networks.clusters import Groups, build_groups, compute_ties, keep_supported
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.partitioning import Matrix, find_best_partition, sum_within_groups
from analysis.errors import StancebookError, unknown_name_error


def polarisation(network: Network, camps: int = 2) -> Groups:
    """Return the camps into which a network divides, and its polarisation score.

    Only positions supported by two independent texts or a person count (see ``clusters.supported``). The
    score is the share of all congruence within camps minus the share expected by chance, plus the share of
    all conflict between camps minus the share expected by chance, where chance spreads both evenly over all
    pairs. It is 1 when camps of any size agree only internally and differ only with each other, and around 0
    for a debate without camps. Without any congruence or any conflict, only the other term contributes: the
    score is 0 when all agree equally.
    Up to 16 actors, all divisions into two camps are compared; beyond that, groups are merged by the highest
    gain, then single actors are moved and swapped until there is no further gain. (DNA keeps the division
    with the largest distance from an ideal, see ``docs/networks.md``.)

    Args:
        network: any one-mode network with a qualifier; its congruence and conflict are used, with its
            normalisation.
        camps: number of camps, each with at least one actor.

    Raises:
        StancebookError: for a two-mode network, one without a qualifier, weights that are not numbers, or
            more camps than actors with a tie.
    """
    if network.settings.qualifier is None:
        raise StancebookError("Polarisation requires a qualifier. Name its column.")
    congruence, conflict = (
        compute_ties(keep_supported(network), relation) for relation in ("congruence", "conflict")
    )
    tied = (congruence + conflict).sum(axis=1) > 0
    if isinstance(camps, bool) or not 2 <= camps <= max(tied.sum(), 2):
        raise StancebookError(
            f"camps: expected a number from 2 to {tied.sum()}, the actors with ties, got {camps}."
        )
    if tied.sum() < 2:
        return build_groups(network, tied, np.zeros(0, dtype=np.int64), float("nan"), exact=True)
    gains = _subtract_chance(congruence[np.ix_(tied, tied)]) - _subtract_chance(conflict[np.ix_(tied, tied)])
    labels, exact = find_best_partition(gains, camps)
    return build_groups(network, tied, labels, sum_within_groups(gains, labels), exact)


def _subtract_chance(ties: Matrix) -> Matrix:
    """Return each pair's share of all ties minus an even share; all 0 if there are no ties."""
    total, count = ties.sum(), len(ties)
    if not total:
        return np.zeros_like(ties)
    return np.asarray(ties / total - (1 - np.eye(count)) / (count * (count - 1)))


def distance_from_ideal(network: Network, camps: Mapping[str, int]) -> float:
    """Return DNA's distance of a network from an ideal network with the same camps; lower is more polarised.

    It is ``Σ |C_ij − E_w| + |D_ij|`` within and ``Σ |C_ij| + |D_ij − E_b|`` between camps, divided by
    2 (ΣC + ΣD), with C for congruence, D for conflict, E_w = s_g (s_g − 1) / W · ΣC / W and
    E_b = s_g s_h / B · ΣD / B, where s are the sizes of the camps and W and B the numbers of ordered pairs
    within and between. DNA calls it polarization and keeps the division with the highest value; it is
    provided for comparison with DNA.

    Args:
        network: as for ``polarisation``.
        camps: the camp of each actor, for all or some actors.

    Raises:
        StancebookError: as for ``polarisation``, or for an unknown actor.
    """
    names = [*network.used.rows]
    for name in camps:
        if name not in names:
            raise unknown_name_error("node of the network", name, names)
    chosen = [names.index(name) for name in camps]
    _, label = np.unique([*camps.values()], return_inverse=True)
    congruence, conflict = (
        compute_ties(network, relation)[np.ix_(chosen, chosen)] for relation in ("congruence", "conflict")
    )
    same, apart = label[:, None] == label[None, :], ~np.eye(len(label), dtype=bool)
    inside, between = same & apart, ~same
    size = np.bincount(label)[label]
    ideal = np.where(inside, (size * (size - 1))[:, None] / max(inside.sum(), 1) ** 2 * congruence.sum(), 0)
    opposed = np.where(between, np.outer(size, size) / max(between.sum(), 1) ** 2 * conflict.sum(), 0)
    total = np.abs(congruence - ideal)[apart].sum() + np.abs(conflict - opposed)[apart].sum()
    return float(total / (2 * (congruence.sum() + conflict.sum())))
