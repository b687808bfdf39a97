"""Read some rows of the events table, which may be too large to be read as a whole."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.codes import Codes
from analysis.comparing.ragged import Numbers
from analysis.table_files import from_arrow

EVERY = (*tables.schema("events"),)


def read_rows_at(codes: Codes, places: Numbers, columns: Sequence[str]) -> pa.Table:
    """Return the rows at some places, in order.

    Args:
        codes: the coded corpus.
        places: the places of the rows in the table, in order.
        columns: the columns to read.
    """
    parts: list[pa.Table] = []
    first = 0
    for part in codes.iterate("events", columns):
        here = slice(*np.searchsorted(places, [first, first + len(part)]))
        parts.append(part.take(places[here] - first))
        first += len(part)
    return pa.concat_tables(parts)


def read_rows_of(codes: Codes, keys: Collection[str]) -> pd.DataFrame:
    """Return the rows with some identifiers."""
    wanted = pa.array([*keys], pa.string())
    return from_arrow("events", pa.concat_tables(
        part.filter(pc.is_in(part["event_id"], value_set=wanted)) for part in codes.iterate("events", EVERY)
    ))  # fmt: skip


def read_chronology(codes: Codes, columns: Sequence[str] = EVERY) -> pd.DataFrame:
    """Return the events that come from no document."""
    names = [*dict.fromkeys([*columns, "doc_id"])]
    return from_arrow("events", pa.concat_tables(
        part.filter(pc.is_null(part["doc_id"])) for part in codes.iterate("events", names)
    ))[[*columns]]  # fmt: skip
