"""Classify how direct an attribution is by the share of its content in quotation marks."""

from collections.abc import Sequence
from functools import lru_cache

from analysis.coding.quotes.attribution import Part
from analysis.language.marks import find_quoted_spans

# minimum share of quoted letters and digits for a direct attribution
DIRECT = 0.9


def classify_directness(parts: Sequence[Part]) -> str:
    """Classify content by the share of its letters and digits between quotation marks.

    Returns:
        ``direct`` for nine tenths or more, ``indirect`` for none, otherwise ``mixed``.
    """
    letters = quoted = 0
    for part in parts:
        inside = _mark_quoted(part.paragraph.text)
        for offset, character in enumerate(part.span.text, part.span.start_char):
            if character.isalnum():
                letters += 1
                quoted += inside[offset]
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * letters else "mixed"


@lru_cache(maxsize=16)
def _mark_quoted(text: str) -> bytes:
    """Return 1 for each character of a paragraph between quotation marks and 0 for the others."""
    inside = bytearray(len(text))
    for start, end in find_quoted_spans(text):
        inside[start:end] = b"\x01" * (end - start)
    return bytes(inside)
