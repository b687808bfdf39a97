"""Days as spreadsheet programs write them back: a day they have re-formatted is still the day it was."""

import re
from datetime import datetime

# midnight behind a day: a program took the day for a time
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
FORMATS = (
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d",
    "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y",
)  # fmt: skip


def days(text: str) -> list[str]:
    """Return the days that a cell may mean, as ``YYYY-MM-DD``; several where day and month may be swapped."""
    plain = MIDNIGHT.sub("", text.strip())
    formats = ("%Y-%m-%d",) if ISO.fullmatch(plain) else FORMATS
    found = (_parsed(plain, one) for one in formats)
    return list(dict.fromkeys(day for day in found if day))


def _parsed(text: str, form: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return ""
