"""Define one style for all charts: colours safe for colour-blind readers, and a sign for each value."""

import os
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

from analysis.text import clean_line

# placeholders for colours that the page sets, light or dark; svg.py replaces them
INK, PAPER = "#010203", "#fdfefc"
# ink colour that links do not change
FIRM = "#010204"
FAINT = "#8a8f98"
# Okabe & Ito (2008), darkened until white text reads on all but orange
BLUE, ORANGE, RED, GREY, GREEN, PURPLE = "#0072b2", "#e69f00", "#c44e00", "#68707b", "#007f5f", "#a0468f"
BLACK, WHITE = "#111111", "#ffffff"


@dataclass(frozen=True)
class Mark:
    """The look of one value: colour, matplotlib marker, and a sign that works without colour."""

    colour: str
    marker: str
    sign: str


STANCE = {
    "support": Mark(BLUE, "o", "+"),
    "conditional": Mark(ORANGE, "D", "if"),
    "neutral": Mark(GREY, "h", "0"),
    "oppose": Mark(RED, "s", "–"),
}
# outlines of unchecked positions: contrast 3:1 on the page, light or dark, and no more
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


def choose_ink(colour: str) -> str:
    """Return the text colour for a filled mark."""
    return BLACK if colour == ORANGE else WHITE


def measure_text(words: str, size: float = 9) -> float:
    """Return the width of a text in DejaVu Sans, in inches; missing glyphs count as one em."""
    return sum(map(_measure, words)) * size / 72


@cache
def _measure(sign: str) -> float:
    """Return the width of a character in ems."""
    if unicodedata.east_asian_width(sign) in "WF" or not _load_font().get_char_index(ord(sign)):
        return 0.0 if unicodedata.combining(sign) else 1.0
    return (
        float(_load_font().load_char(ord(sign), flags=LoadFlags.NO_SCALE).horiAdvance)
        / _load_font().units_per_EM
    )


@cache
def _load_font() -> FT2Font:
    return FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))


# a font reads its open file; forks share their place in it, so each must open its own, as matplotlib's do
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_load_font.cache_clear)


def measure_labels(labels: Iterable[str], size: float = 9) -> float:
    """Return the width of the longest line of any label, in inches, with a margin."""
    return max((measure_text(line, size) for label in labels for line in label.split("\n")), default=0) + 0.15


def wrap_label(label: str, width: int) -> str:
    """Wrap a label to at most two lines of ``width`` characters; an ellipsis marks the cut."""
    lines = textwrap.wrap(clean_line(label), width) or [""]
    if len(lines) > 2:
        lines = [lines[0], clean_line(" ".join(lines[1:]), width)]
    return "\n".join(lines)


def wrap_text(words: str, inches: float, size: float, most: int) -> list[str]:
    """Wrap a text to a width and a number of lines; an ellipsis marks the cut.

    Args:
        words: one line, as ``text.plain`` returns it; broken at spaces, not at no-break spaces.
        inches: maximum width of a line.
        size: font size in points.
        most: maximum number of lines.
    """
    filled = [""]
    for word in words.split(" "):
        longer = f"{filled[-1]} {word}".lstrip()
        if measure_text(longer, size) <= inches:
            filled[-1] = longer
        else:
            filled = [line for line in filled if line] + _split_word(word, inches, size)
    if len(filled) > most:
        last = f"{filled[most - 1]} …"
        while measure_text(last, size) > inches:
            last = f"{_drop_word(last[:-1].rstrip())}…"
        filled = [*filled[: most - 1], last]
    return filled


def _drop_word(line: str) -> str:
    """Return a line without its last word, or, of a single word, without its last character."""
    first, space, _ = line.rpartition(" ")
    return f"{first} " if space else line[:-1]


def _split_word(word: str, inches: float, size: float) -> list[str]:
    """Split a word, or a sentence in a script without spaces, wherever a line is full."""
    pieces = [""]
    for sign in word:
        if measure_text(pieces[-1] + sign, size) > inches:
            pieces.append("")
        pieces[-1] += sign
    return pieces


@contextmanager
def apply_style() -> Iterator[None]:
    """Apply the package's style sheet, whatever the notebook has set."""
    with mpl.rc_context(fname=Path(__file__).with_name("stancebook.mplstyle")), warnings.catch_warnings():
        # text stays text in the SVG: the reader's fonts draw scripts that DejaVu Sans lacks
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        warnings.filterwarnings("ignore", "Matplotlib currently does not support .* natively")
        yield
