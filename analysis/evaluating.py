"""Evaluate a coder of statements on coded articles, each with a codebook of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.codes import list_cells
from analysis.coding import ask, code
from analysis.comparing.coders import Coding, measure_agreement
from analysis.comparing.positions import CELL, match_positions, score_positions, select_positions
from analysis.corpus.coded_articles import CodedArticle
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.progress import show_progress
from analysis.settings import RULES

REFERENCE = "reference"
ALL_ISSUES = "all issues"


@dataclass(frozen=True)
class Result:
    """How a coder did on coded articles.

    Attributes:
        coder: name and version of the coder.
        scores: precision and recall, see ``comparing.positions.score_positions``.
        agreement: agreement with the reference, see ``comparing.coders.coder_agreement``.
        positions: the positions of both, see ``comparing.positions.match_positions``.
        problems: items that the coder could not code, and warnings.
    """

    coder: str
    scores: pd.DataFrame
    agreement: pd.DataFrame
    positions: pd.DataFrame
    problems: tuple[Problem, ...]


def evaluate_articles(folder: Path, articles: Sequence[CodedArticle], coder: str = RULES) -> Result:
    """Code every article with its codebook and compare the positions with the reference.

    Args:
        folder: the data set.
        articles: its articles, at least one.
        coder: entry point of the coder of statements.

    Raises:
        StancebookError: see ``analysis.coding.code``; and if a language model was not asked about all.
    """
    corpora = [article.open(folder, coder) for article in articles]
    if unasked := ask(corpora):
        raise StancebookError(f"{unasked[0].message} An evaluation needs all of them.")
    codes = []
    with show_progress(len(articles), "Evaluating", "articles") as bar:
        for corpus in corpora:
            codes.append(code(corpus))
            bar.update()
    found = select_positions(pd.concat([one["statements"] for one in codes]))
    reference = pd.concat([article.positions for article in articles])
    grids = {article.document.doc_id: article.codebook.pairs() for article in articles}
    matched = match_positions(reference, found)
    agreement = measure_agreement(
        _build_coding(REFERENCE, reference, grids), _build_coding(codes[0].coder, found, grids), grids
    )
    problems = tuple(problem for one in codes for problem in one.problems)
    return Result(codes[0].coder, score_positions(matched, list(grids)), agreement, matched, problems)


def measure_stability(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Compare the positions of two runs of the same coder, or of two coders, on the same articles.

    Args:
        first: the statements of one.
        second: the statements of the other.

    Returns:
        One row per issue, and one for all of them together: ``issue``, ``positions`` (that either coded),
        ``same``, ``other`` (with another stance) and ``once`` (that only one coded).
    """
    one, other = (select_positions(statements).set_index(CELL)["stance"] for statements in (first, second))
    both = pd.concat({"one": one, "other": other}, axis=1)
    is_same = both["one"] == both["other"]
    is_once = both.isna().any(axis=1)
    counted = pd.DataFrame({"same": is_same, "other": ~is_same & ~is_once, "once": is_once})
    by_issue = counted.groupby(level="issue").sum()
    by_issue.loc[ALL_ISSUES] = counted.sum()
    by_issue.insert(0, "positions", by_issue.sum(axis=1))
    return by_issue.rename_axis("issue").reset_index()


def _build_coding(name: str, positions: pd.DataFrame, documents: Iterable[str]) -> Coding:
    stances = dict(zip(list_cells(positions), positions["stance"], strict=True))
    return Coding(name, frozenset(documents), stances, {})
