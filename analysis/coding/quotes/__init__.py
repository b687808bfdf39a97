"""Find the attributions of an article, each with source, cue and content."""

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.quotes.attributing import find_attributions
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.colons import find_colon_quotes
from analysis.coding.quotes.continuing import continue_speeches
from analysis.coding.quotes.directness import classify_directness
from analysis.coding.quotes.dividing import divide_quotations
from analysis.coding.quotes.hearsay import add_hearsay
from analysis.coding.quotes.layout import add_layout_quotes
from analysis.coding.quotes.speakers import classify_source, resolve_sources
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span


def find_quotes(article: Article, resolver: EntityResolver) -> list[Quote]:
    """Find the attributions of an article, in text order, with their sources resolved."""
    said = divide_quotations(find_attributions(article))
    said += find_colon_quotes(article, said)
    quotes = add_hearsay(article, add_layout_quotes(article, said, resolver))
    quotes.sort(key=lambda quote: quote.parts[0].offsets)
    resolve_sources(article, quotes, resolver)
    continue_speeches(article.paragraphs, quotes)
    for number, quote in enumerate(quotes, 1):
        quote.quote_id = f"{article.document.doc_id}-q{number}"
    return quotes


def build_row(quote: Quote) -> dict[str, Any]:
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
        "sourcing": classify_source(quote),
        "confidence": quote.confidence,
    }


def read_quotes(rows: Iterable[Mapping[str, Any]], article: Article, resolver: EntityResolver) -> list[Quote]:
    """Return the attributions of an article from their rows in the quotes table.

    Later stages read attributions this way, so it makes no difference whether they were found just now or
    come from the cache.
    """
    quotes = [_read_quote(row, article.paragraphs) for row in rows]
    resolve_sources(article, quotes, resolver)
    continue_speeches(article.paragraphs, quotes)
    return quotes


def _read_quote(row: Mapping[str, Any], paragraphs: list[Paragraph]) -> Quote:
    home, cue = _locate(row["cue_start"], row["cue_end"], paragraphs)
    source = None if row["source_start"] is None else home.tokens(row["source_start"], row["source_end"])
    parts = [Part(*_locate(start, end, paragraphs)) for start, end in row["content_spans"]]
    return Quote(home, cue.root, cue, parts, source, row["confidence"], quote_id=row["quote_id"])


def _locate(start: int, end: int, paragraphs: list[Paragraph]) -> tuple[Paragraph, Span]:
    """Return the paragraph in which a span begins, and its tokens."""
    home = next(one for one in reversed(paragraphs) if one.start <= start)
    span = home.tokens(start, end)
    assert span is not None
    return home, span
