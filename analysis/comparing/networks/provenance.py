"""Look up the statements behind a cell on demand, with an index over the rows."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.networks.filtering import Filtered
from analysis.comparing.networks.settings import Settings

Places = NDArray[np.int64]


class Provenance:
    """Traces the cells of a network back to its statements.

    Args:
        used: the statements of the network.
        settings: the settings of the network.
    """

    def __init__(self, used: Filtered, settings: Settings) -> None:
        self._settings = settings
        self._qualifier = used.qualifier
        self._columns = len(used.columns)
        self._column = used.frame["column"].to_numpy()
        self._level = used.frame["level"].to_numpy()
        self._identifiers = used.frame["statement_id"].tolist()
        row = used.frame["row"].to_numpy()
        self._order = np.argsort(row, kind="stable")
        self._begins = np.searchsorted(row[self._order], np.arange(len(used.rows) + 1))

        self._meetings: dict[int, NDArray[np.bool_]] = {}

    def statements(self, row: int, column: int) -> list[object]:
        """Return the identifiers of the statements of a cell in order of time."""
        mine = self._get_places(row)
        if self._settings.mode == "twomode":
            places = mine[self._column[mine] == column]
        elif row == column:
            return []
        else:
            theirs = self._get_places(column)
            both = np.concatenate([self._select_counting(mine, column), self._select_counting(theirs, row)])
            places = np.sort(both)
        return [self._identifiers[place] for place in places]

    def _get_places(self, row: int) -> Places:
        return np.asarray(self._order[self._begins[row] : self._begins[row + 1]])

    def _select_counting(self, places: Places, row: int) -> Places:
        """Return those statements that have a counterpart in a row."""
        if row not in self._meetings:
            self._meetings[row] = self._find_meetings(row)
        return np.asarray(places[self._meetings[row][self._column[places], self._level[places]]])

    def _find_meetings(self, row: int) -> NDArray[np.bool_]:
        """Tell for each column and level (no level is last) whether a row has a counterpart for it."""
        own = self._get_places(row)
        present = np.zeros((self._columns, len(self._counts)), dtype=bool)
        present[self._column[own], self._level[own]] = True
        if self._settings.is_dna and self._counts_unmatched:
            return ~present
        return np.asarray(present.astype(np.float64) @ self._counts > 0)

    @property
    def _counts_unmatched(self) -> bool:
        """Tell whether statements without a counterpart count, as in DNA 3's conflict of texts."""
        return self._qualifier.is_nominal and self._settings.qualifier_aggregation == "conflict"

    @cached_property
    def _counts(self) -> NDArray[np.bool_]:
        """Tell for each pair of levels (no level is last) whether statements with them are counterparts."""
        relation, levels = self._settings.qualifier_aggregation, len(self._qualifier.levels)
        counts = np.ones((levels + 1, levels + 1), dtype=bool)
        if relation in ("ignore", "subtract"):
            return counts
        values = np.arange(levels) if self._qualifier.is_nominal else np.asarray(self._qualifier.levels)
        apart = np.abs(np.subtract.outer(values, values))
        width = 1 if self._qualifier.is_nominal else self._qualifier.width
        counts[:levels, :levels] = apart > 0 if relation == "conflict" else (apart < width) | (apart == 0)
        return counts
