"""How DNA counts: its window in UTF-16 units, so what lies beyond U+FFFF (emoji, say) counts twice there.

Its lists cut the same span by code points: behind such a character DNA contradicts itself.
"""

from analysis.exchange.offsets import Claim, Reading, Source, is_astral, spans

_WINDOW = Reading("UTF-16 units")


def span_of(raw: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return the code points of a span that DNA names; None where it lies outside the text.

    Offsets that cannot be UTF-16 (they split a character or go too far) are taken as code points.
    """
    if is_astral(raw):
        (found,) = spans(Source(raw, [Claim(start, stop)]), _WINDOW)
        if found:
            return found
    return (start, stop) if 0 <= start < stop <= len(raw) else None


def to_utf16(text: str, point: int) -> int:
    """Return the UTF-16 offset of a code point."""
    return len(text[:point].encode("utf-16-le", errors="surrogatepass")) // 2
