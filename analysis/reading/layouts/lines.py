"""What the lines of all archives have in common: dates, lengths, notices of copyright, page headers."""

import re
from collections.abc import Iterable

from analysis.reading.date_words import MONTH, WEEKDAY

_PAGE = re.compile(
    r"^[ \t]*Page[ \t]*\d+[ \t]*(?:of[ \t]*\d+)?[ \t]*(?:(?:©|\(c\))[ \t]*\d{4}[ \t]*Factiva.*)?$\n?",
    re.MULTILINE | re.IGNORECASE,
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_WORDS = re.compile(
    r"\s*(\d[\d.,' ]*)\s*(?:words?|W[öo]rter|mots|woorden|palabras|parole|palavras)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NOTICE = re.compile(
    r"\s*(?:(?:copyright|©|\(c\))(?:[\s,©()c]|copyright)*(?:19|20)\d\d\b|©|all rights reserved"
    r"|alle rechte vorbehalten|tous droits réservés|alle rechten voorbehouden|todos los derechos reservados)",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:le\s+)?(?:{WEEKDAY}\.?,?\s+)?(?P<day>{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?{MONTH}\.?,?\s+(?:de\s+)?\d{{4}}|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})\b"
    rf"(?:,?\s+\(?{WEEKDAY}\b\.?\)?)?"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,5}\b)?)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_VAGUE = re.compile(
    rf"(?:(?:{MONTH}|{WEEKDAY}|spring|summer|autumn|fall|winter)\b\.?|\d{{1,2}}\b|[-–/,\s])+\d{{4}}"
    rf"(?:\s*[-–]\s*{MONTH}\.? \d{{1,2}}, \d{{4}})?",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\s*(?:$|[,;|(•]|.*\b(?:edition|editie|ausgabe|édition|final|late|appended)\b)", re.IGNORECASE
)
_LONGEST = 120
"""Characters of a line among which a date or a length is looked for."""


def drop_pages(text: str) -> str:
    r"""Remove lines such as "Page 2 of 4" between the pages of an export.

    >>> drop_pages("Talks\nPage 2 of 4\ngo on.")
    'Talks\ngo on.'
    """
    return _PAGE.sub("", text)


def drop_indents(text: str) -> str:
    r"""Remove the spaces at the beginning of lines.

    >>> drop_indents("   Talks\n   go on.")
    'Talks\ngo on.'
    """
    return _INDENT.sub("", text)


def find_day(line: str) -> str | None:
    """Return the day of a line that is a date and nothing else but a weekday, time or edition.

    A month, season or span of days is returned too, so that what reads it can say that it is not a day.

    >>> find_day("March 3, 2025 Monday 9:14 AM GMT")
    'March 3, 2025'
    >>> find_day("November 5, 2004, Friday, Late Edition - Final")
    'November 5, 2004'
    >>> find_day("March 3, 2025 was a day of fog.") is None
    True
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if (match := _DAY.match(line)) and _EDITION.match(match["rest"]):
        return match["day"]
    return line if _VAGUE.fullmatch(line) and _LETTERS.search(line) else None


def count_words(line: str) -> int | None:
    """Return the number of a line such as "1,204 words"; None if it is no such line.

    >>> count_words("1,204 words")
    1204
    """
    match = _WORDS.match(line[:_LONGEST])
    digits = re.sub(r"\D", "", match[1])[:9] if match else ""
    return int(digits) if digits else None


def is_notice(line: str) -> bool:
    """Return whether a line is a notice of copyright.

    >>> is_notice("Copyright 2025 Northport Courier Ltd."), is_notice("Copyright is a right.")
    (True, False)
    """
    return _NOTICE.match(line) is not None


def join(lines: Iterable[str]) -> str:
    """Return lines on one line with single spaces."""
    return " ".join(" ".join(lines).split())


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what blank lines separate."""
    return [part.strip("\n") for part in re.split(r"\n[ \t]*(?=\n)", text) if part.strip()]
