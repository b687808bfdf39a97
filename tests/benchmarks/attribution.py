"""Evaluate attributions on PolNeAR's human annotation, in comparison with textacy's direct quotations."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.running import code_documents
from analysis.documents import Document
from analysis.language.parsing import Paragraph, parse
from tests.benchmarks.gold import load_scorer, read_rows, score

Attributions = dict[str, list[dict[str, Any]]]
BINS = 10


def measure(folder: Path) -> Iterator[str]:
    """Yield the scores with intervals, the calibration of confidence, and the scores of textacy."""
    gold, scorer = folder / "attribution" / "dev.jsonl", folder / "attribution" / "score.py"
    articles = read_rows(gold)
    found = _find_own(articles)
    yield from _score("attribution", found, gold, scorer)
    yield from _draw_reliability(found, articles, scorer)
    yield from _score(
        "textacy, direct quotations of each paragraph", _find_with_textacy(articles), gold, scorer
    )


def _find_own(articles: list[dict[str, Any]]) -> Attributions:
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


def _find_with_textacy(articles: list[dict[str, Any]]) -> Attributions:
    from textacy.extract.triples import direct_quotations

    found: Attributions = {row["id"]: [] for row in articles}
    for article in parse([Document(row["id"], row["text"]) for row in articles]):
        for paragraph in article.paragraphs:
            try:
                triples = list(direct_quotations(paragraph.doc))
            except ValueError:
                # textacy fails on an odd number of quotation marks
                continue
            found[article.document.doc_id] += [_read_spans(paragraph, triple) for triple in triples]
    return found


def _read_spans(paragraph: Paragraph, triple: Any) -> dict[str, Any]:
    return {
        "source": [list(paragraph.span(token)) for token in triple.speaker],
        "cue": [list(paragraph.span(token)) for token in triple.cue],
        "content": [list(paragraph.span(triple.content))],
    }


def _score(name: str, found: Attributions, gold: Path, scorer: Path) -> Iterator[str]:
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
    yield f"  correct sources among attributions with correct content: {result['source_acc_matched']:.3f}"


def _draw_reliability(found: Attributions, articles: list[dict[str, Any]], scorer: Path) -> Iterator[str]:
    """Yield a reliability diagram: stated confidence and the share that is correct."""
    outcomes = [
        outcome for row in articles for outcome in _find_outcomes(row, found[row["id"]], load_scorer(scorer))
    ]
    yield "  stated confidence and share correct (content and source)"
    error = 0.0
    for place in range(BINS):
        here = [pair for pair in outcomes if place == min(BINS - 1, int(pair[0] * BINS))]
        if here:
            stated, right = (sum(pair[side] for pair in here) / len(here) for side in (0, 1))
            error += abs(stated - right) * len(here) / len(outcomes)
            bar = list(f"{'#' * round(20 * right):21}")
            bar[round(20 * stated)] = "|"
            yield f"    [{''.join(bar)}] stated {stated:.2f}, correct {right:.2f}, n = {len(here)}"
    yield f"  expected calibration error {error:.3f}"


def _find_outcomes(
    row: dict[str, Any], found: list[dict[str, Any]], scorer: Any
) -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each attribution of an article, and whether it is correct."""
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
