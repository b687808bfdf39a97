"""Arrange a stance matrix: the most divided issues first, and actors who stand together beside each other."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.comparing.stances import agreement, contested

# how much a shared issue brings two actors together
ALIKE = {"agree": 1, "partly": 0, "differ": -1}


@dataclass(frozen=True)
class Arrangement:
    """The order in which a chart shows a stance matrix.

    Attributes:
        issues: the most divided first, see ``comparing.stances.contested``.
        sides: the actors of each side; sides and actors that agree are neighbours.
    """

    issues: Sequence[str]
    sides: Sequence[Sequence[str]]

    @property
    def actors(self) -> list[str]:
        """All actors in order."""
        return [actor for side in self.sides for actor in side]


def arrange(matrix: pd.DataFrame, actors: int, issues: int) -> Arrangement:
    """Return the order in which to show the issues and actors of a stance matrix.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        actors: maximum number of actors; those with positions on most issues, then most statements, are kept.
        issues: maximum number of issues.
    """
    active = matrix.groupby("actor", sort=False)["n"].agg(["size", "sum"])
    kept = list(active.sort_values(["size", "sum"], ascending=False, kind="stable").index[:actors])
    side = dict(zip(matrix["actor"], matrix["side"], strict=True))
    members: dict[str, list[str]] = defaultdict(list)
    for actor in kept:
        members[side[actor]].append(actor)
    alike = _compare(matrix[matrix["actor"].isin(kept)])

    def compare_sides(one: str, other: str) -> Fraction:
        """Return the mean likeness of the members of two sides."""
        pairs = [alike.get((a, b), 0) for a in members[one] for b in members[other]]
        return Fraction(sum(pairs), len(pairs))

    def compare_actors(one: str, other: str) -> Fraction:
        return Fraction(alike.get((one, other), 0))

    sides = [list(_chain(members[name], compare_actors)) for name in _chain(list(members), compare_sides)]
    return Arrangement(list(contested(matrix)["issue"][:issues]), sides)


def _compare(matrix: pd.DataFrame) -> Mapping[tuple[str, str], int]:
    """Return how alike two actors are: issues on which they agree minus those on which they differ."""
    alike: dict[tuple[str, str], int] = {}
    for row in agreement(matrix).to_dict("records"):
        weight = sum(row[relation] * value for relation, value in ALIKE.items())
        alike[row["actor"], row["other"]] = alike[row["other"], row["actor"]] = weight
    return alike


def _chain(names: list[str], compare: Callable[[str, str], Fraction]) -> Iterator[str]:
    """Yield names so that each is followed by the one most like it, of equal ones the one given first."""
    rest = list(names)
    last = rest.pop(0) if rest else None
    while last is not None:
        yield last
        scores = [compare(last, name) for name in rest]
        last = rest.pop(scores.index(max(scores))) if rest else None
