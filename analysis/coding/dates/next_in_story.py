"""Find the day from which "the next year" counts: in a story, not that of publication."""

import datetime as dt
import re

from analysis.coding.dates.expression import Expression

# before "next year" where a clause begins with it: "Early the next year it fell"
OPENING = re.compile(
    r"(?:^|[.!?;,”\"]\s+|\band\s+)(?:(?:and|by|early|late|in|during)\s+)*the\s+$", re.IGNORECASE
)


def find_origin_of_next(expression: Expression) -> dt.date | None:
    """Return the day from which "next" counts: that of publication, or in a story the last day mentioned.

    In "The bridge opened in 1998. The next year it fell", the next year is 1999. None if a story mentions no
    day before.
    """
    ahead = expression.ahead() if OPENING.search(expression.before) else True
    if ahead or (ahead is None and expression.context.story is None):
        return expression.published
    last = expression.context.day
    return last.latest if last is not None else None
