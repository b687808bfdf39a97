"""Read the moments of statements and the period of a network."""

import datetime as dt

import pandas as pd

from analysis.comparing.networks.settings import Settings
from analysis.errors import StancebookError, unknown_name_error

IN_TIME = ("week", "month", "year")


def parse_moments(statements: pd.DataFrame, settings: Settings) -> pd.Series:
    """Return the moment of each statement in UTC; all missing if there is no date column and none is needed.

    Numbers are seconds since 1970, as in DNA.

    Raises:
        StancebookError: for an invalid date, or a missing column that is needed.
    """
    if settings.date not in statements:
        if settings.duplicates in IN_TIME or not (settings.since is None and settings.until is None):
            raise unknown_name_error("column of the statements", settings.date, statements.columns)
        return pd.Series(pd.NaT, index=range(len(statements)), dtype="datetime64[us]")
    column = statements[settings.date].reset_index(drop=True)
    found: pd.Series
    if pd.api.types.is_numeric_dtype(column):
        found = pd.to_datetime(column, utc=True, errors="coerce", unit="s")
    else:
        found = pd.to_datetime(column, utc=True, errors="coerce", format="ISO8601")
    invalid = column[found.isna() & column.notna() & (column.astype("str") != "")]
    if len(invalid):
        raise StancebookError(
            f"{settings.date}: expected days such as 2025-05-20, got {invalid.tolist()[0]!r}. Correct it."
        )
    local: pd.Series = found.dt.tz_localize(None).astype("datetime64[us]")
    return local


def find_period(dates: pd.Series, settings: Settings) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last moment of a network: as set, or else of all its statements."""
    since = dates.min() if settings.since is None else _parse_moment("since", settings.since)
    until = dates.max() if settings.until is None else _parse_moment("until", settings.until)
    if pd.notna(since) and pd.notna(until) and since > until:
        raise StancebookError(f"since ({since}) is later than until ({until}). Swap them.")
    return since, until


def _parse_moment(name: str, value: object) -> pd.Timestamp:
    """Return a moment; for a day, its first moment for ``since`` and its last for ``until``."""
    try:
        moment = pd.Timestamp(str(value))
    except ValueError:
        raise StancebookError(f"{name}: expected a day such as 2025-05-20, got {value!r}.") from None
    if moment.tzinfo is not None:
        moment = moment.tz_convert(None)
    is_day = len(str(value)) <= len("2025-05-20") and not isinstance(value, dt.datetime)
    if name == "until" and is_day:
        return moment.normalize() + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)
    return moment
