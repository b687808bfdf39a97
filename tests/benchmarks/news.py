"""Evaluate positions in real news, with given codebooks, on codes by a language model."""

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import tomli_w

from analysis.coding import code
from analysis.comparing.stances import is_firm
from analysis.corpus import open_corpus
from analysis.drawing.quality import build_news_rows, summarise_quality
from analysis.quality import Evaluation, Interval
from analysis.reporting.identity import read_commit
from tests.benchmarks.figures import replace_measured
from tests.benchmarks.gold import read_rows

SIDES = {"support", "oppose"}
DRAWS = 10_000
SEED = 0
COUNTS = ("shown", "right", "in_texts", "sided", "sided_right")
# the stance of an actor on an issue in a document
Cells = Mapping[tuple[str, str, str], str]


def measure(folder: Path) -> Iterator[str]:
    """Evaluate positions on ``news/dev`` of a folder, write the figures to their file, and yield them."""
    found = evaluate(folder / "news" / "dev")
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
    yield from (f"for README.md: | {' | '.join(row)} |" for row in build_news_rows("given"))


def evaluate(folder: Path) -> Evaluation:
    """Code every corpus of a folder with its codebook and count correct positions.

    Args:
        folder: folder with one subfolder per corpus, each with ``articles.jsonl``, ``codebook.toml`` and
            ``positions.jsonl``.
    """
    counted, coder = [], ""
    for corpus in sorted(path.parent for path in folder.glob("*/positions.jsonl")):
        shown, coder = _find_positions(corpus)
        gold = {
            (row["doc"], row["actor"], row["issue"]): row["stance"]
            for row in read_rows(corpus / "positions.jsonl")
        }
        counted += [count_positions(row["id"], gold, shown) for row in read_rows(corpus / "articles.jsonl")]
    return _sum_counts(np.array(counted), coder)


def _find_positions(corpus: Path) -> tuple[Cells, str]:
    """Return the most confident firm stance for each article, actor and issue, and the coder."""
    with tempfile.TemporaryDirectory() as name:
        for file in ("articles.jsonl", "codebook.toml"):
            (Path(name) / file).write_bytes((corpus / file).read_bytes())
        settings = {"title": corpus.name, "documents": ["articles.jsonl"], "codebook": "codebook.toml"}
        (Path(name) / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
        codes = code(open_corpus(name))
    made = codes["statements"]
    made = made[is_firm(made)].sort_values("confidence", kind="stable")
    cells = {
        (str(row.doc_id).split("#")[-1], str(row.actor), str(row.issue)): str(row.stance)
        for row in made.itertuples()
    }
    return cells, codes.coder


def count_positions(doc: str, gold: Cells, shown: Cells) -> list[int]:
    """Return the COUNTS of one article.

    Args:
        doc: the article.
        gold: stances of all articles in the gold codes.
        shown: stances of all articles as found by the coder.
    """
    pairs = Counter(
        (gold.get(cell, ""), shown.get(cell, "")) for cell in gold.keys() | shown.keys() if cell[0] == doc
    )
    sided = {pair: count for pair, count in pairs.items() if SIDES.issuperset(pair)}
    return [
        sum(count for (_, made), count in pairs.items() if made),
        sum(count for pair, count in pairs.items() if all(pair) and _is_right(*pair)),
        sum(count for (one, _), count in pairs.items() if one),
        sum(sided.values()),
        sum(count for (one, made), count in sided.items() if one == made),
    ]


def _is_right(gold: str, made: str) -> bool:
    """Tell whether a stance is correct; for a mixed position, either side is."""
    return gold == made or (gold == "mixed" and made in SIDES)


def _sum_counts(counted: np.ndarray, coder: str) -> Evaluation:
    sums = dict(zip(COUNTS, counted.sum(axis=0).tolist(), strict=True))
    return Evaluation(
        codebook="given",
        data="English Wikinews 2019–2020, development half",
        articles=len(counted),
        shown=sums["shown"],
        right=sums["right"],
        coded_by="a language model reading whole articles under a manual",
        measured=f"{_format_provenance(coder)}, by make bench GOLD=folder ONLY=news",
        in_texts=sums["in_texts"],
        polarity=round(sums["sided_right"] / max(sums["sided"], 1), 4),
        precision_interval=compute_interval(counted, "right", "shown"),
        recall_interval=compute_interval(counted, "right", "in_texts"),
        polarity_interval=compute_interval(counted, "sided_right", "sided"),
    )


def _format_provenance(coder: str) -> str:
    """Return the day, the coder and, in a checkout, the commit, with a plus if files have changed since."""
    at = read_commit() or ""
    plus = "+" if at.endswith("+") else ""
    day = dt.datetime.now(dt.UTC).date()
    return f"{day}, {coder}, commit {at[:7]}{plus}" if at else f"{day}, {coder}"


def compute_interval(counted: np.ndarray, part: str, whole: str) -> Interval:
    """Return the 95 % interval of a share by bootstrap over articles.

    Args:
        counted: one row per article, with COUNTS as columns.
        part: the column of the numerator.
        whole: the column of the denominator.
    """
    drawn = np.random.default_rng(SEED).integers(len(counted), size=(DRAWS, len(counted)))
    sums = counted[drawn].sum(axis=1)
    below = sums[:, COUNTS.index(whole)]
    shares = sums[below > 0, COUNTS.index(part)] / below[below > 0]
    low, high = np.quantile(shares, (0.025, 0.975)) if len(shares) else (0.0, 1.0)
    return round(float(low), 4), round(float(high), 4)
