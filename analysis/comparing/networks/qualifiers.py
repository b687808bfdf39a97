"""Read qualifiers: their ordered levels, and the width of their scale."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.settings import Settings
from analysis.errors import StancebookError
from analysis.tables import STANCES

# positions of the stances between rejection and support
POSITIONS = {"oppose": -1.0, "neutral": 0.0, "conditional": 0.5, "support": 1.0}
NO_LEVEL = -1


@dataclass(frozen=True)
class Qualifier:
    """The levels of a qualifier.

    Attributes:
        type: ``stance``, ``boolean``, ``integer``, ``short text``, or "" for none.
        levels: in order; numbers, or nominal texts.
        width: of the scale, from its lowest to its highest number; 0 for texts.
    """

    type: str
    levels: tuple[float, ...] | tuple[str, ...]
    width: float = 0.0

    @property
    def is_nominal(self) -> bool:
        """Tell whether its levels are nominal, either equal or different."""
        return self.type == "short text"


def read_qualifier(frame: pd.DataFrame, settings: Settings) -> tuple[Qualifier, NDArray[np.int64]]:
    """Return the qualifier of statements and the position of each statement's level; ``NO_LEVEL`` for none.

    Args:
        frame: all statements, since a selection must not change the scale.
        settings: the column and, if set, its type and scale.

    Raises:
        StancebookError: for values of another type, or outside the scale.
    """
    if settings.qualifier is None:
        return Qualifier("", ()), np.full(len(frame), NO_LEVEL)
    column = frame[settings.qualifier]
    kind = settings.qualifier_type or _infer_type(column, settings)
    if kind == "short text":
        return _read_nominal(column)
    return _read_scale(_read_numbers(column, kind), kind, settings)


def _infer_type(column: pd.Series, settings: Settings) -> str:
    """Infer the type from the values: stances, booleans (only 0 and 1), other numbers, or other texts."""
    present = column.dropna()
    if pd.api.types.is_bool_dtype(present) or {*present.unique()} <= {True, False}:
        return "boolean" if settings.scale is None else "integer"
    if pd.api.types.is_numeric_dtype(present):
        return "integer"
    is_stance = not settings.is_dna and {*present.unique()} <= {*STANCES}
    return "stance" if is_stance else "short text"


def _read_nominal(column: pd.Series) -> tuple[Qualifier, NDArray[np.int64]]:
    words = column.astype("str")
    levels = sorted({*words.dropna().unique()} - {""}, key=encode_utf16)
    return Qualifier("short text", tuple(levels)), _index_levels(words, levels)


def encode_utf16(word: str) -> bytes:
    """Return the sort key of Java strings; it differs from Python's order only for rare characters."""
    return word.encode("utf-16-be")


def _read_numbers(column: pd.Series, kind: str) -> pd.Series:
    values = column.map(POSITIONS) if kind == "stance" else pd.to_numeric(column, errors="coerce")
    invalid = column[column.notna() & values.isna()]
    if len(invalid):
        expected = ", ".join(STANCES) if kind == "stance" else "numbers"
        raise StancebookError(
            f"{column.name}: expected {expected}, got {invalid.tolist()[0]!r}. Correct the column."
        )
    if kind == "boolean" and not {*values.dropna().unique()} <= {0, 1}:
        raise StancebookError(f"{column.name}: expected 0 and 1, got {values.max():g}. Set qualifier_type.")
    return values.astype("float64")


def _read_scale(values: pd.Series, kind: str, settings: Settings) -> tuple[Qualifier, NDArray[np.int64]]:
    levels: list[float] = {"stance": sorted(POSITIONS.values()), "boolean": [0.0, 1.0]}.get(
        kind, sorted(values.dropna().unique().tolist())
    )
    low, high = settings.scale or ((levels[0], levels[-1]) if levels else (0.0, 0.0))
    if levels and (levels[0] < low or levels[-1] > high):
        raise StancebookError(
            f"{settings.qualifier}: values from {levels[0]:g} to {levels[-1]:g} are outside the scale "
            f"({low:g}, {high:g}). Widen it."
        )
    return Qualifier(kind, tuple(levels), high - low), _index_levels(values, levels)


def _index_levels(values: pd.Series, levels: list[float] | list[str]) -> NDArray[np.int64]:
    return np.asarray(pd.Index(levels, dtype=values.dtype).get_indexer(pd.Index(values)), dtype=np.int64)


def keep_observed_levels(
    qualifier: Qualifier, places: NDArray[np.int64]
) -> tuple[Qualifier, NDArray[np.int64]]:
    """Return a qualifier with only the levels that occur, as DNA 3 does unless it is boolean."""
    if qualifier.type in ("boolean", ""):
        return qualifier, places
    present = np.unique(places[places >= 0])
    levels = tuple(qualifier.levels[place] for place in present)
    width = 0.0 if qualifier.is_nominal or not levels else float(levels[-1]) - float(levels[0])
    kept = np.where(places >= 0, np.searchsorted(present, places), NO_LEVEL)
    return Qualifier(qualifier.type, levels, width), kept
