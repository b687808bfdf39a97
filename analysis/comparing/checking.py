"""Who checked what: people's decisions on the machine's statements, and the marks that they changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.records import Cell, Statement, read_rows
from analysis.comparing.stances import stance_matrix

CONFIRMED, CHANGED, REJECTED, ADDED, CODED = "confirmed", "changed", "rejected", "added", "coded"
# decisions on a statement of the machine
ON_MACHINE = (CONFIRMED, CHANGED, REJECTED)
VERDICTS = (*ON_MACHINE, ADDED, CODED)
# kinds of what people decide on
STATEMENT, EVENT, ATTRIBUTION = "statement", "event", "attribution"
KINDS = (STATEMENT, EVENT, ATTRIBUTION)
# table of the others, and the column of their words
TABLES = {"events": (EVENT, "event_id", "description"), "quotes": (ATTRIBUTION, "quote_id", "content")}
CHECK_COLUMNS = [
    "coder", "kind", "verdict", "differs", "doc_id", "actor", "issue", "machine", "person", "words",
    "statements",
]  # fmt: skip
# what is the same in a confirmed statement
CODE = ("actor", "issue", "stance", "evidence", "condition")
# what people's decisions did to a mark of the stance matrix
NEW, GONE, OTHER, SAME = "new", "gone", "another stance", "the same"
MARK_COLUMNS = ["actor", "issue", "change", "before", "after", "checked", "statements"]
Mark = tuple[str, str]


@dataclass(frozen=True)
class _Check:
    """A person's verdict on a statement of the machine, or a statement that she made without one."""

    coder: str
    verdict: str
    machine: Statement | None
    person: Statement | None

    @property
    def shown(self) -> Statement:
        """Return the person's statement, or the machine's if it was rejected."""
        shown = self.person or self.machine
        assert shown is not None
        return shown

    def build_row(self) -> list[object]:
        """Return the row of ``checks``."""
        machine, person, shown = self.machine, self.person, self.shown
        differs = _list_differences(machine, person) if machine and person else []
        stances = [statement and statement.stance for statement in (machine, person)]
        keys = [statement.statement_id for statement in (person, machine) if statement]
        code = (shown.doc_id, shown.actor, shown.issue, *stances, shown.evidence)
        return [self.coder, STATEMENT, self.verdict, differs, *code, keys]


def checks(codes: Codes) -> pd.DataFrame:
    """Return what people decided, one row for each decision.

    Args:
        codes: a coded corpus.

    Returns:
        ``coder`` (the person); ``kind`` (``statement``, ``event`` or ``attribution``); ``verdict``:
        ``confirmed``, ``changed`` or ``rejected`` for one of the machine's, ``added`` for one that it did not
        have, ``coded`` for one in a table of the person's own, made without the machine's; ``differs`` (what
        was changed in a statement: ``actor``, ``issue``, ``stance``,
        ``evidence``, ``condition``); ``doc_id``, ``actor`` and ``issue`` as the person has them; the stance
        by ``machine`` and by ``person`` (missing if there is none); ``words`` (the evidence); ``statements``
        (identifiers of the person's statement and the machine's). Statements come first, by person and
        verdict in text order. Of events and attributions there are only person, verdict and, unless they were
        rejected, document, actors and words.
    """
    found = sorted(
        _list_checks(codes),
        key=lambda one: (one.coder, VERDICTS.index(one.verdict), one.shown.doc_id, one.shown.start),
    )
    rows = [*(check.build_row() for check in found), *_list_corrections(codes)]
    return pd.DataFrame(rows, columns=CHECK_COLUMNS)


def _list_corrections(codes: Codes) -> Iterator[list[object]]:
    """Yield a row for each decision on an event or attribution; what was rejected is in no table any more."""
    left: dict[str, Any] = {
        row[key]: row for name, (_, key, _) in TABLES.items() for row in codes[name].to_dict("records")
    }
    for one in sorted(codes.corrections, key=lambda one: (one.coder, one.table, VERDICTS.index(one.verdict))):
        kind, _, words = TABLES[one.table]
        row = left.get(one.key, {})
        actors = row.get("actors") or [row.get("actor")]
        named = ", ".join(actor for actor in actors if isinstance(actor, str))
        yield [one.coder, kind, one.verdict, [], row.get("doc_id"), named, "", None, None, row.get(words), []]


def _list_checks(codes: Codes) -> Iterator[_Check]:
    machine = {statement.statement_id: statement for statement in read_rows(codes.machine, Statement)}
    own: dict[tuple[str, str], list[Statement]] = {}
    for statement in read_rows(codes.human, Statement):
        own.setdefault((statement.coder, statement.doc_id), []).append(statement)
    used: set[str] = set()
    changed = []
    for decision in codes.decisions:
        coder, coded = decision.coder, machine[decision.statement_id]
        same = _find_same(coded, own.get((coder, coded.doc_id), ()), used)
        if decision.verdict == REJECTED:
            yield _Check(coder, REJECTED, coded, None)
        elif same is None:
            changed.append((coder, coded))
        else:
            used.add(same.statement_id)
            yield _Check(coder, CONFIRMED, coded, same)
    # last, so that none takes the place of a confirmed one
    for coder, coded in changed:
        successor = _find_successor(coded, own.get((coder, coded.doc_id), ()), used)
        used |= {successor.statement_id} if successor else set()
        yield _Check(coder, CHANGED, coded, successor)
    for (coder, doc_id), written in own.items():
        verdict = ADDED if (coder, doc_id) in codes.singly else CODED
        yield from (_Check(coder, verdict, None, one) for one in written if one.statement_id not in used)


def _find_same(coded: Statement, written: Sequence[Statement], used: set[str]) -> Statement | None:
    """Return the person's statement that is the machine's, word for word."""
    for one in written:
        if one.statement_id not in used and not _list_differences(coded, one):
            return one
    return None


def _list_differences(coded: Statement, other: Statement) -> list[str]:
    return [name for name in CODE if getattr(coded, name) != getattr(other, name)]


def _find_successor(coded: Statement, written: Sequence[Statement], used: set[str]) -> Statement | None:
    """Return the person's statement that replaced a machine's; one with wide evidence may replace several."""
    ranked = [
        (not overlaps, one.statement_id in used, not is_same_mark, place)
        for place, one in enumerate(written)
        for overlaps in [coded.start < one.end and one.start < coded.end]
        for is_same_mark in [(coded.actor, coded.issue) == (one.actor, one.issue)]
        if overlaps or is_same_mark
    ]
    return written[min(ranked)[-1]] if ranked else None


def changed_marks(codes: Codes) -> pd.DataFrame:
    """Compare the stance matrix of the machine alone with that of the machine and people.

    Args:
        codes: a coded corpus.

    Returns:
        One row per mark of either matrix, in codebook order: ``actor``, ``issue``, ``change`` (``new``,
        ``gone``, ``another stance`` or ``the same``), the stance ``before`` and ``after`` people's decisions
        (missing where there is no mark), ``checked`` (whether the mark now rests on a statement by a person)
        and ``statements`` (identifiers behind both marks).
    """
    alone = replace(codes, tables={**codes.tables, "statements": codes.machine})
    before, after = _read_marks(alone), _read_marks(codes)
    marks = [mark for mark in codes.codebook.pairs() if mark in before or mark in after]
    rows = [_compare_mark(mark, before.get(mark), after.get(mark)) for mark in marks]
    return pd.DataFrame(rows, columns=MARK_COLUMNS)


def _read_marks(codes: Codes) -> dict[Mark, Cell]:
    return {(cell.actor, cell.issue): cell for cell in read_rows(stance_matrix(codes), Cell)}


def _compare_mark(mark: Mark, before: Cell | None, after: Cell | None) -> list[object]:
    was = before.stance if before else None
    is_now = after.stance if after else None
    keys = dict.fromkeys(key for cell in (after, before) if cell for key in cell.statements)
    return [*mark, _name_change(was, is_now), was, is_now, after is not None and any(after.checked), [*keys]]


def _name_change(before: str | None, after: str | None) -> str:
    if before == after:
        return SAME
    if before is None:
        return NEW
    return GONE if after is None else OTHER
