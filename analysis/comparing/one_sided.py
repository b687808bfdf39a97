"""Find claims that stand unanswered: articles that report one side of an issue only."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import LINKED
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.stances import POSITION
from analysis.comparing.support import is_firm

OTHER = {"support": "oppose", "oppose": "support"}
COLUMNS = ["issue", "stance", "actors", "others", "articles", "reporting", "statements"]


def one_sided(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return on which issues articles report one side only, although the corpus has both.

    An article counts if it has a firm statement for (or against) an issue, nobody in it takes any other
    stance on the issue, and none of those who are only against (or only for) it anywhere in the corpus is
    quoted in the article on anything. So an article is rather left out than called one-sided wrongly; but
    where the coder missed the other side's word, an article is listed that has it.

    Args:
        codes: a coded corpus.
        selection: whose statements, on what and when, may stand unanswered; answers are looked for in all
            codes.

    Returns:
        One row per issue and stance with such an article, most articles first: ``issue``, ``stance``
        (support or oppose), ``actors`` that are reported, ``others`` that hold the opposite elsewhere, the
        number of these ``articles``, of articles ``reporting`` the stance, and ``statements`` (identifiers).
    """
    frame = selected(codes, "statements", selection or Selection(), POSITION)
    articles = codes.read("documents", ["doc_id"])["doc_id"]
    reported = frame[is_firm(frame) & frame["doc_id"].isin(articles)]
    groups = reported[reported["stance"].isin(OTHER)].groupby(["issue", "stance"], sort=False)
    rows = [row for _, group in groups if (row := _find_unanswered(codes, group))]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values("articles", ascending=False, kind="stable", ignore_index=True)


def _find_unanswered(codes: Codes, reported: pd.DataFrame) -> Mapping[str, Any]:
    """Return the row about statements with one stance on one issue; an empty one if all are answered."""
    issue, stance = reported[["issue", "stance"]].iloc[0]
    statements = codes.read("statements", POSITION)
    on_issue = statements[statements["issue"] == issue]
    firm = on_issue[is_firm(on_issue)]
    others = _list_actors(firm, OTHER[stance])
    others = [actor for actor in others if actor not in _list_actors(firm, stance)]
    quotes = codes.read("quotes", ["doc_id", "actor"])
    quoted = quotes.loc[quotes["actor"].isin(others), "doc_id"]
    answered = {*on_issue.loc[on_issue["stance"] != stance, "doc_id"], *quoted}
    left = reported[~reported["doc_id"].isin(answered)]
    if left.empty or not others:
        return {}
    return {
        "issue": issue,
        "stance": stance,
        "actors": _list_actors(left, stance),
        "others": others,
        "articles": left["doc_id"].nunique(),
        "reporting": reported["doc_id"].nunique(),
        "statements": list(left["statement_id"]),
    }


def _list_actors(statements: pd.DataFrame, stance: str) -> list[str]:
    return list(dict.fromkeys(statements.loc[statements["stance"] == stance, "actor"]))


def unanswered(codes: Codes, sides: pd.DataFrame) -> pd.DataFrame:
    """Return the first statements of each row, as many as a table links to, as rows of the statements table.

    Args:
        codes: a coded corpus.
        sides: as ``one_sided`` returns it.
    """
    first = [key for keys in sides["statements"] for key in keys[:LINKED]]
    return codes.pick("statements", first)
