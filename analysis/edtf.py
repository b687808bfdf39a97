"""An interval of days as a string in Extended Date/Time Format (EDTF, ISO 8601-2, levels 1 and 2)."""


def edtf(earliest: str | None, latest: str | None, extent: str = "within") -> str | None:
    """Write an interval.

    Args:
        earliest: first possible day, ISO 8601; None means open.
        latest: last possible day; None means open.
        extent: ``within`` for one day of the interval, ``throughout`` for all of its days.

    Returns:
        ``2025-05-19`` for a day, ``[2025-05-12..2025-05-18]`` for one of several, ``[..2025-05-18]`` up
        to a day, ``2025-05-23/2025-05-25`` for all of several, ``2025-05-23/..`` without a known end;
        None where nothing is known.
    """
    if earliest is None and latest is None:
        return None
    if earliest == latest:
        return earliest
    if extent == "throughout":
        return f"{earliest or '..'}/{latest or '..'}"
    return f"[{earliest or ''}..{latest or ''}]"
