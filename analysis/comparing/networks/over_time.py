"""How many agree and differ, and how far a debate falls into camps, window by window."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparing.networks.clusters import supported, ties_of
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.polarisation import polarisation
from analysis.comparing.networks.windows import windows
from analysis.errors import unknown

# by the name of a window: the unit, how many of them, and how pandas calls its period
WINDOWS: Mapping[str, tuple[str, int, str]] = {
    "day": ("days", 1, "D"), "week": ("weeks", 1, "W-SUN"), "month": ("months", 1, "M"),
    "quarter": ("months", 3, "Q"), "year": ("years", 1, "Y"),
}  # fmt: skip
NAMES = {"D": "%Y-%m-%d", "W-SUN": "%G-W%V", "M": "%Y-%m", "Q": "%Y-Q%q", "Y": "%Y"}
# of three actors two camps can nearly always be made
FEWEST = 4
COLUMNS = [
    "window", "actors", "statements", "agree", "differ", "even", "agreeing", "differing", "score", "camps",
]  # fmt: skip


def ties_over_time(statements: pd.DataFrame, window: str = "month", **arguments: Any) -> pd.DataFrame:
    """Return the ties and the polarisation of each day, week, month, quarter or year with a tie.

    Windows follow each other, none overlaps another. A tie is a pair of actors with statements on the same
    issue in the same window. What has no date is in no window.

    Args:
        statements: as for ``network``.
        window: ``day``, ``week`` (ISO 8601), ``month``, ``quarter`` or ``year``.
        arguments: the further ones of ``network`` but mode and aggregation, which are those of a one-mode
            network of congruence less conflict.

    Returns:
        One row a window: ``window`` (as ISO 8601 writes it; ``2025-Q2``), ``actors`` (with a tie),
        ``statements`` (how many), ties that ``agree``, ``differ`` or are ``even``, the statements of the
        ``agreeing`` and the ``differing`` ones, ``score`` (see ``polarisation``) and ``camps`` (lists of
        names, both missing where fewer than four actors have ties of supported positions or none differ).

    Raises:
        StancebookError: as ``windows``, or for an unknown window.
    """
    if window not in WINDOWS:
        raise unknown("window", window, WINDOWS)
    unit, size, period = WINDOWS[window]
    dates = pd.to_datetime(statements["date"], format="ISO8601", utc=True).dt.tz_localize(None).dropna()
    if dates.empty:
        return pd.DataFrame(columns=COLUMNS)
    # whole windows, so that the first and the last are those of the calendar
    since, until = dates.min().to_period(period).start_time, dates.max().to_period(period).end_time
    every = windows(
        statements, unit, size, mode="onemode", qualifier_aggregation="subtract",
        **{**arguments, "since": since, "until": until},
    )  # fmt: skip
    found = [
        {"window": one.start.to_period(period).strftime(NAMES[period]), **_summarise(one.network)}
        for number, one in enumerate(every)
        if number % size == 0 and len(one.network.edges)
    ]
    return pd.DataFrame(found, columns=COLUMNS)


def _summarise(network: Network) -> dict[str, Any]:
    edges = network.with_statements()
    actors = len({*edges["row"], *edges["column"]})
    agree, differ = edges["weight"] > 0, edges["weight"] < 0
    firm = supported(network)
    comparable = {*firm.edges["row"], *firm.edges["column"]}
    is_divided = len(comparable) >= FEWEST and ties_of(firm, "conflict").any()
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
