"""Who stands where: the actor × issue matrix, agreement between actors, contested issues."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.outlets import count_outlets, find_outlets
from analysis.comparing.reprints import keep_one_reprint
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.support import is_person
from analysis.tables import STANCES

MIXED = "mixed"
RELATIONS = ("agree", "partly", "differ")
# what is less sure is listed, but makes no position
FIRM = 0.65
# how far two actors on one issue stand apart
APART = {"differ": 1.0, "partly": 0.5, "agree": 0.0}


def stance_matrix(
    codes: Codes, selection: Selection | None = None, reprints_once: bool = False
) -> pd.DataFrame:
    """Return every actor's position on every issue it takes one on.

    Args:
        codes: a coded corpus.
        selection: which statements to use; all by default. Those that are doubted or less sure than
            FIRM are never used: a position that rests on nothing else is missing.
        reprints_once: count what stands in several articles that are one text once, see
            ``comparing.reprints``.

    Returns:
        One row per actor and issue that has a statement, in codebook order: ``actor``, ``side``,
        ``issue``, ``stance`` (the only one, or ``mixed``), ``n`` statements, one count per stance,
        ``documents`` (how many articles, or events of a chronology), ``outlets`` (how many different
        ones are known of these), ``statements`` (their identifiers in text order), ``stances``
        (the stance of each of them), ``checked`` (whether a person coded it) and ``place`` (of the
        issue in the codebook).
    """
    rows = []
    frame = select_firm_statements(codes, selection, reprints_once)
    known = find_outlets(codes)
    for (actor, issue), group in frame.groupby(["actor", "issue"], sort=False):
        counts = group["stance"].value_counts()
        rows.append(
            {
                "actor": actor,
                "side": codes.codebook.side(str(actor)),
                "issue": issue,
                "stance": counts.index[0] if len(counts) == 1 else MIXED,
                "n": len(group),
                **{stance: int(counts.get(stance, 0)) for stance in STANCES},
                "documents": group["doc_id"].nunique(),
                "outlets": count_outlets(group["doc_id"], known),
                "statements": list(group["statement_id"]),
                "stances": list(group["stance"]),
                "checked": [is_person(coder) for coder in group["coder"]],
            }
        )
    columns = [
        "actor",
        "side",
        "issue",
        "stance",
        "n",
        *STANCES,
        "documents",
        "outlets",
        "statements",
        "stances",
        "checked",
    ]
    return _sort_by_codebook(codes, pd.DataFrame(rows, columns=columns))


def select_firm_statements(codes: Codes, selection: Selection | None, reprints_once: bool) -> pd.DataFrame:
    """Return the statements that may make a position; arguments as of ``stance_matrix``."""
    frame = selected(codes, "statements", selection or Selection())
    frame = frame[is_firm(frame)]
    return keep_one_reprint(codes, frame) if reprints_once else frame


def is_firm(statements: pd.DataFrame) -> pd.Series:
    """Tell which statements may make a position: not doubted, and at least as sure as FIRM."""
    return statements["doubt"].isna() & (statements["confidence"] >= FIRM)


def _sort_by_codebook(codes: Codes, frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by the places of actor and issue in the codebook; what it does not know comes last."""
    actors = _index_names(frame["actor"], (actor.name for actor in codes.codebook.actors))
    issues = _index_names(frame["issue"], (issue.name for issue in codes.codebook.issues))
    placed = frame.assign(place=issues, _actor=actors)
    ordered = placed.sort_values(["_actor", "place"], kind="stable", ignore_index=True)
    return ordered.drop(columns="_actor")


def _index_names(names: pd.Series, listed: Iterable[str]) -> list[int]:
    places = {name: place for place, name in enumerate(listed)}
    return [places.get(name, len(places)) for name in names]


def agreement(matrix: pd.DataFrame) -> pd.DataFrame:
    """Return how far each two actors agree on the issues that both take a position on.

    Args:
        matrix: as ``stance_matrix`` returns it.

    Returns:
        One row per pair with a shared issue, those with most first: ``actor``, ``other``, ``shared``
        issues, on how many they ``agree`` (same clear stance), ``differ`` (support against oppose)
        or stand ``partly`` apart (a conditional, neutral or mixed position on either side), and by
        relation the ``issues`` and the ``statements`` on them.
        With few shared issues these are counts to read, not an estimate.
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
    """Return the issues by how contested they are, the most contested first.

    Args:
        matrix: as ``stance_matrix`` returns it.

    Returns:
        One row per issue: how many actors take each stance (``mixed`` counts as its own),
        ``actors`` in all, ``contested`` (share of the pairs of actors that stand against each
        other or partly apart, missing for a single actor), and ``statements``.
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
                "statements": [s for listed in group["statements"] for s in listed],
            }
        )
    columns = ["issue", *STANCES, MIXED, "actors", "contested", "statements"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(
        ["contested", "actors"], ascending=False, na_position="last", kind="stable", ignore_index=True
    )
