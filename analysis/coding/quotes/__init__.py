"""Find the attributions of an article, each with source, cue and content."""

from typing import Any

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.quotes.attributing import find_attributions
from analysis.coding.quotes.attribution import Quote
from analysis.coding.quotes.directness import classify_directness
from analysis.coding.quotes.hearsay import add_hearsay
from analysis.coding.quotes.layout import add_layout_quotes
from analysis.coding.quotes.sourcing import classify_sourcing
from analysis.language.parsing import Article


def find_quotes(article: Article, resolver: EntityResolver) -> list[Quote]:
    """Find the attributions of an article, in text order, with their sources resolved."""
    quotes = add_hearsay(article, add_layout_quotes(article, list(find_attributions(article))))
    for quote in quotes:
        if quote.source_span is not None:
            quote.mention = resolver.resolve_source(quote.paragraph, quote.source_span)
    quotes.sort(key=lambda quote: quote.parts[0].offsets)
    for number, quote in enumerate(quotes, 1):
        quote.quote_id = f"{article.document.doc_id}-q{number}"
    return quotes


def row(quote: Quote) -> dict[str, Any]:
    """Return an attribution as a row of the quotes table, without the text columns."""
    spans = [part.offsets for part in quote.parts]
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
        "directness": classify_directness(quote.parts),
        "sourcing": classify_sourcing(quote.source_span, quote.mention),
        "confidence": quote.confidence,
    }
