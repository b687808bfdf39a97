"""List the cells of a corpus that an audit can draw, in strata."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.auditing.naming import Namer
from analysis.codes import NONE, Cell, Codes, list_cells
from analysis.comparing.auditing import find_machine_answers

COLUMNS = ["doc_id", "actor", "issue", "stratum", "machine"]
# answers frequent enough to be divided by confidence, and the bound between the two bands
DIVIDED, SURE = ("support", "oppose"), 0.8
UNSURE, TOGETHER, APART = "below the threshold", "none, named together", "none, named apart"


def list_frame(codes: Codes) -> pd.DataFrame:
    """Return every cell (article, actor, issue) in which a position is to be expected.

    These are the cells in which the machine coded a statement, and those whose actor and issue are both named
    in the article. In the others, which are most cells of a corpus, hardly anybody takes a position: they
    have 29 of the 1,373 positions in the 195 Wikinews articles of ``gold/news`` (2 %). A sample large enough
    to find them would find little else, so they are left out, and every page that shows an audit says so.

    Returns:
        One row per cell: ``doc_id``, ``actor``, ``issue``, the machine's answer (``machine``) and the
        ``stratum``: the answer, for support and oppose also whether its confidence is at least ``SURE``; or,
        for cells without an answer, whether there is a statement that does not count because of its
        confidence or a doubt, and whether one paragraph names both.
    """
    return pd.DataFrame(_list_cells(codes), columns=COLUMNS)


def _list_cells(codes: Codes) -> Iterator[tuple[Any, ...]]:
    coded: dict[Cell, tuple[str, str]] = {}
    answers = find_machine_answers(codes)
    for doc_id, actor, issue, answer, confidence in answers.itertuples(index=False, name=None):
        coded[doc_id, actor, issue] = (name_stratum(answer, confidence), answer)
    for place in list_cells(codes.machine):
        coded.setdefault(place, (UNSURE, NONE))
    yield from ((*cell, *found) for cell, found in coded.items())
    namer = Namer(codes.codebook)
    texts = (row for part in codes.iterate("documents", ["doc_id", "text"]) for row in part.to_pylist())
    for doc_id, text in ((row["doc_id"], row["text"]) for row in texts):
        for actor, issue, is_together in namer.find(text).pairs() if doc_id not in codes.failed else ():
            if (doc_id, actor, issue) not in coded:
                yield doc_id, actor, issue, TOGETHER if is_together else APART, NONE


def name_stratum(answer: str, confidence: float) -> str:
    """Return the stratum of a position of the machine, by the highest confidence of its statements."""
    if answer not in DIVIDED:
        return answer
    return f"{answer}, confidence {'at least' if confidence >= SURE else 'below'} {SURE}"
