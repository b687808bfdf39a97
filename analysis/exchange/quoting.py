"""Compare a span with the words that another tool's file quotes for it, and find those words elsewhere."""

import re

from analysis.reading.normalising import to_one_line

Span = tuple[int, int]

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
# shorter quotes occur in any text by chance
_MIN_QUOTE = 3
# shorter quotes cannot be the beginning of a longer span
_MIN_BEGINNING = 10


def matches_quote(words: str, quote: str) -> bool:
    """Return whether a quote gives these words, complete or cut short, ignoring differences in spacing."""
    wanted, is_cut = _split_ellipsis(quote)
    # a text much longer than the quote can only begin with it
    found = to_one_line(words[: 2 * len(quote) + 100])
    if found == wanted:
        return bool(wanted)
    if not is_cut and len(wanted) < _MIN_BEGINNING:
        return False
    return len(wanted) >= _MIN_QUOTE and found.startswith(wanted)


def is_quote_of(quote: str, length: int) -> bool:
    """Return whether the text given with a span of this length looks like a quote, not like a label."""
    wanted, is_cut = _split_ellipsis(quote)
    if is_cut:
        return len(wanted) >= _MIN_BEGINNING and length >= len(wanted)
    return len(wanted) >= _MIN_QUOTE and abs(len(wanted) - length) <= 2 + length // 10


def find_nearest(text: str, quote: str, near: int, length: int | None = None) -> Span | None:
    """Find a quote in a text.

    Args:
        text: the text to search.
        quote: its words, complete or cut short with three dots.
        near: position; of several occurrences the nearest to it is used.
        length: length of the span, for a quote that is cut short.

    Returns:
        Its span, or None if it does not occur.
    """
    wanted, is_cut = _split_ellipsis(quote)
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    matches = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    if not matches:
        return None
    start, end = min(matches, key=lambda span: abs(span[0] - near))
    return start, min(max(end, start + length), len(text)) if is_cut and length else end


def _split_ellipsis(quote: str) -> tuple[str, bool]:
    line = to_one_line(quote)
    short = _ELLIPSIS.sub("", line)
    return short, short != line
