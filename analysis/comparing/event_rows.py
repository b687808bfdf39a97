"""Read some rows of the events table, which may be too large to be read as a whole."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.codes import Codes
from analysis.table_files import from_arrow

EVERY = (*tables.schema("events"),)


def read_chronology(codes: Codes, columns: Sequence[str] = EVERY) -> pd.DataFrame:
    """Return the events that come from no document."""
    names = [*dict.fromkeys([*columns, "doc_id"])]
    return from_arrow("events", pa.concat_tables(
        part.filter(pc.is_null(part["doc_id"])) for part in codes.iterate("events", names)
    ))[[*columns]]  # fmt: skip
