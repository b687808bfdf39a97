"""A chart as an accessible figure: inline SVG with title, description, caption and data table."""

import re
from collections.abc import Sequence
from io import StringIO
from urllib.parse import quote, unquote

from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.figure import Figure

from analysis.drawing.markup import CONTROLS, Html, anchor, plain, text
from analysis.drawing.style import INK, PAPER, styled


def lead(artist: Artist, code: str, label: str = "") -> None:
    """Make a mark a link to the words that it rests on.

    Args:
        artist: what was drawn.
        code: identifier of the code.
        label: what readers hear and see of the mark, such as "Ann, ceasefire: oppose, 1 statement";
            without one the mark only repeats, for the mouse, a labelled link beside it.
    """
    # matplotlib carries one text per artist into the SVG, its address; the label travels behind it
    url = f"#{anchor(code)} {quote(plain(label))}"
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
        self, figures: Sequence[Figure], name: str, title: str, description: str, caption: str, data: str
    ) -> None:
        """Turn matplotlib figures into markup.

        Args:
            figures: drawn within ``style.styled``, with links by ``lead``.
            name: unique on the page; prefixes every identifier of the SVG.
            title: what the chart shows, in a few words.
            description: what a reader sees in it: kind, axes, extent, main finding.
            caption: how to read its marks.
            data: the same data as an HTML table.
        """
        self.figures = tuple(figures)
        labels = [title] + [f"{title}, part {part}" for part in range(2, len(figures) + 1)]
        descriptions = [description] + ["Continues the chart above."] * (len(figures) - 1)
        parts = "".join(
            f'<div class="scroll" tabindex="0" role="region" aria-label="{text(label)}">{svg}</div>'
            for label, svg in (
                (label, _inline(figure, f"{name}-{part}", label, words))
                for part, (figure, label, words) in enumerate(
                    zip(figures, labels, descriptions, strict=True), 1
                )
            )
        )
        super().__init__(
            f'<figure class="chart" id="chart-{name}">{parts}'
            f"<figcaption><strong>{text(title)}.</strong> {text(caption)}</figcaption>"
            f"<details><summary>The data of this chart</summary>{data}</details></figure>"
        )


def _inline(figure: Figure, name: str, title: str, description: str) -> str:
    """Return a figure as SVG that may stand in an HTML page beside others."""
    svg = _svg(figure)
    width = float(re.findall(r'width="([\d.]+)pt"', svg)[0]) / 0.75
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r'(xlink:href="#|url\(#)(?!x-)', rf"\1{name}-", svg)
    svg = re.sub(r'<a xlink:href="(#x-\S+) ([^"]*)"[^>]*>', _link, svg)
    svg = svg.replace(INK, "currentColor").replace(PAPER, "var(--paper, #fff)")
    svg = re.sub(r'\s(?:width|height)="[\d.]+pt"', "", svg, count=2)
    head = (
        f'<svg role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc" class="drawing" '
        f'style="--width:{round(width)}px; stroke-linejoin: round"'
    )
    names = f'<title id="{name}-title">{text(title)}</title><desc id="{name}-desc">{text(description)}</desc>'
    opened = svg.index(">") + 1
    return re.sub(r"\n\s*", "\n", head + svg[len("<svg") : opened] + names + svg[opened:])


def _svg(figure: Figure) -> str:
    buffer = StringIO()
    with styled():
        figure.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    svg = CONTROLS.sub("", buffer.getvalue())
    return svg[svg.index("<svg") :]


def _link(match: re.Match[str]) -> str:
    """Give a link its name; one without a label is for the mouse only."""
    target, label = match.groups()
    if label:
        return f'<a href="{target}"><title>{text(unquote(label))}</title>'
    return f'<a href="{target}" tabindex="-1" aria-hidden="true">'
