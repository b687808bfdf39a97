"""Build training samples from disputes coded by language models and sentences coded by people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.issues import get_issue_matcher
from analysis.coding.quotes import find_quotes
from analysis.coding.statements import find_pairs
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.decision import Facts, collect_facts
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.given_spans import build_pair, find_span
from analysis.coding.statements.passages import Passage, write_passage
from analysis.language.marks import straighten
from analysis.language.parsing import load, parse
from analysis.language.tokens import Doc
from training.stances.gold import Dispute

REVERSED = {"support": "oppose", "oppose": "support"}
# texts parsed at once
BATCH = 64


@dataclass(frozen=True)
class Sample:
    """A pair of actor and issue mention, with its stance.

    Attributes:
        group: samples of one group are in the same fold.
        reading: its features.
        label: the stance on the wording: none, support, oppose, neutral or mixed.
    """

    group: str
    reading: list[str]
    label: str


@dataclass(frozen=True)
class TextSample(Sample):
    """A pair in a text of which each actor's stance on each issue is coded.

    Attributes:
        article: identifier of the text.
        stance: the stance coded for actor and issue; ``none`` without a code.
        facts: what is known of the pair.
        passage: what the encoder reads of it.
        is_article: True if it is from a long text, in which the code may be based on another sentence.
        is_elsewhere: True if the code is known to be based on another sentence.
    """

    article: str
    stance: str
    facts: Facts
    passage: Passage
    is_article: bool
    is_elsewhere: bool


def read_dispute(dispute: Dispute) -> Iterator[TextSample]:
    """Yield a sample for every pair that the coder considers in a dispute's texts."""
    names, terms = get_actor_matcher(dispute.codebook), get_issue_matcher(dispute.codebook)
    for article in parse(dispute.documents):
        resolver = EntityResolver(article, names)
        context = ArticleContext(article, resolver, find_quotes(article, resolver), dispute.codebook)
        codes = dispute.codes[article.document.doc_id]
        for paragraph, pair in find_pairs(context, terms):
            code = codes.get((pair.actor, pair.mention.issue), {"stance": "none"})
            yield TextSample(
                dispute.name,
                extract_features(pair),
                _get_label(code, pair.mention.polarity),
                article.document.doc_id,
                code["stance"],
                collect_facts(pair),
                write_passage(context, paragraph, pair),
                dispute.is_article,
                _is_elsewhere(code, *paragraph.span(pair.mention.head.sent)),
            )


def _is_elsewhere(code: Mapping[str, Any], start: int, end: int) -> bool:
    """Return whether a code is based on words outside a sentence; where it is not known, it may be on it."""
    return "in" in code or ("start" in code and not (code["start"] < end and start < code["end"]))


def _get_label(code: Mapping[str, Any], polarity: int) -> str:
    """Return the stance on the wording; a conditional stance counts as the stance if its condition is met."""
    stance = str(code["stance"])
    if stance == "conditional":
        stance = code.get("if_met") or "support"
    return REVERSED.get(stance, stance) if polarity < 0 else stance


def read_sentences(path: Path, most: int = 0, seed: int = 0) -> list[Sample]:
    """Read sentences with the spans of an actor and a target, and the label of the stance.

    Args:
        path: file with ``text``, ``actor_span``, ``target_span`` and ``label`` per line; ``neutral`` counts
            as ``none``.
        most: maximum number of neutral sentences, drawn at random; 0 keeps all.
        seed: random seed of the draw.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["label"] and row["actor_span"] and row["target_span"]]
    if most:
        np.random.default_rng(seed).shuffle(rows)
        neutral = [row for row in rows if row["label"] == "neutral"][:most]
        rows = [row for row in rows if row["label"] != "neutral"] + neutral
    found = []
    for row, doc in zip(rows, _parse(row["text"] for row in rows), strict=True):
        actor, target = find_span(doc, tuple(row["actor_span"])), find_span(doc, tuple(row["target_span"]))
        if actor is not None and target is not None:
            label = "none" if row["label"] == "neutral" else row["label"]
            found.append(Sample(row["text"], extract_features(build_pair(actor, target)), label))
    return found


def _parse(texts: Iterable[str]) -> Iterator[Doc]:
    yield from map(Doc, load().pipe((straighten(text) for text in texts), batch_size=BATCH))
