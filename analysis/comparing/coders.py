"""How far coders agree: persons with the machine and with each other.

The unit is a cell: one actor and one issue in one document that both coders looked at. Chance is
taken out with Krippendorff's alpha for nominal data (Krippendorff, Content Analysis, 2004, ch. 11).

Who corrects the machine's table has looked at single cells only: those with a statement that was changed,
rejected, added or vouched for. There the person's decision is compared with what the machine said in the
statements decided on. These cells were picked because something was to be done there, so they have no alpha.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codes import Cell, Codes, cells_of
from analysis.comparing.stances import is_firm
from analysis.errors import StancebookError, unknown
from analysis.tables import STANCES

NONE, MIXED = "none", "mixed"
SINGLE = "decided one by one"
VALUES = (*STANCES, MIXED, NONE)
# how often units are drawn anew for the interval, which of the draws bound it, and the seed of the draws
DRAWS, BOUNDS, SEED = 1000, (2.5, 97.5), 0

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Coding:
    """What one coder made of the documents; of a machine what is firm enough to make a position.

    Attributes:
        name: ``human:<name>``, or name and version of a machine.
        documents: those that the coder looked at.
        singly: the cells that a person decided one by one in other documents.
        stances: of each cell with one; ``mixed`` where there are several.
        statements: identifiers by cell.
    """

    name: str
    documents: frozenset[str]
    stances: Mapping[Cell, str]
    statements: Mapping[Cell, list[str]]
    singly: frozenset[Cell] = frozenset()

    def saw(self, cell: Cell) -> bool:
        """Tell whether the coder looked at a cell."""
        return cell[0] in self.documents or cell in self.singly


def codings(codes: Codes) -> dict[str, Coding]:
    """Return what each coder of a corpus made of it, by the coder's name; persons first."""
    found = {}
    denied: dict[str, set[Cell]] = defaultdict(set)
    for coder, cell in codes.none:
        denied[coder].add(cell)
    decided = _find_decided_cells(codes)
    for coder in sorted({*codes.human["coder"], *denied, *decided}):
        own = codes.human[codes.human["coder"] == coder]
        cells = {*cells_of(own), *denied[coder], *decided.get(coder, ())}
        singly = frozenset(cell for cell in cells if (coder, cell[0]) in codes.singly)
        found[coder] = replace(_build_coding(coder, own, {cell[0] for cell in cells - singly}), singly=singly)
    if codes.coder:
        read = set(codes["documents"]["doc_id"]) - codes.failed
        found[codes.coder] = _build_coding(codes.coder, codes.machine[is_firm(codes.machine)], read)
    return found


def _find_decided_cells(codes: Codes) -> dict[str, set[Cell]]:
    """Return the cells of the machine's statements that each person decided on."""
    cells = dict(zip(codes.machine["statement_id"], cells_of(codes.machine), strict=True))
    found: dict[str, set[Cell]] = defaultdict(set)
    for one in codes.decisions:
        found[one.coder].add(cells[one.statement_id])
    return found


def _build_coding(name: str, statements: pd.DataFrame, documents: Iterable[str]) -> Coding:
    taken: dict[Cell, set[str]] = defaultdict(set)
    listed: dict[Cell, list[str]] = defaultdict(list)
    columns = ("doc_id", "actor", "issue", "stance", "statement_id")
    for doc_id, actor, issue, stance, key in zip(*(statements[name] for name in columns), strict=True):
        taken[doc_id, actor, issue].add(stance)
        listed[doc_id, actor, issue].append(key)
    stances = {cell: min(values) if len(values) == 1 else MIXED for cell, values in taken.items()}
    return Coding(name, frozenset(documents), stances, listed)


def compared(codes: Codes, coders: Sequence[str] = ()) -> list[tuple[Coding, Coding]]:
    """Return the pairs of coders to compare, each person with each other coder.

    Args:
        codes: a coded corpus.
        coders: two or more names; all coders by default.

    Raises:
        StancebookError: for an unknown name, or when fewer than two coders are left.
    """
    known = codings(codes)
    for name in coders:
        if name not in known:
            raise unknown("coder", name, known)
    chosen = [known[name] for name in coders or known]
    if len(chosen) < 2:
        raise StancebookError(
            f"{codes.title}: {len(chosen)} coder, and two are needed to compare. Name tables of human "
            "codings under `codings` in corpus.toml; rows of the machine that were left as they are "
            "make no coder."
        )
    return [_restrict_to_decided(codes, one, other) for one, other in combinations(chosen, 2)]


def _restrict_to_decided(codes: Codes, one: Coding, other: Coding) -> tuple[Coding, Coding]:
    """Leave to a machine, in the cells that a person decided singly, only the statements decided on."""
    if other.name != codes.coder or not one.singly:
        return one, other
    decided = {made.statement_id for made in codes.decisions if made.coder == one.name}
    firm = codes.machine[is_firm(codes.machine)]
    meant = [
        cell not in one.singly or key in decided
        for cell, key in zip(cells_of(firm), firm["statement_id"], strict=True)
    ]
    return one, _build_coding(other.name, firm[meant], other.documents)


def coder_agreement(codes: Codes, coders: Sequence[str] = ()) -> pd.DataFrame:
    """Return how far coders agree, pair by pair.

    Args:
        codes: a coded corpus with human codings.
        coders: whom to compare; all by default.

    Returns:
        One row per pair and variable: ``one``, ``other``, ``variable`` ("stance" where both coded one,
        "stance or none" on every cell of actor and issue, "whether there is one", and "decided one by
        one": stance or none, in the cells that a person picked out to correct), ``cells``,
        ``agree`` (share), ``alpha`` with ``low`` and ``high`` (95 % interval from resampled documents,
        of a single document from resampled cells; missing where only one value occurs and for cells that
        were picked out), and ``documents`` (those that both looked at).

    Raises:
        StancebookError: as of ``compared``.
    """
    grid = [(actor.name, issue.name) for actor in codes.codebook.actors for issue in codes.codebook.issues]
    rows = [row for one, other in compared(codes, coders) for row in _compare_pair(one, other, grid)]
    columns = ["one", "other", "variable", "documents", "cells", "agree", "alpha", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _compare_pair(one: Coding, other: Coding, grid: Sequence[tuple[str, str]]) -> Iterable[dict[str, Any]]:
    shared = sorted(one.documents & other.documents)
    cells = [(doc_id, *place) for doc_id in shared for place in grid]
    both = [cell for cell in cells if cell in one.stances and cell in other.stances]
    some = dict.fromkeys((*STANCES, MIXED), "some")
    picked = _find_picked_cells(one, other)
    if shared or not picked:
        yield _measure_agreement(one, other, "stance", both)
        yield _measure_agreement(one, other, "stance or none", cells)
        yield _measure_agreement(one, other, "whether there is one", cells, some)
    if picked:
        unknown = dict.fromkeys(("alpha", "low", "high"), float("nan"))
        yield {**_measure_agreement(one, other, SINGLE, picked), **unknown}


def _find_picked_cells(one: Coding, other: Coding) -> list[Cell]:
    """Return the cells that both looked at and one of them decided singly."""
    return sorted(cell for cell in one.singly | other.singly if one.saw(cell) and other.saw(cell))


def _measure_agreement(
    one: Coding, other: Coding, variable: str, units: Sequence[Cell], joined: Mapping[str, str] | None = None
) -> dict[str, Any]:
    names = joined or {}
    pairs = [(_get_value(one, cell), _get_value(other, cell)) for cell in units]
    values = [tuple(names.get(value, value) for value in pair) for pair in pairs]
    documents = [cell[0] for cell in units]
    low, high = interval(values, documents)
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


def alpha(values: Sequence[Sequence[str]]) -> float:
    """Return Krippendorff's alpha of nominal values, those of one unit together; NaN where it has none."""
    return _compute_alpha(_count_values(values))


def _count_values(values: Sequence[Sequence[str]]) -> Counts:
    domain = sorted({value for unit in values for value in unit})
    return np.array([[list(unit).count(value) for value in domain] for unit in values], dtype=np.int64)


def _compute_alpha(counts: Counts) -> float:
    if not counts.size or (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def interval(values: Sequence[Sequence[str]], clusters: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of alpha.

    Args:
        values: those of each unit together.
        clusters: the document of each unit; documents are resampled, of a single one the units.
    """
    counts = _count_values(values)
    names = sorted(set(clusters))
    places = np.array([names.index(cluster) for cluster in clusters])
    groups = [np.flatnonzero(places == number) for number in range(len(names))]
    if len(groups) == 1:
        groups = [np.array([unit]) for unit in range(len(values))]
    generator = np.random.default_rng(SEED)
    draws = []
    for _ in range(DRAWS if groups else 0):
        taken = generator.integers(0, len(groups), len(groups))
        draws.append(_compute_alpha(counts[np.concatenate([groups[number] for number in taken])]))
    known = [draw for draw in draws if not np.isnan(draw)]
    if not known:
        return float("nan"), float("nan")
    low, high = np.percentile(known, BOUNDS)
    return float(low), float(high)


def confusion(one: Coding, other: Coding, codes: Codes) -> pd.DataFrame:
    """Return how often one coder's value meets another's, over the cells that either coded.

    Returns:
        One row per value of ``one``, one column per value of ``other``; values that neither used are
        left out.
    """
    cells = _find_coded_cells(one, other)
    pairs = [(_get_value(one, cell), _get_value(other, cell)) for cell in cells]
    used = [value for value in VALUES if any(value in pair for pair in pairs)]
    counts = [[pairs.count((mine, theirs)) for theirs in used] for mine in used]
    return pd.DataFrame(counts, index=pd.Index(used, name=one.name), columns=pd.Index(used, name=other.name))


def disagreements(codes: Codes, coders: Sequence[str] = ()) -> pd.DataFrame:
    """Return the cells on which two coders differ.

    Args:
        codes: a coded corpus with human codings.
        coders: whom to compare; all by default.

    Returns:
        One row per pair and cell: ``one``, ``other``, ``doc_id``, ``actor``, ``issue``, the stances
        ``by_one`` and ``by_other`` (``none`` for no stance), and the ``statements`` of both.

    Raises:
        StancebookError: as of ``compared``.
    """
    rows = []
    for one, other in compared(codes, coders):
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


def found(one: Coding, other: Coding) -> tuple[float, float]:
    """Return which share of another coder's cells one has the same way, precision and recall.

    Returns:
        Of the cells that ``other`` coded the share that ``one`` has with the same stance is the
        recall; of the cells that ``one`` coded the share that ``other`` has so, the precision.
    """
    cells = _find_coded_cells(one, other)
    same = sum(_get_value(one, cell) == _get_value(other, cell) for cell in cells)
    mine = sum(cell in one.stances for cell in cells)
    theirs = sum(cell in other.stances for cell in cells)
    return same / mine if mine else float("nan"), same / theirs if theirs else float("nan")


def coded_statements(codes: Codes) -> pd.DataFrame:
    """Return the statements of all coders, also those of the machine that a person's stand in place of."""
    tables = [frame for frame in (codes.human, codes.machine) if len(frame)]
    return pd.concat(tables, ignore_index=True) if tables else codes.machine
