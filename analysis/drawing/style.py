"""One look for all charts: colours that colour-blind readers can tell apart, and a sign for each."""

import textwrap
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl

from analysis.drawing.markup import plain

# stand for colours that the page sets, light or dark; chart.py puts them in
INK, PAPER = "#010203", "#fdfefc"
FAINT = "#8a8f98"
# Okabe & Ito (2008), darkened until white text reads on all but orange
BLUE, ORANGE, RED, GREY, GREEN, PURPLE = "#0072b2", "#e69f00", "#c44e00", "#68707b", "#007f5f", "#a0468f"
BLACK, WHITE = "#111111", "#ffffff"


@dataclass(frozen=True)
class Mark:
    """How one value looks: colour, matplotlib marker, and a sign that needs no colour."""

    colour: str
    marker: str
    sign: str


STANCE = {
    "support": Mark(BLUE, "o", "+"),
    "conditional": Mark(ORANGE, "D", "if"),
    "neutral": Mark(GREY, "h", "0"),
    "oppose": Mark(RED, "s", "–"),
}
RELATION = {"agree": BLUE, "partly": ORANGE, "differ": RED}
DIRECTNESS = {"direct": BLUE, "mixed": GREEN, "indirect": GREY}
SOURCING = {"named": BLUE, "role": GREEN, "anonymous": ORANGE, "vague": RED, "none": PURPLE}
STATUS = {
    "occurred": Mark(BLUE, "o", "happened"),
    "planned": Mark(GREEN, "^", "planned"),
    "hypothetical": Mark(ORANGE, "D", "hypothetical"),
    "denied": Mark(RED, "X", "denied"),
}


def ink_on(colour: str) -> str:
    """Return the colour of text on a filled mark."""
    return BLACK if colour == ORANGE else WHITE


def text_width(words: str, size: float = 9) -> float:
    """Return about how many inches a text takes: letters at their mean width, ideographs in full."""
    ems = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.61 for sign in words)
    return ems * size / 72


def label_width(labels: Iterable[str], size: float = 9) -> float:
    """Return the inches that the longest line of any label takes, with a margin."""
    return max((text_width(line, size) for label in labels for line in label.split("\n")), default=0) + 0.15


def wrapped(label: str, width: int) -> str:
    """Return a label in at most two lines of ``width`` characters, the rest cut with an ellipsis."""
    lines = textwrap.wrap(plain(label), width) or [""]
    if len(lines) > 2:
        lines = [lines[0], plain(" ".join(lines[1:]), width)]
    return "\n".join(lines)


@contextmanager
def styled() -> Iterator[None]:
    """Draw within the package's own style sheet, whatever the notebook has set."""
    with mpl.rc_context(fname=Path(__file__).with_name("stancebook.mplstyle")), warnings.catch_warnings():
        # the text stays text: a script that DejaVu Sans lacks is drawn by the reader's own fonts
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")
        yield
