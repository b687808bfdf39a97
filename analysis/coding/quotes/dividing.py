"""Give each quotation of a paragraph to one speaker where attributions overlap.

The attribution networks read each cue on its own, so two speakers may be given the same quotation. The
punctuation decides: in “"A," said X. "B," said Y.” a comma ties B to Y, and a full stop parts it from X.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.token_arrays import find_quotations
from analysis.coding.syntax.clauses import SUBJECT, is_verb
from analysis.coding.syntax.extents import trim
from analysis.language.tokens import Span, Token

SENTENCE_ENDS = frozenset(".!?;")
ACCORDING = "according"
NAMES, NOUNS = ("NNP", "NNPS"), ("NN", "NNS")
# how closely a cue belongs to a quotation: next to it in the same sentence, before it in the same sentence
# with other quotations between them, in an earlier sentence, or elsewhere after it
BESIDE, WITHIN, EARLIER, LATER = 3, 2, 1, 0


@dataclass(frozen=True)
class _Claim:
    """A quotation that is content of an attribution.

    Attributes:
        quote: the attribution; its cue is outside the quotation.
        quotation: the quotation with its marks.
        place: how closely the cue belongs to it: BESIDE, WITHIN, EARLIER or LATER.
        distance: the number of tokens between them.
    """

    quote: Quote
    quotation: Span
    place: int
    distance: int

    def is_compatible(self, other: "_Claim") -> bool:
        """Return whether one of two speakers reports that the other said it."""
        if self is other:
            return True
        if self.quote.cue.lower_ == other.quote.cue.lower_ == ACCORDING:
            # "“...” according to X, but “...” according to Y": neither reports the other
            return False
        for outer, inner in ((self, other), (other, self)):
            if outer.quote.covers(inner.quote.cue):
                return inner.place == outer.place or (inner.place, outer.place) == (BESIDE, WITHIN)
        return False


def divide_quotations(quotes: Iterable[Quote]) -> list[Quote]:
    """Return attributions of which no two have the same quotation, except where one reports the other.

    A quotation is kept by the speaker whose cue is beside it in the same sentence, else by the last one
    before it, else by the next one; by nobody if a comma or colon ties it to words about somebody else.
    Attributions that lose all their content are dropped.

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
    _resume(quotations, quotes)
    claims = [
        _build_claim(quote, quotation, quotations)
        for quotation in quotations
        for quote in quotes
        if _claims(quote, quotation)
    ]
    speakers = {id(claim.quote) for claim in claims if claim.place == BESIDE}
    refused = []
    for quotation in quotations:
        rivals = [claim for claim in claims if claim.quotation is quotation]
        owner = max(rivals, key=lambda claim: _rank(claim, id(claim.quote) in speakers), default=None)
        if owner is not None:
            is_lost = _is_someone_elses(owner, quotations)
            refused += [claim for claim in rivals if is_lost or not claim.is_compatible(owner)]
    for claim in refused:
        _withdraw(claim, quotations)


def _rank(claim: _Claim, is_speaker: bool) -> tuple[int, ...]:
    """Return the merits of a claim: its place, a cue beside a quotation, a verb as cue, a small distance."""
    return claim.place, is_speaker, is_verb(claim.quote.cue), -claim.distance


def _resume(quotations: list[Span], quotes: list[Quote]) -> None:
    """Give quotations that nobody has to the speaker whose name interrupted them."""
    for quotation in quotations:
        if any(_claims(quote, quotation) for quote in quotes):
            continue
        speaker = next((quote for quote in quotes if _resumes_after(quote, quotation)), None)
        if speaker is not None:
            speaker.parts.append(Part(speaker.paragraph, trim(quotation)))
            speaker.parts.sort(key=lambda part: part.offsets)


def _resumes_after(quote: Quote, quotation: Span) -> bool:
    """Return whether only the speaker is between the cue and a quotation: "..., said X, and ..."."""
    source, cue = quote.source_span, quote.cue_span
    if source is None or not cue.end <= source.start < source.end < quotation.start:
        return False
    between = [token for token in quotation.doc[cue.end : quotation.start] if token not in source]
    return bool(between) and all(token.text in (",", ":", "–", "—") for token in between)


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
    is_parted = any(token.text in SENTENCE_ENDS for token in between)
    is_next = not any(_overlap(between, other) for other in quotations)
    if is_after:
        place = BESIDE if is_next and not is_parted and not ends_sentence(quotation) else LATER
    else:
        place = EARLIER if is_parted else BESIDE if is_next else WITHIN
    return _Claim(quote, quotation, place, len(between))


def ends_sentence(quotation: Span) -> bool:
    """Return whether a quotation ends in a full stop and the next words begin a sentence."""
    doc = quotation.doc
    words = trim(quotation)
    following = doc[quotation.end : quotation.end + 1]
    has_stop = any(token.text == "." for token in doc[words.end : quotation.end])
    return has_stop and bool(following) and following[0].text[0].isupper()


def _is_someone_elses(claim: _Claim, quotations: list[Span]) -> bool:
    """Return whether a comma or colon ties a quotation to words about somebody else: "Lind differed: ..."."""
    if claim.place in (BESIDE, WITHIN):
        return False
    source = claim.quote.source_span
    own = {token.lower_ for token in source} if source is not None else set()
    tied = list(_find_tied_words(claim.quotation, quotations))
    nouns = [token for token in tied if token.tag_ in NOUNS]
    if tied and tied[0].tag_ == "DT" and tied[0].i >= claim.quotation.end and nouns:
        # "“...,” a banner read", whatever the parse
        return nouns[0].lower_ not in own
    return any(
        token.lower_ not in own and (token.tag_ in NAMES or (token.dep_ in SUBJECT and token.tag_ in NOUNS))
        for token in tied
    )


def _find_tied_words(quotation: Span, quotations: list[Span]) -> Iterator[Token]:
    """Yield the words outside quotations that a comma or colon ties to one, up to the end of the sentence."""
    doc = quotation.doc
    edges = doc[trim(quotation).end : quotation.end + 1]
    before, after = doc[: quotation.start], doc[quotation.end :]
    for is_tied, words in (
        (before.text.rstrip().endswith(":"), reversed(list(before))),
        (any(token.text == "," for token in edges) or _goes_on(after), list(after)),
    ):
        for token in words if is_tied else ():
            if token.text in SENTENCE_ENDS or any(other.start <= token.i < other.end for other in quotations):
                break
            yield token


def _goes_on(after: Span) -> bool:
    """Return whether a sentence goes on after a quotation: "“Never!” came the reply"."""
    return len(after) > 0 and after[0].text[0].islower()


def _withdraw(claim: _Claim, quotations: list[Span]) -> None:
    """Remove a quotation from the content of an attribution, and the words beside it in another sentence."""
    doc, left = claim.quotation.doc, []
    for part in claim.quote.parts:
        spans = _subtract(part.span, claim.quotation)
        if claim.place not in (BESIDE, WITHIN) and _overlap(part.span, claim.quotation):
            spans = [
                doc[max(span.start, other.start) : min(span.end, other.end)]
                for span in spans
                for other in quotations
                if _overlap(span, other)
            ]
        left += [Part(part.paragraph, trim(span)) for span in spans if _has_words(span)]
    claim.quote.parts = left


def _has_words(span: Span) -> bool:
    return any(token.is_alpha and token.dep_ != "cc" for token in span)


def _overlap(one: Span, other: Span) -> bool:
    return one.doc is other.doc and one.start < other.end and other.start < one.end


def _subtract(span: Span, quotation: Span) -> list[Span]:
    """Return what is left of a span before and after a quotation."""
    if not _overlap(span, quotation):
        return [span]
    doc = span.doc
    return [
        *([doc[span.start : quotation.start]] if span.start < quotation.start else []),
        *([doc[quotation.end : span.end]] if quotation.end < span.end else []),
    ]
