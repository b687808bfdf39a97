"""Simulate what refitting the confidence to a review does for a corpus's other articles.

The reviewer decides as the reference positions of ``gold/news`` do, in the order of the queue, on half of the
articles of a corpus. The confidence is refitted to these decisions as ``stancebook calibrate`` does it, and
judged on the other half. The machine is the built-in coder, with its confidence as it is, and as it would be
in a corpus where it is too sure or not sure enough. It was trained on the part ``train``.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration import Calibration
from analysis.coding import code
from analysis.comparing.calibrating import fit_calibration
from analysis.comparing.cross_validating import compute_log_loss, measure_effect
from analysis.comparing.positions import select_positions
from analysis.comparing.refitting import refit_statements
from analysis.corpus.coded_articles import CodedArticle, read_coded_articles
from analysis.errors import StancebookError
from analysis.reviewing.queue import Item, list_items, order_items

OPEN = Path(__file__).parents[2] / "gold" / "news"
CELL = ["doc_id", "actor", "issue"]
# the machine's confidence is moved by so much, in logits
SHIFTS = {"as it is": 0.0, "too sure": 1.0, "not sure enough": -1.0}
DECISIONS, HALVES, ARTICLES = (60, 180), 10, 40


@dataclass(frozen=True)
class Reviewed:
    """An article with what can be decided on, the statements with ``right``, and the number of positions."""

    items: Sequence[Item]
    statements: pd.DataFrame
    in_texts: int
    reference: Mapping[tuple[str, str, str], str]


def measure() -> Iterator[str]:
    """Yield, for each part of ``gold/news`` and each machine, what refitting did on the other articles."""
    articles, _ = read_coded_articles(OPEN)
    for split in ("test", "train"):
        part = [article for article in articles if article.split == split]
        corpora = divide(part, max(1, round(len(part) / ARTICLES)))
        for name, shift in SHIFTS.items():
            reviewed = [[prepare(article, shift) for article in corpus] for corpus in corpora]
            for decisions in DECISIONS:
                outcomes = [one for corpus in reviewed for one in simulate(corpus, decisions)]
                yield f"{split}, {len(part)} articles, {name}, {decisions} decisions: {summarise(outcomes)}"


def divide(articles: Sequence[CodedArticle], number: int) -> list[list[CodedArticle]]:
    """Return articles as corpora of about the same size."""
    ordered = sorted(articles, key=lambda article: zlib.crc32(f"corpus {article.document.doc_id}".encode()))
    return [ordered[place::number] for place in range(number)]


def prepare(article: CodedArticle, shift: float) -> Reviewed:
    """Code an article with a shifted confidence and list what can be decided on."""
    corpus = article.open(OPEN, "rules")
    moved = Calibration(code(corpus).coder, 1.0, shift, 1, (), "")
    codes = code(replace(corpus, calibration=moved))
    reference = article.positions.set_index(CELL)["stance"].to_dict()
    machine = codes.machine
    truths = [reference.get(cell) for cell in zip(*(machine[name] for name in CELL), strict=True)]
    right = [is_right(*pair) for pair in zip(machine["stance"], truths, strict=True)]
    return Reviewed(
        list_items(codes), machine.assign(right=np.array(right, float)), len(reference), reference
    )


def is_right(stance: str, truth: str | None) -> bool:
    """Tell whether a stance is that of the reference; where it is mixed, support and oppose both are."""
    return stance == truth or (truth == "mixed" and stance in ("support", "oppose"))


def simulate(corpus: Sequence[Reviewed], decisions: int) -> Iterator[dict[str, float]]:
    """Yield the outcomes of reviews of random halves of a corpus."""
    for seed in range(HALVES):
        places = np.random.default_rng(seed).permutation(len(corpus)).tolist()
        first, second = places[: len(places) // 2], places[len(places) // 2 :]
        judged = review([corpus[place] for place in first], decisions)
        yield {"judged": len(judged)} | compare([corpus[place] for place in second], judged)


def review(articles: Sequence[Reviewed], decisions: int) -> pd.DataFrame:
    """Decide on what the queue shows first, and return the decisions on the machine's statements."""
    statements = pd.concat([article.statements for article in articles])
    known: dict[Any, Any] = {identify(row): row for row in statements.to_dict("records")}
    reference = {cell: stance for article in articles for cell, stance in article.reference.items()}
    waiting = [item for article in articles for item in article.items]
    checked: list[Mapping[str, Any]] = []
    rows = []
    for _ in range(min(decisions, len(waiting))):
        _, item = order_items(waiting, checked)[0]
        waiting.remove(item)
        truth = reference.get((item.cells["doc_id"], item.cells["actor"], item.cells["issue"]))
        if truth:
            checked.append(item.cells | {"stance": truth})
        row = known.get(identify(item.cells))
        if row is not None and pd.isna(row["doubt"]):
            rows.append({**row, "people": ("human:reference",)})
    return pd.DataFrame(rows, columns=[*statements.columns, "people"])


def identify(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what tells statements of different articles apart."""
    return tuple(row[name] for name in (*CELL, "stance", "start", "end"))


def compare(articles: Sequence[Reviewed], judged: pd.DataFrame) -> dict[str, float]:
    """Return how good confidence and positions are on articles, now and refitted; empty if it was refused."""
    statements = pd.concat([article.statements for article in articles])
    in_texts = sum(article.in_texts for article in articles)
    outcome = score(statements, in_texts, "now")
    try:
        fitted = fit_calibration(judged, statements["coder"].iloc[0], "")
    except StancebookError:
        return {}
    is_advised = measure_effect(judged).verdict == "helps"
    outcome |= score(refit_statements(statements, fitted), in_texts, "refitted") | {"advised": is_advised}
    advised = "refitted" if is_advised else "now"
    return outcome | {f"{name} if advised": outcome[f"{name} {advised}"] for name in SCORES}


SCORES = ("log loss", "precision", "found")


def score(statements: pd.DataFrame, in_texts: int, name: str) -> dict[str, float]:
    """Return log loss, precision and found share of the positions of statements."""
    sound = statements[statements["doubt"].isna()]
    loss = compute_log_loss(sound["confidence"].to_numpy(), sound["right"].to_numpy()).mean()
    shown = select_positions(statements)
    values = loss, shown["right"].mean(), shown["right"].sum() / in_texts
    return {f"{what} {name}": float(value) for what, value in zip(SCORES, values, strict=True)}


def summarise(outcomes: Sequence[Mapping[str, float]]) -> str:
    """Return the means over the reviews in which the confidence could be refitted."""
    fitted = [one for one in outcomes if len(one) > 1]
    means: dict[str, float] = defaultdict(lambda: float("nan"))
    if fitted:
        means |= pd.DataFrame(fitted).astype(float).mean().to_dict()
    better = np.mean([one["log loss refitted"] < one["log loss now"] for one in fitted]) if fitted else 0
    said = [
        f"{name} {means[f'{name} now']:.3f} now, {means[f'{name} refitted']:.3f} refitted, "
        f"{means[f'{name} if advised']:.3f} if advised"
        for name in SCORES
    ]
    return (
        f"{len(fitted)} of {len(outcomes)} reviews refitted, to {means['judged']:.0f} statements; "
        f"{'; '.join(said)}; log loss less in {100 * better:.0f} %; advised in {100 * means['advised']:.0f} %"
    )
