"""Train the event types that ship with the package.

One command: ``python -m training.event_types GOLD`` where GOLD is a folder with
``plv_train.jsonl``: per line an event's ``text``, ``source``, ``target`` and its type as ``event``.
Data, terms and figures are in MODEL_CARD.md.
"""

import argparse
from pathlib import Path

import numpy as np

from analysis.coding.events.plover.model import LEARNED, WEIGHTS, Model, save
from training.event_types.fitting import VIEWS, crossed, fit, named
from training.event_types.samples import coded, examples
from training.fitting import FOLDS, SEEDS, cooled, f1, macro, temperature

CODES = "plv_train.jsonl"


def train(gold: Path, out: Path) -> None:
    """Cross-validate the recipe, fit it on all codes, and write the model."""
    samples, written = coded(gold / CODES), examples()
    labels = [it.label for it in samples]
    runs = [crossed(samples, written, seed) for seed in SEEDS]
    for view in VIEWS:
        scores = [macro(f1(labels, named(run[view]))) for run in runs]
        print(
            f"macro-F1 {view}, {FOLDS}-fold, {len(SEEDS)} seeds: {np.mean(scores):.3f} ± {np.std(scores):.3f}"
        )
    truth = np.array([LEARNED.index(label) for label in labels] * len(runs))
    by = temperature(np.concatenate([run[VIEWS[0]] for run in runs]), truth)
    model = fit(samples, written)
    save(Model(cooled(model.events, by), model.sentences), out)
    print(f"{len(samples)} codes, {len(written)} example sentences, temperature {by:.2f}; written to {out}")


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help=f"folder with {CODES}")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights are written")
    args = parser.parse_args()
    if not (args.gold / CODES).is_file():
        parser.error(f"{args.gold / CODES}: no such file. Name a folder that holds {CODES}.")
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
