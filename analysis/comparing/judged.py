"""Tell of each of the machine's statements on which people decided whether it was right.

Answers of an audit are no decisions and are never among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from analysis.codes import Cell, Codes, list_cells

JUDGED_COLUMNS = ["statement_id", "doc_id", "confidence", "right", "people"]
Row = dict[str, Any]


def list_judged(codes: Codes) -> pd.DataFrame:
    """Return the machine's statements on which people decided, and whether they were right.

    A decision on a single statement finds it right if the person kept the actor, issue and stance, whatever
    the evidence, the days or the condition. A rejected statement is wrong. Where a person coded a cell
    (document, actor and issue) without the machine's codes, a statement there is right if the person has its
    stance in the cell. Doubted statements are left out, because they do not count whatever their confidence,
    and so are those without a confidence.

    Args:
        codes: a coded corpus.

    Returns:
        One row per statement: ``statement_id``, ``doc_id``, ``confidence`` (the machine's), ``right`` (1 or
        0; missing where people disagree), and ``people`` (who decided, sorted).
    """
    machine = codes.machine[codes.machine["doubt"].isna() & codes.machine["confidence"].notna()]
    rows: list[Any] = machine.to_dict("records")
    found: dict[str, dict[str, bool]] = {row["statement_id"]: {} for row in rows}
    for key, person, is_right in (*_judge_cells(codes, rows), *_judge_singly(codes, rows)):
        found[key][person] = is_right
    listed = (
        (row["statement_id"], row["doc_id"], row["confidence"], *_sum_up(found[row["statement_id"]]))
        for row in rows
        if found[row["statement_id"]]
    )
    return pd.DataFrame(listed, columns=JUDGED_COLUMNS).astype({"confidence": float, "right": float})


def _sum_up(verdicts: dict[str, bool]) -> tuple[float, tuple[str, ...]]:
    is_agreed = len(set(verdicts.values())) == 1
    return float(next(iter(verdicts.values()))) if is_agreed else float("nan"), tuple(sorted(verdicts))


def _judge_singly(codes: Codes, rows: Iterable[Row]) -> Iterator[tuple[str, str, bool]]:
    """Yield statement, person and verdict for decisions on single statements."""
    by_id = {row["statement_id"]: row for row in rows}
    own: dict[tuple[str, Cell, str], list[tuple[int, int]]] = defaultdict(list)
    human = codes.human
    for cell, coder, stance, start, end in zip(
        list_cells(human), human["coder"], human["stance"], human["start"], human["end"], strict=True
    ):
        own[coder, cell, stance].append((start, end))
    for decision in codes.decisions:
        row = by_id.get(decision.statement_id)
        if row is not None:
            spans = own.get((decision.coder, _find_cell(row), row["stance"]), [])
            is_kept = any(start < row["end"] and row["start"] < end for start, end in spans)
            yield decision.statement_id, decision.coder, decision.verdict == "replaced" and is_kept


def _judge_cells(codes: Codes, rows: Iterable[Row]) -> Iterator[tuple[str, str, bool]]:
    """Yield statement, person and verdict for cells that people coded without the machine's codes."""
    coded: dict[Cell, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coder, cell in codes.none:
        coded[cell][coder] = set()
    human = codes.human
    for coder, cell, stance in zip(human["coder"], list_cells(human), human["stance"], strict=True):
        coded[cell][coder].add(stance)
    for row in rows:
        cell = _find_cell(row)
        for coder, stances in coded.get(cell, {}).items():
            if (coder, cell[0]) not in codes.singly:
                yield row["statement_id"], coder, row["stance"] in stances


def _find_cell(row: Row) -> Cell:
    return row["doc_id"], row["actor"], row["issue"]
