"""Who said what: the attributions of an article, with source, cue and content."""

from collections.abc import Iterable
from typing import Any

from analysis.coding.mentions import Cast
from analysis.coding.quotes.attribution import Quote
from analysis.coding.quotes.directness import directness
from analysis.coding.quotes.frames import from_token
from analysis.coding.quotes.labels import labelled
from analysis.coding.quotes.quotations import LONG, quoted, with_quotations
from analysis.coding.quotes.sourcing import sourcing
from analysis.coding.quotes.trailing import trailing
from analysis.language.parsing import Article, Paragraph

# measured on PolNeAR dev (make bench): share of attributions of each frame that are right
CONFIDENCE = {
    "quotation": 0.85,
    "clause": 0.8,
    "according": 0.85,
    "infinitive": 0.5,
    "object": 0.45,
    "naming": 0.5,
    "noun": 0.45,
    "account": 0.5,
    "nearby": 0.6,
    "label": 0.85,
    "trailing": 0.7,
}


def find_quotes(article: Article, cast: Cast) -> list[Quote]:
    """Find the attributions of an article, in text order, sources resolved."""
    labels = labelled(article)
    found: list[Quote] = []
    for paragraph in article.paragraphs:
        here = _in_paragraph(paragraph)
        if paragraph.start in labels:
            here.append(labels[paragraph.start])
        for quote in here:
            if quote.source is not None:
                quote.mention = cast.of(paragraph, quote.source)
        found += sorted(here, key=lambda quote: quote.parts[0].start)
    for number, quote in enumerate(found, 1):
        quote.quote_id = f"{article.document.doc_id}-q{number}"
    return found


def row(quote: Quote) -> dict[str, Any]:
    """Return an attribution as a row of the quotes table, without its texts."""
    spans = [quote.paragraph.span(part) for part in quote.parts]
    cue = quote.paragraph.span(quote.cue_span)
    source = quote.paragraph.span(quote.source_span) if quote.source_span is not None else (None, None)
    return {
        "quote_id": quote.quote_id,
        "source_start": source[0],
        "source_end": source[1],
        "cue_start": cue[0],
        "cue_end": cue[1],
        "start": spans[0][0],
        "end": spans[-1][1],
        "content_spans": [list(span) for span in spans],
        "actor": quote.mention.actor if quote.mention else None,
        "directness": directness(quote.paragraph, spans),
        "sourcing": sourcing(quote.source, quote.mention),
        "confidence": CONFIDENCE[quote.frame],
    }


def _in_paragraph(paragraph: Paragraph) -> list[Quote]:
    """Find the attributions of one paragraph; of two on one cue the first stays."""
    spans = quoted(paragraph)
    spoken = {token.i for span in spans if len(span) >= LONG for token in span}
    by_cue: dict[int, Quote] = {}
    for token in paragraph.doc:
        if token.i not in spoken:
            for quote in from_token(paragraph, token):
                by_cue.setdefault(quote.cue.i, quote)
    for sent in paragraph.doc.sents:
        last = trailing(paragraph, sent)
        if last is not None and last.cue.i not in spoken and not _is_claimed(last, by_cue.values()):
            by_cue[last.cue.i] = last
    return with_quotations(paragraph, spans, list(by_cue.values()))


def _is_claimed(quote: Quote, others: Iterable[Quote]) -> bool:
    """Tell whether an attribution found by its frame has the same cue, or its cue in the content."""
    return any(other.cue == quote.cue or other.covers(quote.cue) for other in others)
