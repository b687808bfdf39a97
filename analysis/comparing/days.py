"""Weigh the days of a corpus by the reports of the day and by the reports that return to it later."""

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.arrow_columns import LOW, Numbering, join_numbers, parse_days
from analysis.comparing.articles import TIMES
from analysis.comparing.ragged import Numbers, sort_distinct
from analysis.comparing.wording import EPOCH

# the first day there is, as days since 1970-01-01
FIRST = (dt.date.min - EPOCH).days


def weigh_days(codes: Codes) -> dict[float, float]:
    """Return the weight of each day that articles are published on or refer to.

    A day has the weight of the articles published on it or on the next, the news of the day, and twice the
    weight of those published later that name it, since most days are not worth recalling; both on a
    logarithmic scale.

    Args:
        codes: the coded corpus.

    Returns:
        By day (days since 1970-01-01): a weight from 0 to 1, where 1 is the weightiest day.
    """
    published, recalled = count_reports(codes)
    raw = {
        day: np.log1p(published[day] + published[day + 1]) + 2 * np.log1p(recalled[day])
        for day in published | recalled
    }
    most = max(raw.values(), default=1.0)
    return {day: float(weight / most) for day, weight in sorted(raw.items())}


def count_reports(codes: Codes) -> tuple[Counter[float], Counter[float]]:
    """Count, for each day, the articles published on it and the articles published later that name it."""
    numbers = Numbering()
    days: list[NDArray[np.float64]] = []
    for part in codes.iterate("documents", ["doc_id", "published"]):
        numbers.number(part["doc_id"])
        days.append(parse_days(part["published"]))
    published = np.concatenate(days)
    named: list[Numbers] = []
    for part in codes.iterate("dates", ["doc_id", "type", "earliest", "latest"]):
        earliest, docs = parse_days(part["earliest"]), numbers.number(part["doc_id"])
        is_exact = np.isin(part["type"].to_numpy(), TIMES) & (earliest == parse_days(part["latest"]))
        # a date in a text that is no article has no day of publication
        is_exact &= docs < len(published)
        docs, earliest = docs[is_exact], earliest[is_exact]
        is_earlier = earliest < published[docs]
        named.append(join_numbers(docs[is_earlier], earliest[is_earlier].astype(np.int64) - FIRST))
    recalled = (sort_distinct(np.concatenate(named)) & LOW) + FIRST
    return _count(published[~np.isnan(published)]), _count(recalled)


def _count(days: NDArray[Any]) -> Counter[float]:
    found, counts = np.unique(days, return_counts=True)
    return Counter(dict(zip(map(float, found), counts.tolist(), strict=True)))
