"""How direct an attribution is, by what of its content stands between quotation marks."""

from functools import lru_cache

from analysis.language.marks import quotations
from analysis.language.parsing import Paragraph

# from this share of quoted letters on, an attribution is direct
DIRECT = 0.9


def directness(paragraph: Paragraph, spans: list[tuple[int, int]]) -> str:
    """Classify a content by the share of its letters and digits between quotation marks.

    Args:
        paragraph: where it stands.
        spans: the content's parts as document offsets.

    Returns:
        ``direct`` from nine tenths on, ``indirect`` for none, else ``mixed``.
    """
    text, inside = paragraph.text, _inside(paragraph.text)
    letters = [
        place
        for start, end in spans
        for place in range(start - paragraph.start, end - paragraph.start)
        if text[place].isalnum()
    ]
    quoted = sum(inside[place] for place in letters)
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
