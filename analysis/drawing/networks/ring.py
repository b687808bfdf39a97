"""Place the nodes of a graph on an ellipse, where no straight line passes behind a third node.

Names are outside in two columns; the nodes of a side are evenly spaced from top to bottom, which keeps names
apart. If the clusters allow it, each side has whole clusters.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.drawing.canvas import Point
from analysis.drawing.style import measure_text, wrap_text
from analysis.text import clean_line

# maximum share of the nodes on the larger side, unless there are only a few
FEW, LARGEST = 3, 0.6
# level of the outermost nodes of a side; the top and bottom of the ellipse are -1 and 1
HIGHEST = 0.85
# maximum ratio of width to height; gap between a name and the ellipse in inches
FLATTEST, GAP = 1.6, 0.2


@dataclass(frozen=True)
class Frame:
    """The dimensions of a graph, in inches unless stated otherwise.

    Attributes:
        width: width of the drawing.
        names: width of the names on each side.
        size: font size in points.
        most: maximum lines of a name.
        least: minimum height of the ellipse.
        nodes, ties: maximum numbers that remain legible.
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


# fills a printed page at actual size
FRAME = Frame(7.1, 1.75, 8.5, 3, 2.3, 20, 60)


@dataclass(frozen=True)
class Place:
    """A node: its position, its side (1 right, -1 left) and the lines of its name."""

    x: float
    y: float
    side: int
    name: list[str]


@dataclass(frozen=True)
class Ring:
    """An ellipse with nodes.

    Attributes:
        places: the node of each name.
        middle, top: horizontal centre and top of the ellipse, in inches.
        reach: half the width of the ellipse.
        height: height of the ellipse.
    """

    places: Mapping[str, Place]
    middle: float
    top: float
    reach: float
    height: float

    def band(self, names: Sequence[str]) -> list[Point]:
        """Return the arc from the first to the last of adjacent nodes."""
        first, last = self._find_angle(names[0]), self._find_angle(names[-1])
        steps = int((last - first) / 0.05) + 2
        turns = [first + (last - first) * number / (steps - 1) for number in range(steps)]
        return [
            (self.middle + self.reach * math.sin(turn), self.top + self.height / 2 * (1 - math.cos(turn)))
            for turn in turns
        ]

    def _find_angle(self, name: str) -> float:
        """Return the angle of a node, clockwise from the top, between the last and the first node."""
        place = self.places[name]
        sine = (place.x - self.middle) / self.reach
        return math.atan2(sine, 1 - (place.y - self.top) / (self.height / 2)) % (2 * math.pi)


def place_nodes(names: Sequence[str], letters: Mapping[str, str], frame: Frame, top: float) -> Ring:
    """Place nodes in order down the right side and up the left side.

    Args:
        names: names in order, with those of a cluster next to each other.
        letters: the cluster of each name.
        frame: dimensions of the drawing.
        top: top of the ellipse, in inches.
    """
    count = _count_right(names, letters)
    sides = ((1, names[:count]), (-1, names[count:][::-1]))
    written = {name: wrap_text(clean_line(name), frame.names, frame.size, frame.most) for name in names}
    step = frame.line * max(map(len, written.values())) + 0.08
    height = max(frame.least, step * (max(count, len(names) - count) - 1) / HIGHEST)
    widest = max(measure_text(line, frame.size) for name in written.values() for line in name)
    reach = min(frame.width / 2 - widest - GAP, FLATTEST * height / 2)
    found = {}
    for side, listed in sides:
        for number, name in enumerate(listed):
            level = HIGHEST * (2 * number / (len(listed) - 1) - 1) if len(listed) > 1 else 0.0
            x = frame.width / 2 + side * reach * math.sqrt(1 - level**2)
            found[name] = Place(x, top + height / 2 * (1 + level), side, written[name])
    return Ring(found, frame.width / 2, top, reach, height)


def _count_right(names: Sequence[str], letters: Mapping[str, str]) -> int:
    """Return the number of nodes on the right: whole clusters if that keeps the sides balanced."""
    count = len(names)
    borders = [at for at in range(1, count) if letters[names[at]] != letters[names[at - 1]]]
    fitting = [at for at in borders if max(at, count - at) <= max(FEW, round(LARGEST * count))]
    return min(fitting, key=lambda at: (abs(2 * at - count), -at), default=(count + 1) // 2)
