"""Which statements a cell is made of: found when they are asked for, by an index over the rows."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.comparing.networks.filtering import Filtered
from analysis.comparing.networks.settings import Settings

Places = NDArray[np.int64]


class Provenance:
    """Leads from the cells of a network back to its statements.

    Args:
        used: the statements of the network.
        settings: how they are weighed.
    """

    def __init__(self, used: Filtered, settings: Settings) -> None:
        self._settings = settings
        self._qualifier = used.qualifier
        self._column = used.frame["column"].to_numpy()
        self._level = used.frame["level"].to_numpy()
        self._identifiers = used.frame["statement_id"].tolist()
        row = used.frame["row"].to_numpy()
        self._order = np.argsort(row, kind="stable")
        self._begins = np.searchsorted(row[self._order], np.arange(len(used.rows) + 1))

    def statements(self, row: int, column: int) -> list[object]:
        """Return the identifiers of the statements of a cell in order of time."""
        mine = self._of(row)
        if self._settings.mode == "twomode":
            places = mine[self._column[mine] == column]
        elif row == column:
            return []
        else:
            theirs = self._of(column)
            places = np.sort(np.concatenate([self._meeting(mine, theirs), self._meeting(theirs, mine)]))
        return [self._identifiers[place] for place in places]

    def _of(self, row: int) -> Places:
        return self._order[self._begins[row] : self._begins[row + 1]]

    def _meeting(self, some: Places, others: Places) -> Places:
        """Return those of some statements that count together with one of the others."""
        keys, back = np.unique(self._key[some], return_inverse=True)
        other_keys = np.unique(self._key[others])
        return some[self._count(keys[:, None], other_keys[None, :])[back]]

    @cached_property
    def _key(self) -> Places:
        """Return a number for the column and the level of each statement."""
        return self._column * self._levels + self._level + 1

    @property
    def _levels(self) -> int:
        return len(self._qualifier.levels) + 1

    def _count(self, some: Places, others: Places) -> NDArray[np.bool_]:
        """Tell of some columns and levels whether one of the others makes them count."""
        together = some // self._levels == others // self._levels
        relation = self._settings.qualifier_aggregation
        if relation in ("ignore", "subtract"):
            return np.asarray(together.any(axis=1))
        if self._qualifier.is_nominal:
            if relation == "congruence":
                return np.asarray((some == others).any(axis=1))
            if self._settings.is_dna:
                return np.asarray((some != others).all(axis=1))
            return np.asarray((together & (some != others)).any(axis=1))
        values = np.array([np.nan, *self._qualifier.levels], dtype=np.float64)
        apart = np.abs(values[some % self._levels] - values[others % self._levels])
        is_near = (apart < self._qualifier.width) | (apart == 0)
        return np.asarray((together & (is_near if relation == "congruence" else apart > 0)).any(axis=1))
