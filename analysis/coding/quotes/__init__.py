"""Who said what: the attributions of an article, with source, cue and content."""

from typing import Any

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.quotes.attributing import attributions
from analysis.coding.quotes.attribution import Quote
from analysis.coding.quotes.directness import directness
from analysis.coding.quotes.hearsay import with_hearsay
from analysis.coding.quotes.layout import from_layout
from analysis.coding.quotes.sourcing import sourcing
from analysis.language.parsing import Article


def find_quotes(article: Article, resolver: EntityResolver) -> list[Quote]:
    """Find the attributions of an article, in text order, sources resolved."""
    found = with_hearsay(article, from_layout(article, list(attributions(article))))
    for quote in found:
        if quote.source_span is not None:
            quote.mention = resolver.speaker(quote.paragraph, quote.source_span)
    found.sort(key=lambda quote: quote.parts[0].offsets)
    for number, quote in enumerate(found, 1):
        quote.quote_id = f"{article.document.doc_id}-q{number}"
    return found


def row(quote: Quote) -> dict[str, Any]:
    """Return an attribution as a row of the quotes table, without its texts."""
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
        "directness": directness(quote.parts),
        "sourcing": sourcing(quote.source_span, quote.mention),
        "confidence": quote.confidence,
    }
