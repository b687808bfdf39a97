"""Spans of another tool's text carried into ours: the same normalising, and where each character went."""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from analysis.reading.normalising import normalise, settle

# below it no character composes with the one before
_FIRST_COMBINING = "\u0300"
# Unicode's stream-safe texts have 30 marks in a row; without a bound a file could ask for hours
_LONGEST = 64


@dataclass(frozen=True)
class NormalisedText:
    """A text as another tool has it and as it is stored here.

    Attributes:
        raw: as the other tool has it.
        text: what ``reading.normalising.normalise`` makes of it.
        starts: for each character of ``raw``, where a span that begins with it begins in ``text``.
        ends: for each character of ``raw``, where a span that ends with it ends in ``text``.
    """

    raw: str
    text: str
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the span of ``text`` for one of ``raw``; None where nothing of it was kept."""
        if not 0 <= start < end <= len(self.raw):
            return None
        place = self.starts[start], self.ends[end - 1]
        return place if place[0] < place[1] else None

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of ``raw`` for one of ``text``, no wider than it must be."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Give a span without the space around its words; one of space alone stays as it is."""
    words = text[slice(*span)]
    if not words.strip():
        return span
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def normalised(raw: str) -> NormalisedText:
    """Normalise a text and note where each of its characters went."""
    count = len(raw)
    if settle(raw) == raw:
        settled, starts, ends = raw, array("q", range(count)), array("q", range(1, count + 1))
    else:
        settled, starts, ends = _settled(raw)
    text = normalise(raw)
    kept = _kept(settled, text)
    return NormalisedText(
        raw, text, array("q", (kept[place] for place in starts)), array("q", (kept[place] for place in ends))
    )


def _settled(raw: str) -> "tuple[str, array[int], array[int]]":
    """Settle a text cluster by cluster: a character and those that compose with it stay together."""
    pieces: list[str] = []
    starts, ends = array("q", bytes(8 * len(raw))), array("q", bytes(8 * len(raw)))
    cluster, first, place = "", 0, 0
    for index, sign in enumerate(raw):
        one = "" if sign == "\n" and index and raw[index - 1] == "\r" else _settle(sign)
        if one and not (cluster and len(cluster) < _LONGEST and _joins(cluster, one)):
            pieces.append(cluster)
            place += len(cluster)
            ends[first:index] = array("q", [place]) * (index - first)
            cluster, first = "", index
        # what is dropped within a cluster stands in it
        behind = index - 1
        while one and behind >= first and starts[behind] > place:
            starts[behind] = place
            behind -= 1
        cluster = unicodedata.normalize("NFC", cluster + one) if cluster else one
        # what is dropped begins where the next character does
        starts[index] = place if one else place + len(cluster)
    place += len(cluster)
    ends[first:] = array("q", [place]) * (len(raw) - first)
    return "".join([*pieces, cluster]), starts, ends


@lru_cache(maxsize=10_000)
def _settle(sign: str) -> str:
    return settle(sign)


def _joins(cluster: str, one: str) -> bool:
    if one < _FIRST_COMBINING:
        return False
    return unicodedata.combining(one[0]) > 0 or unicodedata.normalize("NFC", cluster + one) != cluster + one


def _kept(settled: str, text: str) -> "array[int]":
    """Give for each position of a settled text the one in the normalised text."""
    kept = array("q")
    place = 0
    for line in settled.split("\n"):
        length = len(line.rstrip(" \t"))
        kept.extend(place + min(offset, length) for offset in range(len(line) + 1))
        place += length + 1
    stripped = "\n".join(line.rstrip(" \t") for line in settled.split("\n"))
    lead = len(stripped) - len(stripped.lstrip("\n"))
    return array("q", (min(max(place - lead, 0), len(text)) for place in kept))
