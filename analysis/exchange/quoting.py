"""The words that a file of another tool quotes beside a span: whether they stand there, and where else."""

import re

from analysis.reading.normalising import one_line

Span = tuple[int, int]

_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
# fewer signs than this stand in any text by chance
_TELLING = 3
_NEAR = 10


def says(words: str, quote: str) -> bool:
    """Whether a quote gives these words, whole or cut short, whatever the spaces between them."""
    wanted, is_cut = _wanted(quote)
    # what is much longer than the quote can only begin with it
    given = one_line(words[: 2 * len(quote) + 100])
    if given == wanted:
        return bool(wanted)
    if not is_cut and len(wanted) < _NEAR:
        return False
    return len(wanted) >= _TELLING and given.startswith(wanted)


def is_quote_of(quote: str, length: int) -> bool:
    """Whether a text beside a span of this length looks like its words and not like a label."""
    wanted, is_cut = _wanted(quote)
    if is_cut:
        return len(wanted) >= _NEAR and length >= len(wanted)
    return len(wanted) >= _TELLING and abs(len(wanted) - length) <= 2 + length // 10


def nearest(text: str, quote: str, near: int, length: int | None = None) -> Span | None:
    """Find where a quote stands in a text.

    Args:
        text: to look in.
        quote: its words, whole or cut short with three dots.
        near: of several places the one nearest to this position is taken.
        length: of the span, for a quote that is cut short.

    Returns:
        Where it stands, or None.
    """
    wanted, is_cut = _wanted(quote)
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    if not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - near))
    return start, min(max(end, start + length), len(text)) if is_cut and length else end


def _wanted(quote: str) -> tuple[str, bool]:
    line = one_line(quote)
    short = _CUT.sub("", line)
    return short, short != line
