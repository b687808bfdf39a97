"""Statements that say the same again: of each group the first one counts.

A repetition has the same variable1, variable2 and qualifier in the same document, week, month, year or
period. "Same" is an equivalence, so that groups are found by hashing, in one pass.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.qualifiers import NO_LEVEL, Qualifier
from analysis.comparing.networks.settings import Settings

# Java keeps one object for each of these numbers; DNA 3 takes two objects for two values
CACHED = (-128, 127)


def find_first_mentions(in_time: pd.DataFrame, qualifier: Qualifier, settings: Settings) -> NDArray[np.bool_]:
    """Return which statements are no repetition of an earlier one.

    Args:
        in_time: ``one``, ``two``, ``level``, ``date`` and ``document`` in order of time.
        qualifier: what the levels are.
        settings: within what a repetition is one.
    """
    if settings.duplicates == "include":
        return np.ones(len(in_time), dtype=bool)
    keys = {name: pd.factorize(in_time[name])[0] for name in ("one", "two")}
    if not (settings.is_dna and settings.qualifier_aggregation == "ignore"):
        keys["level"] = in_time["level"].to_numpy()
        keys["object"] = _number_distinct_objects(in_time["level"].to_numpy(), qualifier, settings)
    where = _number_scopes(in_time, settings)
    repeated = pd.DataFrame({**keys, "where": where}).duplicated().to_numpy()
    # what has no day is in no week
    return np.asarray(~repeated | (where == NO_LEVEL))


def _number_scopes(in_time: pd.DataFrame, settings: Settings) -> NDArray[np.int64]:
    """Number the documents or stretches of time that statements stand in; -1 for none."""
    if settings.duplicates == "document":
        return pd.factorize(in_time["document"])[0]
    if settings.duplicates == "acrossrange":
        return np.zeros(len(in_time), dtype=np.int64)
    return _number_periods(in_time["date"], settings).fillna(NO_LEVEL).to_numpy(dtype=np.int64)


def _number_periods(dates: pd.Series, settings: Settings) -> pd.Series:
    """Return a number for the ISO week, the month or the year of days; DNA 3 forgets the year."""
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
    """Return the number of weeks that begin on Sunday, the first of a year being that of 1 January."""
    sunday = dates.dt.normalize() - pd.to_timedelta((dates.dt.day_of_week + 1) % 7, unit="D")
    year = (sunday + pd.Timedelta(days=6)).dt.year
    january = pd.to_datetime(year.map("{:.0f}-01-01".format, na_action="ignore"))
    first = january - pd.to_timedelta((january.dt.day_of_week + 1) % 7, unit="D")
    week: pd.Series = (sunday - first).dt.days // 7 + 1
    return week


def _number_distinct_objects(
    level: NDArray[np.int64], qualifier: Qualifier, settings: Settings
) -> NDArray[np.int64]:
    """Return a number of its own for each integer that DNA 3 never finds equal, 0 for all others."""
    if not settings.is_dna or qualifier.type != "integer" or not qualifier.levels:
        return np.zeros(len(level), dtype=np.int64)
    values = np.asarray(qualifier.levels, dtype=np.float64)[level]
    outside = (values < CACHED[0]) | (values > CACHED[1])
    return np.where(outside, np.arange(1, len(level) + 1), 0)
