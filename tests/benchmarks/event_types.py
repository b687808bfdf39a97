"""Evaluate event types on human codes: the training recipe in cross-validation, and the shipped weights."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.coding.events.plover import event_type
from tests.benchmarks.gold import load_scorer, read_rows

# training data of the shipped weights
LEARNED = "plv_train.jsonl"


def measure(folder: Path) -> Iterator[str]:
    """Yield the macro-F1 of the recipe, and of the shipped weights on each file of types in ``events``."""
    yield from _evaluate_recipe(folder / "events" / LEARNED)
    for path in sorted((folder / "events").glob("*.jsonl")):
        coded = read_rows(path)
        if coded and {"text", "source", "target", "event"} <= coded[0].keys():
            yield from _evaluate_shipped(path, coded, load_scorer(folder / "events" / "score.py"))


def _evaluate_recipe(path: Path) -> Iterator[str]:
    """Yield the cross-validated scores of the training recipe."""
    try:
        from training.event_types.fitting import VIEWS, cross_validate, name_types
        from training.event_types.samples import read_codes, read_examples
        from training.fitting import FOLDS, SEEDS, f1, macro
    except ImportError:
        yield "event types, recipe: not measured, scikit-learn is not installed"
        return
    samples, written = read_codes(path), read_examples()
    truth = [sample.label for sample in samples]
    crosses = [cross_validate(samples, written, seed) for seed in SEEDS]
    yield f"event types, macro-F1 of the recipe: {FOLDS} folds, {len(SEEDS)} seeds, n = {len(samples)}"
    for view in VIEWS:
        runs = [f1(truth, name_types(cross[view])) for cross in crosses]
        means = [macro(run) for run in runs]
        yield f"  {view}: {sum(means) / len(means):.3f} (from {min(means):.3f} to {max(means):.3f})"
        if view == VIEWS[-1]:
            for kind in runs[0]:
                mean = sum(run[kind] for run in runs) / len(runs)
                yield f"    {kind} {mean:.2f} (n = {truth.count(kind)})"


def _evaluate_shipped(path: Path, coded: list[dict[str, Any]], scorer: Any) -> Iterator[str]:
    truth = [_merge_types(row["event"]) for row in coded]
    found = [_merge_types(event_type(row["text"], row["source"], row["target"])) for row in coded]
    right, score, _ = scorer.prf(truth, found)
    warning = " (TRAINING SCORE: the weights learned from these sentences)" if path.name == LEARNED else ""
    yield (
        f"event types, shipped weights on {path.name}{warning}: "
        f"macro-F1 {score:.3f}, accuracy {right:.3f}, n = {len(coded)}"
    )


def _merge_types(label: str | None) -> str:
    """Return a type in the scheme of the human codes, which merge CONCEDE and RETREAT."""
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label or "-"
