"""How direct an attribution is, by what of its content stands between quotation marks."""

from collections.abc import Sequence
from functools import lru_cache

from analysis.coding.quotes.attribution import Part
from analysis.language.marks import quotations

# from this share of quoted letters on, an attribution is direct
DIRECT = 0.9


def directness(parts: Sequence[Part]) -> str:
    """Classify a content by the share of its letters and digits between quotation marks.

    Returns:
        ``direct`` from nine tenths on, ``indirect`` for none, else ``mixed``.
    """
    letters = [
        _inside(part.paragraph.text)[place]
        for part in parts
        for place in range(part.span.start_char, part.span.end_char)
        if part.paragraph.text[place].isalnum()
    ]
    quoted = sum(letters)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * len(letters) else "mixed"


@lru_cache(maxsize=16)
def _inside(text: str) -> bytes:
    """Mark each character of a paragraph by whether it stands between quotation marks."""
    inside = bytearray(len(text))
    for start, end in quotations(text):
        inside[start:end] = b"\x01" * (end - start)
    return bytes(inside)
