"""Publication dates: from what the source wrote to an ISO day, or a reason why not.

A day is stored as its outlet printed it, never moved to another time zone.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from dateutil import parser

from analysis.errors import StancebookError
from analysis.reading.values import is_missing

_HOW = "write it as year-month-day, for example 2025-05-20"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?")
_EPOCH_START, _MILLISECONDS = 631_152_000, 1_000
_LONGEST = 60
OLDEST = date(1600, 1, 1)


def publication_day(value: object, today: date | None = None) -> str | None:
    """Read a publication date.

    Args:
        value: a string, a date or datetime (pandas' too), a number of seconds or milliseconds since
            1970, or a missing value.
        today: the day that tells the future; by default the day of the call.

    Returns:
        The ISO 8601 day, or None where the value is missing.

    Raises:
        StancebookError: the value is ambiguous, incomplete, impossible or in the future; the message
            says which and how to write it.
    """
    if is_missing(value):
        return None
    today = today or date.today()
    day = _day(value, today)
    if day > today + timedelta(days=1):
        raise StancebookError(f"The date {_shown(value)} lies in the future, so it is not used; {_HOW}.")
    if day < OLDEST:
        raise StancebookError(
            f"The date {_shown(value)} is older than newspapers, so it is not used; {_HOW}."
        )
    return day.isoformat()


def _day(value: object, today: date) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and (day := _epoch_day(value, today)):
        return day
    return _written_day(" ".join(str(value).split()))


def _epoch_day(number: float, today: date) -> date | None:
    """Seconds or milliseconds since 1970 when they fall between 1990 and now: clearly so."""
    end = datetime(today.year, today.month, today.day, tzinfo=UTC).timestamp() + 2 * 86_400
    for unit in (1, _MILLISECONDS):
        if _EPOCH_START <= number / unit < end:
            return datetime.fromtimestamp(number / unit, UTC).date()
    return None


def _written_day(text: str) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar_day(text, *match.groups())
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _only_reading(text)


def _calendar_day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise StancebookError(
            f"The date {_shown(text)} is not a day of the calendar, so it is not used; {_HOW}."
        ) from None


def _only_reading(text: str) -> date:
    """Read a date in words or numbers when the order of its parts and its missing parts leave one day."""
    readings = _readings(text, datetime(2000, 1, 1))
    if not readings:
        raise StancebookError(
            f"The date {_shown(text)} is no day of the calendar in a form that is known, so it is not used; "
            f"{_HOW}."
        )
    if readings != _readings(text, datetime(2001, 2, 2)):
        raise StancebookError(f"The date {_shown(text)} does not name a full day, so it is not used; {_HOW}.")
    if len(readings) > 1:
        raise StancebookError(
            f"The date {_shown(text)} can mean {' or '.join(map(str, sorted(readings)))}, so it is not used; "
            "write the one that is meant."
        )
    return min(readings)


@lru_cache(maxsize=1024)
def _readings(text: str, default: datetime) -> frozenset[date]:
    """Give the days that the text can mean; ``default`` fills in the parts that it does not name."""
    days: set[date] = set()
    if len(text) > _LONGEST:
        return frozenset()
    for dayfirst, yearfirst in ((False, False), (True, False), (False, True), (True, True)):
        try:
            found = parser.parse(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst, ignoretz=True)
        except (ValueError, OverflowError):
            continue
        days.add(found.date())
    return frozenset(days)


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
