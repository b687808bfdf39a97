"""Weigh the days of a corpus by the reports of the day and by the reports that return to it later."""

from collections import Counter

import numpy as np

from analysis.codes import Codes
from analysis.comparing.wording import parse_day


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
    documents = codes.read("documents", ["doc_id", "published"])
    dates = codes.read("dates", ["doc_id", "type", "earliest", "latest"])
    published = {
        doc: day
        for doc, day in zip(documents["doc_id"], map(parse_day, documents["published"]), strict=True)
        if day is not None
    }
    exact = dates[dates["type"].isin(["DATE", "TIME"]) & (dates["earliest"] == dates["latest"]).fillna(False)]
    named = set(zip(exact["doc_id"], map(parse_day, exact["earliest"]), strict=True))
    recalled = Counter(day for doc, day in named if day is not None and day < published.get(doc, day + 1))
    return Counter(published.values()), recalled
