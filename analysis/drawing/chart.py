"""Build accessible charts: inline SVG with title, description, caption and data table."""

from collections.abc import Sequence
from urllib.parse import quote

from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.figure import Figure

from analysis.drawing.markup import Html, anchor, link_part, text
from analysis.drawing.svg import JOINED, render_inline
from analysis.text import clean_line

# identifier of the section that explains the marks
MARKS = "marks"


def link_mark(artist: Artist, code: str, label: str = "", kind: str = "x") -> None:
    """Make a mark a link to its passage.

    Args:
        artist: the artist that was drawn.
        code: identifier of the code.
        label: accessible name of the mark, such as "Ann, ceasefire: oppose, 1 statement"; without one
            the mark only repeats an adjacent labelled link, for the mouse.
        kind: ``x`` for the passage in its article, ``w`` for the quotation beside the chart.
    """
    # matplotlib writes one string per artist, its address, into the SVG; the label is appended to it
    _set_address(artist, f"#{anchor(code, kind)} {quote(clean_line(label))}")


def join_link(artist: Artist, code: str) -> None:
    """Make a mark part of the preceding link, which has the same code."""
    _set_address(artist, f"#{anchor(code)} {JOINED}")


def _set_address(artist: Artist, url: str) -> None:
    if isinstance(artist, Collection):
        artist.set_urls([url])
    else:
        artist.set_url(url)


class Chart(Html):
    """A chart for notebooks and pages, with the matplotlib figures behind it.

    Attributes:
        figures: one figure, or several if one would not fit a printed page.
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
        beside: str = "",
        below: str = "",
    ) -> None:
        """Turn matplotlib figures into markup.

        Args:
            figures: figures drawn within ``style.styled``, with links set by ``link_mark``; each is named by
                its label or else by its number.
            name: unique on the page; prefix of every identifier in the SVG.
            title: subject of the chart, in a few words.
            description: what a reader sees: kind, axes, extent, main finding.
            caption: how to read the marks.
            data: the same data as an HTML table.
            wide: whether the chart fills the width of a printed page; screens show it larger, and
                narrow screens scroll it in its frame.
            below: markup that stands below the caption.
            beside: markup that stands to the right of the chart where there is room, else below it.
        """
        self.figures = tuple(figures)
        parts = _build_parts(figures, name, title, description)
        chart = (
            f'<figure class="chart{" wide" * wide}" id="chart-{name}">{parts}'
            f"<figcaption><strong>{text(title)}.</strong> {text(caption)} "
            f"{link_part(MARKS, 'What the marks mean')}</figcaption>"
            f"<details><summary>The data of this chart</summary>{data}</details>{below}</figure>"
        )
        super().__init__(
            f'<div class="positions"><div class="beside">{chart}{beside}</div></div>' if beside else chart
        )


def _build_parts(figures: Sequence[Figure], name: str, title: str, description: str) -> str:
    """Return every figure in a frame that scrolls if the page is too narrow."""
    parts = ""
    for number, figure in enumerate(figures, 1):
        label = figure.get_label() or (title if number == 1 else f"{title}, part {number}")
        words = description if number == 1 else "Continues the chart above."
        svg = render_inline(figure, f"{name}-{number}", str(label), words)
        parts += f'<div class="scroll" tabindex="0" role="region" aria-label="{text(label)}">{svg}</div>'
    return parts
