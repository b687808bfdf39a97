"""Locate the spans of another tool's file in the normalised text, and report each mismatch."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.documents import Problem
from analysis.exchange.normalised import NormalisedText
from analysis.exchange.offsets import Claim
from analysis.exchange.quoting import find_nearest, is_quote_of, matches_quote

Span = tuple[int, int]
_EXCERPT = 80
_MIN_WORDS = 3


class LocatedSpan(NamedTuple):
    """The result of locating a claimed span.

    Attributes:
        span: the span in the normalised text, or None if it could not be located.
        problem: the mismatch, or None.
    """

    span: Span | None
    problem: Problem | None


def locate_span(
    item: str, text: NormalisedText, claim: Claim, found: Span | None, are_quotes: bool = False
) -> LocatedSpan:
    """Locate one span in the normalised text.

    Args:
        item: its name in messages.
        text: the text.
        claim: the span as stated in the file; only the first quote can contradict the offsets.
        found: the span in the raw text according to its offsets; None if they are invalid.
        are_quotes: whether the first quotes of the text's spans appear to be their words.
    """
    span = text.span(*found) if found else None
    if span and any(matches_quote(text.text[slice(*span)], quote) for quote in claim.quotes):
        return LocatedSpan(span, None)
    length = span[1] - span[0] if span else max(claim.end - claim.start, 0)
    is_sure = claim.is_sure and bool(claim.quotes[0].strip())
    quote = next((first for first in claim.quotes[:1] if is_sure or is_quote_of(first, length)), None)
    # a label of the span's length, such as "line:113", contradicts nothing
    if quote is None or not (is_sure or are_quotes or len(quote.split()) >= _MIN_WORDS):
        return LocatedSpan(span, None if span else _report_outside(item, claim, found))
    moved = find_nearest(text.text, quote, span[0] if span else claim.start, length)
    return _report_mismatch(item, text, claim, span, quote, moved)


def _report_mismatch(
    item: str, text: NormalisedText, claim: Claim, span: Span | None, quote: str, moved: Span | None
) -> LocatedSpan:
    held = f"is {text.text[slice(*span)][:_EXCERPT]!r}" if span else "is empty or outside the text"
    mismatch = f"The file quotes {quote[:_EXCERPT]!r}, but the text at {claim.start} to {claim.end} {held}."
    if moved is not None:
        what = f"{mismatch} The span was moved to the quoted words, at {moved[0]}; check it."
        return LocatedSpan(moved, Problem(item, what, "warning"))
    if span:
        what = f"{mismatch} The quoted words do not occur elsewhere, so the span is unchanged; check it."
        return LocatedSpan(span, Problem(item, what, "warning"))
    what = f"{mismatch} The quoted words do not occur elsewhere either, so the span is omitted."
    return LocatedSpan(None, Problem(item, what, "left out"))


def _report_outside(item: str, claim: Claim, found: Span | None) -> Problem:
    why = "contains no part of the article" if found else "is not in the text"
    return Problem(item, f"Its span, {claim.start} to {claim.end}, {why}; it is omitted.")


def report_ambiguity(item: str, chosen: object, rival: object, claims: Sequence[Claim]) -> Problem:
    """Return a warning about a text whose offsets can be read in two ways."""
    return Problem(
        item,
        f"Its {len(claims)} spans may count {chosen} or {rival}; they were read as {chosen}. Check that they "
        "begin and end at words.",
        "warning",
    )
