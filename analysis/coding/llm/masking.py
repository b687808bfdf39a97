"""Replace actors' names in an article, so that a model cannot code from what it knows of them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from analysis.codebook import Codebook
from analysis.errors import StancebookError


@dataclass(frozen=True)
class Masked:
    """A text in which names are replaced.

    Attributes:
        text: the text with the replacements.
        starts: offsets in ``text`` where a kept or a replaced piece begins, in order.
        places: for each piece, its start and end in the original text.
        kept: for each piece, whether it is as in the original.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    kept: tuple[bool, ...]

    def restore(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text; a piece of a replaced name counts as the whole name."""
        first, last = (bisect_right(self.starts, offset) - 1 for offset in (start, max(start, end - 1)))
        begin = self.places[first][0] + (start - self.starts[first] if self.kept[first] else 0)
        if not self.kept[last]:
            return begin, self.places[last][1]
        return begin, self.places[last][0] + end - self.starts[last]


class Masks:
    """The replacements of the actors' names: “Person 1”, “State 2”; none if names are not masked.

    Args:
        codebook: the actors.
        is_on: whether names are replaced.
    """

    def __init__(self, codebook: Codebook, *, is_on: bool) -> None:
        self.labels = {
            actor.name: f"{actor.kind.capitalize()} {number}" if is_on else actor.name
            for number, actor in enumerate(codebook.actors, 1)
        }
        self._names = {label: name for name, label in self.labels.items()}
        wordings = {
            wording: self.labels[actor.name]
            for actor in reversed(codebook.actors)
            for wording in (*actor.aliases, actor.name)
        }
        longest_first = sorted(wordings, key=len, reverse=True) if is_on else []
        self._wordings = wordings
        self._pattern = re.compile(
            "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest_first) or r"(?!)"
        )

    def name(self, label: object) -> str:
        """Return the actor of a label; raise StancebookError if there is none."""
        if label not in self._names:
            raise StancebookError(f"no actor is called {label!r}")
        return self._names[str(label)]

    def apply(self, text: str) -> Masked:
        """Return a text with the names replaced."""
        pieces: list[str] = []
        starts, places, kept, length, behind = [], [], [], 0, 0
        for match in [*self._pattern.finditer(text), None]:
            start, end = match.span() if match else (len(text), len(text))
            for piece, place, is_kept in (
                (text[behind:start], (behind, start), True),
                (self._wordings[match[0]] if match else "", (start, end), False),
            ):
                if piece:
                    pieces.append(piece)
                    starts.append(length)
                    places.append(place)
                    kept.append(is_kept)
                    length += len(piece)
            behind = end
        return Masked("".join(pieces), tuple(starts), tuple(places), tuple(kept))
