"""Unite the mentions of which a person said that one is another telling of the other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence


def unite_groups(
    groups: Iterable[Sequence[int]], keys: Sequence[str], same_as: Iterable[tuple[str, str]]
) -> list[list[int]]:
    """Return groups of mentions, united where a person said that two mentions tell one event.

    A person knows better than the comparison of words, so days, status and articles need not fit.

    Args:
        groups: positions of the mentions that report the same event.
        keys: identifier of each mention.
        same_as: pairs of identifiers that a person declared to be one event; they may also name mentions
            that are not among ``keys``.

    Returns:
        Groups of positions, each in order; groups are ordered by their first mention.
    """
    parents: dict[str, str] = {}

    def find_root(key: str) -> str:
        while key in parents:
            key = parents[key]
        return key

    def join(one: str, other: str) -> None:
        first, second = find_root(one), find_root(other)
        if first != second:
            parents[second] = first

    for one, other in same_as:
        join(one, other)
    listed = list(groups)
    for group in listed:
        for place in group[1:]:
            join(keys[group[0]], keys[place])
    united: dict[str, list[int]] = defaultdict(list)
    for group in listed:
        united[find_root(keys[group[0]])] += group
    return sorted(sorted(group) for group in united.values())
