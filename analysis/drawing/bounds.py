"""State how much of the findings a page shows if it does not show all."""

import pandas as pd

from analysis.comparing.foremost import KEPT, LISTED


def state_location(found: int, file: str) -> str:
    """State where the full list is, if a page shows only part of it.

    Args:
        found: length of the full list.
        file: the file of a report that has the full list.
    """
    return f"All {found:,} are in {file}, which “stancebook report” writes next to its pages."


def describe_kept(events: pd.DataFrame) -> str:
    """State how many events the timeline of a very large corpus keeps; "" if it keeps all.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    found = events.attrs.get("found", 0)
    if found <= KEPT:
        return ""
    return (
        f"The articles tell {found:,} events; the timeline keeps the {KEPT:,} that matter most, judged by "
        "how prominently and how often they are told."
    )


def note_partial(most: int, found: int, what: str, file: str) -> str:
    """Return a paragraph that states how much a table shows; "" if it shows everything.

    Args:
        most: maximum number of rows in the table, taken from the start.
        found: length of the full list.
        what: name of the rows, in the plural.
        file: the file with the full list, as in ``state_location``.
    """
    if found <= most:
        return ""
    return f"<p>The table lists the first {most:,} of {found:,} {what}. {state_location(found, file)}</p>"


def note_cut(found: int) -> str:
    """Return a note for the caption of a table that lists the first rows only; "" if it lists all.

    Args:
        found: number of rows if all were listed.
    """
    return f" (the first {LISTED:,} of {found:,})" if found > LISTED else ""
