"""Normalise another tool's text and map spans between the original and the normalised text."""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from analysis.reading.normalising import normalise, normalise_characters

# no character below it composes with the one before
_FIRST_COMBINING = "\u0300"
# Unicode's stream-safe format allows 30 marks in a row; without a limit a file could take hours
_MAX_CLUSTER = 64


@dataclass(frozen=True)
class NormalisedText:
    """A text in another tool's version and in Stancebook's.

    Attributes:
        raw: the other tool's text.
        text: the result of ``reading.normalising.normalise``.
        starts: for each character of ``raw``, the start in ``text`` of a span that begins with it.
        ends: for each character of ``raw``, the end in ``text`` of a span that ends with it.
    """

    raw: str
    text: str
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of ``text`` for a span of ``raw``; None if nothing of it remains."""
        if not 0 <= start < end <= len(self.raw):
            return None
        span = self.starts[start], self.ends[end - 1]
        return span if span[0] < span[1] else None

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the narrowest span of ``raw`` for a span of ``text``."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def trim_span(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a span without the space around its words; a span of only space is unchanged."""
    words = text[slice(*span)]
    if not words.strip():
        return span
    start = span[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def normalise_text(raw: str) -> NormalisedText:
    """Normalise a text and record the new position of each character."""
    count = len(raw)
    if normalise_characters(raw) == raw:
        settled, starts, ends = raw, array("q", range(count)), array("q", range(1, count + 1))
    else:
        settled, starts, ends = _settle_clusters(raw)
    text = normalise(raw)
    positions = _map_positions(settled, text)
    return NormalisedText(
        raw,
        text,
        array("q", (positions[start] for start in starts)),
        array("q", (positions[end] for end in ends)),
    )


def _settle_clusters(raw: str) -> "tuple[str, array[int], array[int]]":
    """Settle a text cluster by cluster; a cluster is a character and those that compose with it."""
    pieces: list[str] = []
    starts, ends = array("q", bytes(8 * len(raw))), array("q", bytes(8 * len(raw)))
    cluster, first, position = "", 0, 0
    for index, char in enumerate(raw):
        settled = "" if char == "\n" and index and raw[index - 1] == "\r" else _settle_char(char)
        if settled and not (cluster and len(cluster) < _MAX_CLUSTER and _composes(cluster, settled)):
            pieces.append(cluster)
            position += len(cluster)
            ends[first:index] = array("q", [position]) * (index - first)
            cluster, first = "", index
        # a character dropped within a cluster maps to the start of the cluster
        before = index - 1
        while settled and before >= first and starts[before] > position:
            starts[before] = position
            before -= 1
        cluster = unicodedata.normalize("NFC", cluster + settled) if cluster else settled
        # any other dropped character maps to the start of the next one
        starts[index] = position if settled else position + len(cluster)
    position += len(cluster)
    ends[first:] = array("q", [position]) * (len(raw) - first)
    return "".join([*pieces, cluster]), starts, ends


@lru_cache(maxsize=10_000)
def _settle_char(char: str) -> str:
    return normalise_characters(char)


def _composes(cluster: str, settled: str) -> bool:
    if settled < _FIRST_COMBINING:
        return False
    joined = cluster + settled
    return unicodedata.combining(settled[0]) > 0 or unicodedata.normalize("NFC", joined) != joined


def _map_positions(settled: str, text: str) -> "array[int]":
    """Return, for each position of a settled text, the position in the normalised text."""
    positions = array("q")
    line_start = 0
    for line in settled.split("\n"):
        length = len(line.rstrip(" \t"))
        positions.extend(line_start + min(offset, length) for offset in range(len(line) + 1))
        line_start += length + 1
    stripped = "\n".join(line.rstrip(" \t") for line in settled.split("\n"))
    lead = len(stripped) - len(stripped.lstrip("\n"))
    return array("q", (min(max(position - lead, 0), len(text)) for position in positions))
