"""Align human annotations with parsed paragraphs to make training samples for the networks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from analysis.coding.quotes.network import CONTENT, CUE, SOURCE, find_rows
from analysis.coding.quotes.token_arrays import Ids, Indices, TokenArrays, build_arrays, split_batches
from analysis.documents import Document
from analysis.language.parsing import Paragraph, parse

Spans = list[list[int]]
# token arrays, and the ROLES of all tokens by index of a gold cue's head
Annotated = tuple[TokenArrays, dict[int, NDArray[np.int64]]]


@dataclass
class Sample:
    """Paragraphs of one article with their gold annotations.

    Attributes:
        arrays: their token arrays.
        roles: the ROLES of all tokens, by index of a gold cue's head.
        ids: rows of the token features in their tables, ``[n, features]``.
    """

    arrays: TokenArrays
    roles: dict[int, NDArray[np.int64]]
    ids: Tensor


def read(path: Path) -> list[Annotated]:
    """Parse the articles of a gold file and align their attributions with the tokens."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    attributions = {row["id"]: row["attributions"] for row in articles}
    found = []
    for article in parse([Document(row["id"], row["text"]) for row in articles]):
        for batch in split_batches(article.paragraphs):
            arrays = build_arrays(batch)
            found.append((arrays, align(batch, arrays, attributions[article.document.doc_id])))
    return found


def align(
    batch: Sequence[Paragraph], arrays: TokenArrays, attributions: list[dict[str, Spans]]
) -> dict[int, NDArray[np.int64]]:
    """Return the ROLES of all tokens for each attribution with its cue in this batch, by the cue's head."""
    offsets = [paragraph.span(token) for paragraph in batch for token in paragraph.doc]
    starts, ends = np.array(offsets).T
    tags = [token.pos_ for paragraph in batch for token in paragraph.doc]

    def covered(spans: Spans) -> NDArray[np.bool_]:
        overlaps = [(starts < end) & (ends > start) for start, end in spans]
        return np.any(overlaps, axis=0) if overlaps else np.zeros(len(arrays), dtype=bool)

    found = {}
    for attribution in attributions:
        cue, content = covered(attribution["cue"]), covered(attribution["content"])
        if cue.any() and content.any():
            roles = np.zeros(len(arrays), dtype=np.int64)
            for role, tokens in ((CONTENT, content), (SOURCE, covered(attribution["source"])), (CUE, cue)):
                roles[tokens] = role
            found[_find_head(arrays, np.flatnonzero(cue), tags)] = roles
    return found


def _find_head(arrays: TokenArrays, cue: Indices, tags: list[str]) -> int:
    """Return the index of the token that heads a cue: a verb, else a content word, else the first token."""
    tops = [int(index) for index in cue if arrays.head[index] == index or arrays.head[index] not in cue]
    for kinds in (("VERB",), ("NOUN", "AUX", "ADJ")):
        best = [index for index in tops if tags[index] in kinds]
        if best:
            return best[0]
    return tops[0] if tops else int(cue[0])


def build_vocabulary(listed: list[list[Ids]], rare: int) -> list[Ids]:
    """Return the ids of each feature that occur at least ``rare`` times, sorted."""
    found = []
    for feature in zip(*listed, strict=True):
        ids, counts = np.unique(np.concatenate(feature), return_counts=True)
        found.append(ids[counts >= rare])
    return found


def find_feature_rows(vocabularies: Sequence[Ids], features: list[Ids]) -> Tensor:
    """Return the rows of the features in their tables, ``[n, features]``."""
    return torch.from_numpy(
        np.stack([find_rows(v, ids) for v, ids in zip(vocabularies, features, strict=True)], 1)
    )
