"""Join lines into paragraphs, and the parts of hyphenated words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from analysis.reading.paragraphs import Paragraph
from analysis.reading.printed.line import Line

_LARGER = 1.2
"""How much larger than the text a title is set."""
_WINDOW = 5
_SENTENCE_END = re.compile(r"[.?!…:][\"”’»)\]]*$")
_LONGEST_WORD = 60
_HYPHEN = re.compile(r"(\w+)[-\xad\u2010]$")
_NEXT_WORD = re.compile(r"\w+")


def join_lines(columns: list[list[Line]]) -> list[Paragraph]:
    """Return the paragraphs of a document; those in a type larger than all others are titles.

    Args:
        columns: the lines of each column, in reading order over all pages.
    """
    sizes = [line.size for column in columns for line in column for _ in line.text.split()]
    if not sizes:
        return []
    normal, largest = median(sizes), max(sizes)
    words = {word for column in columns for line in column for word in line.text.lower().split()}
    paragraphs: list[list[Line]] = []
    for column in columns:
        for lines in _split_column(column, normal):
            if paragraphs and _runs_on(paragraphs[-1][-1], lines[0]):
                paragraphs[-1] += lines
            else:
                paragraphs.append(lines)
    is_larger = largest >= _LARGER * normal
    return [
        Paragraph(_join(lines, words), is_larger and lines[0].size > largest / 1.05) for lines in paragraphs
    ]


def _split_column(column: list[Line], normal: float) -> Iterator[list[Line]]:
    """Split the lines of a column where a paragraph begins."""
    pitches = sorted(upper.bottom - lower.bottom for upper, lower in pairwise(column))
    # the lower quartile: in short paragraphs, most distances are those between paragraphs
    pitch = pitches[len(pitches) // 4] if pitches else 0.0
    lines: list[Line] = []
    for number, line in enumerate(column):
        near = column[max(number - _WINDOW, 0) : number + _WINDOW]
        if lines and _begins_paragraph(lines[-1], line, near, pitch, normal):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _begins_paragraph(last: Line, line: Line, near: list[Line], pitch: float, normal: float) -> bool:
    """Return whether a line begins a paragraph: by type, distance, indent, or room left on the last line."""
    if not 0.87 < line.size / last.size < 1.15:
        return True
    if last.bottom - line.bottom > 1.35 * max(pitch, line.size):
        return True
    if line.size >= _LARGER * normal or _is_unfinished(last, line):
        return False
    left, right = min(each.left for each in near), max(each.right for each in near)
    is_indented = line.left - left > 0.5 * line.size and last.left - left < 0.5 * line.size
    first_word = len(line.text.split(" ", 1)[0]) + 1
    width = (line.right - line.left) / len(line.text)
    return is_indented or right - last.right > 1.5 * first_word * width


def _is_unfinished(last: Line, line: Line) -> bool:
    """Return whether a sentence plainly runs on from one line to the next."""
    begins_small = line.text[:1].islower() or bool(_HYPHEN.search(last.text))
    return begins_small and not _SENTENCE_END.search(last.text)


def _runs_on(last: Line, line: Line) -> bool:
    """Return whether a paragraph runs on in the next column or on the next page."""
    return 0.87 < line.size / last.size < 1.15 and _is_unfinished(last, line)


def _join(lines: list[Line], words: set[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _append(text, line.text, words)
    return text


def _append(text: str, line: str, words: set[str]) -> str:
    """Add a line; a word that is divided at its end is made whole again.

    The hyphen stays where it belongs to the word: before a capital or a digit, where the word occurs with it
    elsewhere, and where both halves are words of the text, but what they make together is not.
    """
    hyphen, after = _HYPHEN.search(text[-_LONGEST_WORD:]), _NEXT_WORD.match(line)
    if not hyphen or not after:
        return f"{text} {line}"
    if not line[0].islower():
        return text + line
    first, second = hyphen[1].lower(), after[0].lower()
    is_compound = f"{first}-{second}" in words or (
        first in words and second in words and first + second not in words
    )
    return text + line if is_compound and first + second not in words else text[:-1] + line
