"""Normalise the participants of events: one name per actor across codebooks, and the actor's side."""

from collections.abc import Mapping

from analysis.codebook import Codebook


class Parties:
    """The names and sides of the actors of one or more codebooks.

    Where two codebooks use different names for an actor, the name in the first one counts.
    """

    def __init__(self, *codebooks: Codebook) -> None:
        self._names: dict[str, str] = {}
        self._sides: dict[str, str] = {}
        for actor in (actor for book in codebooks for actor in book.actors):
            names = [name.lower() for name in (actor.name, *actor.aliases)]
            known = next((self._names[name] for name in names if name in self._names), actor.name)
            for name in names:
                self._names.setdefault(name, known)
            if actor.side:
                self._sides.setdefault(known, actor.side)

    def name(self, alias: str) -> str:
        """Return the normalised name of an actor; a name that is in no codebook is unchanged."""
        return self._names.get(alias.lower(), alias)

    def side(self, name: str) -> str:
        """Return the side of an actor; an actor without one, or unknown, is its own side."""
        side = self._sides.get(name, name)
        return self.name(side)

    def words(self) -> set[str]:
        """Return the words of all names in lower case; they identify actors, not events."""
        return {word for name in self._names for word in name.replace("’s", "").replace("'s", "").split()}


def count_shared_actors(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[int, int]:
    """Count the actors that two events share.

    Args:
        one: the actors of one event, each with its side.
        other: the actors of the other event.

    Returns:
        The number of actors in both events, and the number including matches of a state with someone who
        speaks for it ("Russia" and its foreign minister, but never two of its ministers).
    """
    exact = one.keys() & other.keys()
    sides = set(one.values()) & set(other.values())
    unmatched = sides - {one[name] for name in exact}
    return len(exact), len(exact) + sum(side in one or side in other for side in unmatched)
