"""Score the positions that a coder found in many articles against a reference.

A position is the stance of an actor on an issue in an article. It is right if the reference has the same
stance there; where the reference is mixed, support and oppose are both right.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.stances import MIXED
from analysis.comparing.support import is_firm

CELL = ["doc_id", "actor", "issue"]
SIDES = ("support", "oppose")
# bootstrap: number of resamples, quantiles that bound the interval, and seed
DRAWS, BOUNDS, SEED = 10_000, (0.025, 0.975), 0
# the columns of the denominator and the numerator of each share
MEASURES = {
    "precision": ("shown", "shown_right"),
    "recall": ("in_texts", "found"),
    "polarity": ("sided", "sided_right"),
}

Counts = NDArray[np.int64] | NDArray[np.float64]


def select_positions(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the most confident firm statement of each actor on each issue in each document."""
    firm = statements[is_firm(statements)].sort_values("confidence", kind="stable")
    return firm.drop_duplicates(CELL, keep="last")


def match_positions(reference: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Place the positions of a coder beside those of the reference.

    Args:
        reference: one row per position: ``doc_id``, ``actor``, ``issue``, ``stance``, ``how`` it shows.
        found: statements, at most one per document, actor and issue.

    Returns:
        One row per document, actor and issue that either coded: these, ``reference`` and ``found`` (stances;
        missing where there is none), ``how``, ``evidence`` (of the coder), and ``right``.
    """
    ours = reference.rename(columns={"stance": "reference"})[[*CELL, "reference", "how"]]
    theirs = found.rename(columns={"stance": "found"})[[*CELL, "found", "evidence"]]
    matched = ours.astype(object).merge(theirs.astype(object), how="outer", on=CELL)
    either = (matched["reference"] == MIXED) & matched["found"].isin(SIDES)
    matched["right"] = (matched["reference"] == matched["found"]) | either
    return matched[[*CELL, "reference", "found", "right", "how", "evidence"]]


def score_positions(matched: pd.DataFrame, documents: Sequence[str]) -> pd.DataFrame:
    """Return precision and recall, for all positions, by stance and by how the position shows.

    Args:
        matched: positions, as ``match_positions`` returns them.
        documents: all documents that were coded, also those without a position.

    Returns:
        One row for ``all``, for each ``stance`` and for each ``how``, named by ``by`` and ``value``, with the
        number of ``documents`` and three shares:

        - ``precision``: ``shown_right`` of the positions ``shown`` by the coder;
        - ``recall``: ``found`` of the positions that the reference sees ``in_texts``;
        - ``polarity``: ``sided_right`` of the positions that are support or oppose to both (``sided``).

        ``_low`` and ``_high`` bound the 95 % interval of each from resampled documents; all three are missing
        where nothing was counted. The row of a stance has the precision of the positions shown with it and
        the recall of those that have it in the reference. How a position shows is known of the reference
        only, so these rows have no precision.
    """
    return pd.DataFrame(_score_groups(matched, documents))


def _score_groups(matched: pd.DataFrame, documents: Sequence[str]) -> Iterator[dict[str, Any]]:
    every = pd.Series(True, index=matched.index)
    yield _score(matched, documents, "all", "all", every, every)
    for stance in _list_values(matched, "reference", "found"):
        is_found, is_reference = matched["found"] == stance, matched["reference"] == stance
        yield _score(matched, documents, "stance", stance, is_found, is_reference)
    for how in _list_values(matched, "how"):
        yield _score(matched, documents, "how", how, ~every, matched["how"] == how)


def _list_values(matched: pd.DataFrame, *columns: str) -> list[str]:
    """Return the values of columns, the most frequent first."""
    return list(pd.concat([matched[column] for column in columns]).value_counts().index)


def _score(
    matched: pd.DataFrame, documents: Sequence[str], by: str, value: str, is_found: Any, is_reference: Any
) -> dict[str, Any]:
    is_sided = is_reference & matched["reference"].isin(SIDES) & matched["found"].isin(SIDES)
    counted = {
        "precision": is_found & matched["found"].notna(),
        "recall": is_reference & matched["reference"].notna(),
        "polarity": is_sided,
    }
    row: dict[str, Any] = {"by": by, "value": value, "documents": len(documents)}
    for measure, (whole, part) in MEASURES.items():
        wholes = _count_by_document(matched, counted[measure], documents)
        parts = _count_by_document(matched, counted[measure] & matched["right"], documents)
        row |= {whole: int(wholes.sum()), part: int(parts.sum())}
        row[measure] = parts.sum() / wholes.sum() if wholes.any() else float("nan")
        row[f"{measure}_low"], row[f"{measure}_high"] = compute_interval(parts, wholes)
    return row


def _count_by_document(matched: pd.DataFrame, is_counted: pd.Series, documents: Sequence[str]) -> Counts:
    counts = matched.loc[is_counted, "doc_id"].value_counts()
    return np.array([counts.get(doc_id, 0) for doc_id in documents], dtype=np.int64)


def compute_interval(parts: Counts, wholes: Counts) -> tuple[float, float]:
    """Return the 95 % interval of a share by bootstrap over documents; NaN if nothing was counted.

    Args:
        parts: the numerator in each document.
        wholes: the denominator in each document.
    """
    drawn = np.random.default_rng(SEED).integers(len(wholes), size=(DRAWS, len(wholes)))
    below = wholes[drawn].sum(axis=1)
    if not below.any():
        return float("nan"), float("nan")
    low, high = np.quantile(parts[drawn].sum(axis=1)[below > 0] / below[below > 0], BOUNDS)
    return float(low), float(high)
