"""Read an audit: a sample of cells that a person coded blind, and the file kept with it.

An audit is two tables, which ``stancebook audit`` writes. A person fills in the first, such as ``audit.csv``;
a star marks the columns that must be there:

===========================  ======================================================================
``cell``*                    number of the cell in the sample
``actor``*, ``issue``*       whose position on what
``stance``*                  to fill in: ``support``, ``conditional``, ``neutral``, ``oppose``, ``mixed``
                             (more than one), or ``none`` if the article has no such position
``note``                     anything you want to remember
===========================  ======================================================================

The other columns help the person and are not read. The second table, ``audit.machine.csv``, says how the
sample was drawn and what the machine had coded; nobody should look at it before the first is filled in.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codes import ANSWERS, Audit
from analysis.documents import Problem
from analysis.errors import unknown_name_error
from analysis.reading.codings import HUMAN
from analysis.reading.sheet import Row, Sheet, read_sheet

HELPFUL = ("article", "title", "outlet", "published", "url", "proposition", "passages", "note")
REQUIRED = ("cell", "actor", "issue", "stance")
SHEET = Sheet("an audit", (*REQUIRED, *HELPFUL), REQUIRED)
KEPT = ("cell", "doc_id", "actor", "issue", "stratum", "size", "probability", "machine")
KEPT_SHEET = Sheet("the file kept with an audit", KEPT, KEPT)


def list_files(table: Path) -> tuple[Path, Path]:
    """Return the table of an audit and the file kept with it."""
    return table, table.with_name(f"{table.stem}.machine{table.suffix}")


def read_audit(table: Path) -> tuple[Audit | None, list[Problem]]:
    """Read an audit; without its two tables there is none. Bad input never raises.

    Args:
        table: the table that a person fills in.
    """
    table, kept = list_files(table)
    found = {path: list(read_sheet(path, sheet)) for path, sheet in ((table, SHEET), (kept, KEPT_SHEET))}
    problems = [item for items in found.values() for item in items if isinstance(item, Problem)]
    rows = {path: [item for item in items if isinstance(item, Row)] for path, items in found.items()}
    try:
        cells = [_parse_kept(row.cells) for row in rows[kept]]
        _check_unique(cells)
    except (KeyError, ValueError) as error:
        return None, [
            *problems,
            Problem(kept.name, f"It was changed, so the audit cannot be used ({error})."),
        ]
    if not cells:
        return None, [*problems, Problem(kept.name, "Without this file, the audit cannot be used.")]
    drawn = {cell["cell"]: cell for cell in cells if cell["cell"]}
    for row in rows[table]:
        problems += _add_answer(row, drawn.get(row.cells.get("cell", "")))
    columns = [*(name for name in KEPT if name != "cell"), "answer"]
    frame = pd.DataFrame(cells)[columns].astype({"answer": "str"})
    return Audit(f"{HUMAN}{table.stem}", frame), problems


def _parse_kept(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return a cell of the sample without an answer; raise KeyError or ValueError if it was changed."""
    if cells["machine"] not in ANSWERS:
        raise ValueError(f"machine: {cells['machine']!r}")
    is_drawn = bool(cells["cell"])
    probability = float(cells["probability"]) if is_drawn else float("nan")
    return {**cells, "size": int(cells["size"]), "probability": probability, "answer": None}


def _check_unique(cells: list[dict[str, Any]]) -> None:
    """Raise ValueError if a cell is listed twice."""
    places = [(cell["doc_id"], cell["actor"], cell["issue"]) for cell in cells]
    if len(set(places)) < len(places):
        raise ValueError("a cell twice")


def _add_answer(row: Row, cell: dict[str, Any] | None) -> list[Problem]:
    """Add the person's answer to the cell that it is for; return what is wrong with it."""
    answer = row.cells.get("stance", "").lower()
    if cell is None or (cell["actor"], cell["issue"]) != (row.cells.get("actor"), row.cells.get("issue")):
        return [Problem(row.item, "It is not a cell of the sample; `cell`, `actor` or `issue` was changed.")]
    if answer and answer not in ANSWERS:
        return [Problem(row.item, f"stance: {unknown_name_error('answer', answer, ANSWERS)}")]
    cell["answer"] = answer or None
    return []
