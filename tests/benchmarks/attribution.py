"""Attributions against PolNeAR's human annotation, and beside textacy's direct quotations."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.pipeline import code_documents
from analysis.documents import Document
from analysis.language.parsing import Paragraph, parse
from tests.benchmarks.gold import load, rows, score

Attributions = dict[str, list[dict[str, Any]]]
BINS = 10


def lines(folder: Path) -> Iterator[str]:
    """Yield the scorer's figures with their intervals, the reliability of confidences, and textacy's."""
    gold, scorer = folder / "attribution" / "dev.jsonl", folder / "attribution" / "score.py"
    articles = rows(gold)
    found = _ours(articles)
    yield from _scored("attribution", found, gold, scorer)
    yield from _reliability(found, articles, scorer)
    yield from _scored("textacy, direct quotations of each paragraph", _textacys(articles), gold, scorer)


def _ours(articles: list[dict[str, Any]]) -> Attributions:
    documents = [Document(row["id"], row["text"]) for row in articles]
    quotes = code_documents(documents, Codebook((), ()))["quotes"]
    found: Attributions = {row["id"]: [] for row in articles}
    for quote in quotes.itertuples():
        found[str(quote.doc_id)].append(
            {
                "source": [[quote.source_start, quote.source_end]] if isinstance(quote.source, str) else [],
                "cue": [[quote.cue_start, quote.cue_end]],
                "content": quote.content_spans,
                "confidence": quote.confidence,
            }
        )
    return found


def _textacys(articles: list[dict[str, Any]]) -> Attributions:
    from textacy.extract.triples import direct_quotations

    found: Attributions = {row["id"]: [] for row in articles}
    for article in parse([Document(row["id"], row["text"]) for row in articles]):
        for paragraph in article.paragraphs:
            try:
                triples = list(direct_quotations(paragraph.doc))
            except ValueError:
                # it gives up on an odd number of marks
                continue
            found[article.document.doc_id] += [_spans(paragraph, triple) for triple in triples]
    return found


def _spans(paragraph: Paragraph, triple: Any) -> dict[str, Any]:
    return {
        "source": [list(paragraph.span(token)) for token in triple.speaker],
        "cue": [list(paragraph.span(token)) for token in triple.cue],
        "content": [list(paragraph.span(triple.content))],
    }


def _scored(name: str, found: Attributions, gold: Path, scorer: Path) -> Iterator[str]:
    predicted = [{"id": key, "attributions": listed} for key, listed in found.items()]
    result = json.loads(score(scorer, gold, predicted, "--boot", "1000"))
    yield f"{name}: {result['n_docs']} articles, {result['n_gold']} attributions"
    for measure in ("full", "content_match", "content_exact"):
        low, high = result["ci95"][measure]
        figures = " ".join(f"{key.upper()} {result[measure][key]:.3f}" for key in ("p", "r", "f"))
        yield f"  {measure}: {figures} (95 % {low:.3f}-{high:.3f})"
    for kind, by_type in result["by_type"].items():
        yield f"  {kind}: full F {by_type['full']['f']:.3f} (n = {by_type['n_gold']})"
    words = result["words"]
    yield "  words F: " + ", ".join(f"{role} {words[role]['f']:.3f}" for role in words)
    yield f"  source right where the content is: {result['source_acc_matched']:.3f}"


def _reliability(found: Attributions, articles: list[dict[str, Any]], scorer: Path) -> Iterator[str]:
    """Yield a reliability diagram: what confidence was stated, and what share was right."""
    outcomes = [outcome for row in articles for outcome in _outcomes(row, found[row["id"]], load(scorer))]
    yield "  confidence against the share that is right (content and source)"
    error = 0.0
    for place in range(BINS):
        here = [it for it in outcomes if place == min(BINS - 1, int(it[0] * BINS))]
        if here:
            stated, right = (sum(it[side] for it in here) / len(here) for side in (0, 1))
            error += abs(stated - right) * len(here) / len(outcomes)
            bar = list(f"{'#' * round(20 * right):21}")
            bar[round(20 * stated)] = "|"
            yield f"    [{''.join(bar)}] stated {stated:.2f}, right {right:.2f}, n = {len(here)}"
    yield f"  expected calibration error {error:.3f}"


def _outcomes(row: dict[str, Any], found: list[dict[str, Any]], scorer: Any) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each attribution of an article, and whether it is right."""
    text = row["text"]
    mask = scorer.quote_mask(text)
    count: Any = Counter()
    gold = scorer.build(row["attributions"], text, mask, count, True)
    for item in found:
        (guess,) = scorer.build([item], text, mask, count, False) or [None]
        if guess is None:
            continue
        pairing = scorer.pair(gold, [guess])
        matched = next(iter(pairing), None)
        source = gold[matched].source if matched is not None else frozenset()
        right = matched is not None and bool(source & guess.source if source else not guess.source)
        yield item["confidence"], right
