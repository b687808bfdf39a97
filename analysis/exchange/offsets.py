"""Work out in which units another tool's file counts offsets, and convert them to code points.

No tool states its unit. NVivo counts UTF-16 code units, Taguette UTF-8 bytes, others code points; a carriage
return with its line feed counts as two or one, some tools count two for a line feed alone, and a byte order
mark may count. All agree on plain ASCII with plain line feeds. The quoted words decide between these
readings: the right one is the one under which most spans match the words quoted in the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from analysis.exchange.quoting import matches_quote

Unit = Literal["code points", "UTF-16 units", "UTF-8 bytes"]
Ends = Literal["as stored", "as one", "as two"]


class Reading(NamedTuple):
    """One way to read offsets.

    Attributes:
        unit: the unit counted.
        ends: how line ends count: as stored; a carriage return with its line feed as one; a line feed
            alone as two.
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
    """A span as stated in another tool's file.

    Attributes:
        start, end: offsets in the file's unknown unit.
        quotes: texts that may quote the span: a name, a description.
        is_sure: whether the first of them certainly quotes it.
    """

    start: int
    end: int
    quotes: tuple[str, ...] = ()
    is_sure: bool = False


@dataclass(frozen=True)
class Source:
    """A text with the spans that a file claims in it.

    Attributes:
        text: the text without its byte order mark.
        claims: its spans.
        has_mark: whether it had a byte order mark.
    """

    text: str
    claims: Sequence[Claim]
    has_mark: bool = False


Span = tuple[int, int]


def is_astral(text: str) -> bool:
    """Return whether a text holds characters beyond U+FFFF (such as emoji), two units each in UTF-16."""
    return max(text, default="") > PLANE


def convert_spans(source: Source, reading: Reading) -> list[Span | None]:
    """Return each claimed span in code points; None if its offsets are invalid under this reading."""
    units_before = _count_units(source.text, reading)
    starts = _find_positions(units_before, [claim.start for claim in source.claims])
    ends = _find_positions(units_before, [claim.end for claim in source.claims])
    return [
        (start, end) if 0 <= start < end else None
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def _count_units(text: str, reading: Reading) -> npt.NDArray[np.int64]:
    """Return, for each position of a text, the number of units that the reading counts before it."""
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


def _find_positions(units_before: npt.NDArray[np.int64], offsets: list[int]) -> npt.NDArray[np.int64]:
    """Return the positions of offsets in code points; -1 for one inside a character or outside the text."""
    wanted = np.array([min(max(offset, -1), 2**62) for offset in offsets], dtype=np.int64)
    found = np.searchsorted(units_before, wanted)
    inside = np.minimum(found, len(units_before) - 1)
    return np.where(units_before[inside] == wanted, inside, -1)


def apply_reading(source: Source, reading: Reading) -> "Choice":
    """Convert the offsets of a source whose reading is known."""
    return Choice(reading, convert_spans(source, reading), None)


class Choice(NamedTuple):
    """The reading chosen for one source.

    Attributes:
        reading: the chosen reading.
        spans: the source's spans under it.
        rival: an equally plausible reading under which some span differs, or None.
    """

    reading: Reading
    spans: list[Span | None]
    rival: Reading | None


def choose_readings(sources: Sequence[Source], usual: Reading) -> list[Choice]:
    """Work out how the offsets of one file are counted.

    Readings are ranked by these criteria, in this order: how many of a source's spans match the words that
    the file quotes, and how few lie outside the text; the same over all sources, because one program wrote
    them; if any words match, the usual reading; how few spans cut a word.

    Args:
        sources: the sources of one file.
        usual: how the program that wrote it is known to count; used if nothing else decides.

    Returns:
        A choice for each source.
    """
    converted = [
        {reading: convert_spans(source, reading) for reading in _list_readings(source)} for source in sources
    ]
    scores = [
        {reading: _score_spans(source, found) for reading, found in readings.items()}
        for source, readings in zip(sources, converted, strict=True)
    ]
    total = {
        reading: tuple(map(sum, zip(*(_look_up_score(score, reading) for score in scores), strict=True)))
        for reading in READINGS
    }
    order = sorted(READINGS, key=lambda reading: (reading != usual, READINGS.index(reading)))
    return [
        _choose_best(readings, score, total, order) for readings, score in zip(converted, scores, strict=True)
    ]


Score = tuple[int, int, int]


def _list_readings(source: Source) -> Iterable[Reading]:
    """Return the readings that differ for a source; any other gives the same spans as one of them."""
    text = source.text
    units: list[Unit] = ["code points"]
    units += ["UTF-16 units"] if is_astral(text) else []
    units += [] if text.isascii() else ["UTF-8 bytes"]
    ends: list[Ends] = ["as stored"]
    ends += ["as one"] if "\r\n" in text else []
    ends += ["as two"] if text.count("\n") > text.count("\r\n") else []
    marks = (False, True) if source.has_mark else (False,)
    return [Reading(unit, end, mark) for mark, end, unit in product(marks, ends, units)]


def _look_up_score(scores: dict[Reading, Score], reading: Reading) -> Score:
    """Return the score of a reading, or of the listed reading that is equivalent to it."""
    units = {listed.unit for listed in scores}
    ends = {listed.ends for listed in scores}
    marks = {listed.mark for listed in scores}
    return scores[
        Reading(
            reading.unit if reading.unit in units else "code points",
            reading.ends if reading.ends in ends else "as stored",
            reading.mark and True in marks,
        )
    ]


def _score_spans(source: Source, found: Sequence[Span | None]) -> Score:
    matches = outside = cuts = 0
    for claim, span in zip(source.claims, found, strict=True):
        if span is None:
            outside += 1
            continue
        words = source.text[slice(*span)]
        matches += any(matches_quote(words, quote) for quote in claim.quotes)
        cuts += is_inside_word(source.text, span[0]) + is_inside_word(source.text, span[1])
    return matches, -outside, -cuts


def is_inside_word(text: str, offset: int) -> bool:
    """Return whether an offset is between two letters or digits."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _choose_best(
    readings: dict[Reading, list[Span | None]],
    scores: dict[Reading, Score],
    total: dict[Reading, tuple[int, ...]],
    order: list[Reading],
) -> Choice:
    candidates = [reading for reading in order if reading in readings]
    usual = candidates[0]

    def rank(reading: Reading) -> tuple[object, ...]:
        is_usual = reading == usual and total[reading][0] > 0
        return *scores[reading][:2], *total[reading][:2], is_usual, scores[reading][2], total[reading][2]

    best, *others = sorted(candidates, key=rank, reverse=True)
    rivals = (other for other in others if rank(other) == rank(best) and readings[other] != readings[best])
    return Choice(best, readings[best], next(rivals, None))
