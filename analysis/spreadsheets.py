"""Keep spreadsheet programs from running the cells of a CSV file: they take some texts for formulas.

Such a text is written with an apostrophe before it, which makes it a text, and read without it.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"""'*(?:[\t\r\n]|[\s"]*[=+\-@＝＋－＠])""")
_NUMBER = re.compile(r"[+-](?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?%?")


def neutralise(cell: object) -> object:
    """Return a cell in a form that no spreadsheet program runs; ``restore`` returns the original.

    >>> neutralise("=1+1"), neutralise("-3"), neutralise("'=1+1"), neutralise(-3)
    ("'=1+1", '-3', "''=1+1", -3)
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def restore(cell: str) -> str:
    """Return a cell as it was before ``neutralise``.

    >>> restore("'=1+1"), restore("''=1+1"), restore("-3"), restore("'tis")
    ('=1+1', "'=1+1", '-3', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def neutralise_table(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table with its cells and labels neutralised."""
    # imported here because readers, which only restore cells, need no pandas
    import pandas as pd

    safe = frame.rename(index=neutralise, columns=neutralise)
    for name, column in safe.items():
        if pd.api.types.is_string_dtype(column.dtype) or pd.api.types.is_object_dtype(column.dtype):
            safe[name] = pd.Series([neutralise(cell) for cell in column], safe.index, dtype=object)
    return safe
