"""Represent a discourse network: a matrix whose cells can be traced back to their statements."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.filtering import Filtered
from analysis.comparing.networks.provenance import Provenance
from analysis.comparing.networks.settings import Settings
from analysis.comparing.networks.weighing import Counts, compute_weights
from analysis.errors import unknown_name_error

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True)
class Network:
    """A discourse network.

    Attributes:
        matrix: the weights; one row per value of variable1, one column per value of variable2 (two-mode) or
            again of variable1 (one-mode: symmetric, with diagonal 0).
        settings: the settings it was built with.
        used: its statements, with their values as integer codes.
    """

    matrix: pd.DataFrame
    settings: Settings
    used: Filtered

    @property
    def mode(self) -> str:
        """Return ``onemode`` or ``twomode``."""
        return self.settings.mode

    @property
    def left_out(self) -> dict[str, int]:
        """Return the number of excluded statements by reason."""
        return dict(self.used.left_out)

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """Return one row per node: ``name``, ``variable``, ``statements`` (number), ``partners``.

        Partners are the distinct values of the other variable: issues of an actor, actors of an issue.
        """
        frame, counts = self.used.frame, Counts(self.used).all
        sides = [(self.settings.variable1, self.used.rows, "row", (counts > 0).sum(axis=1))]
        if self.mode == "twomode":
            sides.append((self.settings.variable2, self.used.columns, "column", (counts > 0).sum(axis=0)))
        tables = [
            pd.DataFrame(
                {
                    "name": pd.Series(names, dtype="str"),
                    "variable": variable,
                    "statements": np.bincount(frame[side], minlength=len(names)),
                    "partners": partners,
                }
            )
            for variable, names, side, partners in sides
        ]
        return pd.concat(tables, ignore_index=True)

    @cached_property
    def edges(self) -> pd.DataFrame:
        """Return one row per tie: ``row``, ``column``, ``weight``; each pair of a one-mode network once.

        A tie has at least one statement; its weight is 0 where statements cancel out.
        """
        cells = self.matrix.to_numpy()
        tied = _find_tied(self, cells)
        row, column = np.nonzero(np.triu(tied, 1) if self.mode == "onemode" else tied)
        return pd.DataFrame(
            {
                "row": self.matrix.index[row],
                "column": self.matrix.columns[column],
                "weight": cells[row, column],
            }
        )

    def statements(self, row: str, column: str) -> list[Any]:
        """Return the identifiers of the statements behind a cell, in order of time.

        In a two-mode network, these are all statements of the row on the column. In a one-mode network, they
        are the statements of either actor with a counterpart of the other: on the same column (ignore,
        subtract), with a similarity above 0 on it (congruence), or with a difference above 0 (conflict).

        Raises:
            StancebookError: for an unknown node, with the nearest match.
        """
        places = _find_place(self.matrix.index, row), _find_place(self.matrix.columns, column)
        return self._provenance.statements(*places)

    def with_statements(self) -> pd.DataFrame:
        """Return the edges with a column ``statements``, a list of identifiers."""
        rows = self.matrix.index.get_indexer(pd.Index(self.edges["row"]))
        columns = self.matrix.columns.get_indexer(pd.Index(self.edges["column"]))
        listed = [
            self._provenance.statements(row, column)
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]
        return self.edges.assign(statements=pd.Series(listed, dtype=object))

    def to_graph(self) -> "networkx.Graph":
        """Return a networkx graph; its edges have ``weight`` and ``statements`` (a list of identifiers).

        The keys of nodes are their names in a one-mode network, and variable and name in a two-mode network,
        since an actor and an issue may share a name; ``name`` and ``bipartite`` (0, 1) are attributes.
        """
        import networkx

        graph = networkx.Graph(
            mode=self.mode,
            qualifier_aggregation=self.settings.qualifier_aggregation,
            normalization=self.settings.normalization,
        )
        for name, variable, statements, partners in self.nodes.itertuples(index=False):
            side = int(variable != self.settings.variable1)
            graph.add_node(
                self._format_key(name, side),
                name=name,
                variable=variable,
                bipartite=side,
                statements=int(statements),
                partners=int(partners),
            )
        for edge in self.with_statements().to_dict("records"):
            ends = (
                self._format_key(edge["row"], 0),
                self._format_key(edge["column"], int(self.mode == "twomode")),
            )
            graph.add_edge(*ends, weight=float(edge["weight"]), statements=edge["statements"])
        return graph

    def _format_key(self, name: str, side: int) -> str:
        variable = (self.settings.variable1, self.settings.variable2)[side]
        return name if self.mode == "onemode" else f"{variable}: {name}"

    @cached_property
    def _provenance(self) -> Provenance:
        return Provenance(self.used, self.settings)


def _find_place(names: pd.Index, name: str) -> int:
    if name not in names:
        raise unknown_name_error("node of the network", name, names)
    return names.tolist().index(name)


def _find_tied(network: Network, cells: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which cells have statements."""
    n = Counts(network.used).all
    if network.mode == "twomode":
        return np.asarray(n > 0)
    if network.settings.qualifier_aggregation in ("ignore", "subtract"):
        return np.asarray(n @ n.T > 0)
    return np.asarray(np.nan_to_num(cells) != 0)


def build_network(statements: Filtered, settings: Settings) -> Network:
    """Build the network of filtered statements."""
    columns = statements.columns if settings.mode == "twomode" else statements.rows
    index, header = (pd.Index(names, dtype="str") for names in (statements.rows, columns))
    return Network(pd.DataFrame(compute_weights(statements, settings), index, header), settings, statements)
