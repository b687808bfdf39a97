"""Resolve weekdays that stand alone or after "last", "this", "next".

A weekday that the words leave open ("on a Friday", "the first Friday of the strike") has no days.
"""

import datetime as dt
import re

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import WEEK, WEEKDAYS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.next_in_story import find_origin_of_next
from analysis.coding.dates.wording import MONTH, WEEKDAY

STEPS = {"last": -1, "past": -1, "this past": -1, "gone": -1, "next": 1, "coming": 1, "upcoming": 1}
RANGE_END = re.compile(rf"\s*(?:to|through|thru|until|till|-|–|—|and)\s+(?P<w>{WEEKDAY})", re.IGNORECASE)
RANGE_START = re.compile(
    rf"(?:{WEEKDAY}\s*(?:to|through|thru|until|till|-|–|—)|\bbetween\s+{WEEKDAY}\s+and)\s*$", re.IGNORECASE
)
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
MOVED = re.compile(
    r"\b(?:moved|postponed|shifted|delayed|deferred|brought|pushed|changed|put)\b[^.;]*$", re.IGNORECASE
)
# "said it would pass on Wednesday", "was expected to pass on Wednesday"
BACKSHIFTED = re.compile(r"\b(?:would|(?:was|were)\s+\w+\s+to)\b[^.;]*$", re.IGNORECASE)
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
# "the Monday of Holy Week"
OF_NAME = re.compile(rf"\s+of\s+(?:the\s+)?(?!(?i:{MONTH}))[A-Z]")
TITLES = re.compile(r"\s+(?:Times|Telegraph|Mirror|Herald|Post|Mail|Night\s+(?:Live|Lights))\b")


def resolve_weekday(expression: Expression) -> Reading | None:
    """Read "Friday": the nearest past one, or today, unless the clause refers to the future.

    "Fridays" is a set, and the ends of "Monday to Wednesday" are in one run of days.
    """
    number, published = read_weekday(expression), expression.published
    if TITLES.match(expression.after):
        return None
    if "plural" in expression.groups or IN_SET.search(expression.before):
        return Reading(leave_open(number), "SET")
    is_indefinite = INDEFINITE.search(expression.before) and NO_NOUN.match(expression.after)
    is_named = NAMED.search(expression.before) or OF_NAME.match(expression.after)
    if published is None or is_indefinite or is_named:
        return Reading(leave_open(number))
    # "will meet on Friday" in Friday's paper means that day; a later one would be "next Friday"
    ahead, is_today = expression.ahead(), published.weekday() == number
    other, last = _find_range_end(expression), expression.context.day
    is_range = other is not None or RANGE_START.search(expression.before)
    if is_range and (ahead is None or MOVED.search(expression.before)):
        # "open Monday to Friday", "moved from Monday to Friday"
        return Reading(leave_open(number))
    if RANGE_START.search(expression.before) or _refers_back(expression):
        return Reading(_count_on(last, number))
    if ahead and (told := _find_day_of_saying(expression)) is not None:
        return Reading(cal.day(count_weekdays(told - dt.timedelta(1), number, 1)))
    if other is not None and not ahead:
        published, is_today = cal.nearest_weekday(published, other, -1), True
    return Reading(cal.day(cal.nearest_weekday(published, number, 1 if ahead and not is_today else -1)))


def _find_day_of_saying(expression: Expression) -> dt.date | None:
    """Return the past day, the last one mentioned, from which "would leave on Friday" counts."""
    last, published = expression.context.day, expression.published
    if last is None or last.day is None or published is None or not expression.follows_day:
        return None
    is_recent = 0 < (published - last.day).days < WEEK
    return last.day if is_recent and BACKSHIFTED.search(expression.before) else None


def _count_on(last: Period | None, number: int) -> Period:
    """Return the first such weekday from a day of the text on; open if the text gives no exact day."""
    if last is None or last.earliest is None or last.earliest != last.latest:
        return leave_open(number)
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


def read_weekday(expression: Expression) -> int:
    """Return the weekday that an expression names, 0 for Monday."""
    return WEEKDAYS[expression.part("w")[:3]]


def leave_open(number: int) -> Period:
    """Return a weekday, 0 for Monday, without its day."""
    return Period(f"XXXX-WXX-{number + 1}")


def resolve_any_weekday(expression: Expression) -> Reading:
    """Read "the first Friday" of something that is no month: which one it is remains open."""
    return Reading(leave_open(read_weekday(expression)))


def resolve_relative_weekday(expression: Expression, published: dt.date) -> Period:
    """Return the day of "last Friday", "this Friday", "the previous Friday"."""
    number, rel = read_weekday(expression), expression.part("rel")
    step = STEPS.get(rel, 0)
    last = expression.context.day
    if rel in ("previous", "following", "before", "after"):
        if last is None or last.earliest is None or last.earliest != last.latest:
            return leave_open(number)
        return cal.day(count_weekdays(last.earliest, number, -1 if rel in ("previous", "before") else 1))
    origin = published if rel != "next" else find_origin_of_next(expression)
    if origin is None:
        return leave_open(number)
    if step == 0:
        ahead = expression.ahead() and published.weekday() != number
        return cal.day(cal.nearest_weekday(published, number, 1 if ahead else -1))
    return cal.day(count_weekdays(origin, number, step))


def count_weekdays(origin: dt.date, number: int, count: int) -> dt.date:
    """Return the nth such weekday after a day, or before it if ``count`` is negative.

    Args:
        origin: the day counted from, which does not count itself.
        number: the weekday, 0 for Monday.
        count: how many; not 0.
    """
    if count > 0:
        return cal.nearest_weekday(origin, number, 1) + dt.timedelta(WEEK * (count - 1))
    return cal.nearest_weekday(origin - dt.timedelta(1), number, -1) + dt.timedelta(WEEK * (count + 1))
