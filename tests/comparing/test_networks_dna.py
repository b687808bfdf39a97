"""DNA 3's formulas as loops over its array x[i, j, k], compared with the matrix products."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparing.networks.building import network
from analysis.comparing.networks.settings import AGGREGATIONS, NORMALIZATIONS

TYPES = {
    "boolean": st.integers(0, 1),
    "integer": st.integers(-3, 4),
    "short text": st.sampled_from(["a", "b", "c"]),
}
ONE = [*product(AGGREGATIONS["onemode"], NORMALIZATIONS["onemode"])]
TWO = [*product(AGGREGATIONS["twomode"], NORMALIZATIONS["twomode"])]


class Plain:
    """Statements counted as DNA does: x[i, j, k], with the observed levels unless they are boolean."""

    def __init__(self, rows: list[tuple], kind: str) -> None:
        self.kind = kind
        self.actors, self.issues = (sorted({row[place] for row in rows}) for place in (0, 1))
        self.levels = [0, 1] if kind == "boolean" else sorted({row[2] for row in rows})
        self.x = {key: rows.count(key) for key in product(self.actors, self.issues, self.levels)}

    def activity(self, actor: str) -> int:
        """Return how many statements an actor makes."""
        return sum(self.x[actor, j, k] for j in self.issues for k in self.levels)

    def apart(self, one, other) -> float:
        """Return how far two levels are apart, from 0 to 1."""
        width = self.levels[-1] - self.levels[0]
        return abs(one - other) / width if width else float("nan")

    def tie(self, one: str, other: str, aggregation: str) -> float:
        """Return a cell of a one-mode network."""
        if one == other:
            return 0
        if aggregation == "subtract":
            return self.tie(one, other, "congruence") - self.tie(one, other, "conflict")
        total = 0.0
        for j in self.issues:
            for k, against in product(self.levels, self.levels):
                pairs = self.x[one, j, k] * self.x[other, j, against]
                if aggregation == "ignore":
                    total += pairs
                elif self.kind != "short text":
                    apart = self.apart(k, against)
                    total += pairs * (apart if aggregation == "conflict" else 1 - apart)
                elif k == against and aggregation == "congruence":
                    total += pairs
                elif k == against:
                    mine, theirs = self.x[one, j, k], self.x[other, j, k]
                    total += mine * (theirs == 0) + theirs * (mine == 0)
        return total

    def size(self, one: str, other: str, normalization: str) -> float:
        """Return what a cell of a one-mode network is divided by."""
        activities = self.activity(one), self.activity(other)
        if normalization == "average":
            return sum(activities) / 2
        if normalization == "cosine":
            return activities[0] * activities[1]
        if normalization == "jaccard":
            both = [(self.x[one, j, k], self.x[other, j, k]) for j in self.issues for k in self.levels]
            return sum(a * (b == 0) + b * (a == 0) + a * b for a, b in both)
        return 1

    def cell(self, actor: str, issue: str, aggregation: str) -> float:
        """Return a cell of a two-mode network."""
        counts = [self.x[actor, issue, k] for k in self.levels]
        if aggregation == "combine":
            return sum(2 ** (len(counts) - 1 - place) for place, count in enumerate(counts) if count)
        if aggregation == "ignore" or self.kind == "short text":
            return sum(counts)
        if self.kind == "boolean":
            return counts[1] - counts[0]
        return sum(k * count for k, count in zip(self.levels, counts, strict=True))

    def share(self, actor: str, issue: str, normalization: str) -> float:
        """Return what a cell of a two-mode network is divided by."""
        if normalization == "activity":
            return self.activity(actor)
        if normalization == "prominence":
            return sum(self.x[i, issue, k] for i in self.actors for k in self.levels)
        return 1


@pytest.mark.parametrize("kind", TYPES)
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_every_combination_follows_the_formulas(kind: str, data: st.DataObject) -> None:
    """All aggregations with all normalisations of both modes."""
    row = st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), TYPES[kind])
    rows = data.draw(st.lists(row, min_size=1, max_size=20))
    table = pd.DataFrame(rows, columns=["actor", "issue", "stance"]).assign(statement_id=range(len(rows)))
    plain = Plain(rows, kind)
    for mode, combinations in (("onemode", ONE), ("twomode", TWO)):
        for aggregation, normalization in combinations:
            made = network(
                table, mode, qualifier_aggregation=aggregation, normalization=normalization,
                qualifier_type=kind, compat="dna3",
            ).matrix  # fmt: skip
            by = (plain.tie, plain.size) if mode == "onemode" else (plain.cell, plain.share)
            expected = [[by[0](i, j, aggregation) for j in made.columns] for i in made.index]
            sizes = [[by[1](i, j, normalization) for j in made.columns] for i in made.index]
            with np.errstate(invalid="ignore"):
                divided = np.array(expected) / np.array(sizes)
            if mode == "onemode":
                np.fill_diagonal(divided, 0)
            np.testing.assert_allclose(made, divided, rtol=0, atol=1e-9)
