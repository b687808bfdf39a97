"""Put large initials, which reach down over several lines, before the words that they begin."""

from collections import Counter

from analysis.reading.printed.line import Line

_LARGER = 1.6
_MOST = 20
"""Initials of one page; a page with more single letters is a table or a puzzle."""
_WORDS = ("A", "I")


def is_initial(line: Line, following: Line) -> bool:
    """Return whether a line is a single letter that is much larger than what follows it."""
    return len(line.text) == 1 and line.text.isupper() and line.size > _LARGER * following.size


def attach_initials(lines: list[Line]) -> list[Line]:
    """Return the lines of a page, each large initial before the first of the lines beside it.

    Args:
        lines: the lines of one page in order; some programs write the initial long before its word.
    """
    lines = list(lines)
    words = Counter(word for line in lines for word in line.text.lower().split())
    for initial in [line for line in lines if len(line.text) == 1][:_MOST]:
        beside = [line for line in lines if is_initial(initial, line) and _is_beside(line, initial)]
        if beside:
            first = max(beside, key=lambda line: line.top)
            lines[lines.index(first)] = first._replace(text=_prepend(initial.text, first.text, words))
            lines.remove(initial)
    return lines


def _prepend(initial: str, text: str, words: Counter[str]) -> str:
    """Put an initial before a line: "A" and "I" can be words if what follows occurs by itself on the page."""
    rest = text.lower().split(" ", 1)[0]
    is_word = initial in _WORDS and words[rest] > 1 and not words[initial.lower() + rest]
    return initial + (" " if is_word else "") + text


def _is_beside(line: Line, initial: Line) -> bool:
    middle = (line.top + line.bottom) / 2
    return initial.bottom < middle < initial.top and 0 <= line.left - initial.right + 1 < 2 * line.size
