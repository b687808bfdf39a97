"""Find the day that an archive prints in a line of its own, in the languages of its users' programs."""

import re
from datetime import date

from analysis.reading.date_words import MONTH, MONTH_NUMBERS

_NAME = rf"{MONTH}\b\.?"
_PATTERNS = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|º)?(?: de)? (?P<month>{_NAME})(?: de)?,? (?P<year>\d{{4}})\b"
    ),
    re.compile(
        rf"\b(?P<month>{_NAME}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: \(?\w+day\)?)?,? (?P<year>\d{{4}})\b"
    ),
    re.compile(r"\b(?P<year>\d{4})(?:-| ?年 ?)(?P<month>\d{1,2})(?:-| ?月 ?)(?P<day>\d{1,2})(?!\d)"),
)


def find_printed_day(text: str) -> str | None:
    """Return the first whole day in a text, as ``YYYY-MM-DD``; None if there is none.

    Days in numbers alone count only if the year comes first: it is unknown which of the others is the month.

    >>> find_printed_day("Politique, jeudi 5 octobre 2023, p. 3")
    '2023-10-05'
    >>> find_printed_day("March 12, 2025 Wednesday, Late Edition")
    '2025-03-12'
    >>> find_printed_day("12/03/2025")
    """
    lowered = text.lower()
    found = [match for pattern in _PATTERNS if (match := pattern.search(lowered))]
    for match in sorted(found, key=re.Match.start):
        month = match["month"].rstrip(".")
        number = MONTH_NUMBERS.get(month) or int(month)
        try:
            return date(int(match["year"]), number, int(match["day"])).isoformat()
        except ValueError:
            continue
    return None
