"""Resolve weekdays, bare ones and those that other words move.

A weekday that the words leave open ("on a Friday", "the first Friday of the strike") has no days.
"""

import datetime as dt
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import WEEK, WEEKDAYS, Period
from analysis.coding.dates.durations import count_bounds, read_unit
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.holidays import find_nth_weekday
from analysis.coding.dates.resolving import find_year, parse_digits, read_month
from analysis.coding.dates.wording import WEEKDAY

ORDINALS = ("first", "second", "third", "fourth", "fifth")
STEPS = {"last": -1, "past": -1, "this past": -1, "gone": -1, "next": 1, "coming": 1, "upcoming": 1}
WEEK_STEPS = {"last": -1, "this": 0, "next": 1, "before last": -2, "after next": 2}
NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
# before "a week Thursday" these make the week a duration or a rate
NO_DISTANCE = re.compile(
    r"(?:\d|\b(?:for|of|the|last\w*|takes?|took|spen[dt]|been\s+\w+))\s+$", re.IGNORECASE
)
RANGE_END = re.compile(rf"\s*(?:to|through|thru|until|till|-|–|—|and)\s+(?P<w>{WEEKDAY})", re.IGNORECASE)
RANGE_START = re.compile(
    rf"(?:{WEEKDAY}\s*(?:to|through|thru|until|till|-|–|—)|\bbetween\s+{WEEKDAY}\s+and)\s*$", re.IGNORECASE
)
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
MOVED = re.compile(
    r"\b(?:moved|postponed|shifted|delayed|deferred|brought|pushed|changed|put)\b[^.;]*$", re.IGNORECASE
)
# "on a Friday", "one Sunday in June", but not "a Friday meeting"
INDEFINITE = re.compile(r"\b(?:an?|one|any|some|another|most|alternate)\s+$", re.IGNORECASE)
NO_NOUN = re.compile(r"\s*(?:[.,;:)]|$|(?:in|at|and|or|when|that|which|before|after|of|to|he|she|they|it)\b)")
# "on that Friday", but not "said that Friday was too late"
THAT = re.compile(r"(?:^|[.,;:]\s+|\bon\s+|\band\s+)that\s+$", re.IGNORECASE)
THE = re.compile(r"\bon\s+the\s+$", re.IGNORECASE)
# "every Tuesday and Thursday"
IN_SET = re.compile(
    rf"\b(?:every|each)\s+{WEEKDAY}(?:,?\s+(?:and|or)?\s*{WEEKDAY})*,?\s+(?:and\s+|or\s+)?$", re.IGNORECASE
)
# names that have a weekday in them: days of history, clubs, newspapers
NAMED = re.compile(r"\b(?:Bloody|Black|Super|Red|Holy|Sheffield|Mail\s+on|Shrove|Cyber|Maundy|Whit|Spy)\s+$")
TITLES = re.compile(r"\s+(?:Times|Telegraph|Mirror|Herald|Post|Mail|Night\s+(?:Live|Lights))\b")


def resolve_weekday(expression: Expression) -> Reading | None:
    """Read "Friday": the nearest past one, or today, unless the clause refers to the future.

    "Fridays" is a set, and the ends of "Monday to Wednesday" are in one run of days.
    """
    number, published = _read_weekday(expression), expression.published
    if TITLES.match(expression.after):
        return None
    if "plural" in expression.groups or IN_SET.search(expression.before):
        return Reading(_leave_open(number), "SET")
    is_indefinite = INDEFINITE.search(expression.before) and NO_NOUN.match(expression.after)
    if published is None or is_indefinite or NAMED.search(expression.before):
        return Reading(_leave_open(number))
    # "will meet on Friday" in Friday's paper means that day; a later one would be "next Friday"
    ahead, is_today = expression.ahead(), published.weekday() == number
    other, last = _find_range_end(expression), expression.context.day
    is_range = other is not None or RANGE_START.search(expression.before)
    if is_range and (ahead is None or MOVED.search(expression.before)):
        # "open Monday to Friday", "moved from Monday to Friday"
        return Reading(_leave_open(number))
    if RANGE_START.search(expression.before) or _refers_back(expression):
        return Reading(_count_on(last, number))
    if other is not None and not ahead:
        published, is_today = cal.nearest_weekday(published, other, -1), True
    return Reading(cal.day(cal.nearest_weekday(published, number, 1 if ahead and not is_today else -1)))


def _count_on(last: Period | None, number: int) -> Period:
    """Return the first such weekday from a day of the text on; open if the text gives no exact day."""
    if last is None or last.earliest is None or last.earliest != last.latest:
        return _leave_open(number)
    return cal.day(cal.nearest_weekday(last.earliest + dt.timedelta(WEEK - 1), number, -1))


def _refers_back(expression: Expression) -> bool:
    """Return whether a weekday goes on from a day of the text: "that Friday", "on the Friday" of long ago."""
    if THAT.search(expression.before):
        return True
    last, published = expression.context.day, expression.published
    if last is None or last.latest is None or published is None:
        return False
    is_old = (published - last.latest).days > WEEK
    return is_old and bool(THE.search(expression.before) and NO_NOUN.match(expression.after))


def _find_range_end(expression: Expression) -> int | None:
    """Return the weekday at the other end of "Monday to Wednesday", None if there is none."""
    found = RANGE_END.match(expression.after)
    is_range = found is not None and (" and " not in found[0] or BETWEEN.search(expression.before))
    return WEEKDAYS[found["w"][:3].lower()] if found is not None and is_range else None


def _read_weekday(expression: Expression) -> int:
    """Return the weekday that an expression names, 0 for Monday."""
    return WEEKDAYS[expression.part("w")[:3]]


def _leave_open(number: int) -> Period:
    return Period(f"XXXX-WXX-{number + 1}")


def resolve_any_weekday(expression: Expression) -> Reading:
    """Read "the first Friday" of something that is no month: which one it is remains open."""
    return Reading(_leave_open(_read_weekday(expression)))


def resolve_relative_weekday(expression: Expression, published: dt.date) -> Period:
    """Return the day of "last Friday", "this Friday", "the previous Friday"."""
    number, rel = _read_weekday(expression), expression.part("rel")
    step = STEPS.get(rel, 0)
    last = expression.context.day
    if rel in ("previous", "following", "before", "after"):
        if last is None or last.earliest is None or last.earliest != last.latest:
            return _leave_open(number)
        return cal.day(_count_weekdays(last.earliest, number, -1 if rel in ("previous", "before") else 1))
    if step == 0:
        ahead = expression.ahead() and published.weekday() != number
        return cal.day(cal.nearest_weekday(published, number, 1 if ahead else -1))
    return cal.day(_count_weekdays(published, number, step))


def _count_weekdays(origin: dt.date, number: int, count: int) -> dt.date:
    """Return the nth such weekday after a day, or before it if ``count`` is negative."""
    if count > 0:
        return cal.nearest_weekday(origin, number, 1) + dt.timedelta(WEEK * (count - 1))
    return cal.nearest_weekday(origin - dt.timedelta(1), number, -1) + dt.timedelta(WEEK * (count + 1))


def resolve_counted_weekday(expression: Expression) -> Reading:
    """Read "two Fridays ago", "three Mondays from now", "the Tuesday before last"."""
    number, rel = _read_weekday(expression), " ".join(expression.part("rel").split())
    sign = -1 if rel in ("ago", "earlier", "before last", "last") else 1
    origin = expression.published
    if rel in ("earlier", "later"):
        last = expression.context.day
        origin = last.earliest if last is not None and last.earliest == last.latest else None
    if origin is None:
        return Reading(_leave_open(number))
    low, high = count_bounds(expression) if "n" in expression.groups else (2, 2)
    days = sorted(_count_weekdays(origin, number, sign * int(count)) for count in (low, high))
    return Reading(cal.day(days[0]) if low == high else Period(None, *days))


def resolve_weeks_away(expression: Expression) -> Reading | None:
    """Read "a week on Thursday", "Thursday week", "a fortnight ago on Friday", "a week ago today"."""
    published, word, rel = expression.published, expression.part("w"), expression.part("rel")
    way, unit = " ".join(expression.part("way").split()), read_unit(expression)
    if way in ("", "on") and "n" in expression.groups and NO_DISTANCE.search(expression.before):
        return None
    if published is None:
        return Reading(Period(None))
    is_past = STEPS.get(" ".join(rel.split()), 0) < 0 or word == "yesterday"
    sign = -1 if way.startswith("ago") or (not way and is_past) else 1
    if word in NEAR_DAYS:
        base = published + dt.timedelta(NEAR_DAYS[word])
    elif is_past:
        base = _count_weekdays(published, _read_weekday(expression), -1)
    else:
        base = cal.nearest_weekday(published, _read_weekday(expression), sign)
    low, high = count_bounds(expression) if "n" in expression.groups else (1, 1)
    if low != high or (unit in ("month", "year") and word not in NEAR_DAYS):
        ends = [cal.shift(base, int(count), unit) for count in sorted((sign * low, sign * high))]
        return Reading(Period(None, ends[0].earliest, ends[-1].latest))
    if unit in ("month", "year"):
        return Reading(cal.day(cal.advance(base, sign * int(low), unit)))
    days = int(low * cal.UNIT_DAYS[unit])
    found = [base + dt.timedelta(sign * days)]
    if word not in NEAR_DAYS and (way == "ago on" or expression.text.lower().endswith("ago")):
        # "Tuesday, a week ago" may also be the Tuesday nearest to that day
        found.append(_find_nearest(published - dt.timedelta(days), _read_weekday(expression)))
    return Reading(cal.day(min(found)) if min(found) == max(found) else Period(None, min(found), max(found)))


def _find_nearest(origin: dt.date, number: int) -> dt.date:
    """Return the weekday nearest to a day, before or after it."""
    return cal.nearest_weekday(origin + dt.timedelta(3), number, -1)


def resolve_weekday_of_week(expression: Expression) -> Reading:
    """Read "Tuesday of next week", "last week on Friday", "Monday the week after next"."""
    number, rel, origin = _read_weekday(expression), expression.part("rel"), expression.published
    rel = " ".join(rel.split())
    if rel not in WEEK_STEPS:
        # "of that week", "of the week before": a week that the text mentions
        last = expression.context.day
        origin = last.earliest if last is not None and cal.is_within_week(last) else None
    if origin is None:
        return Reading(_leave_open(number))
    step = WEEK_STEPS.get(rel, {"following": 1, "after": 1, "previous": -1, "before": -1}.get(rel, 0))
    return Reading(cal.day(origin + dt.timedelta(number - origin.weekday() + WEEK * step)))


def resolve_nth_weekday(expression: Expression) -> Reading:
    """Read "the second Monday in June", "the last Sunday of the month", "the first Friday of every month"."""
    number, nth, published = _read_weekday(expression), _read_ordinal(expression), expression.published
    if which := expression.part("which"):
        if which in ("each", "every"):
            return Reading(_leave_open(number), "SET")
        if published is None:
            return Reading(_leave_open(number))
        moved = cal.advance(published, STEPS.get(which, 0), "month")
        year, month = moved.year, moved.month
    else:
        month = read_month(expression)
        written = find_year(expression, month, min(28, 7 * nth) if nth > 0 else 28)
        if written is None:
            return Reading(_leave_open(number))
        year = written
    found = find_nth_weekday(year, month, number, nth)
    if found.month != month:
        raise ValueError(f"{year}-{month} has no {nth}th such weekday")
    return Reading(cal.day(found))


def _read_ordinal(expression: Expression) -> int:
    """Return which weekday of a month an expression means, negative if counted from its end."""
    nth = expression.part("nth")
    if "but" in expression.groups or nth == "penultimate":
        return -2
    if nth in ("last", "final"):
        return -1
    return int(nth[0]) if nth[0].isdigit() else ORDINALS.index(nth) + 1


def resolve_weekday_beside(expression: Expression) -> Reading:
    """Read "the Tuesday after", "the second Sunday before": counts from the day that follows in the text."""
    number, nth = _read_weekday(expression), expression.part("nth") or "first"
    sign = 1 if expression.part("rel") in ("after", "following") else -1
    count = 1 if nth == "last" else ORDINALS.index(nth) + 1
    return Reading(_leave_open(number), weekday=(number, sign * count))


def count_from(day: dt.date, weekday: tuple[int, int]) -> dt.date:
    """Return the weekday that is so many before or after a day.

    Args:
        day: the day counted from.
        weekday: its number, 0 for Monday, and how many to count, negative for before.
    """
    return _count_weekdays(day, *weekday)


def resolve_day_of_week(expression: Expression) -> Reading:
    """Read "Friday the 13th": the nearest such day, past or future by tense, that is this weekday."""
    number, published = _read_weekday(expression), expression.published
    which = parse_digits(expression.part("d"))
    if published is None:
        return Reading(_leave_open(number))
    sign = 1 if expression.ahead() else -1
    first = published if published.weekday() == number else cal.nearest_weekday(published, number, sign)
    # the days of the month repeat on the same weekday within a year or two
    candidates = (first + dt.timedelta(sign * WEEK * count) for count in range(53))
    return Reading(cal.day(next(day for day in candidates if day.day == which)))
