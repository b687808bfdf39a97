"""Write and read intervals of days in Extended Date/Time Format (EDTF, ISO 8601-2, levels 1 and 2)."""

import datetime as dt
import re

from analysis.errors import StancebookError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def format_edtf(earliest: str | None, latest: str | None, extent: str = "within") -> str | None:
    """Return an interval as an EDTF string.

    Args:
        earliest: first possible day, ISO 8601; None for an open start.
        latest: last possible day; None for an open end.
        extent: ``within`` for one day in the interval, ``throughout`` for every day of it.

    Returns:
        ``2025-05-19`` for a single day, ``[2025-05-12..2025-05-18]`` for one day out of several,
        ``[..2025-05-18]`` for one day up to a limit, ``2025-05-23/2025-05-25`` for every day of a period,
        ``2025-05-23/..`` for a period without a known end; None if both ends are open.

    >>> format_edtf("2025-05-12", "2025-05-18")
    '[2025-05-12..2025-05-18]'
    >>> format_edtf("2025-05-23", None, "throughout")
    '2025-05-23/..'
    """
    if earliest is None and latest is None:
        return None
    if earliest == latest:
        return earliest
    if extent == "throughout":
        return f"{earliest or '..'}/{latest or '..'}"
    return f"[{earliest or ''}..{latest or ''}]"


def parse_edtf(text: str) -> tuple[str | None, str | None]:
    """Read a day or an interval of days, in the forms that ``format_edtf`` writes.

    Args:
        text: such as ``2025-05-19``, ``2025-05-12/2025-05-19``, ``../2025-05-19`` or
            ``[2025-05-12..2025-05-18]``; ``..`` if no day is known.

    Returns:
        The first and the last day; None for an open end.

    Raises:
        StancebookError: if it is none of these, no day of the calendar, or ends before it begins.

    >>> parse_edtf("2025-05-12/2025-05-19"), parse_edtf("[..2025-05-18]"), parse_edtf("2025-05-19")
    (('2025-05-12', '2025-05-19'), (None, '2025-05-18'), ('2025-05-19', '2025-05-19'))
    """
    bare = text.strip().removeprefix("[").removesuffix("]")
    first, mark, last = bare.partition("/" if "/" in bare else "..")
    earliest = _parse_end(first, text)
    latest = _parse_end(last, text) if mark else earliest
    if not mark and earliest is None:
        raise _bad_interval_error(text)
    if earliest and latest and earliest > latest:
        raise StancebookError(f"{text.strip()!r} ends before it begins. Write the earlier day first.")
    return earliest, latest


def _parse_end(text: str, whole: str) -> str | None:
    day = text.strip()
    if day in ("", ".."):
        return None
    if not _DAY.fullmatch(day):
        raise _bad_interval_error(whole)
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise StancebookError(f"{day} is no day of the calendar.") from error


def _bad_interval_error(text: str) -> StancebookError:
    return StancebookError(
        f"Expected a day as YYYY-MM-DD, an interval as 2025-05-12/2025-05-19 or, with an open end, as "
        f"../2025-05-19; got {text.strip()!r}."
    )
