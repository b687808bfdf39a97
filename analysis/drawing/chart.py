"""A chart as an accessible figure: inline SVG with title, description, caption and data table."""

from collections.abc import Sequence
from urllib.parse import quote

from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.figure import Figure

from analysis.drawing.markup import Html, anchor, text, way
from analysis.drawing.svg import JOINED, inline
from analysis.text import plain

# of the section that explains all marks
MARKS = "marks"


def lead(artist: Artist, code: str, label: str = "") -> None:
    """Make a mark a link to the words that it rests on.

    Args:
        artist: what was drawn.
        code: identifier of the code.
        label: what readers hear and see of the mark, such as "Ann, ceasefire: oppose, 1 statement";
            without one the mark only repeats, for the mouse, a labelled link beside it.
    """
    # matplotlib carries one text per artist into the SVG, its address; the label travels behind it
    _address(artist, f"#{anchor(code)} {quote(plain(label))}")


def join(artist: Artist, code: str) -> None:
    """Make a mark part of the link to the same code that is drawn just before it."""
    _address(artist, f"#{anchor(code)} {JOINED}")


def _address(artist: Artist, url: str) -> None:
    if isinstance(artist, Collection):
        artist.set_urls([url])
    else:
        artist.set_url(url)


class Chart(Html):
    """A chart that notebooks and pages show, and the matplotlib figures that it was drawn from.

    Attributes:
        figures: one or, where one would not fit a printed page, several.
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        name: str,
        title: str,
        description: str,
        caption: str,
        data: str,
        wide: bool = False,
    ) -> None:
        """Turn matplotlib figures into markup.

        Args:
            figures: drawn within ``style.styled``, with links by ``lead``; a label that a figure has
                names it, otherwise its number does.
            name: unique on the page; prefixes every identifier of the SVG.
            title: what the chart shows, in a few words.
            description: what a reader sees in it: kind, axes, extent, main finding.
            caption: how to read its marks.
            data: the same data as an HTML table.
            wide: it fills the width of a printed page, so that a screen shows it larger; a narrow
                screen scrolls it in its frame.
        """
        self.figures = tuple(figures)
        parts = _parts(figures, name, title, description)
        super().__init__(
            f'<figure class="chart{" wide" * wide}" id="chart-{name}">{parts}'
            f"<figcaption><strong>{text(title)}.</strong> {text(caption)} "
            f"{way(MARKS, 'What the marks mean')}</figcaption>"
            f"<details><summary>The data of this chart</summary>{data}</details></figure>"
        )


def _parts(figures: Sequence[Figure], name: str, title: str, description: str) -> str:
    """Return every figure in a frame that scrolls where the page is narrower."""
    parts = ""
    for number, figure in enumerate(figures, 1):
        label = figure.get_label() or (title if number == 1 else f"{title}, part {number}")
        words = description if number == 1 else "Continues the chart above."
        svg = inline(figure, f"{name}-{number}", str(label), words)
        parts += f'<div class="scroll" tabindex="0" role="region" aria-label="{text(label)}">{svg}</div>'
    return parts
