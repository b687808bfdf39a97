"""Event types against human codes: the recipe in cross-validation, and the weights that ship."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.coding.events.plover import event_type
from tests.benchmarks.gold import load, rows

# what the weights that ship learned from
LEARNED = "plv_train.jsonl"


def lines(folder: Path) -> Iterator[str]:
    """Yield the macro-F1 of the recipe, and of the shipped weights on every file of types in ``events``."""
    yield from _recipe(folder / "events" / LEARNED)
    for path in sorted((folder / "events").glob("*.jsonl")):
        coded = rows(path)
        if coded and {"text", "source", "target", "event"} <= coded[0].keys():
            yield from _shipped(path, coded, load(folder / "events" / "score.py"))


def _recipe(path: Path) -> Iterator[str]:
    """Yield what the training recipe reaches on sentences that it did not learn from."""
    try:
        from training.event_types.fitting import VIEWS, cross_validate, name_types
        from training.event_types.samples import read_codes, read_examples
        from training.fitting import FOLDS, SEEDS, f1, macro
    except ImportError:
        yield "event types, recipe: not measured, scikit-learn is missing"
        return
    samples, written = read_codes(path), read_examples()
    truth = [it.label for it in samples]
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


def _shipped(path: Path, coded: list[dict[str, Any]], scorer: Any) -> Iterator[str]:
    truth = [_joined(row["event"]) for row in coded]
    found = [_joined(event_type(row["text"], row["source"], row["target"])) for row in coded]
    right, score, _ = scorer.prf(truth, found)
    told = " (TRAINING SCORE: the weights learned from these sentences)" if path.name == LEARNED else ""
    yield (
        f"event types, shipped weights on {path.name}{told}: "
        f"macro-F1 {score:.3f}, accuracy {right:.3f}, n = {len(coded)}"
    )


def _joined(label: str | None) -> str:
    """Return a type as human codes have it: CONCEDE and RETREAT are one."""
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label or "-"
