"""Provide a drawing surface, in inches from the top left corner, for text, outlines and markers."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from analysis.drawing.style import INK, measure_text

Point = tuple[float, float]
# width of bold letters relative to regular ones
BOLD = 1.13


class Canvas:
    """A figure without axes; artists with the same ``zorder`` are drawn in the order they are added.

    Attributes:
        figure: the matplotlib figure.
        width: width in inches.
    """

    def __init__(self, width: float, height: float) -> None:
        """Create an empty drawing of the given size in inches."""
        self.width = width
        self.figure = Figure(figsize=(width, height))
        self.figure.patch.set_visible(False)
        self._inches = Affine2D().scale(1, -1).translate(0, height) + self.figure.dpi_scale_trans

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._inches)
        self.figure.add_artist(artist)

    def write(
        self, x: float, y: float, words: str, size: float, *, bold: bool = False, align: str = "left",
        colour: str = INK,
    ) -> Artist:  # fmt: skip
        """Write one line of text, vertically centred on ``y``; ``size`` is in points."""
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = x - share * measure_text(words, size) * (BOLD if bold else 1)
        # the baseline is about a third of the font size below the middle of the letters
        line = Words(left, y + 0.36 * size / 72, words, size, bold, colour)
        self._add(line)
        return line

    def outline(self, shapes: Sequence[Sequence[Point]], **look: Any) -> Artist:
        """Draw lines and shapes as one artist; a shape is closed if its last point equals its first."""
        points = [point for shape in shapes for point in shape]
        codes = [code for shape in shapes for code in _build_codes(shape)]
        patch = PathPatch(Path(points, codes), **{"facecolor": "none", "zorder": 3, **look})
        self._add(patch)
        return patch

    def marker(self, x: float, y: float, sign: str, size: float, **look: Any) -> Artist:
        """Draw one of matplotlib's markers; ``size`` is in points."""
        line = Line2D([x], [y], marker=sign, markersize=size, linestyle="none", zorder=3, **look)
        self._add(line)
        return line


class Words(Artist):
    """A line of text with a fixed layout; matplotlib's own text artist measures each a dozen times."""

    def __init__(self, x: float, y: float, words: str, size: float, bold: bool, colour: str) -> None:
        """Set the text at the left end of its baseline."""
        super().__init__()
        self.set_zorder(3)
        self.x, self.y, self.words, self.size, self.bold, self.colour = x, y, words, size, bold, colour

    def draw(self, renderer: RendererBase) -> None:
        """Draw the text."""
        context = renderer.new_gc()
        context.set_foreground(self.colour)
        context.set_url(self.get_url())
        font = FontProperties(size=self.size, weight="bold" if self.bold else "normal")
        x, y = self.get_transform().transform((self.x, self.y))
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.draw_text(context, x, y, self.words, font, 0.0)
        context.restore()

    @property
    def width(self) -> float:
        """Width of the text in inches."""
        return measure_text(self.words, self.size) * (BOLD if self.bold else 1)


def _build_codes(shape: Sequence[Point]) -> list[int]:
    moves = [int(Path.MOVETO), *[int(Path.LINETO)] * (len(shape) - 1)]
    return [*moves[:-1], int(Path.CLOSEPOLY)] if len(shape) > 2 and shape[0] == shape[-1] else moves


def box(left: float, right: float, top: float, bottom: float) -> list[Point]:
    """Return the outline of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
