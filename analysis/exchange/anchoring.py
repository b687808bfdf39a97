"""The spans that a file of another tool claims, put into our text, each misfit a problem."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.documents import Problem
from analysis.exchange.normalised import NormalisedText
from analysis.exchange.offsets import Claim
from analysis.exchange.quoting import is_quote_of, nearest, says

Span = tuple[int, int]
_SHOWN = 80
_WORDS = 3


class Placed(NamedTuple):
    """Where a claimed span stands.

    Attributes:
        span: in the normalised text, or None where it has no place.
        problem: what is wrong with it, or None.
    """

    span: Span | None
    problem: Problem | None


def place(
    item: str, text: NormalisedText, claim: Claim, found: Span | None, are_quotes: bool = False
) -> Placed:
    """Put one span into the normalised text.

    Args:
        item: what it is called in messages.
        text: the text.
        claim: the span as the file gives it; the first of its quotes may gainsay it, the others not.
        found: where it stands in the raw text as its offsets are read; None where they are none.
        are_quotes: whether the first quotes of the text's spans are their words, as far as one can tell.
    """
    span = text.span(*found) if found else None
    if span and any(says(text.text[slice(*span)], quote) for quote in claim.quotes):
        return Placed(span, None)
    length = span[1] - span[0] if span else max(claim.end - claim.start, 0)
    is_sure = claim.is_sure and bool(claim.quotes[0].strip())
    quote = next((one for one in claim.quotes[:1] if is_sure or is_quote_of(one, length)), None)
    # a label of the span's length, such as "line:113", gainsays nothing
    if quote is None or not (is_sure or are_quotes or len(quote.split()) >= _WORDS):
        return Placed(span, None if span else _outside(item, claim, found))
    moved = nearest(text.text, quote, span[0] if span else claim.start, length)
    return _by_words(item, text, claim, span, quote, moved)


def _by_words(
    item: str, text: NormalisedText, claim: Claim, span: Span | None, quote: str, moved: Span | None
) -> Placed:
    there = f"{text.text[slice(*span)][:_SHOWN]!r} stands" if span else "nothing stands"
    said = f"It is said to hold {quote[:_SHOWN]!r}, and {there} at {claim.start} to {claim.end}"
    if moved is None:
        outcome = "it was left there" if span else "it has no place"
        what = f"{said}; these words stand nowhere else, so {outcome}. Look."
        return Placed(span, Problem(item, what, "warning" if span else "left out"))
    return Placed(
        moved, Problem(item, f"{said}; it was moved to these words, at {moved[0]}. Look.", "warning")
    )


def _outside(item: str, claim: Claim, found: Span | None) -> Problem:
    why = "holds nothing that is part of the article" if found else "is not in the text"
    return Problem(item, f"Its place, {claim.start} to {claim.end}, {why}; it has none here.")


def unsettled(item: str, taken: object, rival: object, claims: Sequence[Claim]) -> Problem:
    """Word the doubt about a text whose offsets can be read in two ways."""
    return Problem(
        item,
        f"Nothing tells whether its {len(claims)} spans count {taken} or {rival}; they were read as {taken}. "
        "Look whether they begin and end with words.",
        "warning",
    )
