"""Who takes part in events: one name for each, whatever the codebook, and whom a state stands for."""

from collections.abc import Mapping

from analysis.codebook import Codebook


class Parties:
    """The names and sides of the actors of one or several codebooks.

    Where two codebooks call one actor differently, the first one's name counts.
    """

    def __init__(self, *codebooks: Codebook) -> None:
        self._names: dict[str, str] = {}
        self._sides: dict[str, str] = {}
        for actor in (actor for book in codebooks for actor in book.actors):
            called = [name.lower() for name in (actor.name, *actor.aliases)]
            known = next((self._names[name] for name in called if name in self._names), actor.name)
            for name in called:
                self._names.setdefault(name, known)
            if actor.side:
                self._sides.setdefault(known, actor.side)

    def name(self, given: str) -> str:
        """Return what an actor is called here; whom no codebook knows keeps its name."""
        return self._names.get(given.lower(), given)

    def side(self, name: str) -> str:
        """Return the side of an actor; one without a side, or unknown, is its own."""
        side = self._sides.get(name, name)
        return self.name(side)

    def words(self) -> set[str]:
        """Return the words of all names, in lower case: they tell who, not what."""
        return {word for name in self._names for word in name.replace("’s", "").replace("'s", "").split()}


def count_shared_actors(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[int, int]:
    """Count whom two events share.

    Args:
        one: the actors of the one, each with its side.
        other: the actors of the other.

    Returns:
        How many actors take part in both, and the same with those that stand for each other: a
        state, and who speaks for it ("Russia" and its foreign minister, never two of its ministers).
    """
    exact = one.keys() & other.keys()
    sides = set(one.values()) & set(other.values())
    stands = sides - {one[name] for name in exact}
    return len(exact), len(exact) + sum(side in one or side in other for side in stands)
