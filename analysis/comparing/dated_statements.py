"""Find firm statements with their possible days, grouped by actor and issue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.selecting import Selection
from analysis.comparing.stances import select_firm_statements
from analysis.comparing.support import is_person, is_supported, map_reprints
from analysis.comparing.wording import parse_day
from analysis.errors import unknown_name_error
from analysis.tables import STANCES

BY = ("actor", "side")


@dataclass(frozen=True)
class DatedStatement:
    """One firm statement.

    Attributes:
        key: statement_id.
        doc_id: its document.
        who: the name it counts for: the actor, or the side for which the actor spoke.
        actor: who made it.
        issue: the issue it concerns.
        stance: the stance it takes.
        low, high: first and last possible day, as days since 1970-01-01; None means open.
        is_reported: whether its first day is unknown; ``low``, if set, is then the day of the report.
        text: its source text: ``doc_id``, or the document of which that is a reprint.
        is_checked: whether a person coded it.
    """

    key: str
    doc_id: str
    who: str
    actor: str
    issue: str
    stance: str
    low: float | None
    high: float | None
    is_reported: bool
    text: str
    is_checked: bool

    @property
    def dated(self) -> bool:
        """Whether at least one of its bounds is known."""
        return self.low is not None or self.high is not None


# actor or side, and issue
Lane = tuple[str, str]


def find_dated_statements(
    codes: Codes, selection: Selection | None = None, by: str = "actor", reported: bool = False
) -> list[DatedStatement]:
    """Return the firm statements, sorted by issue and actor in codebook order.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default.
        by: ``actor``; or ``side``, which counts a statement for the organisation that it names or else for
            the actor's side in the codebook.
        reported: date a statement without a first day to its last day, usually the day of its article.

    Raises:
        StancebookError: for another value of ``by``, or an unknown name in the selection.
    """
    if by not in BY:
        raise unknown_name_error("value of by", by, BY)
    frame = select_firm_statements(codes, selection, reprints_once=False)
    texts = map_reprints(codes)
    columns = (
        "statement_id", "doc_id", "actor", "organisation", "issue", "stance", "earliest", "latest", "coder",
    )  # fmt: skip
    found = [
        _build_statement(codes, by, reported, texts, *map(_text_or_none, row))
        for row in zip(*(frame[name] for name in columns), strict=True)
    ]
    issues = _index_names(issue.name for issue in codes.codebook.issues)
    actors = _index_names(
        actor.name if by == "actor" else actor.side or actor.name for actor in codes.codebook.actors
    )
    return sorted(
        found,
        key=lambda statement: (
            issues.get(statement.issue, len(issues)),
            actors.get(statement.who, len(actors)),
        ),
    )


def _build_statement(
    codes: Codes, by: str, reported: bool, texts: Mapping[str, str], key: str, doc_id: str, actor: str,
    organisation: str | None, issue: str, stance: str, earliest: str | None, latest: str | None, coder: str,
) -> DatedStatement:  # fmt: skip
    who = actor if by == "actor" else organisation or codes.codebook.side(actor)
    low, high = parse_day(earliest), parse_day(latest)
    is_reported = low is None and high is not None
    return DatedStatement(
        key, doc_id, who, actor, issue, stance, high if reported and is_reported else low, high, is_reported,
        texts.get(doc_id, doc_id), is_person(coder),
    )  # fmt: skip


def _text_or_none(value: object) -> str:
    # only optional columns yield None, which _build_statement accepts for them
    return value if isinstance(value, str) else None  # type: ignore[return-value]


def _index_names(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def group_by_lane(listed: Iterable[DatedStatement]) -> dict[Lane, list[DatedStatement]]:
    """Group statements by actor (or side) and issue, keeping their order."""
    found: dict[Lane, list[DatedStatement]] = defaultdict(list)
    for statement in listed:
        found[statement.who, statement.issue].append(statement)
    return dict(found)


def takes_supported_stance(listed: Sequence[DatedStatement]) -> bool:
    """Tell whether at least one stance among statements is supported; contradicting ones do not add up."""
    return any(
        is_supported([statement for statement in listed if statement.stance == stance]) for stance in STANCES
    )


def dated_stances(codes: Codes, selection: Selection | None = None, by: str = "actor") -> pd.DataFrame:
    """Return stances with their days, one row per actor, issue, stance and interval.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default. Doubted and low-confidence ones are never used.
        by: as for ``said``.

    Returns:
        Rows in codebook order of issue and actor, then in order of time, undated ones last:
        ``actor`` (or side), ``issue``, ``stance``, ``low`` and ``high`` (first and last possible day since
        1970-01-01; missing means open), ``speakers`` (actors), ``n`` statements, ``documents``,
        ``statements`` (identifiers).
    """
    groups: dict[tuple[str, str, str, float | None, float | None], list[DatedStatement]] = defaultdict(list)
    for statement in find_dated_statements(codes, selection, by):
        key = statement.who, statement.issue, statement.stance, statement.low, statement.high
        groups[key].append(statement)
    rows = [
        {
            **dict(zip(("actor", "issue", "stance", "low", "high"), key, strict=True)),
            "speakers": list(dict.fromkeys(statement.actor for statement in group)),
            "n": len(group),
            "documents": len({statement.doc_id for statement in group}),
            "statements": statement_ids(group),
        }
        for key, group in groups.items()
    ]
    columns = ["actor", "issue", "stance", "low", "high", "speakers", "n", "documents", "statements"]
    frame = pd.DataFrame(rows, columns=columns).astype({"low": "float64", "high": "float64"})
    lane = frame.groupby(["issue", "actor"], sort=False).ngroup()
    order = frame.assign(lane=lane, by=frame["high"].fillna(frame["low"]))
    return frame.loc[order.sort_values(["lane", "by", "low"], kind="stable").index].reset_index(drop=True)


def statement_ids(listed: Sequence[DatedStatement]) -> list[str]:
    """Return the identifiers of statements."""
    return [statement.key for statement in listed]
