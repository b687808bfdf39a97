"""Where a span stands: DNA's counts, the code points of its text, and those of the text as stored here.

DNA's window counts UTF-16 units, so what lies beyond U+FFFF (emoji, say) counts twice there. Its lists cut
the same span by code points: behind such a character DNA contradicts itself.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate

from analysis.reading.normalising import LINE_ENDS, normalise, settle

PLANE = 0xFFFF
_UTF16, _WIDTH = "utf-16-le", 2
_ENDS = re.compile(f"\n|{LINE_ENDS.pattern}")


def is_astral(text: str) -> bool:
    """Tell whether a text holds characters that UTF-16 writes as two units."""
    return not text.isascii() and any(ord(sign) > PLANE for sign in text)


def from_utf16(text: str, units: int) -> int | None:
    """Return the code point at a UTF-16 offset; None within a character or behind the end."""
    coded = text.encode(_UTF16, errors="surrogatepass")
    if not 0 <= units * _WIDTH <= len(coded):
        return None
    try:
        return len(coded[: units * _WIDTH].decode(_UTF16))
    except UnicodeDecodeError:
        return None


def to_utf16(text: str, point: int) -> int:
    """Return the UTF-16 offset of a code point."""
    return len(text[:point].encode(_UTF16, errors="surrogatepass")) // _WIDTH


def span_of(raw: str, start: int, stop: int) -> tuple[int, int] | None:
    """Return the code points of a span that DNA names; None where it lies outside the text.

    Offsets that cannot be UTF-16 (they split a character or go too far) are taken as code points.
    """
    if is_astral(raw):
        first, last = from_utf16(raw, start), from_utf16(raw, stop)
        if first is not None and last is not None and first < last:
            return first, last
    return (start, stop) if 0 <= start < stop <= len(raw) else None


class Positions:
    """A text as a database has it, beside the text as it is stored here: which place is which.

    Args:
        raw: the text of the database.

    Attributes:
        text: the same, normalised; what normalising takes away has no extent in it.
    """

    def __init__(self, raw: str) -> None:
        ends = [match.span() for match in _ENDS.finditer(raw)]
        ends = [*ends, (len(raw), len(raw))]
        self._starts = [0, *(end for _, end in ends[:-1])]
        self._lines = [raw[start:end] for start, (end, _) in zip(self._starts, ends, strict=True)]
        self._lengths = [len(settle(line).rstrip(" \t")) for line in self._lines]
        self._offsets = [0, *accumulate(length + 1 for length in self._lengths)]
        self._lead = next((n for n, length in enumerate(self._lengths) if length), 0)
        self._raw = raw
        self.text = normalise(raw)

    def to_text(self, point: int) -> int:
        """Return the place in the normalised text of a place in the raw text."""
        line = bisect_right(self._starts, point) - 1
        within = self._lines[line][: point - self._starts[line]]
        place = self._offsets[line] + min(len(settle(within)), self._lengths[line]) - self._lead
        return min(max(place, 0), len(self.text))

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the normalised text in the raw one, no wider than it must be."""
        places = range(len(self._raw) + 1)
        first = bisect_right(places, start, key=self.to_text) - 1
        last = bisect_left(places, end, key=self.to_text)
        while last < len(self._raw) and unicodedata.combining(self._raw[last]):
            last += 1
        return first, last

    def span(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return a raw span in the normalised text without space around it; None if nothing is left."""
        first, last = self.to_text(start), self.to_text(stop)
        words = self.text[first:last]
        first += len(words) - len(words.lstrip())
        last -= len(words) - len(words.rstrip())
        return (first, last) if first < last else None
