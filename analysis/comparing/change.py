"""Find changes of position: shifts, first movers and convergence.

Only firm statements count. Days are intervals; where they overlap, the order is left open.
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
from analysis.comparing.wording import format_when
from analysis.tables import STANCES

CERTAIN, REPORTED = "certain", "as reported"
ANY = "any"
__all__ = ["convergence", "first_movers", "shifts", "stance_over_time"]


def shifts(
    codes: Codes, selection: Selection | None = None, by: str = "actor", reported: bool = False
) -> pd.DataFrame:
    """Return each change of an actor's stance on an issue whose order in time is certain.

    Statements whose days overlap have no order. Where statements of one moment differ, the stance is mixed;
    a change to or from a mixed stance is not a shift.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        by: as for ``comparing.dated_statements.find_dated_statements``.
        reported: add changes whose order rests only on the days of the reports.

    Returns:
        One row per shift, in codebook order of issue and actor, then in order of time: ``actor`` (or side),
        ``issue``, the stances ``before`` and ``after``, ``low`` and ``high`` (the days between which it took
        place; days since 1970-01-01, missing means open), ``when`` (in words), ``order`` (``certain``, or
        ``as reported``), ``statements_before`` and ``statements_after`` the shift, ``speakers_before`` and
        ``speakers_after``, ``between`` (mixed or unsupported statements in between) and ``is_supported``:
        whether the consecutive statements before and after it support a change (see
        ``comparing.support``). Only supported shifts are drawn.
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
    """Consecutive moments with one stance, and the mixed statements just before them."""

    moments: list[list[DatedStatement]]
    mixed: list[DatedStatement] = field(default_factory=list)

    @property
    def statements(self) -> list[DatedStatement]:
        return [statement for moment in self.moments for statement in moment]


def _group_runs(listed: Sequence[DatedStatement]) -> list[_Run]:
    runs: list[_Run] = []
    mixed: list[DatedStatement] = []
    for stance, group in groupby(find_moments(listed), key=find_stance):
        consecutive = list(group)
        if stance == MIXED:
            mixed = [statement for moment in consecutive for statement in moment]
        elif runs and find_stance(runs[-1].statements) == stance:
            runs[-1].moments += consecutive
            mixed = []
        else:
            runs.append(_Run(consecutive, mixed))
            mixed = []
    return runs


def _find_shifts(listed: Sequence[DatedStatement]) -> Iterator[dict[str, Any]]:
    """Yield the change to each run from the previous run, and from the last supported one."""
    runs = _group_runs(listed)
    supported = [is_supported(run.statements) for run in runs]
    last: int | None = None
    for place, run in enumerate(runs):
        if place:
            both = supported[place - 1] and supported[place]
            yield {
                **_build_shift(runs[place - 1].moments[-1], run.moments[0], run.mixed),
                "is_supported": both,
            }
        if not supported[place]:
            continue
        if last is not None and last < place - 1:
            skipped = runs[last + 1 : place]
            if find_stance(runs[last].statements) != find_stance(run.statements):
                between = [statement for other in skipped for statement in (*other.mixed, *other.statements)]
                shift = _build_shift(runs[last].moments[-1], run.moments[0], [*between, *run.mixed])
                yield {**shift, "is_supported": True}
        last = place


def find_stance(listed: Sequence[DatedStatement]) -> str:
    """Return the stance of statements; ``mixed`` where they differ."""
    stances = {statement.stance for statement in listed}
    return stances.pop() if len(stances) == 1 else MIXED


def find_moments(listed: Sequence[DatedStatement]) -> list[list[DatedStatement]]:
    """Divide statements into moments in a certain order; a statement that may belong to several is left out.

    This is the minimal representation of an interval order (Greenough, 1976): each distinct set of statements
    that lie entirely before another statement starts a new moment.
    """
    highs = sorted(map(_get_high, listed))
    before = [0 if statement.low is None else bisect_left(highs, statement.low) for statement in listed]
    begins = sorted(set(before))
    found: list[list[DatedStatement]] = [[] for _ in begins]
    for statement, first in zip(listed, before, strict=True):
        ended = bisect_left(highs, _get_high(statement))
        begun = bisect_left(begins, first)
        if begun == len(begins) - 1 or begins[begun + 1] > ended:
            found[begun].append(statement)
    return [moment for moment in found if moment]


def _build_shift(
    before: Sequence[DatedStatement], after: Sequence[DatedStatement], between: Sequence[DatedStatement]
) -> dict[str, Any]:
    # the stance may have been taken long before the day of the report
    lows = (statement.low for statement in before if not statement.is_reported)
    highs = (statement.high for statement in after)
    low = max((day for day in lows if day is not None), default=None)
    high = min((day for day in highs if day is not None), default=None)
    order = REPORTED if any(statement.is_reported for statement in after) else CERTAIN
    return {
        "before": find_stance(before),
        "after": find_stance(after),
        "low": low,
        "high": high,
        "when": format_when(low, high) if order == CERTAIN else _describe_reports(before, after),
        "order": order,
        "statements_before": statement_ids(before),
        "statements_after": statement_ids(after),
        "speakers_before": _list_speakers(before),
        "speakers_after": _list_speakers(after),
        "between": statement_ids(between),
    }


def _describe_reports(before: Sequence[DatedStatement], after: Sequence[DatedStatement]) -> str:
    """Describe when two stances were reported whose order rests only on the reports."""
    one, other = (
        format_when(
            min(statement.low or 0 for statement in statements),
            max(statement.high or 0 for statement in statements),
        )
        for statements in (before, after)
    )
    return f"reported {one}, then {other}"


def _list_speakers(listed: Sequence[DatedStatement]) -> list[str]:
    return list(dict.fromkeys(statement.actor for statement in listed))


def first_movers(
    codes: Codes, selection: Selection | None = None, by: str = "actor", reported: bool = False
) -> pd.DataFrame:
    """Return the first movers on each issue: the actors who took a stance first.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        by: as for ``comparing.dated_statements.find_dated_statements``.
        reported: as for ``find_dated_statements``; without it, an actor with a statement whose first day is
            open may always be first.

    Returns:
        For each issue, a row for ``any`` stance and one for each stance taken: ``issue``, ``stance``,
        ``actors`` (or sides; all that may have been first, in the order of their days), ``tie`` ("" for a
        single actor, ``same day``, or ``order open``), ``low`` and ``high`` (first and last possible day of
        the first stance, days since 1970-01-01; missing means open), ``when`` (in words), ``order``
        (``certain``, or ``as reported`` where it rests only on the days of the reports), ``statements``
        (those that may be the first), ``followed`` (number of actors that certainly came later), ``undated``
        (actors with an undated statement, which may have preceded all others) and ``is_supported`` (whether
        the statements of each of these actors support that stance, see ``comparing.support``; an unsupported
        first mover is not replaced by the next actor).
    """
    by_issue: dict[str, list[DatedStatement]] = defaultdict(list)
    for statement in find_dated_statements(codes, selection, by, reported):
        by_issue[statement.issue].append(statement)
    rows = [
        {"issue": issue, "stance": stance, **_find_first(chosen)}
        for issue, listed in by_issue.items()
        for stance in (ANY, *STANCES)
        if (chosen := [statement for statement in listed if stance in (ANY, statement.stance)])
    ]
    columns = [
        "issue", "stance", "actors", "tie", "low", "high", "when", "order", "statements", "followed",
        "undated", "is_supported",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(
        {"low": "float64", "high": "float64", "is_supported": "bool"}
    )


def _find_first(listed: Sequence[DatedStatement]) -> dict[str, Any]:
    dated = sorted(
        (statement for statement in listed if statement.dated),
        key=lambda statement: (_get_high(statement), statement.low or 0.0),
    )
    bound = min(map(_get_high, dated), default=0.0)
    firsts = [statement for statement in dated if statement.low is None or statement.low <= bound]
    actors = list(dict.fromkeys(statement.who for statement in firsts))
    lows = [statement.low for statement in firsts]
    low = min((day for day in lows if day is not None), default=None) if None not in lows else None
    high = bound if dated and bound != float("inf") else None
    is_reported = any(statement.is_reported and statement.low is not None for statement in firsts)
    return {
        "actors": actors,
        "tie": _describe_tie(firsts, low, is_reported) if len(actors) > 1 else "",
        "low": low,
        "high": high,
        "when": f"reported {format_when(low, high)}" if is_reported else format_when(low, high),
        "order": REPORTED if is_reported else CERTAIN,
        "statements": statement_ids(firsts),
        "followed": len({statement.who for statement in dated} - set(actors)),
        "undated": list(dict.fromkeys(statement.who for statement in listed if not statement.dated)),
        "is_supported": all(
            takes_supported_stance([statement for statement in listed if statement.who == who])
            for who in actors
        ),
    }


def _describe_tie(firsts: Sequence[DatedStatement], low: float | None, is_reported: bool) -> str:
    is_exact = low is not None and all(statement.low == statement.high == low for statement in firsts)
    return "same day" if is_exact and not is_reported else "order open"


def _get_high(statement: DatedStatement) -> float:
    return float("inf") if statement.high is None else statement.high
