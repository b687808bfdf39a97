"""Convert matplotlib figures to SVG for HTML pages: small, labelled, loading nothing."""

import re
from io import StringIO
from urllib.parse import unquote

from matplotlib.figure import Figure

from analysis.drawing.markup import text
from analysis.drawing.style import FIRM, INK, PAPER, apply_style
from analysis.text import CONTROLS

TAG = re.compile(r"(<[^>]+>)")
FONT = "font-family: 'DejaVu Sans', sans-serif"
COLOURS = {
    INK: "currentColor",
    FIRM: "var(--ink, currentColor)",
    PAPER: "var(--paper, var(--jp-layout-color0, #fff))",
}
# follows the address of an artist that belongs to the preceding link; quoted labels have no plus
JOINED = "+"


def render_inline(figure: Figure, name: str, title: str, description: str) -> str:
    """Return a figure as SVG that can share an HTML page with others.

    Args:
        figure: a figure drawn within ``style.styled``.
        name: unique on the page; prefix of every identifier.
        title: accessible name.
        description: accessible description.
    """
    svg, width = _clean(figure, name)
    svg = re.sub(rf'</a>\s*<a xlink:href="#[xw]-\S+ {re.escape(JOINED)}"[^>]*>', "", svg)
    svg = re.sub(r'<a xlink:href="(#[xw]-\S+) ([^"]*)"[^>]*>', _open_link, svg)
    head = (
        f'<svg role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc" class="drawing" '
        f'width="{width}" style="--width:{width}px; stroke-linejoin: round; {FONT}"'
    )
    names = f'<title id="{name}-title">{text(title)}</title><desc id="{name}-desc">{text(description)}</desc>'
    opened = svg.index(">") + 1
    return re.sub(r"\n\s*", "\n", head + svg[len("<svg") : opened] + names + svg[opened:])


def render_sample(figure: Figure, name: str) -> str:
    """Return a small figure as SVG without links, for use next to its explanation."""
    svg, width = _clean(figure, name)
    svg = re.sub(r"</?a\b[^>]*>", "", svg)
    return re.sub(
        r"\n\s*", "\n", f'<svg aria-hidden="true" width="{width}" style="{FONT}"{svg[len("<svg") :]}'
    )


def _clean(figure: Figure, name: str) -> tuple[str, int]:
    """Return a figure as compact SVG in page colours, without its size, and its width in pixels."""
    svg = _render(figure)
    width = round(float(re.findall(r'width="([\d.]+)pt"', svg)[0]) / 0.75)
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = _compact(svg, name)
    for colour, shown in COLOURS.items():
        svg = svg.replace(colour, shown)
    return re.sub(r'\s(?:width|height)="[\d.]+pt"', "", svg, count=2), width


def _render(figure: Figure) -> str:
    buffer = StringIO()
    with apply_style():
        figure.savefig(
            buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    svg = CONTROLS.sub("", buffer.getvalue())
    return svg[svg.index("<svg") :]


def _compact(svg: str, name: str) -> str:
    """Drop groups that only carry an identifier, move definitions to the front, shorten numbers."""
    front: list[str] = []
    body: list[str] = []
    kept: list[bool] = []
    into = body
    for piece in TAG.split(svg):
        if piece.startswith("<g"):
            kept.append(re.fullmatch(r'<g(?: id="[^"]*")?>', piece) is None)
        if piece in ("<defs>", "</defs>"):
            into = front if piece == "<defs>" else body
        elif not (piece.startswith(("<g", "</g")) and not (kept.pop() if piece == "</g>" else kept[-1])):
            into.append(_shorten_tag(piece, name) if piece.startswith("<") else piece)
    opened = next(place for place, piece in enumerate(body) if piece.startswith("<svg")) + 1
    definitions = f"<defs>{''.join(front)}</defs>" if any(map(str.strip, front)) else ""
    whole = "".join([*body[:opened], definitions, *body[opened:]])
    return re.sub(r"\n\s*\n", "\n", whole)


def _shorten_tag(tag: str, name: str) -> str:
    """Prefix the identifiers of a tag, round coordinates to a hundredth of a point, drop the font."""
    tag = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', tag)
    tag = re.sub(r'(xlink:href="#|url\(#)(?![xw]-)', rf"\1{name}-", tag)
    tag = re.sub(r'\b(?:d|x|y|transform)="[^"]*"', _round_numbers, tag)
    return re.sub(r"; font-family: 'DejaVu Sans', sans-serif", "", tag)


def _round_numbers(attribute: re.Match[str]) -> str:
    short = re.sub(r"-?\d+\.\d+", lambda number: f"{round(float(number[0]), 2):g}", attribute[0])
    return re.sub(r"\s*\n?(?<=[\s\"])([MLCQz])\s*", r"\1", short)


def _open_link(match: re.Match[str]) -> str:
    """Return the opening tag of a link with its name; without a label it is for the mouse only.

    The address stays ``xlink:href``: JupyterLab rewrites every ``href``, and fails on links within SVG.
    The role is for screen readers that recognise links by ``href``.
    """
    target, label = match.groups()
    if label and label != JOINED:
        return f'<a xlink:href="{target}" role="link"><title>{text(unquote(label))}</title>'
    return f'<a xlink:href="{target}" tabindex="-1" aria-hidden="true">'
