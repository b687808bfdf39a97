"""Resolve seasons, years, decades and centuries."""

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import SEASONS, Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.next_in_story import find_origin_of_next
from analysis.coding.dates.quantities import parse_year
from analysis.coding.dates.resolving import FIRST_OF_CENTURY, narrow_to_part, parse_digits
from analysis.coding.dates.years_told import choose_year

CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def resolve_season(expression: Expression) -> Reading | None:
    """Read "the spring of 2024", "last summer", "over the summer"."""
    name, published = expression.part("season"), expression.published
    if "y" in expression.groups:
        return Reading(narrow_to_part(cal.season(name, parse_year(expression.part("y"))), expression))
    if published is None:
        return Reading(Period(f"XXXX-{SEASONS[name][0]}"))
    year, this = published.year, cal.season(name, published.year)
    assert this.earliest is not None
    assert this.latest is not None
    rel = expression.part("rel")
    if rel in ("last", "past"):
        year -= this.latest >= published
    elif rel == "next":
        origin = find_origin_of_next(expression)
        if origin is None:
            return Reading(Period(f"XXXX-{SEASONS[name][0]}"))
        year = origin.year + (this.earliest.replace(year=origin.year) <= origin)
    elif expression.told is not None:
        told_year = choose_year(expression.told, this.earliest.month, None, year, published)
        if told_year is None:
            return Reading(Period(f"XXXX-{SEASONS[name][0]}"))
        year = told_year
    elif rel != "this":
        ahead = expression.ahead()
        year += int(bool(ahead) and this.latest < published) - int(not ahead and this.earliest > published)
    return Reading(narrow_to_part(cal.season(name, year), expression))


def resolve_decade(expression: Expression) -> Reading:
    """Read "the 1990s", "the late 1980s", "the '80s", "the nineties"."""
    if "c" in expression.groups:
        first = int(expression.part("c")) * 10
    elif "name" in expression.groups:
        first = FIRST_OF_CENTURY + 10 * (DECADES.index(expression.part("name")) + 2)
    else:
        first = FIRST_OF_CENTURY + 10 * int(expression.part("short"))
    return Reading(narrow_to_part(cal.decade(first), expression))


def resolve_century(expression: Expression) -> Reading:
    """Read "the 20th century"."""
    nth = expression.part("nth")
    number_ = CENTURIES.get(nth) or parse_digits(nth)
    return Reading(narrow_to_part(cal.century(100 * (number_ - 1)), expression))


def resolve_year(expression: Expression) -> Reading:
    """Read "2014", "early 2014", "'82"."""
    text = expression.part("y")
    return Reading(
        narrow_to_part(
            cal.year(FIRST_OF_CENTURY + int(text) if len(text) == 2 else parse_year(text)), expression
        )
    )


def resolve_years(expression: Expression) -> Reading | None:
    """Read "1932-33", "2024/25", "2019-2021": all days of both years and of those between them."""
    first, to = int(expression.part("y")), expression.part("to")
    last = int(to) if len(to) > 2 else first - first % 100 + int(to)
    if last <= first:
        return None
    begin, end = cal.year(first), cal.year(last)
    return Reading(Period(f"{begin.value}/{end.value}", begin.earliest, end.latest))


def resolve_before_christ(_: Expression) -> Reading:
    """Read "44 BC", "the 3rd century BCE": a date whose days the calendar of the tables does not have."""
    return Reading(Period(None))
