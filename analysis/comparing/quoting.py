"""Choose the statements whose words stand beside a stance matrix."""

from collections.abc import Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import MARK, QUOTED, QUOTED_EACH
from analysis.comparing.support import is_person


def choose_quotations(codes: Codes, matrix: pd.DataFrame, issues: Sequence[str]) -> pd.DataFrame:
    """Return the statements to quote for each actor, issue and stance of a matrix.

    A person's come first, then the most confident; the same words are quoted once. Each mark has at most
    QUOTED_EACH and all together QUOTED: first one for each mark, taking turns among issues and stances, then
    the second of each, and so on.

    Args:
        codes: a coded corpus.
        matrix: the positions, as ``comparing.stances.stance_matrix`` returns it.
        issues: the issues of the matrix in the order in which they are shown; others are left out.

    Returns:
        Rows of the statements table, those to show first coming first within each mark.
    """
    wanted = {key for keys in matrix.loc[matrix["issue"].isin(issues), "statements"] for key in keys}
    frame = codes["statements"]
    frame = frame[frame["statement_id"].isin(wanted)]
    best = frame.assign(
        _person=[is_person(coder) for coder in frame["coder"]],
        _place=[issues.index(issue) for issue in frame["issue"]],
    ).sort_values(["_person", "confidence"], ascending=False, kind="stable")
    best = best.drop_duplicates([*MARK, "evidence"])
    best = best.assign(_turn=best.groupby(MARK, sort=False).cumcount())
    best = best.assign(_rank=best.groupby(["issue", "stance", "_turn"], sort=False).cumcount())
    best = best[best["_turn"] < QUOTED_EACH].sort_values(["_turn", "_rank", "_place"], kind="stable")
    return best.head(QUOTED)[list(frame.columns)]
