"""Train the event types that ship with the package.

Run ``python -m training.event_types GOLD``. GOLD is a folder with ``plv_train.jsonl``: one event per line
with its ``text``, ``source``, ``target`` and its type as ``event``. Data, terms and figures are in
MODEL_CARD.md.
"""

import argparse
from pathlib import Path

import numpy as np

from analysis.coding.events.plover.model import LEARNED, WEIGHTS, Model, save
from training.event_types.fitting import VIEWS, cross_validate, fit, name_types
from training.event_types.samples import read_codes, read_examples
from training.fitting import FOLDS, SEEDS, f1, fit_temperature, macro, scale

CODES = "plv_train.jsonl"


def train(gold: Path, out: Path) -> None:
    """Cross-validate the recipe, fit it on all codes, and write the model."""
    samples, written = read_codes(gold / CODES), read_examples()
    labels = [sample.label for sample in samples]
    runs = [cross_validate(samples, written, seed) for seed in SEEDS]
    for view in VIEWS:
        scores = [macro(f1(labels, name_types(run[view]))) for run in runs]
        print(
            f"macro-F1 {view}, {FOLDS}-fold, {len(SEEDS)} seeds: {np.mean(scores):.3f} ± {np.std(scores):.3f}"
        )
    truth = np.array([LEARNED.index(label) for label in labels] * len(runs))
    temperature = fit_temperature(np.concatenate([run[VIEWS[0]] for run in runs]), truth)
    model = fit(samples, written)
    save(Model(scale(model.events, temperature), model.sentences), out)
    counts = f"{len(samples)} codes, {len(written)} example sentences"
    print(f"{counts}, temperature {temperature:.2f}; written to {out}")


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help=f"folder with {CODES}")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="output file for the weights")
    args = parser.parse_args()
    if not (args.gold / CODES).is_file():
        parser.error(f"{args.gold / CODES}: no such file. Specify a folder with {CODES}.")
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
