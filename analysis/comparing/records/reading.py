"""Read the rows of a table as typed records."""

from dataclasses import fields
from typing import Any, TypeVar

import pandas as pd

Row = TypeVar("Row")


def read_rows(frame: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """Return the rows of a table as records.

    Args:
        frame: a table with a column for every field of the record; other columns are ignored.
        kind: one of the dataclasses of this package.

    Returns:
        One record per row, in order; missing values are None.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    columns = [[_none_if_missing(value) for value in frame[name].tolist()] for name in names]
    return [kind(*values) for values in zip(*columns, strict=True)]


def _none_if_missing(value: Any) -> Any:
    return None if not isinstance(value, list | dict) and pd.isna(value) else value
