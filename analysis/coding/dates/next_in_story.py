"""Find the day from which "the next year" counts: in a story, not that of publication."""

import datetime as dt
import re

from analysis.coding.dates.expression import Expression

# before "next year" where a clause begins with it: "Early the next year it fell"
OPENING = re.compile(
    r"(?:^|[.!?;,”\"]\s+|\band\s+)(?:(?:and|by|early|late|in|during)\s+)*the\s+$", re.IGNORECASE
)


def find_origin_of_next(expression: Expression) -> dt.date | None:
    """Return the day from which "next" counts: "the next year it fell" is told from the last date before.

    None if no date was mentioned.
    """
    ahead = expression.ahead() if OPENING.search(expression.before) else True
    if ahead or (ahead is None and expression.context.story is None):
        return expression.published
    last = expression.context.day
    return last.latest if last is not None else None
