"""Train the attribution networks that ship with the package.

Run ``python -m training.attribution GOLD``; seeds are fixed. GOLD is a folder with
``train.jsonl`` and ``dev.jsonl``: one article per line with its ``id``, ``text`` and ``attributions``,
each with character spans of ``source``, ``cue`` and ``content``. Data, terms and figures are in
MODEL_CARD.md.
"""

import argparse
import dataclasses
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.coding.quotes.attributing import EVIDENCE
from analysis.coding.quotes.features import build_pairs, extract_token_features
from analysis.coding.quotes.network import WEIGHTS, Model, Network, save
from analysis.coding.quotes.token_arrays import Ids
from training.attribution.samples import Annotated, Sample, build_vocabulary, find_feature_rows, read
from training.attribution.torch_network import Member, export, fit
from training.attribution.verdicts import collect_evidence, find_threshold, fit_verdict, rank_outcomes

SEEDS = (0, 1)
# ids that occur less often in training are treated as unknown
RARE_TOKEN, RARE_PAIR = 5, 10
# a token more likely than this to head a cue becomes a candidate
CANDIDATE = 0.06
FOLDS = 6


def train(gold: Path, out: Path) -> None:
    """Train the networks, fit the verdict on the development articles, and write the model."""
    # a single thread adds in the same order on every machine
    torch.set_num_threads(1)
    samples, tokens, seen = prepare_samples(read(gold / "train.jsonl"))
    dev = [Sample(arrays, roles, torch.empty(0)) for arrays, roles in read(gold / "dev.jsonl")]
    networks = []
    for seed in SEEDS:
        member = fit(samples, tokens, seen, seed)
        networks.append(export(member))
        verify(member, networks[-1], samples[0])
    unset = np.zeros(len(EVIDENCE) + 1, dtype=np.float32)
    model = Model(networks, CANDIDATE, unset, 0.0)
    total = sum(len(sample.roles) for sample in dev)
    print(f"F1 in {FOLDS}-fold cross-validation of the verdict: {cross_validate(model, dev, total):.3f}")
    model = dataclasses.replace(model, verdict=fit_verdict(*collect_evidence(model, dev)))
    threshold, score = find_threshold(*rank_outcomes(model, dev), total)
    save(dataclasses.replace(model, threshold=threshold), out)
    print(f"F1 on the development articles: {score:.3f}; written to {out}")


def prepare_samples(articles: list[Annotated]) -> tuple[list[Sample], list[Ids], list[Ids]]:
    """Return the training samples, and the known ids of token features and of pair features."""
    features = [extract_token_features(arrays) for arrays, _ in articles]
    no_cues = [np.zeros(len(arrays), dtype=np.float32) for arrays, _ in articles]
    views = [
        build_pairs(arrays, np.array(sorted(roles)), weight).features
        for (arrays, roles), weight in zip(articles, no_cues, strict=True)
        if roles
    ]
    tokens, seen = build_vocabulary(features, RARE_TOKEN), build_vocabulary(views, RARE_PAIR)
    samples = [
        Sample(arrays, roles, find_feature_rows(tokens, known))
        for (arrays, roles), known in zip(articles, features, strict=True)
    ]
    return samples, tokens, seen


def verify(member: Member, network: Network, sample: Sample) -> None:
    """Check that the NumPy network gives the same scores as the trained one."""
    with torch.no_grad():
        trained = [part.numpy() for part in member.score_tokens(sample.arrays, sample.ids)]
    found = network.score_tokens(sample.arrays, network.find_token_rows(sample.arrays))
    for actual, expected in zip(found, trained, strict=True):
        np.testing.assert_allclose(actual, expected, atol=1e-3)
    cues = np.array(sorted(sample.roles))
    weight = np.zeros(len(sample.arrays), dtype=np.float32)
    pairs = build_pairs(sample.arrays, cues, weight)
    view = network.score_pairs(trained[0], pairs, network.find_pair_rows(pairs))
    with torch.no_grad():
        scores, accepted = member.score_pairs(torch.from_numpy(trained[0]), pairs)
    np.testing.assert_allclose(view.roles, scores.numpy(), atol=1e-3)
    np.testing.assert_allclose(view.accepted, accepted.numpy(), atol=1e-3)


def cross_validate(model: Model, dev: list[Sample], total: int) -> float:
    """Return the cross-validated F1: each verdict is fitted on the articles outside its fold."""
    odds: list[NDArray[np.float64]] = []
    right: list[NDArray[np.bool_]] = []
    for fold in range(FOLDS):
        others = [sample for number, sample in enumerate(dev) if number % FOLDS != fold]
        fitted = dataclasses.replace(model, verdict=fit_verdict(*collect_evidence(model, others)))
        found, is_right = rank_outcomes(fitted, dev[fold::FOLDS])
        odds.append(found)
        right.append(is_right)
    joined, hits = np.concatenate(odds), np.concatenate(right)
    order = np.argsort(-joined)
    return find_threshold(joined[order], hits[order], total)[1]


def main() -> None:
    """Run the training from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="output file for the weights")
    args = parser.parse_args()
    for name in ("train.jsonl", "dev.jsonl"):
        if not (args.gold / name).is_file():
            parser.error(
                f"{args.gold / name}: no such file. Specify a folder with train.jsonl and dev.jsonl."
            )
    train(args.gold, args.out)


if __name__ == "__main__":
    main()
