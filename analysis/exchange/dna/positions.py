"""Convert DNA's offsets, in which characters beyond U+FFFF (such as emoji) count twice.

DNA's window counts UTF-16 units, but its lists cut the same span by code points: after such a character DNA
contradicts itself. The window's count is used here.
"""

from analysis.exchange.offsets import Claim, Reading, Source, convert_spans, is_astral

_WINDOW = Reading("UTF-16 units")


def convert_span(raw: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return a span of a DNA database in code points; None if it lies outside the text.

    Offsets that cannot be UTF-16 (because they split a character or exceed the text) are read as code points.
    """
    if is_astral(raw):
        (found,) = convert_spans(Source(raw, [Claim(start, stop)]), _WINDOW)
        if found:
            return found
    return (start, stop) if 0 <= start < stop <= len(raw) else None


def to_utf16(text: str, point: int) -> int:
    """Return the UTF-16 offset for a code point offset."""
    return len(text[:point].encode("utf-16-le", errors="surrogatepass")) // 2
