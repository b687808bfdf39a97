"""Parse days that spreadsheet programs have reformatted."""

import re
from datetime import datetime

# midnight after a day: a program has converted the day to a time
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
FORMATS = (
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d",
    "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y",
)  # fmt: skip


def parse_days(text: str) -> list[str]:
    """Return the days that a cell can mean, as ``YYYY-MM-DD``; several if day and month are ambiguous.

    >>> parse_days("19.05.2025 00:00:00")
    ['2025-05-19']
    >>> parse_days("5/6/2025")
    ['2025-06-05', '2025-05-06']
    >>> parse_days("soon")
    []
    """
    plain = MIDNIGHT.sub("", text.strip())
    formats = ("%Y-%m-%d",) if ISO.fullmatch(plain) else FORMATS
    found = (_parse(plain, form) for form in formats)
    return list(dict.fromkeys(day for day in found if day))


def _parse(text: str, form: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return ""
