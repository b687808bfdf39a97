"""Human codes aligned with parsed paragraphs, as the networks learn from them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from analysis.coding.quotes.network import CONTENT, CUE, SOURCE, known
from analysis.coding.quotes.token_arrays import Columns, Ids, Places, columns, groups
from analysis.documents import Document
from analysis.language.parsing import Paragraph, parse

Spans = list[list[int]]
# columns, and by place of a true cue's head the ROLES of all tokens
Answered = tuple[Columns, dict[int, NDArray[np.int64]]]


@dataclass
class Sample:
    """Paragraphs of one article with the right answers.

    Attributes:
        it: their columns.
        roles: by place of a true cue's head, the ROLES of all tokens.
        ids: rows of the token features in their tables, ``[n, features]``.
    """

    it: Columns
    roles: dict[int, NDArray[np.int64]]
    ids: Tensor


def read(path: Path) -> list[Answered]:
    """Parse the articles of a gold file and align their attributions with tokens."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    attributions = {row["id"]: row["attributions"] for row in articles}
    found = []
    for article in parse([Document(row["id"], row["text"]) for row in articles]):
        for run in groups(article.paragraphs):
            it = columns(run)
            found.append((it, answers(run, it, attributions[article.document.doc_id])))
    return found


def answers(
    run: Sequence[Paragraph], it: Columns, attributions: list[dict[str, Spans]]
) -> dict[int, NDArray[np.int64]]:
    """Return the ROLES of all tokens for each attribution whose cue stands here, by its cue's head."""
    places = [paragraph.span(token) for paragraph in run for token in paragraph.doc]
    starts, ends = np.array(places).T
    tags = [token.pos_ for paragraph in run for token in paragraph.doc]

    def covered(spans: Spans) -> NDArray[np.bool_]:
        touched = [(starts < end) & (ends > start) for start, end in spans]
        return np.any(touched, axis=0) if touched else np.zeros(len(it), dtype=bool)

    found = {}
    for attribution in attributions:
        cue, content = covered(attribution["cue"]), covered(attribution["content"])
        if cue.any() and content.any():
            roles = np.zeros(len(it), dtype=np.int64)
            for role, tokens in ((CONTENT, content), (SOURCE, covered(attribution["source"])), (CUE, cue)):
                roles[tokens] = role
            found[_head(it, np.flatnonzero(cue), tags)] = roles
    return found


def _head(it: Columns, cue: Places, tags: list[str]) -> int:
    """Return the token that heads a cue: a verb, else a word of content, else what comes first."""
    tops = [int(place) for place in cue if it.head[place] == place or it.head[place] not in cue]
    for kinds in (("VERB",), ("NOUN", "AUX", "ADJ")):
        best = [place for place in tops if tags[place] in kinds]
        if best:
            return best[0]
    return tops[0] if tops else int(cue[0])


def vocabulary(listed: list[list[Ids]], rare: int) -> list[Ids]:
    """Return the ids of each feature that are frequent enough to be known, sorted."""
    found = []
    for feature in zip(*listed, strict=True):
        ids, counts = np.unique(np.concatenate(feature), return_counts=True)
        found.append(ids[counts >= rare])
    return found


def rows(vocabularies: Sequence[Ids], features: list[Ids]) -> Tensor:
    """Return the rows of features in their tables, ``[n, features]``."""
    return torch.from_numpy(
        np.stack([known(v, ids) for v, ids in zip(vocabularies, features, strict=True)], 1)
    )
