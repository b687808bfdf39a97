"""Decide over a whole column whether its days are written day first or month first."""

import re
from datetime import date, timedelta

_DIGITS = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,? +)?(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})\.?(?:[T, ]+\d{1,2}[:.]\d{2}.*)?",
    re.DOTALL,
)
_NAMED_MONTH = re.compile(r"(\d{1,2})([- ])([A-Za-z]{3,9})\.?,?\2(\d{2})(?=$|[T, ]+\d{1,2}:\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SECONDS = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 60_000
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST = "day first", "month first", "year first"


def is_day_in_digits(value: str) -> bool:
    """Return whether a value is a day such as 3/4/2025 or 03.04.25, with or without a time."""
    return bool(_read(value))


def is_time_in_digits(value: object) -> bool:
    """Return whether a value can be a number of seconds or milliseconds since 1970."""
    return isinstance(value, int | float | str) and bool(_SECONDS.fullmatch(str(value).strip()))


class DayColumn:
    """A column of days: all of its values are observed, then each is read in the order that fits them all."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._orders = {_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST}
        self._example: str | None = None
        self._unread = 0

    def observe(self, value: object) -> None:
        """Take note of a value; only the orders in which it is a day of the calendar remain."""
        if isinstance(value, str) and (readings := _read(value)):
            self._orders &= readings.keys()

    def read(self, value: object) -> object:
        """Return a value as ``publication_day`` reads it; None if its order is not known.

        Values that do not depend on the order stay as they are, except for what only a table holds: serial
        numbers of days, times as digits, and years of two digits beside a month's name.
        """
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        if isinstance(value, str):
            text = value.strip()
            if readings := _read(text):
                return self._choose(text, readings)
            if match := _NAMED_MONTH.match(text):
                return f"{match[1]} {match[3]} {_complete_year(match[4])}"
            if _SERIAL.fullmatch(text) or _SECONDS.fullmatch(text):
                number = float(text)
        if number is None:
            return value
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _SERIAL_START + timedelta(days=int(number))
        return number

    def _choose(self, text: str, readings: dict[str, date]) -> object:
        days = {readings[order] for order in self._orders if order in readings}
        if len(days) == 1:
            return days.pop()
        self._unread += 1
        self._example = self._example or text
        return None

    def describe_unread(self) -> str | None:
        """Return the warning that days were not read because nothing decides their order, or None."""
        if not self._example:
            return None
        count = "1 day" if self._unread == 1 else f"{self._unread:,} days"
        verb = "is" if self._unread == 1 else "are"
        readings = sorted({day.isoformat() for day in _read(self._example).values()})
        if self._orders:
            reason = f"{self._example!r} can mean {' or '.join(readings)}, and no other row decides"
        else:
            reason = f"some are written day first and others month first, among them {self._example!r}"
        return (
            f"In its column {self.name!r} {count} {verb} not used: {reason}. "
            "Write them as year-month-day, for example 2025-05-20."
        )


def _read(text: str) -> dict[str, date]:
    """Return the days that a text can mean by their order; none if it is not a day in digits."""
    match = _DIGITS.fullmatch(text.strip())
    if not match:
        return {}
    first, separator, second, last = match.groups()
    year = _complete_year(last)
    parts = {_DAY_FIRST: (year, second, first), _MONTH_FIRST: (year, first, second)}
    if len(last) == 2 and separator == "-":
        parts[_YEAR_FIRST] = (_complete_year(first), second, last)
    return {order: day for order, numbers in parts.items() if (day := _build(*numbers))}


def _build(year: int | str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _complete_year(digits: str) -> int:
    """Return a year; one of two digits is from 1969 to 2068, as POSIX reads it."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2_000 if year < 69 else 1_900)
