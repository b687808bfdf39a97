"""Train the attribution networks that ship with the package.

One command, seeded: ``python -m training.attribution GOLD`` where GOLD is a folder with
``train.jsonl`` and ``dev.jsonl``: per line an article's ``id``, ``text`` and ``attributions``, each with
character spans of ``source``, ``cue`` and ``content``. Data, terms and figures are in MODEL_CARD.md.
"""

import argparse
import dataclasses
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.coding.quotes.attributing import EVIDENCE
from analysis.coding.quotes.features import pairs, token_features
from analysis.coding.quotes.network import WEIGHTS, Model, Network, save
from analysis.coding.quotes.token_arrays import Ids
from training.attribution.samples import Answered, Sample, read, rows, vocabulary
from training.attribution.torch_network import Member, exported, fit
from training.attribution.verdicts import assessed, best_threshold, outcomes, verdict

SEEDS = (0, 1)
# ids met less often in training are unknown
RARE_TOKEN, RARE_PAIR = 5, 10
# a token more likely than this to head a cue becomes a candidate
CANDIDATE = 0.06
FOLDS = 6


def train(gold: Path, out: Path) -> None:
    """Train the networks, fit the verdict on the development articles, and write the model."""
    # sums in one order on every machine
    torch.set_num_threads(1)
    samples, tokens, seen = material(read(gold / "train.jsonl"))
    dev = [Sample(it, roles, torch.empty(0)) for it, roles in read(gold / "dev.jsonl")]
    networks = []
    for seed in SEEDS:
        member = fit(samples, tokens, seen, seed)
        networks.append(exported(member))
        verify(member, networks[-1], samples[0])
    unset = np.zeros(len(EVIDENCE) + 1, dtype=np.float32)
    model = Model(networks, CANDIDATE, unset, 0.0)
    total = sum(len(sample.roles) for sample in dev)
    print(f"F1 in {FOLDS}-fold cross-validation of the verdict: {crossed(model, dev, total):.3f}")
    model = dataclasses.replace(model, verdict=verdict(*assessed(model, dev)))
    threshold, score = best_threshold(*outcomes(model, dev), total)
    save(dataclasses.replace(model, threshold=threshold), out)
    print(f"F1 on the development articles: {score:.3f}; written to {out}")


def material(articles: list[Answered]) -> tuple[list[Sample], list[Ids], list[Ids]]:
    """Return what is learned from, and the ids known of tokens and of pairs."""
    features = [token_features(it) for it, _ in articles]
    nobody = [np.zeros(len(it), dtype=np.float32) for it, _ in articles]
    views = [
        pairs(it, np.array(sorted(roles)), weight).features
        for (it, roles), weight in zip(articles, nobody, strict=True)
        if roles
    ]
    tokens, seen = vocabulary(features, RARE_TOKEN), vocabulary(views, RARE_PAIR)
    samples = [
        Sample(it, roles, rows(tokens, known)) for (it, roles), known in zip(articles, features, strict=True)
    ]
    return samples, tokens, seen


def verify(member: Member, network: Network, sample: Sample) -> None:
    """Hold the network as it runs against the one that was trained."""
    with torch.no_grad():
        trained = [part.numpy() for part in member.tokens(sample.it, sample.ids)]
    for mine, theirs in zip(network.tokens(sample.it), trained, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-3)
    cues = np.array(sorted(sample.roles))
    weight = np.zeros(len(sample.it), dtype=np.float32)
    view = network.pairs(trained[0], pairs(sample.it, cues, weight))
    with torch.no_grad():
        scores, accepted = member.pairs(torch.from_numpy(trained[0]), pairs(sample.it, cues, weight))
    np.testing.assert_allclose(view.roles, scores.numpy(), atol=1e-3)
    np.testing.assert_allclose(view.accepted, accepted.numpy(), atol=1e-3)


def crossed(model: Model, dev: list[Sample], total: int) -> float:
    """Return the F1 when verdicts are fitted on other articles than they are used on."""
    odds: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    for fold in range(FOLDS):
        others = [sample for number, sample in enumerate(dev) if number % FOLDS != fold]
        fitted = dataclasses.replace(model, verdict=verdict(*assessed(model, others)))
        found, is_right = outcomes(fitted, dev[fold::FOLDS])
        odds.append(found)
        right.append(is_right)
    joined, hits = np.concatenate(odds), np.concatenate(right)
    order = np.argsort(-joined)
    return best_threshold(joined[order], hits[order], total)[1]


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights are written")
    args = parser.parse_args()
    for name in ("train.jsonl", "dev.jsonl"):
        if not (args.gold / name).is_file():
            parser.error(
                f"{args.gold / name}: no such file. Name a folder that holds train.jsonl and dev.jsonl."
            )
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
