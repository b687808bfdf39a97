"""Compare stances: the actor × issue matrix, agreement between actors, and contested issues."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.outlets import count_outlets, find_outlets
from analysis.comparing.reprints import keep_one_reprint
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.support import is_firm, is_person
from analysis.tables import STANCES

MIXED = "mixed"
# the columns of a statement that say who takes which position, where and when, and who coded it
POSITION = (
    "statement_id", "doc_id", "actor", "organisation", "issue", "stance", "earliest", "latest", "doubt",
    "coder", "confidence",
)  # fmt: skip
RELATIONS = ("agree", "partly", "differ")
# distance between two actors on one issue
APART = {"differ": 1.0, "partly": 0.5, "agree": 0.0}


def stance_matrix(
    codes: Codes, selection: Selection | None = None, reprints_once: bool = False
) -> pd.DataFrame:
    """Return every actor's position on every issue on which it takes one.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default. Statements that are doubted or have a
            confidence below MIN_FIRM_CONFIDENCE, or without one, are never used: a position based only on
            these is missing.
        reprints_once: count a statement that occurs in several reprints of one text once, see
            ``comparing.reprints``.

    Returns:
        One row per actor and issue that has a statement, in codebook order: ``actor``, ``side``,
        ``issue``, ``stance`` (the only one, or ``mixed``), ``n`` statements, one count per stance,
        ``documents`` (number of articles, or events of a chronology), ``outlets`` (number of distinct
        known outlets of these), ``statements`` (identifiers in text order), ``stances`` (the stance of
        each statement), ``checked`` (whether a person coded it) and ``place`` (the position of the issue
        in the codebook).
    """
    frame = select_firm_statements(codes, selection, reprints_once)
    known = find_outlets(codes)
    rows = [
        {
            "actor": actor,
            "side": codes.codebook.side(str(actor)),
            "issue": issue,
            **_build_position(group),
            "outlets": count_outlets(group["doc_id"], known),
        }
        for (actor, issue), group in frame.groupby(["actor", "issue"], sort=False)
    ]
    columns = [
        "actor", "side", "issue", "stance", "n", *STANCES, "documents", "outlets", "statements", "stances",
        "checked",
    ]  # fmt: skip
    return _sort_by_codebook(codes, pd.DataFrame(rows, columns=columns))


def _build_position(statements: pd.DataFrame) -> dict[str, Any]:
    """Return the columns of one actor's position on one issue from its statements."""
    counts = statements["stance"].value_counts()
    return {
        "stance": counts.index[0] if len(counts) == 1 else MIXED,
        "n": len(statements),
        **{stance: int(counts.get(stance, 0)) for stance in STANCES},
        "documents": statements["doc_id"].nunique(),
        "statements": list(statements["statement_id"]),
        "stances": list(statements["stance"]),
        "checked": [is_person(coder) for coder in statements["coder"]],
    }


def select_firm_statements(codes: Codes, selection: Selection | None, reprints_once: bool) -> pd.DataFrame:
    """Return POSITION of the firm statements of a selection; arguments as for ``stance_matrix``."""
    frame = selected(codes, "statements", selection or Selection(), POSITION)
    frame = frame[is_firm(frame)]
    return keep_one_reprint(codes, frame) if reprints_once else frame


def _sort_by_codebook(codes: Codes, frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by the codebook order of actor and issue; unknown names come last."""
    actors = _index_names(frame["actor"], (actor.name for actor in codes.codebook.actors))
    issues = _index_names(frame["issue"], (issue.name for issue in codes.codebook.issues))
    indexed = frame.assign(place=issues, _actor=actors)
    ordered = indexed.sort_values(["_actor", "place"], kind="stable", ignore_index=True)
    return ordered.drop(columns="_actor")


def _index_names(names: pd.Series, listed: Iterable[str]) -> list[int]:
    places = {name: place for place, name in enumerate(listed)}
    return [places.get(name, len(places)) for name in names]


def agreement(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the agreement of each pair of actors on the issues on which both take a position.

    Args:
        matrix: as ``stance_matrix`` returns it.

    Returns:
        One row per pair with a shared issue, most shared issues first: ``actor``, ``other``, the number of
        ``shared`` issues, the number on which they ``agree`` (same clear stance), ``differ`` (support
        against oppose) or differ ``partly`` (a conditional, neutral or mixed position on either side), and
        by relation the ``issues`` and the ``statements`` on them.
        With few shared issues, these are counts rather than an estimate of agreement.
    """
    by_actor = {
        str(actor): {cell["issue"]: cell for cell in group.to_dict("records")}
        for actor, group in matrix.groupby("actor", sort=False)
    }
    pairs = [
        _compare_pair(actor, other, by_actor[actor], by_actor[other])
        for actor, other in combinations(by_actor, 2)
        if by_actor[actor].keys() & by_actor[other].keys()
    ]
    columns = ["actor", "other", "shared", *RELATIONS, "issues", "statements"]
    frame = pd.DataFrame(pairs, columns=columns)
    return frame.sort_values("shared", ascending=False, kind="stable", ignore_index=True)


def _compare_pair(
    actor: str, other: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    shared = [issue for issue in mine if issue in theirs]
    issues: dict[str, list[str]] = {relation: [] for relation in RELATIONS}
    for issue in shared:
        issues[_classify_relation(mine[issue]["stance"], theirs[issue]["stance"])].append(issue)
    statements = {
        relation: [
            key for issue in listed for cell in (mine[issue], theirs[issue]) for key in cell["statements"]
        ]
        for relation, listed in issues.items()
    }
    counts = {relation: len(listed) for relation, listed in issues.items()}
    return {
        "actor": actor,
        "other": other,
        "shared": len(shared),
        **counts,
        "issues": issues,
        "statements": statements,
    }


def _classify_relation(one: str, other: str) -> str:
    clear = {"support", "oppose"}
    if one in clear and other in clear:
        return "agree" if one == other else "differ"
    return "partly"


def contested(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the issues, the most contested first.

    Args:
        matrix: as ``stance_matrix`` returns it.

    Returns:
        One row per issue: the number of actors with each stance (including ``mixed``), the total
        ``actors``, ``contested`` (share of the pairs of actors that differ, where partly counts half;
        missing for a single actor), and ``statements``. Issues come first that have most actors on the
        smaller side, support or oppose, then those with the greatest share of pairs that differ: ten against
        ten divide more than one against one.
    """
    rows = []
    for issue, group in matrix.groupby("issue", sort=False):
        stances = list(group["stance"])
        pairs = [_classify_relation(one, other) for one, other in combinations(stances, 2)]
        rows.append(
            {
                "issue": issue,
                **{stance: stances.count(stance) for stance in (*STANCES, MIXED)},
                "actors": len(stances),
                "contested": sum(APART[relation] for relation in pairs) / len(pairs) if pairs else None,
                "statements": [key for keys in group["statements"] for key in keys],
            }
        )
    columns = ["issue", *STANCES, MIXED, "actors", "contested", "statements"]
    frame = pd.DataFrame(rows, columns=columns)
    smaller = frame[["support", "oppose"]].min(axis=1)
    ordered = frame.assign(_smaller=smaller).sort_values(
        ["_smaller", "contested", "actors"],
        ascending=False,
        na_position="last",
        kind="stable",
        ignore_index=True,
    )
    return ordered.drop(columns="_smaller")
