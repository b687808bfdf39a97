"""Give each quotation of a paragraph to one speaker where attributions overlap.

The attribution networks read each cue on its own, so two speakers may be given the same quotation. Punctuation
decides: in “"A," said X. "B," said Y.” a comma ties B to Y, and a full stop parts it from X.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Span

from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.token_arrays import find_quotations
from analysis.coding.syntax.extents import trim
from analysis.language.parsing import Paragraph

SENTENCE_ENDS = frozenset(".!?;")
# how closely a cue belongs to a quotation: in the same sentence and beside it, before it, after it
BESIDE, BEFORE, AFTER = 2, 1, 0


def divide_quotations(quotes: Iterable[Quote]) -> list[Quote]:
    """Return attributions of which no two have the same quotation, except where one reports the other.

    A quotation is kept by the speaker whose cue is beside it in the same sentence, else by the last one before
    it, else by the next one. Attributions that lose all their content are dropped.

    Args:
        quotes: the attributions found in the sentences of an article. Their parts are changed.
    """
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        here[quote.paragraph.start].append(quote)
    for found in here.values():
        _divide_paragraph(found[0].paragraph, found)
    return [quote for found in here.values() for quote in found if quote.parts]


def _divide_paragraph(paragraph: Paragraph, quotes: list[Quote]) -> None:
    quotations = find_quotations(paragraph)
    for number, quotation in enumerate(quotations):
        claimants = [quote for quote in quotes if _claims(quote, quotation)]
        if len(claimants) < 2:
            continue
        others = quotations[:number] + quotations[number + 1 :]
        ranks = {id(quote): _rank(quote, quotation, others) for quote in claimants}
        owner = max(claimants, key=lambda quote: ranks[id(quote)])
        for quote in claimants:
            reports = quote.covers(owner.cue)
            is_reported = owner.covers(quote.cue) and ranks[id(quote)][0] == ranks[id(owner)][0]
            if quote is not owner and not reports and not is_reported:
                _withdraw(quote, quotation)


def _claims(quote: Quote, quotation: Span) -> bool:
    """Return whether most of a quotation is the content of an attribution whose cue is outside it."""
    if quotation.start <= quote.cue.i < quotation.end:
        return False
    words = trim(quotation)
    return 2 * sum(quote.covers(token) for token in words) > len(words)


def _rank(quote: Quote, quotation: Span, others: list[Span]) -> tuple[int, int]:
    """Return how closely a cue belongs to a quotation, and its distance as a negative number."""
    cue, doc = quote.cue.i, quotation.doc
    is_after = cue >= quotation.end
    between = doc[quotation.end : cue] if is_after else doc[cue + 1 : quotation.start]
    is_parted = (
        any(token.text in SENTENCE_ENDS for token in between)
        or any(between.start < other.end and other.start < between.end for other in others)
        or (is_after and _ends_sentence(quotation))
    )
    return (AFTER if is_after else BEFORE) if is_parted else BESIDE, -len(between)


def _ends_sentence(quotation: Span) -> bool:
    """Return whether a quotation ends in a full stop and the next words begin a sentence."""
    doc = quotation.doc
    words = trim(quotation)
    following = doc[quotation.end : quotation.end + 1]
    has_stop = any(token.text == "." for token in doc[words.end : quotation.end])
    return has_stop and bool(following) and following[0].text[0].isupper()


def _withdraw(quote: Quote, quotation: Span) -> None:
    """Remove a quotation from the content of an attribution."""
    quote.parts = [
        Part(part.paragraph, trim(span))
        for part in quote.parts
        for span in _subtract(part.span, quotation)
        if any(token.is_alpha and token.dep_ != "cc" for token in span)
    ]


def _subtract(span: Span, quotation: Span) -> Iterator[Span]:
    """Yield what is left of a span before and after a quotation."""
    doc = span.doc
    if doc is not quotation.doc or quotation.end <= span.start or span.end <= quotation.start:
        yield span
        return
    yield doc[span.start : max(span.start, quotation.start)]
    yield doc[min(span.end, quotation.end) : span.end]
