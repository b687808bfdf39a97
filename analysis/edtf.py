"""Write intervals of days in Extended Date/Time Format (EDTF, ISO 8601-2, levels 1 and 2)."""


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
