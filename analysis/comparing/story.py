"""Divide a timeline into chapters: the days or weeks that unusually many reports tell about."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Codes
from analysis.comparing.days import count_reports
from analysis.comparing.foremost import select_foremost
from analysis.comparing.records import Event, read_rows
from analysis.comparing.tellings import format_description
from analysis.comparing.wording import format_interval

# days: longer stories are divided by weeks, which begin on Monday
LONG = 200
# how many times the usual number of reports is unusual, and the fewest reports of a chapter
UNUSUAL, FEWEST = 3.0, 3
# maximum number of chapters, those with most reports
MOST_CHAPTERS = 8
COLUMNS = ["first", "last", "when", "reports", "usual", "events", "event_id", "headline"]
DTYPES = {"first": "float64", "last": "float64", "reports": "int64", "usual": "float64", "events": "int64"}


def chapters(codes: Codes, events: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches of days or weeks that unusually many reports tell about, in order of time.

    A report tells about the day on which it is published and about each earlier day that it names. Stretches
    are the bursts of a two-state automaton (Kleinberg 2003), so that a quiet day does not end a chapter.

    Args:
        codes: the coded corpus.
        events: as ``comparing.timeline.timeline`` returns it.

    Returns:
        One row per chapter: ``first`` and ``last`` day (days since 1970-01-01), ``when`` (in words),
        ``reports`` (how often an article tells about one of its days), ``usual`` (for as many days),
        ``events`` (how many the timeline has on its days), and the most important of them: its ``event_id``
        and ``headline`` (its description as a sentence; both missing if there is none). No rows where reports
        have no days or are spread evenly.
    """
    published, recalled = count_reports(codes)
    reports = published + recalled
    if not published:
        return pd.DataFrame(columns=COLUMNS).astype(DTYPES)
    start, end = _find_span(list(published), events)
    size = 7 if end - start >= LONG else 1
    start -= (start + 3) % 7 if size == 7 else 0
    counts = np.zeros(int(end - start) // size + 1)
    for day, number in reports.items():
        if start <= day <= end:
            counts[int(day - start) // size] += number
    bursts = [burst for burst in find_bursts(counts) if sum(counts[slice(*burst)]) >= FEWEST]
    largest = sorted(bursts, key=lambda burst: -sum(counts[slice(*burst)]))[:MOST_CHAPTERS]
    rows = [
        _build_chapter(start + first * size, start + behind * size - 1, events)
        | {"reports": int(sum(counts[first:behind])), "usual": float(np.mean(counts) * (behind - first))}
        for first, behind in sorted(largest)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(DTYPES)


def shifted_statements(codes: Codes, shifts: pd.DataFrame) -> pd.DataFrame:
    """Return the statements before and after each supported shift, as evidence of what a chart draws.

    Args:
        codes: the coded corpus.
        shifts: as ``comparing.change.shifts`` returns it.
    """
    drawn = shifts[shifts["is_supported"]]
    keys = {
        key
        for sides in zip(drawn["statements_before"], drawn["statements_after"], strict=True)
        for key in chain.from_iterable(sides)
    }
    statements = codes["statements"]
    return statements[statements["statement_id"].isin(list(keys))]


def _find_span(published: Sequence[float], events: pd.DataFrame) -> tuple[float, float]:
    """Return the first and last day of the story: from its first event of the weeks before publication."""
    first, last = min(published), max(published)
    exact = events.loc[(events["low"] == events["high"]) & (events["status"] == "occurred"), "low"]
    before = exact[(exact < first) & (exact >= first - (last - first) - 1)]
    return float(before.min()) if len(before) else first, last


def find_bursts(counts: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the stretches of counts that are unusually high, as [first, behind the last].

    The cheapest sequence of two states, in which counts follow Poisson distributions with the mean and with
    ``UNUSUAL`` times the mean; entering the second state costs the logarithm of the number of counts.
    """
    usual = counts.mean()
    if usual == 0 or len(counts) < 3:
        return []
    rates = np.array([usual, usual * UNUSUAL])
    # without the factorials, which are the same in both states
    costs = rates - counts[:, None] * np.log(rates)
    enter = np.array([[0.0, np.log(len(counts))], [0.0, 0.0]])
    total, before = costs[0] + enter[0], []
    for cost in costs[1:]:
        ways = total[:, None] + enter
        before.append(ways.argmin(axis=0))
        total = ways.min(axis=0) + cost
    states = [int(total.argmin())]
    for choice in reversed(before):
        states.append(int(choice[states[-1]]))
    edges = np.diff([0, *reversed(states), 0])
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _build_chapter(first: float, last: float, events: pd.DataFrame) -> dict[str, object]:
    inside = events[(events["low"] >= first) & (events["high"] <= last) & (events["status"] == "occurred")]
    foremost = read_rows(select_foremost(inside, 1), Event)
    return {
        "first": first,
        "last": last,
        "when": format_interval(first, last, "throughout"),
        "events": len(inside),
        "event_id": foremost[0].event_id if foremost else None,
        "headline": format_description(foremost[0]) if foremost else None,
    }
