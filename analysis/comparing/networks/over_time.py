"""Count ties that agree and differ, and measure polarisation, in each time window."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparing.networks.clusters import compute_ties, keep_supported
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.polarisation import polarisation
from analysis.comparing.networks.windows import windows
from analysis.errors import unknown_name_error

# by window: the unit, the number of units, and the pandas alias of its period
WINDOWS: Mapping[str, tuple[str, int, str]] = {
    "day": ("days", 1, "D"), "week": ("weeks", 1, "W-SUN"), "month": ("months", 1, "M"),
    "quarter": ("months", 3, "Q"), "year": ("years", 1, "Y"),
}  # fmt: skip
NAMES = {"D": "%Y-%m-%d", "W-SUN": "%G-W%V", "M": "%Y-%m", "Q": "%Y-Q%q", "Y": "%Y"}
# three actors can almost always be divided into two camps
FEWEST = 4
COLUMNS = [
    "window", "actors", "statements", "agree", "differ", "even", "agreeing", "differing", "score", "camps",
]  # fmt: skip


def ties_over_time(statements: pd.DataFrame, window: str = "month", **arguments: Any) -> pd.DataFrame:
    """Return the ties and the polarisation of each day, week, month, quarter or year with a tie.

    Windows are consecutive and do not overlap. A tie is a pair of actors with statements on the same issue in
    the same window. Undated statements are in no window.

    Args:
        statements: as for ``network``.
        window: ``day``, ``week`` (ISO 8601), ``month``, ``quarter`` or ``year``.
        arguments: further arguments of ``network``, except mode and aggregation: the network is always
            one-mode, with congruence minus conflict.

    Returns:
        One row per window: ``window`` (in ISO 8601, or ``2025-Q2``), ``actors`` (number with a tie),
        ``statements`` (number), the number of ties that ``agree``, ``differ`` or are ``even``, the statements
        of the ``agreeing`` and ``differing`` ties, ``score`` (see ``polarisation``) and ``camps`` (lists of
        names). Score and camps are missing where fewer than four actors have ties between supported positions
        or none of these differ.

    Raises:
        StancebookError: as for ``windows``, or for an unknown window.
    """
    if window not in WINDOWS:
        raise unknown_name_error("window", window, WINDOWS)
    unit, size, period = WINDOWS[window]
    dates = pd.to_datetime(statements["date"], format="ISO8601", utc=True).dt.tz_localize(None).dropna()
    if dates.empty:
        return pd.DataFrame(columns=COLUMNS)
    # whole calendar windows, including the first and the last
    since, until = dates.min().to_period(period).start_time, dates.max().to_period(period).end_time
    every = windows(
        statements, unit, size, mode="onemode", qualifier_aggregation="subtract",
        **{**arguments, "since": since, "until": until},
    )  # fmt: skip
    found = [
        {"window": current.start.to_period(period).strftime(NAMES[period]), **_summarise(current.network)}
        for number, current in enumerate(every)
        if number % size == 0 and len(current.network.edges)
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def _summarise(network: Network) -> dict[str, Any]:
    edges = network.with_statements()
    actors = len({*edges["row"], *edges["column"]})
    agree, differ = edges["weight"] > 0, edges["weight"] < 0
    firm = keep_supported(network)
    actors_compared = {*firm.edges["row"], *firm.edges["column"]}
    is_divided = len(actors_compared) >= FEWEST and compute_ties(firm, "conflict").any()
    camps = polarisation(network) if is_divided else None
    return {
        "actors": actors,
        "statements": len(network.used.frame),
        "agree": int(agree.sum()),
        "differ": int(differ.sum()),
        "even": int((edges["weight"] == 0).sum()),
        "agreeing": _list_distinct(edges.loc[agree, "statements"]),
        "differing": _list_distinct(edges.loc[differ, "statements"]),
        "score": None if camps is None else camps.score,
        "camps": None if camps is None else camps.names(),
    }


def _list_distinct(lists: pd.Series) -> list[Any]:
    return list(dict.fromkeys(key for listed in lists for key in listed))
