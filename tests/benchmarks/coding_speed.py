"""Measure coding in multiples of parsing: with many actors and issues, in long texts, and suggesting.

CPU time of one process, taken alternately, so that a busy machine distorts all alike. The articles are those
of ``gold/news``; actors and issues come from all codebooks of ``gold/disputes``, ``data`` and the gallery.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

from analysis.codebook import Codebook, read_codebook
from analysis.coding.codebooks import suggest
from analysis.coding.running import code_documents, run_stages
from analysis.coding.stages import BUILT_IN
from analysis.coding.statements import judging
from analysis.coding.threads import one_thread
from analysis.documents import Document
from analysis.language.parsing import parse
from training.stances.gold import read_disputes

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "gold"
ARTICLES, ROUNDS = 60, 3
FEW, MANY_ACTORS, MANY_ISSUES = 10, 500, 80
# words of one document
LENGTHS = (1_000, 10_000, 50_000)

Way = Callable[[list[Document]], object]


def measure() -> Iterator[str]:
    """Yield each way of coding in multiples of parsing the same articles."""
    documents = _read_articles()
    few = _build_codebook(FEW, FEW)
    with one_thread():
        ways = {
            "suggesting a codebook": suggest,
            **{
                f"all tables, {actors} actors, {issues} issues": _code_with(_build_codebook(actors, issues))
                for actors in (FEW, MANY_ACTORS)
                for issues in (FEW, MANY_ISSUES)
            },
            f"the same without the encoder, {FEW} actors, {FEW} issues": _code_without_encoder(few),
            f"the same without the encoder, {MANY_ACTORS} actors, {MANY_ISSUES} issues": (
                _code_without_encoder(_build_codebook(MANY_ACTORS, MANY_ISSUES))
            ),
        }
        for name, ratios in _compare(ways, documents).items():
            yield f"{name}: {_format(ratios)} times parsing {ARTICLES} articles"
        texts = [document.text for document in documents]
        for length in LENGTHS:
            long = [Document("long", _build_text(texts, length))]
            # checking the tables takes as long for one short document as for a hundred
            (ratios,) = _compare({"": lambda some: run_stages(some, few, BUILT_IN)}, long).values()
            yield f"one document of {length:,} words, before its tables: {_format(ratios)} times parsing it"


def _compare(ways: Mapping[str, Way], documents: list[Document]) -> dict[str, list[float]]:
    """Return the CPU time of each way in multiples of parsing, in rounds."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(_read_articles()[:2])
    for _ in range(ROUNDS):
        parsing = _measure_cpu(lambda some: sum(1 for _ in parse(some)), documents)
        for name, way in ways.items():
            found[name].append(_measure_cpu(way, documents) / parsing)
    return found


def _measure_cpu(way: Way, documents: list[Document]) -> float:
    started = time.process_time()
    way(documents)
    return time.process_time() - started


def _format(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def _code_with(codebook: Codebook) -> Way:
    return lambda documents: code_documents(documents, codebook)


def _code_without_encoder(codebook: Codebook) -> Way:
    def code(documents: list[Document]) -> object:
        with patch.object(judging, "find_doubtful", lambda shares: []):
            return code_documents(documents, codebook)

    return code


def _read_articles() -> list[Document]:
    lines = (GOLD / "news" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:ARTICLES]]
    return [Document(row["id"], row["text"], published=row["date"]) for row in rows]


def _build_codebook(actors: int, issues: int) -> Codebook:
    """Return a codebook with as many different actors and issues."""
    books = [dispute.codebook for dispute in read_disputes(GOLD / "disputes")]
    books += [read_codebook(path) for path in sorted(ROOT.glob("d*/**/codebook.toml"))]
    all_actors = {actor.name: actor for book in books for actor in book.actors}
    all_issues = {issue.name: issue for book in books for issue in book.issues}
    return Codebook(tuple(all_actors.values())[:actors], tuple(all_issues.values())[:issues])


def _build_text(texts: list[str], length: int) -> str:
    """Return one text of about as many words, of articles one after another."""
    paragraphs: list[str] = []
    words = 0
    while words < length:
        for text in texts:
            paragraphs.append(text)
            words += len(text.split())
            if words >= length:
                break
    return "\n\n".join(paragraphs)
