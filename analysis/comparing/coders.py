"""Intercoder agreement: human coders compared with the machine and with each other.

The unit is a cell: one actor and one issue in one document that both coders looked at. Agreement is corrected
for chance with Krippendorff's alpha.

Someone who corrects the machine's table has looked at single cells only: those with a statement that was
changed, rejected, added or confirmed. In these cells the person's decision is compared with the machine
statements that were decided on. They were picked because they needed a correction, so they have no alpha.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import ANSWERS, MIXED, NONE, Cell, Codes, list_cells
from analysis.comparing.reliability import alpha, bootstrap_interval
from analysis.comparing.support import is_firm
from analysis.errors import StancebookError, unknown_name_error
from analysis.parameters import CODERS
from analysis.tables import STANCES

SINGLE = "decided one by one"
AGREEMENT_COLUMNS = ["one", "other", "variable", "documents", "cells", "agree", "alpha", "low", "high"]


@dataclass(frozen=True)
class Coding:
    """One coder's coding of a corpus; for the machine only firm statements count.

    Attributes:
        name: ``human:<name>``, or name and version of the machine.
        documents: the documents that the coder looked at.
        stances: the stance of each coded cell; ``mixed`` where there are several.
        statements: statement identifiers by cell.
        singly: cells in other documents that a person decided individually.
    """

    name: str
    documents: frozenset[str]
    stances: Mapping[Cell, str]
    statements: Mapping[Cell, list[str]]
    singly: frozenset[Cell] = frozenset()

    def saw(self, cell: Cell) -> bool:
        """Tell whether the coder looked at a cell."""
        return cell[0] in self.documents or cell in self.singly


def read_codings(codes: Codes) -> dict[str, Coding]:
    """Return the coding of each coder of a corpus by the coder's name, human coders first."""
    found = {}
    denied: dict[str, set[Cell]] = defaultdict(set)
    for coder, cell in codes.none:
        denied[coder].add(cell)
    decided = _find_decided_cells(codes)
    for coder in sorted({*codes.human["coder"], *denied, *decided}):
        own = codes.human[codes.human["coder"] == coder]
        cells = {*list_cells(own), *denied[coder], *decided.get(coder, ())}
        singly = frozenset(cell for cell in cells if (coder, cell[0]) in codes.singly)
        found[coder] = replace(_build_coding(coder, own, {cell[0] for cell in cells - singly}), singly=singly)
    if codes.coder:
        read = set(codes.read("documents", ["doc_id"])["doc_id"]) - codes.failed
        found[codes.coder] = _build_coding(codes.coder, codes.machine[is_firm(codes.machine)], read)
    return found


def _find_decided_cells(codes: Codes) -> dict[str, set[Cell]]:
    """Return for each person the cells of the machine statements that they decided on."""
    cells = dict(zip(codes.machine["statement_id"], list_cells(codes.machine), strict=True))
    found: dict[str, set[Cell]] = defaultdict(set)
    for decision in codes.decisions:
        found[decision.coder].add(cells[decision.statement_id])
    return found


def _build_coding(name: str, statements: pd.DataFrame, documents: Iterable[str]) -> Coding:
    stances: dict[Cell, set[str]] = defaultdict(set)
    keys: dict[Cell, list[str]] = defaultdict(list)
    columns = ("doc_id", "actor", "issue", "stance", "statement_id")
    for doc_id, actor, issue, stance, key in zip(*(statements[name] for name in columns), strict=True):
        stances[doc_id, actor, issue].add(stance)
        keys[doc_id, actor, issue].append(key)
    single = {cell: min(values) if len(values) == 1 else MIXED for cell, values in stances.items()}
    return Coding(name, frozenset(documents), single, keys)


def pair_coders(codes: Codes, coders: Sequence[str] = ()) -> list[tuple[Coding, Coding]]:
    """Return all pairs of coders to compare.

    Args:
        codes: a coded corpus.
        coders: names of two or more coders; all by default.

    Raises:
        StancebookError: for an unknown name, or fewer than two coders.
    """
    known, coders = read_codings(codes), CODERS.check(coders)
    for name in coders:
        if name not in known:
            raise unknown_name_error("coder", name, known)
    chosen = [known[name] for name in coders or known]
    if len(chosen) < 2:
        raise StancebookError(
            f"{codes.title}: expected at least two coders to compare, got {len(chosen)}. List tables of "
            "human codings under `codings` in corpus.toml; unchanged machine rows do not count as a coder."
        )
    return [_restrict_to_decided(codes, one, other) for one, other in combinations(chosen, 2)]


def _restrict_to_decided(codes: Codes, one: Coding, other: Coding) -> tuple[Coding, Coding]:
    """Restrict the machine's coding to the statements decided on in cells that a person decided singly."""
    if other.name != codes.coder or not one.singly:
        return one, other
    decided = {decision.statement_id for decision in codes.decisions if decision.coder == one.name}
    firm = codes.machine[is_firm(codes.machine)]
    is_compared = [
        cell not in one.singly or key in decided
        for cell, key in zip(list_cells(firm), firm["statement_id"], strict=True)
    ]
    return one, _build_coding(other.name, firm[is_compared], other.documents)


def coder_agreement(codes: Codes, coders: Sequence[str] = ()) -> pd.DataFrame:
    """Return the agreement of each pair of coders.

    Args:
        codes: a coded corpus with human codings.
        coders: names of the coders to compare; all by default.

    Returns:
        One row per pair and variable: ``one``, ``other``, ``variable`` ("stance": cells that both coded;
        "stance or none": every cell; "whether there is one": presence of a stance, on every cell;
        "decided one by one": stance or none, in the cells that a person picked out to correct), ``cells``,
        ``agree`` (share), ``alpha`` with ``low`` and ``high`` (95 % interval from resampled documents or,
        with a single document, resampled cells; missing where only one value occurs and for cells that
        were picked out), and ``documents`` (number that both looked at).

    Raises:
        StancebookError: as for ``compared``.
    """
    grid = codes.codebook.pairs()
    rows = [
        row
        for one, other in pair_coders(codes, coders)
        for row in _compare_pair(one, other, dict.fromkeys(one.documents & other.documents, grid))
    ]
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def measure_agreement(
    one: Coding, other: Coding, grids: Mapping[str, Sequence[tuple[str, str]]]
) -> pd.DataFrame:
    """Return the agreement of two coders; the columns are those of ``coder_agreement``.

    Args:
        one: a coder.
        other: another coder.
        grids: the pairs of an actor and an issue that could be coded, by document that both looked at.
    """
    return pd.DataFrame(_compare_pair(one, other, grids), columns=AGREEMENT_COLUMNS)


def _compare_pair(
    one: Coding, other: Coding, grids: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterable[dict[str, Any]]:
    cells = [(doc_id, *pair) for doc_id in sorted(grids) for pair in grids[doc_id]]
    both = [cell for cell in cells if cell in one.stances and cell in other.stances]
    any_stance = dict.fromkeys((*STANCES, MIXED), "some")
    picked = _find_picked_cells(one, other)
    if grids or not picked:
        yield _measure_agreement(one, other, "stance", both)
        yield _measure_agreement(one, other, "stance or none", cells)
        yield _measure_agreement(one, other, "whether there is one", cells, any_stance)
    if picked:
        missing = dict.fromkeys(("alpha", "low", "high"), float("nan"))
        yield {**_measure_agreement(one, other, SINGLE, picked), **missing}


def _find_picked_cells(one: Coding, other: Coding) -> list[Cell]:
    """Return the cells that both coders looked at and at least one of them decided singly."""
    return sorted(cell for cell in one.singly | other.singly if one.saw(cell) and other.saw(cell))


def _measure_agreement(
    one: Coding, other: Coding, variable: str, units: Sequence[Cell], recode: Mapping[str, str] | None = None
) -> dict[str, Any]:
    recoded = recode or {}
    pairs = [(_get_value(one, cell), _get_value(other, cell)) for cell in units]
    values = [tuple(recoded.get(value, value) for value in pair) for pair in pairs]
    documents = [cell[0] for cell in units]
    low, high = bootstrap_interval(values, documents)
    shared = one.documents & other.documents
    return {
        "one": one.name,
        "other": other.name,
        "variable": variable,
        "documents": len(set(documents) if variable == SINGLE else shared),
        "cells": len(units),
        "agree": float(np.mean([a == b for a, b in values])) if values else float("nan"),
        "alpha": alpha(values),
        "low": low,
        "high": high,
    }


def _get_value(coding: Coding, cell: Cell) -> str:
    return coding.stances.get(cell, NONE)


def confusion_matrix(one: Coding, other: Coding, codes: Codes) -> pd.DataFrame:
    """Return the confusion matrix of two coders over the cells that either coded.

    Returns:
        One row per value of ``one``, one column per value of ``other``; values that neither used are
        omitted.
    """
    cells = _find_coded_cells(one, other)
    pairs = [(_get_value(one, cell), _get_value(other, cell)) for cell in cells]
    used = [value for value in ANSWERS if any(value in pair for pair in pairs)]
    counts = [[pairs.count((mine, theirs)) for theirs in used] for mine in used]
    return pd.DataFrame(counts, index=pd.Index(used, name=one.name), columns=pd.Index(used, name=other.name))


def disagreements(codes: Codes, coders: Sequence[str] = ()) -> pd.DataFrame:
    """Return the cells on which two coders differ.

    Args:
        codes: a coded corpus with human codings.
        coders: names of the coders to compare; all by default.

    Returns:
        One row per pair and cell: ``one``, ``other``, ``doc_id``, ``actor``, ``issue``, the stances
        ``by_one`` and ``by_other`` (``none`` for no stance), and the ``statements`` of both.

    Raises:
        StancebookError: as for ``compared``.
    """
    rows = []
    for one, other in pair_coders(codes, coders):
        for cell in _find_coded_cells(one, other):
            if _get_value(one, cell) != _get_value(other, cell):
                rows.append(
                    {
                        "one": one.name,
                        "other": other.name,
                        **dict(zip(("doc_id", "actor", "issue"), cell, strict=True)),
                        "by_one": _get_value(one, cell),
                        "by_other": _get_value(other, cell),
                        "statements": [*one.statements.get(cell, ()), *other.statements.get(cell, ())],
                    }
                )
    columns = ["one", "other", "doc_id", "actor", "issue", "by_one", "by_other", "statements"]
    return pd.DataFrame(rows, columns=columns)


def _find_coded_cells(one: Coding, other: Coding) -> list[Cell]:
    """Return the cells that either coder coded and both looked at."""
    return sorted(cell for cell in {*one.stances, *other.stances} if one.saw(cell) and other.saw(cell))


def precision_recall(one: Coding, other: Coding) -> tuple[float, float]:
    """Return the precision and recall of one coder, taking the other as the reference.

    Returns:
        Precision, the share of the cells coded by ``one`` to which ``other`` gave the same stance; and
        recall, the share of the cells coded by ``other`` to which ``one`` gave the same stance.
    """
    cells = _find_coded_cells(one, other)
    same = sum(_get_value(one, cell) == _get_value(other, cell) for cell in cells)
    mine = sum(cell in one.stances for cell in cells)
    theirs = sum(cell in other.stances for cell in cells)
    return same / mine if mine else float("nan"), same / theirs if theirs else float("nan")


def coded_statements(codes: Codes) -> pd.DataFrame:
    """Return the statements of all coders, including machine statements replaced by a person's."""
    tables = [frame for frame in (codes.human, codes.machine) if len(frame)]
    return pd.concat(tables, ignore_index=True) if tables else codes.machine
