"""Find the backbone of a network: the issues whose removal changes its spectrum most."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.comparing.networks.distances import compute_spectrum
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.weighing import Matrix, compute_weights
from analysis.errors import StancebookError, unknown_name_error

# with more issues only one is tried at each step: the cost grows with their square and the cube of actors
MOST, MANY, MOST_OF_MANY = 40, 150, 10


def backbone(network: Network) -> pd.DataFrame:
    """Remove the issues of a one-mode network in turn, at each step the one that changes it least.

    The loss is Σ|λ − λ'| between the spectra (see ``distances.compute_spectrum``) of the full network and of
    the network of the remaining issues, over the same actors; it is between 0 and 2. The procedure is greedy:
    it does not search for the best set of each size. Of two issues with the same loss, the later name is
    removed first. While more than 40 issues remain (10 with more than 150 actors), the one with the fewest
    statements is removed.

    Args:
        network: a one-mode network; the negative ties of a subtract network count as 0.

    Returns:
        One row per issue in the order of removal: ``issue``, ``loss`` (after its removal and all earlier
        ones), ``statements`` (number on the issue) and ``remaining`` issues. The last rows are the backbone.

    Raises:
        StancebookError: for a two-mode network, or weights that are not numbers.
    """
    _check_network(network)
    whole = compute_spectrum(network.matrix.to_numpy())
    counts = np.bincount(network.used.frame["column"], minlength=len(network.used.columns))
    left, rows = set(range(len(network.used.columns))), []
    most = MOST if len(network.used.rows) <= MANY else MOST_OF_MANY
    while left:
        tried = left if len(left) <= most else {min(left, key=lambda issue: (counts[issue], -issue))}
        losses = {
            issue: _compute_loss(network, whole, left - {issue}) for issue in sorted(tried, reverse=True)
        }
        removed = min(losses, key=lambda issue: round(losses[issue], 12))
        left.remove(removed)
        rows.append(
            {
                "issue": network.used.columns[removed],
                "loss": losses[removed],
                "statements": int(counts[removed]),
                "remaining": len(left),
            }
        )
    return pd.DataFrame(rows, columns=["issue", "loss", "statements", "remaining"])


def loss_without(network: Network, issues: Collection[str]) -> float:
    """Return how much the spectrum of a one-mode network changes when issues are removed.

    Raises:
        StancebookError: for a two-mode network, weights that are not numbers, or an unknown issue.
    """
    _check_network(network)
    for issue in issues:
        if issue not in network.used.columns:
            raise unknown_name_error("issue of the network", issue, network.used.columns)
    return _compute_loss(
        network,
        compute_spectrum(network.matrix.to_numpy()),
        {place for place, name in enumerate(network.used.columns) if name not in {*issues}},
    )


def _check_network(network: Network) -> None:
    if network.mode != "onemode":
        raise StancebookError("A backbone requires a one-mode network. Use mode='onemode'.")
    if np.isnan(network.matrix.to_numpy()).any():
        raise StancebookError("The network has weights that are not numbers. Omit compat.")


def _compute_loss(network: Network, whole: Matrix, issues: Collection[int]) -> float:
    frame = network.used.frame
    kept = frame[frame["column"].isin(issues)]
    remaining = compute_weights(replace(network.used, frame=kept), network.settings)
    return float(np.abs(whole - compute_spectrum(np.nan_to_num(remaining))).sum())
