"""Parse publication dates into ISO 8601 days, or say why that is impossible.

A day is stored as the outlet printed it, never converted to another time zone.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from dateutil import parser

from analysis.errors import StancebookError
from analysis.reading.date_words import translate_date
from analysis.reading.values import is_missing

_HOW = "write it as year-month-day, for example 2025-05-20"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})日?(?:[T ]+\d{1,2}:\d{2}.*)?")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_WEEK = re.compile(r"\d{4}-?W\d{2}")
_EPOCH_START, _MILLISECONDS = 631_152_000, 1_000
_LONGEST = 60
OLDEST = date(1600, 1, 1)


def publication_day(value: object, today: date | None = None) -> str | None:
    """Read a publication date.

    Args:
        value: a string, a date or datetime (also of pandas), a number of seconds or milliseconds since
            1970, or a missing value.
        today: the day after which dates count as future; by default the current day.

    Returns:
        The ISO 8601 day, or None if the value is missing.

    Raises:
        StancebookError: if the value is ambiguous, incomplete, impossible or in the future; the message
            says which, and how to write it.
    """
    if is_missing(value):
        return None
    today = today or date.today()
    day = _parse_day(value, today)
    if day > today + timedelta(days=1):
        raise StancebookError(f"The date {_shorten(value)} is in the future, so it is not used; {_HOW}.")
    if day < OLDEST:
        raise StancebookError(
            f"The date {_shorten(value)} is older than newspapers (before {OLDEST.year}), so it is not used; "
            f"{_HOW}."
        )
    return day.isoformat()


def _parse_day(value: object, today: date) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and (day := _parse_epoch(value, today)):
        return day
    return _parse_text(" ".join(str(value).split()))


def _parse_epoch(number: float, today: date) -> date | None:
    """Return the day of a number that, as seconds or milliseconds since 1970, is between 1990 and now."""
    end = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp() + 2 * 86_400
    for unit in (1, _MILLISECONDS):
        if _EPOCH_START <= number / unit < end:
            return datetime.fromtimestamp(number / unit, UTC).date()
    return None


def _parse_text(text: str) -> date:
    if _WEEK.fullmatch(text):
        raise StancebookError(f"The date {_shorten(text)} is a week, not a day, so it is not used; {_HOW}.")
    if match := _YEAR_FIRST.fullmatch(text):
        return _build_day(text, *match.groups())
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _parse_unambiguous(translate_date(text))


def _build_day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise StancebookError(
            f"The date {_shorten(text)} is not a day of the calendar, so it is not used; {_HOW}."
        ) from None


def _parse_unambiguous(text: str) -> date:
    """Return the day of a date in words or numbers if it is complete and has only one reading."""
    readings = _list_readings(text, datetime(2000, 1, 1))
    if not readings:
        raise StancebookError(
            f"The date {_shorten(text)} is not a calendar day in a known format, so it is not used; {_HOW}."
        )
    if readings != _list_readings(text, datetime(2001, 2, 2)):
        raise StancebookError(f"The date {_shorten(text)} is not a complete date, so it is not used; {_HOW}.")
    if len(readings) > 1:
        raise StancebookError(
            f"The date {_shorten(text)} can mean {' or '.join(map(str, sorted(readings)))}, so it is not "
            "used; write the intended one."
        )
    return min(readings)


@lru_cache(maxsize=1024)
def _list_readings(text: str, default: datetime) -> frozenset[date]:
    """Return the days that a text can mean; ``default`` supplies the parts that it lacks."""
    days: set[date] = set()
    if len(text) > _LONGEST:
        return frozenset()
    years = set(map(int, _YEAR.findall(text)))
    for dayfirst, yearfirst in ((False, False), (True, False), (False, True), (True, True)):
        try:
            found = parser.parse(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst, ignoretz=True)
        except (ValueError, OverflowError):
            continue
        # of "March 3-9, 2025" the parser makes 2009
        if not years or found.year in years:
            days.add(found.date())
    return frozenset(days)


def _shorten(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
