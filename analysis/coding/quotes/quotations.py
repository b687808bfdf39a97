"""Quotations joined to attributions: contents take in what they touch, the rest finds its speaker."""

from spacy.tokens import Span

from analysis.coding.clauses import is_verb, lemma
from analysis.coding.extents import trimmed
from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Quote, attribute
from analysis.language.marks import quotations
from analysis.language.parsing import Paragraph

# a quotation of fewer tokens (marks included) may be a mere name or scare quote
LONG = 6
# how many tokens from a quotation its verb of saying is looked for
NEAR = 10


def quoted(paragraph: Paragraph) -> list[Span]:
    """Return the quotations of a paragraph, marks included."""
    doc = paragraph.doc
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in quotations(paragraph.text))
    return [span for span in spans if span is not None]


def with_quotations(paragraph: Paragraph, spans: list[Span], quotes: list[Quote]) -> list[Quote]:
    """Return a paragraph's attributions with its quotations joined to them.

    Args:
        paragraph: where they stand.
        spans: its quotations, in order.
        quotes: its attributions so far; their contents are widened in place.
    """
    quotes = list(quotes)
    before: Quote | None = None
    for span in spans:
        inner = trimmed(span)
        owner = _holder(inner, quotes)
        if owner is not None:
            if len(span) >= LONG:
                _extend(owner, inner)
        else:
            owner = _adopt(paragraph, span, quotes, before)
            if owner is None:
                continue
            if owner not in quotes:
                quotes.append(owner)
        before = owner
    return quotes


def _holder(inner: Span, quotes: list[Quote]) -> Quote | None:
    """Return the attribution whose content shares most with a quotation, if any does."""
    shared = [(sum(_overlap(part, inner) for part in quote.parts), quote) for quote in quotes]
    most, quote = max(shared, key=lambda pair: pair[0], default=(0, None))
    return quote if most else None


def _overlap(part: Span, other: Span) -> int:
    return max(0, min(part.end, other.end) - max(part.start, other.start))


def _extend(quote: Quote, inner: Span) -> None:
    """Widen the content to the whole quotation."""
    part = max(quote.parts, key=lambda part: _overlap(part, inner))
    start, end = min(part.start, inner.start), max(part.end, inner.end)
    if not start <= quote.cue.i < end:
        quote.parts[quote.parts.index(part)] = part.doc[start:end]


def _adopt(paragraph: Paragraph, span: Span, quotes: list[Quote], before: Quote | None) -> Quote | None:
    """Attribute a quotation that no clause claimed: by a verb of saying beside it, or as a continuation."""
    inner = trimmed(span)
    if len(span) < LONG and _is_name(inner):
        return None
    if before is not None and len(span) >= LONG and _fills_sentences(inner, span):
        before.parts.append(inner)
        return before
    # a new sentence may begin right behind the closing mark: '"Stop it!" said Ms Lee.'
    doc, first = span.doc, max(inner[0].sent.start, span.start - NEAR)
    window = [*doc[first : span.start], *doc[span.end : min(len(doc), span.end + NEAR)]]
    saying = words("cues", "quotation") | (words("cues", "clause") if len(span) >= LONG else frozenset())
    covered = {token.i for quote in quotes for part in quote.parts for token in part}
    beside = [t for t in window if is_verb(t) and lemma(t) in saying and t.i not in covered]
    if not beside:
        return None
    cue = min(beside, key=lambda t: min(abs(t.i - span.start), abs(t.i - span.end + 1)))
    claimed = next((quote for quote in quotes if quote.cue.i == cue.i), None)
    if claimed is None:
        return next(attribute(paragraph, "nearby", cue, inner), None)
    claimed.parts = sorted([*claimed.parts, inner], key=lambda part: part.start)
    return claimed


def _is_name(inner: Span) -> bool:
    """Tell whether a quotation is a name or a title: several words, all in capitals."""
    spoken = [token for token in inner if token.is_alpha]
    return len(spoken) > 1 and all(token.text[0].isupper() for token in spoken)


def _fills_sentences(inner: Span, span: Span) -> bool:
    """Tell whether a quotation leaves no word of its sentences outside."""
    around = span.doc[inner[0].sent.start : inner[-1].sent.end]
    return not any(token.is_alpha and not span.start <= token.i < span.end for token in around)
