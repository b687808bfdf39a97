"""Select the events that matter most before their mentions are read in full and merged."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.foremost import KEPT
from analysis.comparing.importance import Facts, weigh_events
from analysis.comparing.mentions import Mentions
from analysis.comparing.ragged import Numbers, Ragged, group_rows


def order_mentions(mentions: Mentions, group: Numbers) -> Ragged:
    """Return the mentions of each event, the one whose description it has first.

    It has the highest confidence; if tied, it is no retelling according to a person, then the most exactly
    dated.

    Args:
        mentions: all mentions of the corpus.
        group: the number of the event of each chosen mention, from 0.
    """
    rows = mentions.chosen
    width = np.nan_to_num(mentions.high[rows] - mentions.low[rows], nan=np.inf)
    confidence = np.nan_to_num(mentions.confidence[rows])
    order = np.lexsort((width, mentions.retold[rows], -confidence, group))
    return group_rows(group[order], rows[order], int(group.max(initial=-1)) + 1)


def gather_facts(mentions: Mentions, groups: Ragged, told: pd.DataFrame, day: NDArray[np.float64]) -> Facts:
    """Return what decides how much each event matters, apart from the other events.

    Args:
        mentions: all mentions of the corpus.
        groups: the mentions of each event.
        told: how widely each was told, as ``comparing.tellings.count_tellings`` returns it.
        day: the day of each event; NaN where it is not known.
    """
    starts = groups.starts[:-1]
    return Facts(
        groups.values[starts],
        np.maximum.reduceat(mentions.prominence[groups.values], starts) if len(starts) else np.empty(0),
        day,
        *(told[name].to_numpy(dtype=np.float64) for name in ("articles", "outlets")),
    )


def select_weighty(
    mentions: Mentions, groups: Ragged, told: pd.DataFrame, days: Mapping[float, float]
) -> Numbers:
    """Return the places of the events that matter most, in order, and of all that a person coded.

    Plans that were carried out and repetitions are not known yet; they lower the importance of some of these.

    Args:
        mentions: all mentions of the corpus.
        groups: the mentions of each event.
        told: how widely each was told.
        days: the weight of each day.
    """
    weight = weigh_events(mentions, gather_facts(mentions, groups, told, _find_days(mentions, groups)), days)
    by_person = np.logical_or.reduceat(mentions.by_person[groups.values], groups.starts[:-1])
    order = np.lexsort((-weight, ~by_person))
    return np.sort(order[:KEPT])


def _find_days(mentions: Mentions, groups: Ragged) -> NDArray[np.float64]:
    """Return the day on which all mentions of an event can agree; NaN where there is none, or several."""
    starts = groups.starts[:-1]
    first = groups.values[starts]
    low = np.fmax.reduceat(mentions.low[groups.values], starts)
    high = np.fmin.reduceat(mentions.high[groups.values], starts)
    lasting = mentions.lasting[first] & (low <= high)
    low, high = np.where(lasting, mentions.low[first], low), np.where(lasting, mentions.high[first], high)
    return np.where(low == high, low, np.nan)
