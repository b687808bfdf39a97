"""Where the nodes of a graph go: on an ellipse, so that no straight line passes behind a third node.

Names stand outside in two columns; nodes of a side are evenly spaced from top to bottom, so that names never
meet. Where clusters allow it, a side holds whole clusters.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.drawing.canvas import Point
from analysis.drawing.style import lines, text_width
from analysis.text import plain

# the larger side holds at most this share of the nodes, where they are more than a few
FEW, LARGEST = 3, 0.6
# levels of the highest and the lowest node of a side, where the ellipse's top and bottom are -1 and 1
HIGHEST = 0.85
# how much wider than high the ellipse is at most, and between a name and the ellipse, in inches
FLATTEST, GAP = 1.6, 0.2


@dataclass(frozen=True)
class Frame:
    """The sizes of a graph, in inches but for letters.

    Attributes:
        width: of the drawing.
        names: width of the names on each side.
        size: of letters, in points.
        most: lines of a name.
        least: height of the ellipse at least.
        nodes, ties: how many of them can be told apart.
    """

    width: float
    names: float
    size: float
    most: int
    least: float
    nodes: int
    ties: int

    @property
    def line(self) -> float:
        """Height of a line of a name."""
        return self.size * 1.22 / 72


# it fills a printed page at its own size
FRAME = Frame(7.1, 1.75, 8.5, 3, 2.3, 20, 60)


@dataclass(frozen=True)
class Place:
    """A node: where it is, on which side (1 right, -1 left), and the lines of its name."""

    x: float
    y: float
    side: int
    name: list[str]


@dataclass(frozen=True)
class Ring:
    """An ellipse with nodes.

    Attributes:
        places: of each name.
        middle, top: of the ellipse, in inches.
        reach: half its width.
        height: its height.
    """

    places: Mapping[str, Place]
    middle: float
    top: float
    reach: float
    height: float

    def band(self, names: Sequence[str]) -> list[Point]:
        """Return the arc from the first to the last of some nodes that stand beside each other."""
        first, last = self._turn(names[0]), self._turn(names[-1])
        steps = int((last - first) / 0.05) + 2
        turns = [first + (last - first) * number / (steps - 1) for number in range(steps)]
        return [
            (self.middle + self.reach * math.sin(turn), self.top + self.height / 2 * (1 - math.cos(turn)))
            for turn in turns
        ]

    def _turn(self, name: str) -> float:
        """Return the angle of a node, clockwise from the top, which lies between the last and the first."""
        place = self.places[name]
        sine = (place.x - self.middle) / self.reach
        return math.atan2(sine, 1 - (place.y - self.top) / (self.height / 2)) % (2 * math.pi)


def ring(names: Sequence[str], letters: Mapping[str, str], frame: Frame, top: float) -> Ring:
    """Place nodes: in order down the right side and up the left one.

    Args:
        names: in order, those of a cluster beside each other.
        letters: the cluster of each.
        frame: how large the drawing is.
        top: where the ellipse begins, in inches.
    """
    count = _right(names, letters)
    sides = ((1, names[:count]), (-1, names[count:][::-1]))
    written = {name: lines(plain(name), frame.names, frame.size, frame.most) for name in names}
    step = frame.line * max(map(len, written.values())) + 0.08
    height = max(frame.least, step * (max(count, len(names) - count) - 1) / HIGHEST)
    widest = max(text_width(line, frame.size) for name in written.values() for line in name)
    reach = min(frame.width / 2 - widest - GAP, FLATTEST * height / 2)
    found = {}
    for side, listed in sides:
        for number, name in enumerate(listed):
            level = HIGHEST * (2 * number / (len(listed) - 1) - 1) if len(listed) > 1 else 0.0
            x = frame.width / 2 + side * reach * math.sqrt(1 - level**2)
            found[name] = Place(x, top + height / 2 * (1 + level), side, written[name])
    return Ring(found, frame.width / 2, top, reach, height)


def _right(names: Sequence[str], letters: Mapping[str, str]) -> int:
    """Return how many nodes go to the right: whole clusters, where the left keeps enough."""
    count = len(names)
    borders = [at for at in range(1, count) if letters[names[at]] != letters[names[at - 1]]]
    fitting = [at for at in borders if max(at, count - at) <= max(FEW, round(LARGEST * count))]
    return min(fitting, key=lambda at: (abs(2 * at - count), -at), default=(count + 1) // 2)
