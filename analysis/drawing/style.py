"""One look for all charts: colours that colour-blind readers can tell apart, and a sign for each."""

import textwrap
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib.ft2font import FT2Font, LoadFlags

from analysis.text import plain

# stand for colours that the page sets, light or dark; chart.py puts them in
INK, PAPER = "#010203", "#fdfefc"
# ink that stays ink within a link
FIRM = "#010204"
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
# outlines of what rests on little: 3:1 on the page, light or dark, and no more
PALE = {"support": "#4a98c9", "conditional": "#c08400", "neutral": FAINT, "oppose": "#dd6f33"}
RELATION = {"agree": BLUE, "partly": ORANGE, "differ": RED}
DIRECTNESS = {"direct": BLUE, "mixed": GREEN, "indirect": GREY}
SOURCING = {"named": BLUE, "role": GREEN, "anonymous": ORANGE, "vague": RED, "none": PURPLE}
STATUS = {
    "occurred": Mark(BLUE, "o", "happened"),
    "planned": Mark(PURPLE, "^", "planned"),
    "hypothetical": Mark(GREY, "D", "hypothetical"),
    "denied": Mark(RED, "X", "denied"),
}


def ink_on(colour: str) -> str:
    """Return the colour of text on a filled mark."""
    return BLACK if colour == ORANGE else WHITE


def text_width(words: str, size: float = 9) -> float:
    """Return how many inches a text takes in DejaVu Sans; what that face lacks is taken as a square."""
    return sum(map(_advance, words)) * size / 72


@cache
def _advance(sign: str) -> float:
    """Return the width of a sign in ems."""
    if unicodedata.east_asian_width(sign) in "WF" or not _face().get_char_index(ord(sign)):
        return 0.0 if unicodedata.combining(sign) else 1.0
    return float(_face().load_char(ord(sign), flags=LoadFlags.NO_SCALE).horiAdvance) / _face().units_per_EM


@cache
def _face() -> FT2Font:
    return FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))


def label_width(labels: Iterable[str], size: float = 9) -> float:
    """Return the inches that the longest line of any label takes, with a margin."""
    return max((text_width(line, size) for label in labels for line in label.split("\n")), default=0) + 0.15


def wrapped(label: str, width: int) -> str:
    """Return a label in at most two lines of ``width`` characters, the rest cut with an ellipsis."""
    lines = textwrap.wrap(plain(label), width) or [""]
    if len(lines) > 2:
        lines = [lines[0], plain(" ".join(lines[1:]), width)]
    return "\n".join(lines)


def lines(words: str, inches: float, size: float, most: int) -> list[str]:
    """Return a text in at most so many lines of a width, the rest cut with an ellipsis.

    Args:
        words: one line, as ``markup.plain`` makes it; breaks at spaces, not at no-break spaces.
        inches: how wide a line may be.
        size: of the letters, in points.
        most: how many lines.
    """
    filled = [""]
    for word in words.split(" "):
        longer = f"{filled[-1]} {word}".lstrip()
        if text_width(longer, size) <= inches:
            filled[-1] = longer
        else:
            filled = [line for line in filled if line] + _pieces(word, inches, size)
    if len(filled) > most:
        last = f"{filled[most - 1]} {filled[most]}"
        while text_width(f"{last}…", size) > inches:
            last = last[:-1].rstrip()
        filled = [*filled[: most - 1], f"{last}…"]
    return filled


def _pieces(word: str, inches: float, size: float) -> list[str]:
    """Cut a word, or a sentence of a script without spaces, where a line is full."""
    pieces = [""]
    for sign in word:
        if text_width(pieces[-1] + sign, size) > inches:
            pieces.append("")
        pieces[-1] += sign
    return pieces


@contextmanager
def styled() -> Iterator[None]:
    """Draw within the package's own style sheet, whatever the notebook has set."""
    with mpl.rc_context(fname=Path(__file__).with_name("stancebook.mplstyle")), warnings.catch_warnings():
        # the text stays text: a script that DejaVu Sans lacks is drawn by the reader's own fonts
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")
        yield
