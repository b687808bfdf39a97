"""Evaluate positions in real news, with given codebooks, on codes by a language model."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from analysis.coding import code
from analysis.comparing.positions import match_positions, score_positions, select_positions
from analysis.corpus import open_corpus
from analysis.corpus.coded_articles import read_coded_articles
from analysis.drawing.quality import build_news_rows, summarise_quality
from analysis.evaluating import evaluate_articles
from analysis.quality import Evaluation, Interval
from analysis.reporting.identity import read_commit
from tests.benchmarks.figures import replace_measured
from tests.benchmarks.gold import read_rows

OPEN = Path(__file__).parents[2] / "gold" / "news"
HELD_OUT = "English Wikinews 2019–2020, the held-out fifth of gold/news"


def measure(folder: Path) -> Iterator[str]:
    """Evaluate positions on ``news/dev`` of a folder, write the figures to their file, and yield them."""
    yield from _publish(evaluate(folder / "news" / "dev"))


def measure_held_out() -> Iterator[str]:
    """Evaluate positions on the test split of ``gold/news`` in the same way."""
    articles, _ = read_coded_articles(OPEN)
    result = evaluate_articles(OPEN, [article for article in articles if article.split == "test"])
    found = _build_evaluation(HELD_OUT, result.scores, result.coder, "make bench ONLY=held-out-news")
    yield from _publish(found)


def _publish(found: Evaluation) -> Iterator[str]:
    replace_measured([found])
    yield (
        f"positions in {found.data}: {found.articles} articles, {found.in_texts} positions, "
        f"{found.shown} shown, {found.right} right"
    )
    yield (
        f"  precision {found.right / found.shown:.3f} {found.precision_interval}, "
        f"recall {found.right / (found.in_texts or 1):.3f} {found.recall_interval}, "
        f"polarity {found.polarity} {found.polarity_interval}"
    )
    yield f"for README.md: {summarise_quality('given')}"
    yield from (f"for docs and data cards: | {' | '.join(row)} |" for row in build_news_rows("given"))


def evaluate(folder: Path) -> Evaluation:
    """Code every corpus of a folder with its codebook and count correct positions.

    Args:
        folder: folder with one subfolder per corpus, each with ``articles.jsonl``, ``codebook.toml`` and
            ``positions.jsonl``.
    """
    matched, documents, coder = [], [], ""
    for corpus in sorted(path.parent for path in folder.glob("*/positions.jsonl")):
        found, coder = _find_positions(corpus)
        reference = pd.DataFrame(read_rows(corpus / "positions.jsonl")).rename(columns={"doc": "doc_id"})
        matched.append(match_positions(reference, found))
        documents += [str(row["id"]) for row in read_rows(corpus / "articles.jsonl")]
    scores = score_positions(pd.concat(matched, ignore_index=True), documents)
    command = "make bench GOLD=folder ONLY=news"
    return _build_evaluation("English Wikinews 2019–2020, development half", scores, coder, command)


def _find_positions(corpus: Path) -> tuple[pd.DataFrame, str]:
    """Return the positions that the coder finds in a corpus, and the coder."""
    with tempfile.TemporaryDirectory() as name:
        for file in ("articles.jsonl", "codebook.toml"):
            (Path(name) / file).write_bytes((corpus / file).read_bytes())
        settings = {"title": corpus.name, "documents": ["articles.jsonl"], "codebook": "codebook.toml"}
        (Path(name) / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
        codes = code(open_corpus(name))
    found = select_positions(codes["statements"])
    return found.assign(doc_id=found["doc_id"].str.split("#").str[-1]), codes.coder


def _build_evaluation(data: str, scores: pd.DataFrame, coder: str, command: str) -> Evaluation:
    row: Mapping[str, Any] = scores.iloc[0].to_dict()
    return Evaluation(
        codebook="given",
        data=data,
        articles=int(row["documents"]),
        shown=int(row["shown"]),
        right=int(row["found"]),
        coded_by="a language model reading whole articles under a manual",
        measured=f"{_format_provenance(coder)}, by {command}",
        in_texts=int(row["in_texts"]),
        polarity=round(float(row["polarity"]), 4),
        precision_interval=_round_interval(row, "precision"),
        recall_interval=_round_interval(row, "recall"),
        polarity_interval=_round_interval(row, "polarity"),
    )


def _round_interval(row: Mapping[str, Any], measure: str) -> Interval:
    return round(float(row[f"{measure}_low"]), 4), round(float(row[f"{measure}_high"]), 4)


def _format_provenance(coder: str) -> str:
    """Return the day, the coder and, in a checkout, the commit, with a plus if files have changed since."""
    at = read_commit() or ""
    plus = "+" if at.endswith("+") else ""
    day = dt.datetime.now(dt.UTC).date()
    return f"{day}, {coder}, commit {at[:7]}{plus}" if at else f"{day}, {coder}"
