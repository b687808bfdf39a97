"""Give each quotation of a paragraph to one speaker where attributions overlap.

The attribution networks read each cue on its own, so two speakers may be given the same quotation. The
punctuation decides: in “"A," said X. "B," said Y.” a comma ties B to Y, and a full stop parts it from X.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.token_arrays import find_quotations
from analysis.coding.syntax.clauses import is_verb
from analysis.coding.syntax.extents import trim

SENTENCE_ENDS = frozenset(".!?;")
# how closely a cue belongs to a quotation: in the same sentence and beside it, before it, after it
BESIDE, BEFORE, AFTER = 2, 1, 0


@dataclass(frozen=True)
class _Claim:
    """A quotation that is content of an attribution.

    Attributes:
        quote: the attribution; its cue is outside the quotation.
        quotation: the quotation with its marks.
        place: whether the cue is BESIDE it, BEFORE it or AFTER it.
        distance: the number of tokens between them.
    """

    quote: Quote
    quotation: Span
    place: int
    distance: int

    def is_compatible(self, owner: "_Claim") -> bool:
        """Return whether one of two speakers reports that the other said it."""
        is_reported = owner.quote.covers(self.quote.cue) and self.place == owner.place
        return self is owner or is_reported or self.quote.covers(owner.quote.cue)


def divide_quotations(quotes: Iterable[Quote]) -> list[Quote]:
    """Return attributions of which no two have the same quotation, except where one reports the other.

    A quotation is kept by the speaker whose cue is beside it in the same sentence, else by the last one
    before it, else by the next one. Attributions that lose all their content are dropped.

    Args:
        quotes: the attributions found in the sentences of an article. Their parts are changed.
    """
    here: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        here[quote.paragraph.start].append(quote)
    for found in here.values():
        _divide_paragraph(find_quotations(found[0].paragraph), found)
    return [quote for found in here.values() for quote in found if quote.parts]


def _divide_paragraph(quotations: list[Span], quotes: list[Quote]) -> None:
    claims = [
        _build_claim(quote, quotation, quotations)
        for quotation in quotations
        for quote in quotes
        if _claims(quote, quotation)
    ]
    speakers = {id(claim.quote) for claim in claims if claim.place == BESIDE}
    for quotation in quotations:
        rivals = [claim for claim in claims if claim.quotation is quotation]
        rivals.sort(key=lambda claim: _rank(claim, id(claim.quote) in speakers), reverse=True)
        for claim in rivals:
            if not claim.is_compatible(rivals[0]):
                _withdraw(claim.quote, quotation)


def _rank(claim: _Claim, is_speaker: bool) -> tuple[int, ...]:
    """Return the merits of a claim: its place, a cue beside any quotation, a verb as cue, a small distance."""
    return claim.place, is_speaker, is_verb(claim.quote.cue), -claim.distance


def _claims(quote: Quote, quotation: Span) -> bool:
    """Return whether most of a quotation is the content of an attribution whose cue is outside it."""
    if quotation.start <= quote.cue.i < quotation.end:
        return False
    words = trim(quotation)
    return 2 * sum(quote.covers(token) for token in words) > len(words)


def _build_claim(quote: Quote, quotation: Span, quotations: list[Span]) -> _Claim:
    cue, doc = quote.cue.i, quotation.doc
    is_after = cue >= quotation.end
    between = doc[quotation.end : cue] if is_after else doc[cue + 1 : quotation.start]
    is_parted = (
        any(token.text in SENTENCE_ENDS for token in between)
        or any(between.start < other.end and other.start < between.end for other in quotations)
        or (is_after and _ends_sentence(quotation))
    )
    place = BESIDE if not is_parted else AFTER if is_after else BEFORE
    return _Claim(quote, quotation, place, len(between))


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
