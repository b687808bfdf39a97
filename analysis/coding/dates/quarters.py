"""Resolve quarters and halves of years, and the periods that business reports compare them with."""

from analysis.coding.dates import calendar as cal
from analysis.coding.dates.calendar import Period
from analysis.coding.dates.expression import Expression, Reading
from analysis.coding.dates.resolving import ORDINALS, YEARS


def resolve_quarter(expression: Expression) -> Reading | None:
    """Read "the first quarter of 2024", "third-quarter", "last year's second quarter", "the first half"."""
    published, which, unit = expression.published, expression.part("q"), expression.part("u")
    count = {"quarter": 4, "half": 2}[unit]
    year = expression.part("y") or expression.part("lead")
    if which in ("last", "final") and not year and "of" not in expression.groups:
        return None
    number_ = count if which in ("last", "final") else ORDINALS.index(which) + 1
    if number_ > count or (unit == "half" and not year):
        return None
    make = cal.quarter if unit == "quarter" else cal.half
    if year.isdigit():
        return Reading(make(int(year), number_))
    if published is None:
        return Reading(Period(f"XXXX-{'Q' if unit == 'quarter' else 'H'}{number_}"))
    if named := expression.part("of", "y"):
        return Reading(make(published.year + YEARS[named.split()[0]], number_))
    before = "yearago" in expression.groups
    is_past = number_ > (published.month - 1) // 3 + 1 and not expression.ahead()
    return Reading(make(published.year - is_past - before, number_))


def resolve_reported_quarter(expression: Expression) -> Reading | None:
    """Read "the latest quarter", "the year-earlier period", "a year earlier" in business reports.

    The reported quarter is the one that the article names, else the last that ended before
    publication; it is compared with the same quarter a year before. If no quarter is mentioned,
    "a year ago" is the previous year.
    """
    published, quarter = expression.published, expression.context.quarter
    if published is None:
        return None
    near = quarter is not None and expression.paragraph - quarter[1] <= 1
    bare = "than" in expression.groups or ("before" in expression.groups and "u" not in expression.groups)
    if bare and not near:
        return None if "than" in expression.groups else Reading(cal.year(published.year - 1))
    if quarter is not None and near and quarter[0].earliest is not None:
        last = quarter[0].earliest.year * 4 + (quarter[0].earliest.month - 1) // 3
    else:
        last = published.year * 4 + (published.month - 1) // 3 - 1
    last -= 4 * bool({"before", "than", "period"} & set(expression.groups))
    return Reading(cal.quarter(last // 4, last % 4 + 1))
