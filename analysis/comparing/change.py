"""How positions change: shifts, who came first, who moves towards whom.

Only firm statements count. Days are intervals, and nothing is said of an order that they leave open.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.convergence import convergence
from analysis.comparing.dated_statements import (
    DatedStatement,
    find_dated_statements,
    group_by_lane,
    statement_ids,
    takes_supported_stance,
)
from analysis.comparing.over_time import stance_over_time
from analysis.comparing.selecting import Selection
from analysis.comparing.stances import MIXED
from analysis.comparing.support import is_supported
from analysis.comparing.wording import when
from analysis.tables import STANCES

CERTAIN, REPORTED = "certain", "as reported"
ANY = "any"
__all__ = ["convergence", "first_movers", "shifts", "stance_over_time"]


def shifts(
    codes: Codes, selection: Selection | None = None, by: str = "actor", reported: bool = False
) -> pd.DataFrame:
    """Return each change of an actor's stance on an issue whose order in time is certain.

    Statements whose days overlap have no order; where those of one moment differ, the stance is mixed, which
    is no shift, neither to nor from it.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        by: as of ``comparing.dated_statements.find_dated_statements``.
        reported: add changes whose order rests on the days of the reports only.

    Returns:
        One row per shift, by issue and actor as in the codebook, then in order of time: ``actor`` (or side),
        ``issue``, the stances ``before`` and ``after``, ``low`` and ``high`` (after which day, and by which
        one, it took place; days since 1970-01-01, missing means open), ``when`` (in words), ``order``
        (``certain``, or ``as reported``), ``statements_before`` and ``statements_after`` (on both sides of
        it), ``speakers_before`` and ``speakers_after``, ``between`` (mixed statements in between, and those
        of a stance that rests on too few) and ``is_supported``: whether what the actor said in a row before
        and after suffices to conclude a change (see ``comparing.support``). Only such shifts are drawn.
    """
    rows = [
        {"actor": who, "issue": issue, **shift}
        for (who, issue), listed in group_by_lane(
            find_dated_statements(codes, selection, by, reported)
        ).items()
        for shift in _find_shifts(listed)
    ]
    columns = [
        "actor", "issue", "before", "after", "low", "high", "when", "order", "statements_before",
        "statements_after", "speakers_before", "speakers_after", "between", "is_supported",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"low": "float64", "high": "float64", "is_supported": "bool"}
    )


@dataclass
class _Run:
    """Moments of one stance in a row, and the mixed statements just before them."""

    moments: list[list[DatedStatement]]
    mixed: list[DatedStatement] = field(default_factory=list)

    @property
    def statements(self) -> list[DatedStatement]:
        return [one for moment in self.moments for one in moment]


def _group_runs(listed: Sequence[DatedStatement]) -> list[_Run]:
    runs: list[_Run] = []
    mixed: list[DatedStatement] = []
    for stance, group in groupby(find_moments(listed), key=find_stance):
        some = list(group)
        if stance == MIXED:
            mixed = [one for moment in some for one in moment]
        elif runs and find_stance(runs[-1].statements) == stance:
            runs[-1].moments += some
            mixed = []
        else:
            runs.append(_Run(some, mixed))
            mixed = []
    return runs


def _find_shifts(listed: Sequence[DatedStatement]) -> Iterator[dict[str, Any]]:
    """Yield the change to each run from the one before, and from the last that is supported."""
    runs = _group_runs(listed)
    supported = [is_supported(run.statements) for run in runs]
    firm: int | None = None
    for place, run in enumerate(runs):
        if place:
            both = supported[place - 1] and supported[place]
            yield {
                **_build_shift(runs[place - 1].moments[-1], run.moments[0], run.mixed),
                "is_supported": both,
            }
        if not supported[place]:
            continue
        if firm is not None and firm < place - 1:
            skipped = runs[firm + 1 : place]
            if find_stance(runs[firm].statements) != find_stance(run.statements):
                between = [statement for other in skipped for statement in (*other.mixed, *other.statements)]
                shift = _build_shift(runs[firm].moments[-1], run.moments[0], [*between, *run.mixed])
                yield {**shift, "is_supported": True}
        firm = place


def find_stance(listed: Sequence[DatedStatement]) -> str:
    """Return the stance of statements, ``mixed`` where they take several."""
    stances = {one.stance for one in listed}
    return stances.pop() if len(stances) == 1 else MIXED


def find_moments(listed: Sequence[DatedStatement]) -> list[list[DatedStatement]]:
    """Part statements into moments that follow each other for certain; what may be of several is left out.

    This is the smallest representation of an interval order (Greenough, 1976): each distinct set of
    statements that lie wholly before another one begins a moment.
    """
    highs = sorted(float("inf") if one.high is None else one.high for one in listed)
    before = [0 if one.low is None else bisect_left(highs, one.low) for one in listed]
    begins = sorted(set(before))
    found: list[list[DatedStatement]] = [[] for _ in begins]
    for one, first in zip(listed, before, strict=True):
        ended = bisect_left(highs, float("inf") if one.high is None else one.high)
        begun = bisect_left(begins, first)
        if begun == len(begins) - 1 or begins[begun + 1] > ended:
            found[begun].append(one)
    return [moment for moment in found if moment]


def _build_shift(
    before: Sequence[DatedStatement], after: Sequence[DatedStatement], between: Sequence[DatedStatement]
) -> dict[str, Any]:
    # the day of a report does not tell that the stance was not taken long before
    low = max((one.low for one in before if one.low is not None and not one.is_reported), default=None)
    high = min((one.high for one in after if one.high is not None), default=None)
    order = REPORTED if any(one.is_reported for one in after) else CERTAIN
    return {
        "before": find_stance(before),
        "after": find_stance(after),
        "low": low,
        "high": high,
        "when": when(low, high) if order == CERTAIN else _describe_reports(before, after),
        "order": order,
        "statements_before": statement_ids(before),
        "statements_after": statement_ids(after),
        "speakers_before": _list_speakers(before),
        "speakers_after": _list_speakers(after),
        "between": statement_ids(between),
    }


def _describe_reports(before: Sequence[DatedStatement], after: Sequence[DatedStatement]) -> str:
    """Say when two stances were reported whose order nothing else tells."""
    one, other = (
        when(min(one.low or 0 for one in some), max(one.high or 0 for one in some))
        for some in (before, after)
    )
    return f"reported {one}, then {other}"


def _list_speakers(listed: Sequence[DatedStatement]) -> list[str]:
    return list(dict.fromkeys(one.actor for one in listed))


def first_movers(
    codes: Codes, selection: Selection | None = None, by: str = "actor", reported: bool = False
) -> pd.DataFrame:
    """Return who took a stance on each issue first.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        by: as of ``comparing.dated_statements.find_dated_statements``.
        reported: likewise; without it who has a statement with an open first day may always be first.

    Returns:
        For each issue a row for ``any`` stance and one for each that is taken: ``issue``, ``stance``,
        ``actors`` (or sides; all that may have been first, in the order of their days), ``tie`` ("" where
        there is one, ``same day``, or ``order open``), ``low`` and ``high`` (first and last day that the
        first stance can have, days since 1970-01-01; missing means open), ``when`` (in words), ``order``
        (``certain``, or ``as reported`` where it rests on the days of the reports only),
        ``statements`` (those that may be the first), ``followed`` (how many came later for certain),
        ``undated`` (who has a statement without any day, which may have been before all) and
        ``is_supported`` (whether what each of these actors said of that stance suffices to say so, see
        ``comparing.support``; nobody moves up to the place of one who has too little).
    """
    by_issue: dict[str, list[DatedStatement]] = defaultdict(list)
    for one in find_dated_statements(codes, selection, by, reported):
        by_issue[one.issue].append(one)
    rows = [
        {"issue": issue, "stance": stance, **_find_first(some)}
        for issue, listed in by_issue.items()
        for stance in (ANY, *STANCES)
        if (some := [one for one in listed if stance in (ANY, one.stance)])
    ]
    columns = [
        "issue", "stance", "actors", "tie", "low", "high", "when", "order", "statements", "followed",
        "undated", "is_supported",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"low": "float64", "high": "float64", "is_supported": "bool"}
    )


def _find_first(listed: Sequence[DatedStatement]) -> dict[str, Any]:
    dated = sorted((one for one in listed if one.dated), key=lambda one: (_get_high(one), one.low or 0.0))
    bound = min(map(_get_high, dated), default=None)
    firsts = [one for one in dated if bound is not None and (one.low is None or one.low <= bound)]
    actors = list(dict.fromkeys(one.who for one in firsts))
    lows = [one.low for one in firsts]
    low = min((low for low in lows if low is not None), default=None) if None not in lows else None
    high = None if bound == float("inf") else bound
    is_reported = any(one.is_reported and one.low is not None for one in firsts)
    exact = low is not None and not is_reported and all(one.low == one.high == low for one in firsts)
    return {
        "actors": actors,
        "tie": "" if len(actors) < 2 else "same day" if exact else "order open",
        "low": low,
        "high": high,
        "when": f"reported {when(low, high)}" if is_reported else when(low, high),
        "order": REPORTED if is_reported else CERTAIN,
        "statements": statement_ids(firsts),
        "followed": len({one.who for one in dated} - set(actors)),
        "undated": list(dict.fromkeys(one.who for one in listed if not one.dated)),
        "is_supported": all(
            takes_supported_stance([one for one in listed if one.who == who]) for who in actors
        ),
    }


def _get_high(one: DatedStatement) -> float:
    return float("inf") if one.high is None else one.high
