"""Positions in real news, with the codebooks given, against a language model's reading of whole articles."""

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
from tests.benchmarks.figures import keep
from tests.benchmarks.gold import rows

SIDES = {"support", "oppose"}
DRAWS = 10_000
SEED = 0
COUNTS = ("shown", "right", "in_texts", "sided", "sided_right")
# the stance of an actor on an issue in a document
Cells = Mapping[tuple[str, str, str], str]


def lines(folder: Path) -> Iterator[str]:
    """Measure positions on ``news/dev`` of a folder, write them into the file of figures, and yield them."""
    found = reading(folder / "news" / "dev")
    keep([found])
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


def reading(folder: Path) -> Evaluation:
    """Code every corpus of a folder with its codebook and count what is right.

    Args:
        folder: a folder per corpus: ``articles.jsonl``, ``codebook.toml``, ``positions.jsonl``.
    """
    counted, coder = [], ""
    for corpus in sorted(path.parent for path in folder.glob("*/positions.jsonl")):
        shown, coder = _shown(corpus)
        told = {
            (row["doc"], row["actor"], row["issue"]): row["stance"]
            for row in rows(corpus / "positions.jsonl")
        }
        counted += [counts(row["id"], told, shown) for row in rows(corpus / "articles.jsonl")]
    return _summed(np.array(counted), coder)


def _shown(corpus: Path) -> tuple[Cells, str]:
    """Return the firm stances by article, actor and issue, of several the most confident; and the coder."""
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


def counts(doc: str, told: Cells, shown: Cells) -> list[int]:
    """Return the COUNTS of one article.

    Args:
        doc: the article.
        told: stances of all articles as they were read.
        shown: stances of all articles as the coder has them.
    """
    met = Counter(
        (told.get(cell, ""), shown.get(cell, "")) for cell in told.keys() | shown.keys() if cell[0] == doc
    )
    sided = {pair: count for pair, count in met.items() if SIDES.issuperset(pair)}
    return [
        sum(count for (_, made), count in met.items() if made),
        sum(count for pair, count in met.items() if all(pair) and _is_right(*pair)),
        sum(count for (one, _), count in met.items() if one),
        sum(sided.values()),
        sum(count for (one, made), count in sided.items() if one == made),
    ]


def _is_right(told: str, made: str) -> bool:
    """Tell whether a stance is right; of mixed positions either side is."""
    return told == made or (told == "mixed" and made in SIDES)


def _summed(counted: np.ndarray, coder: str) -> Evaluation:
    sums = dict(zip(COUNTS, counted.sum(axis=0).tolist(), strict=True))
    return Evaluation(
        codebook="given",
        data="English Wikinews 2019–2020, development half",
        articles=len(counted),
        shown=sums["shown"],
        right=sums["right"],
        coded_by="a language model reading whole articles under a manual",
        measured=f"{_when(coder)}, by make bench GOLD=folder ONLY=news",
        in_texts=sums["in_texts"],
        polarity=round(sums["sided_right"] / max(sums["sided"], 1), 4),
        precision_interval=interval(counted, "right", "shown"),
        recall_interval=interval(counted, "right", "in_texts"),
        polarity_interval=interval(counted, "sided_right", "sided"),
    )


def _when(coder: str) -> str:
    """Return the day, the coder and, in a checkout, the commit; a plus where files were changed since."""
    at = read_commit() or ""
    plus = "+" if at.endswith("+") else ""
    day = dt.datetime.now(dt.UTC).date()
    return f"{day}, {coder}, commit {at[:7]}{plus}" if at else f"{day}, {coder}"


def interval(counted: np.ndarray, part: str, whole: str) -> Interval:
    """Return the bounds of 95 % of a share over redrawn articles.

    Args:
        counted: one row an article, one column each of COUNTS.
        part: the column above the line.
        whole: the column below it.
    """
    drawn = np.random.default_rng(SEED).integers(len(counted), size=(DRAWS, len(counted)))
    sums = counted[drawn].sum(axis=1)
    below = sums[:, COUNTS.index(whole)]
    shares = sums[below > 0, COUNTS.index(part)] / below[below > 0]
    low, high = np.quantile(shares, (0.025, 0.975)) if len(shares) else (0.0, 1.0)
    return round(float(low), 4), round(float(high), 4)
