"""Turn columns of Arrow tables into numbers: days, and a number for each different text."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from analysis.comparing.ragged import Numbers
from analysis.comparing.wording import parse_day

# what joins the number of an article and a number below 2**32, such as an offset or a word, into one
HIGH = 32
LOW = (1 << HIGH) - 1


def parse_days(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """Return ISO 8601 days as days since 1970-01-01; NaN where missing."""
    found = map_texts(column, lambda day: np.nan if (number := parse_day(day)) is None else number, np.nan)
    return found.astype(np.float64)


class Numbering(dict[str, int]):
    """A number for each different text, in the order in which they first occur."""

    def __missing__(self, words: str) -> int:
        self[words] = number = len(self)
        return number

    def number(self, column: pa.ChunkedArray) -> Numbers:
        """Return the numbers of texts; −1 where missing."""
        return map_texts(column, self.__getitem__, -1).astype(np.int64)


def map_texts(column: pa.ChunkedArray, find: Callable[[str], Any], missing: Any) -> NDArray[Any]:
    """Return what a function finds for each text; it is asked once about texts that are the same.

    Args:
        column: texts.
        find: the function.
        missing: what is returned where the text is missing.
    """
    coded = column.combine_chunks().dictionary_encode()
    found = np.array([*map(find, coded.dictionary.to_pylist()), missing])
    places = coded.indices.fill_null(len(coded.dictionary)).to_numpy(zero_copy_only=False)
    return np.asarray(found[places])


def join_numbers(high: NDArray[Any], low: NDArray[Any]) -> Numbers:
    """Return one number for each pair of whole numbers; their order is that of the pairs."""
    return high.astype(np.int64) << HIGH | low.astype(np.int64)


def are_among(values: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Tell which values are among known ones, which are in order."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    return np.asarray(known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values)
