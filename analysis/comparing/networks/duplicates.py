"""Find duplicate statements: only the first of each group counts.

A duplicate has the same variable1, variable2 and qualifier in the same document, week, month, year or period.
This is an equivalence relation, so groups are found by hashing, in one pass.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.qualifiers import NO_LEVEL, Qualifier
from analysis.comparing.networks.settings import Settings

# Java caches one object for each of these integers; DNA 3 compares objects instead of values
CACHED = (-128, 127)


def find_first_mentions(in_time: pd.DataFrame, qualifier: Qualifier, settings: Settings) -> NDArray[np.bool_]:
    """Tell which statements do not duplicate an earlier one.

    Args:
        in_time: ``one``, ``two``, ``level``, ``date`` and ``document`` in order of time.
        qualifier: the qualifier of the levels.
        settings: the scope within which duplicates are removed.
    """
    if settings.duplicates == "include":
        return np.ones(len(in_time), dtype=bool)
    keys = {name: pd.factorize(in_time[name])[0] for name in ("one", "two")}
    if not (settings.is_dna and settings.qualifier_aggregation == "ignore"):
        keys["level"] = in_time["level"].to_numpy()
        keys["object"] = _number_distinct_objects(in_time["level"].to_numpy(), qualifier, settings)
    scope = _number_scopes(in_time, settings)
    repeated = pd.DataFrame({**keys, "scope": scope}).duplicated().to_numpy()
    # undated statements are in no week, so they have no duplicates
    return np.asarray(~repeated | (scope == NO_LEVEL))


def _number_scopes(in_time: pd.DataFrame, settings: Settings) -> NDArray[np.int64]:
    """Number the document or period of each statement; -1 for none."""
    if settings.duplicates == "document":
        return pd.factorize(in_time["document"])[0]
    if settings.duplicates == "acrossrange":
        return np.zeros(len(in_time), dtype=np.int64)
    return _number_periods(in_time["date"], settings).fillna(NO_LEVEL).to_numpy(dtype=np.int64)


def _number_periods(dates: pd.Series, settings: Settings) -> pd.Series:
    """Number the ISO week, month or year of each day; DNA 3 ignores the year."""
    if settings.duplicates == "week":
        return (
            number_american_weeks(dates) if settings.compat == "dna3" else _number_iso_weeks(dates, settings)
        )
    year: pd.Series = dates.dt.year
    month: pd.Series = dates.dt.month
    if settings.duplicates == "year":
        return year
    return month if settings.is_dna else year * 12 + month


def _number_iso_weeks(dates: pd.Series, settings: Settings) -> pd.Series:
    iso = dates.dt.isocalendar().astype("float64")
    week: pd.Series = iso["week"]
    return week if settings.is_dna else iso["year"] * 100 + week


def number_american_weeks(dates: pd.Series) -> pd.Series:
    """Return week numbers with weeks that start on Sunday; week 1 contains 1 January."""
    sunday = dates.dt.normalize() - pd.to_timedelta((dates.dt.day_of_week + 1) % 7, unit="D")
    year = (sunday + pd.Timedelta(days=6)).dt.year
    january = pd.to_datetime(year.map("{:.0f}-01-01".format, na_action="ignore"))
    first = january - pd.to_timedelta((january.dt.day_of_week + 1) % 7, unit="D")
    week: pd.Series = (sunday - first).dt.days // 7 + 1
    return week


def _number_distinct_objects(
    level: NDArray[np.int64], qualifier: Qualifier, settings: Settings
) -> NDArray[np.int64]:
    """Return a distinct number for each integer that DNA 3 never treats as equal, and 0 for all others."""
    if not settings.is_dna or qualifier.type != "integer" or not qualifier.levels:
        return np.zeros(len(level), dtype=np.int64)
    values = np.asarray(qualifier.levels, dtype=np.float64)[level]
    outside = (values < CACHED[0]) | (values > CACHED[1])
    return np.where(outside, np.arange(1, len(level) + 1), 0)
