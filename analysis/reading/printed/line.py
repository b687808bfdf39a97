"""Define a line of a printed page."""

from typing import NamedTuple


class Line(NamedTuple):
    """A line within one column: its words, and its place in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """The height of the line: that of its font."""
        return self.top - self.bottom

    def overlaps(self, other: "Line") -> bool:
        """Return whether one line is above the other for at least half of the shorter of them."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared >= 0.5 * min(self.right - self.left, other.right - other.left)

    def unite(self, following: "Line", space: str) -> "Line":
        """Return this line and what follows on it as one, with a space or nothing between them."""
        return Line(
            self.text + space + following.text,
            min(self.left, following.left),
            min(self.bottom, following.bottom),
            max(self.right, following.right),
            max(self.top, following.top),
        )
