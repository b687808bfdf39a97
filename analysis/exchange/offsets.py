"""The units in which other tools count offsets, and which of them a file uses.

No tool says what it counts. NVivo counts UTF-16 code units, Taguette UTF-8 bytes, others code points;
a carriage return and line feed is two signs or one, and some count two for the line feed of a file that
has one; a byte order mark may count. All agree on plain ASCII with plain line feeds. Which reading holds
is told by the quoted words: it is the one under which most spans hold the words that the file says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from analysis.exchange.quoting import says

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
Ends = Literal["as stored", "as one", "as two"]


class Reading(NamedTuple):
    """One way to read offsets.

    Attributes:
        unit: what is counted.
        ends: how a line end is: as it is stored; a carriage return with its line feed as one; a line
            feed alone as two.
        mark: whether the byte order mark counts.
    """

    unit: Unit = "code points"
    ends: Ends = "as stored"
    mark: bool = False

    def __str__(self) -> str:
        ends = "" if self.ends == "as stored" else f", line ends counted {self.ends}"
        return f"{self.unit}{ends}{', byte order mark counted' if self.mark else ''}"


UNITS: tuple[Unit, ...] = get_args(Unit)
PLANE = "\uffff"
ENDS: tuple[Ends, ...] = get_args(Ends)
READINGS = tuple(Reading(unit, ends, mark) for mark, ends, unit in product((False, True), ENDS, UNITS))


class Claim(NamedTuple):
    """A span as another tool's file gives it.

    Attributes:
        start, end: in whatever the file counts.
        quotes: what may be its words: a name, a description.
        is_sure: whether the first of them surely is.
    """

    start: int
    end: int
    quotes: tuple[str, ...] = ()
    is_sure: bool = False


@dataclass(frozen=True)
class Source:
    """A text with the spans that a file claims in it.

    Attributes:
        text: without its byte order mark.
        claims: its spans.
        has_mark: whether it had a byte order mark.
    """

    text: str
    claims: Sequence[Claim]
    has_mark: bool = False


Span = tuple[int, int]


def is_astral(text: str) -> bool:
    """Tell whether a text holds characters beyond U+FFFF (emoji, say), which UTF-16 writes as two units."""
    return max(text, default="") > PLANE


def spans(source: Source, reading: Reading) -> list[Span | None]:
    """Give each claimed span in code points; None where its offsets are none under this reading."""
    before = _counted(source.text, reading)
    starts = _places(before, [claim.start for claim in source.claims])
    ends = _places(before, [claim.end for claim in source.claims])
    return [
        (start, end) if 0 <= start < end else None
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _counted(text: str, reading: Reading) -> npt.NDArray[np.int64]:
    """Give for each position of a text how much the reading counts before it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    width = np.ones(len(codes), dtype=np.int64)
    if reading.unit == "UTF-16 units":
        width += codes > 0xFFFF
    elif reading.unit == "UTF-8 bytes":
        width += (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
    feeds = codes == 0x0A
    pairs = np.zeros(len(codes), dtype=bool)
    pairs[1:] = feeds[1:] & (codes[:-1] == 0x0D)
    if reading.ends == "as one":
        width[:-1][pairs[1:]] = 0
    elif reading.ends == "as two":
        width[feeds & ~pairs] += 1
    mark = (3 if reading.unit == "UTF-8 bytes" else 1) if reading.mark else 0
    return np.concatenate(([0], np.cumsum(width))) + mark


def _places(before: npt.NDArray[np.int64], offsets: list[int]) -> npt.NDArray[np.int64]:
    """Give the positions at which offsets stand; -1 for one inside a character or outside the text."""
    wanted = np.array([min(max(offset, -1), 2**62) for offset in offsets], dtype=np.int64)
    found = np.searchsorted(before, wanted)
    inside = np.minimum(found, len(before) - 1)
    return np.where(before[inside] == wanted, inside, -1)


def as_read(source: Source, reading: Reading) -> "Choice":
    """Read the offsets of a source in the way that its file is known to count."""
    return Choice(reading, spans(source, reading), None)


class Choice(NamedTuple):
    """The reading of one source.

    Attributes:
        reading: the one that holds.
        spans: the source's spans under it.
        rival: another reading that the file does not rule out and that puts a span elsewhere, or None.
    """

    reading: Reading
    spans: list[Span | None]
    rival: Reading | None


def choose(sources: Sequence[Source], usual: Reading) -> list[Choice]:
    """Tell how the offsets of one file are counted.

    What counts is, in this order: how many of a source's spans hold the words that the file says and how
    few lie outside; the same over all sources, as one program wrote them; where any words are held, what
    is usual; how few spans cut a word.

    Args:
        sources: of one file.
        usual: how the program that wrote it is known to count; taken where nothing else decides.

    Returns:
        A choice for each source.
    """
    read = [{reading: spans(source, reading) for reading in _possible(source)} for source in sources]
    scores = [
        {reading: _score(source, found) for reading, found in readings.items()}
        for source, readings in zip(sources, read, strict=True)
    ]
    total = {
        reading: tuple(map(sum, zip(*(_of(score, reading) for score in scores), strict=True)))
        for reading in READINGS
    }
    order = sorted(READINGS, key=lambda reading: (reading != usual, READINGS.index(reading)))
    return [_best(readings, score, total, order) for readings, score in zip(read, scores, strict=True)]


Score = tuple[int, int, int]


def _possible(source: Source) -> Iterable[Reading]:
    """Give the readings that a source can tell apart; the others give the same spans as one of them."""
    text = source.text
    units: list[Unit] = ["code points"]
    units += ["UTF-16 units"] if is_astral(text) else []
    units += [] if text.isascii() else ["UTF-8 bytes"]
    ends: list[Ends] = ["as stored"]
    ends += ["as one"] if "\r\n" in text else []
    ends += ["as two"] if text.count("\n") > text.count("\r\n") else []
    marks = (False, True) if source.has_mark else (False,)
    return [Reading(unit, end, mark) for mark, end, unit in product(marks, ends, units)]


def _of(scores: dict[Reading, Score], reading: Reading) -> Score:
    """Give the score of a reading, or of the one that it cannot be told from."""
    units = {one.unit for one in scores}
    ends = {one.ends for one in scores}
    marks = {one.mark for one in scores}
    return scores[
        Reading(
            reading.unit if reading.unit in units else "code points",
            reading.ends if reading.ends in ends else "as stored",
            reading.mark and True in marks,
        )
    ]


def _score(source: Source, found: Sequence[Span | None]) -> Score:
    held = outside = cut = 0
    for claim, span in zip(source.claims, found, strict=True):
        if span is None:
            outside += 1
            continue
        words = source.text[slice(*span)]
        held += any(says(words, quote) for quote in claim.quotes)
        cut += _cuts(source.text, span[0]) + _cuts(source.text, span[1])
    return held, -outside, -cut


def _cuts(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _best(
    readings: dict[Reading, list[Span | None]],
    scores: dict[Reading, Score],
    total: dict[Reading, tuple[int, ...]],
    order: list[Reading],
) -> Choice:
    usual = next(one for one in order if one in readings)

    def rank(reading: Reading) -> tuple[object, ...]:
        is_told = reading == usual and total[reading][0] > 0
        return *scores[reading][:2], *total[reading][:2], is_told, scores[reading][2], total[reading][2]

    known = sorted((one for one in order if one in readings), key=rank, reverse=True)
    rivals = (one for one in known[1:] if rank(one) == rank(known[0]))
    rival = next((one for one in rivals if readings[one] != readings[known[0]]), None)
    return Choice(known[0], readings[known[0]], rival)
