"""What the classifiers learn from: disputes coded by language models, sentences coded by people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from analysis.coding.actors.names import names_of
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.issues import terms_of
from analysis.coding.quotes import find_quotes
from analysis.coding.statements import seen_pairs
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.features import read
from analysis.coding.statements.given_spans import given_pair, span_of
from analysis.coding.statements.pairs import Pair
from analysis.language.marks import plain
from analysis.language.parsing import load, parse
from training.stances.gold import Dispute

TURNED = {"support": "oppose", "oppose": "support"}
# texts parsed at once
BATCH = 64


@dataclass(frozen=True)
class Sample:
    """A pair and what a person says of it.

    Attributes:
        group: samples of one group are learned from or judged together.
        reading: its features.
        label: of the wording: none, support, oppose or neutral.
        stance: what was coded for actor and issue; ``none`` without a code.
        pair: the pair itself; None where it is not needed again.
        is_article: True for one of a long text, whose code may rest on another sentence.
    """

    group: str
    reading: list[str]
    label: str
    stance: str
    pair: Pair | None = None
    is_article: bool = False


def own(dispute: Dispute) -> Iterator[Sample]:
    """Yield every pair that the coder sees in a dispute's texts."""
    names, terms = names_of(dispute.codebook), terms_of(dispute.codebook)
    for article in parse(dispute.documents):
        resolver = EntityResolver(article, names)
        context = ArticleContext(article, resolver, find_quotes(article, resolver), dispute.codebook)
        codes = dispute.codes[article.document.doc_id]
        for _, pair in seen_pairs(context, terms):
            code = codes.get((pair.actor, pair.mention.issue), {"stance": "none"})
            label = _label(code, pair.mention.polarity)
            yield Sample(dispute.name, read(pair), label, code["stance"], pair, dispute.is_article)


def _label(code: Mapping[str, Any], polarity: int) -> str:
    """Return a code as seen from the wording; a conditional one counts as what it becomes once met."""
    stance = str(code["stance"])
    if stance == "conditional":
        stance = code.get("if_met") or "support"
    return TURNED.get(stance, stance) if polarity < 0 else stance


def others(path: Path, most: int = 0, seed: int = 0) -> list[Sample]:
    """Read sentences with the spans of an actor and a target, and a label of their stance.

    Args:
        path: per line ``text``, ``actor_span``, ``target_span`` and ``label``; neutral ones count as none.
        most: how many neutral ones are kept, drawn at random; 0 keeps all.
        seed: of the drawing.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] and row["actor_span"] and row["target_span"]]
    if most:
        np.random.default_rng(seed).shuffle(rows)
        neutral = [row for row in rows if row["label"] == "neutral"][:most]
        rows = [row for row in rows if row["label"] != "neutral"] + neutral
    found = []
    for row, doc in zip(rows, _parsed(row["text"] for row in rows), strict=True):
        who, what = span_of(doc, tuple(row["actor_span"])), span_of(doc, tuple(row["target_span"]))
        if who is not None and what is not None:
            label = "none" if row["label"] == "neutral" else row["label"]
            found.append(Sample(row["text"], read(given_pair(who, what)), label, label))
    return found


def _parsed(texts: Iterable[str]) -> Iterator[Doc]:
    yield from load().pipe((plain(text) for text in texts), batch_size=BATCH)
