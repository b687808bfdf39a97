"""Drop what stands at the head and foot of every page: titles, addresses and page numbers."""

import re
from collections import Counter

from analysis.reading.printed.line import Line

Page = tuple[float, list[Line]]
"""The height of a page and its lines."""

_MARGIN = 0.12
"""Share of the height of a page, at its top and bottom, in which such lines stand."""
_SHARE = 1 / 3
"""Share of the pages that have such a line; left and right pages can have different ones."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:https?|file)://\S+\s*)?[-–—|\[]?\s*(?:(?:page|p\.|seite)\s*)?\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\s*[-–—|\]]?",
    re.IGNORECASE,
)
# the head of pages printed from a browser: the time of printing, and the page's title
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AP]M)?\b.*", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|file:///\S+")


def drop_running_lines(pages: list[Page]) -> list[Page]:
    """Return the pages without page numbers and the lines that recur in the margins, numbers aside."""
    counts = Counter(
        key for height, lines in pages for key in {_key(line) for line in _in_margin(height, lines)}
    )
    least = max(2, len(pages) * _SHARE)
    recurring = {key for key, count in counts.items() if count >= least}

    def is_running(line: Line) -> bool:
        text = line.text.strip()
        marks = (_PAGE_NUMBER, _PRINTED, _ADDRESS)
        return _key(line) in recurring or any(mark.fullmatch(text) for mark in marks)

    return [
        (height, [line for line in lines if not (_is_in_margin(line, height) and is_running(line))])
        for height, lines in pages
    ]


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text.strip()), round(line.bottom / 10)


def _in_margin(height: float, lines: list[Line]) -> list[Line]:
    return [line for line in lines if _is_in_margin(line, height)]


def _is_in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
