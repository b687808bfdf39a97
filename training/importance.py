"""Fit the weights by which mentions of events are important to their corpus.

Run ``python -m training.importance GOLD``. The events that a careful reader lists are those of
``gold/news/events`` and, in GOLD, of each ``dev/<corpus>/events.jsonl``. Prints the constants of
``analysis/comparing/prominence.py``, the weighted mean of two fits, to the listed events and to the main
ones, and how well they find both in articles that were left out.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis.codes import Codes
from analysis.coding import code
from analysis.comparing.prominence import INTERCEPT, WEIGHTS, describe_mentions
from analysis.corpus import open_corpus

NEWS = Path(__file__).parents[1] / "gold" / "news"
FOLDS, SEED = 10, 0
# what the fit to the main events counts; more finds them first, but puts details of them before other events
MAIN = 0.25
# share of the shorter of two spans that both have, for one to be the other's event
OVERLAP = 0.5

Array = NDArray[np.float64]


def train(gold: Path) -> None:
    """Cross-validate the fit over articles, and print the weights."""
    cases = pd.concat(_read_cases(gold), ignore_index=True)
    names = [*WEIGHTS]
    values = cases[names].to_numpy(dtype=np.float64)
    listed, main = cases["listed"].to_numpy(dtype=bool), cases["main"].to_numpy(dtype=bool)
    scores = np.zeros(len(cases))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for known, new in folds.split(values, groups=cases["article"]):
        intercept, weights = fit(values[known], listed[known], main[known])
        scores[new] = intercept + values[new] @ weights
    shipped = INTERCEPT + values @ [*WEIGHTS.values()]
    articles = cases["article"].nunique()
    print(f"{articles} articles, {len(cases)} mentions, {listed.sum()} listed, {main.sum()} main")
    for name, found in (("fitted, articles left out", scores), ("as shipped", shipped)):
        print(f"{name}: {measure(cases, found)}")
    intercept, weights = fit(values, listed, main)
    rounded = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    print(f"INTERCEPT = {intercept:.1f}\nWEIGHTS = {rounded}")


def fit(values: Array, listed: NDArray[np.bool_], main: NDArray[np.bool_]) -> tuple[float, Array]:
    """Return intercept and weights, means of a fit to the listed mentions and of one to the main ones."""
    models = [LogisticRegression(max_iter=400).fit(values, truth) for truth in (listed, main)]
    shares = [1 - MAIN, MAIN]
    intercept = float(np.average([model.intercept_[0] for model in models], weights=shares))
    return intercept, np.average([model.coef_[0] for model in models], axis=0, weights=shares)


def measure(cases: pd.DataFrame, scores: Array) -> str:
    """State how well scores choose, in each article, as many mentions as its list has events."""
    ranked = cases.assign(score=scores).sort_values("score", ascending=False, kind="stable")
    top = ranked[ranked.groupby("article").cumcount() < ranked["events"]]
    on_list, found = top["listed"].mean(), top["main"].sum() / cases["main"].sum()
    return f"{on_list:.3f} of the top mentions listed, {found:.3f} of the mentions of main events among them"


def _read_cases(gold: Path) -> Iterator[pd.DataFrame]:
    """Yield the mentions of each corpus with a list, with their features and whether they are on it."""
    for folder in sorted((gold / "dev").iterdir()):
        yield _label(code(open_corpus(folder)), _read_rows(folder / "events.jsonl"))
    yield _label(code(open_corpus(NEWS / "wikinews.jsonl")), _read_rows(NEWS / "events" / "wikinews.jsonl"))


def _label(codes: Codes, listed: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions in articles with a list."""
    texts = dict(zip(codes["documents"]["doc_id"], codes["documents"]["text"], strict=True))
    names = {doc: str(doc).rpartition("#")[2] for doc in texts}
    features = describe_mentions(codes)
    rows = []
    for key, doc, start, end in zip(
        *(codes["events"][name] for name in ("event_id", "doc_id", "start", "end")), strict=True
    ):
        own = listed[listed["doc"] == names[doc]]
        if own.empty:
            continue
        hits = [
            is_main
            for words, is_main in zip(own["evidence"], own["main"], strict=True)
            if _overlaps((start, end), texts[doc], words)
        ]
        case: dict[str, Any] = {"article": doc, "listed": bool(hits), "main": any(hits), "events": len(own)}
        rows.append(case | features.loc[key].to_dict())
    return pd.DataFrame(rows)


def _overlaps(span: tuple[int, int], text: str, words: str) -> bool:
    start = text.find(words)
    shared = min(span[1], start + len(words)) - max(span[0], start)
    return start >= 0 and shared >= OVERLAP * min(len(words), span[1] - span[0])


def _read_rows(path: Path) -> pd.DataFrame:
    return pd.DataFrame(map(json.loads, path.read_text(encoding="utf-8").splitlines()))


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with dev/<corpus>/events.jsonl")
    args = parser.parse_args()
    if not (args.gold / "dev").is_dir():
        parser.error(f"{args.gold / 'dev'}: no such folder. Specify the folder news of the human codes.")
    train(args.gold)


if __name__ == "__main__":
    main()
