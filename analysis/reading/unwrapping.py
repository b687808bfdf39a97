"""Join lines that print, wire services or PDF files have broken, so that each paragraph is one line.

A text counts as broken at a fixed width if its lines are filled, so that the first word of the next line
would not have fitted, and if many lines begin in the middle of a sentence. Verse, lists and tables fail one
of the two.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

NARROWEST, WIDEST = 20, 110
"""Characters of a full line: narrower is a list or verse, wider a paragraph."""
FEWEST = 2
"""Line ends within a paragraph below which nothing is joined."""
FILLED, CONTINUED = 0.7, 0.35
"""Share of line ends that are filled, and of lines that begin with a small letter, in a broken text."""
SPLIT = 0.04
"""Share of lines that end in a hyphen from which a text counts as one that splits words."""
# a ragged margin, or a hyphenated word of which more might have fitted
_SLACK = 4
_INDENT = 2
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# words that English joins to others by a hyphen, before or after it
_BEFORE = re.compile(
    "anti|ex|half|high|long|low|mid|multi|non|one|two|three|four|five|six|seven|eight|nine|ten|post|pre|pro|"
    "self|semi|short|so|vice|well",
    re.IGNORECASE,
)
_AFTER = re.compile(
    "a|an|and|backed|based|called|day|elect|fire|general|hour|in|le|long|led|made|month|of|off|old|on|out|"
    "party|run|scale|style|term|the|to|time|up|week|wide|wing|years?"
)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»“)\]]*$")
_REPLY = re.compile(r">(?!>) ?")
_OPENING = re.compile(r"[\"'“‘„»«(\[]*[A-Z0-9]")


def unwrap(text: str) -> str:
    r"""Return a text with its broken lines joined; a text without such lines is unchanged.

    Paragraphs are separated by blank lines, by indents, and by a short line before a capital letter.

    >>> unwrap("The city council of Northport\ndefended its harbour toll on\nMonday after a long debate.")
    'The city council of Northport defended its harbour toll on Monday after a long debate.'
    """
    text = _drop_reply_marks(text)
    lines = text.split("\n")
    width = _find_width(lines)
    if width is None:
        lines = _close_up(lines)
        width = _find_width(lines)
    if width is None:
        return text
    splits = sum(bool(_HYPHENATED.search(line)) for line in lines) >= SPLIT * len(lines)
    words = Counter(_FIRST_WORD.findall(text))
    blocks = [list(block) for _, block in groupby(lines, key=lambda line: bool(line.strip()))]
    joined: list[str] = []
    for block in blocks:
        if block[0].strip():
            paragraphs = [_join(paragraph, words, splits) for paragraph in _split_paragraphs(block, width)]
            joined.append("\n\n".join(paragraphs))
        else:
            joined.append("\n".join(block))
    return "\n".join(joined)


def _drop_reply_marks(text: str) -> str:
    """Return a text without the ">" if mail has put one before each line; ">>" marks another speaker."""
    is_quoted = all(_REPLY.match(line) for line in text.split("\n") if line)
    return "\n".join(_REPLY.sub("", line) for line in text.split("\n")) if is_quoted else text


def _close_up(lines: list[str]) -> list[str]:
    """Return double-spaced lines without the blank lines, except between paragraphs; others unchanged."""
    if any(first.strip() and second.strip() for first, second in pairwise(lines)):
        return lines
    return re.sub(r"\n\n(\n?)\n*", r"\n\1", "\n".join(lines)).split("\n")


def _find_width(lines: list[str]) -> int | None:
    """Return the width at which lines are broken, or None if they are not."""
    pairs = [(first, second) for first, second in pairwise(lines) if first.strip() and second.strip()]
    if len(pairs) < FEWEST:
        return None
    lengths = sorted(len(line) for line in lines if line.strip())
    # a heading, an address or the line with the place may be longer than the text is wide
    longer = len(lengths) // 20
    widths = dict.fromkeys(lengths[-1 - longer : -3 - longer : -1])
    return next((width for width in widths if _is_width(width, pairs)), None)


def _is_width(width: int, pairs: list[tuple[str, str]]) -> bool:
    """Return whether pairs of lines look broken at a width."""
    if not NARROWEST <= width <= WIDEST:
        return False
    inside = [pair for pair in pairs if not _SENTENCE_END.search(pair[0])]
    filled = sum(_is_filled(*pair, width) for pair in inside)
    continued = sum(second.lstrip()[:1].islower() for _, second in inside)
    return filled >= max(FEWEST, FILLED * len(inside)) and continued >= CONTINUED * len(inside)


def _is_filled(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK


def _split_paragraphs(block: list[str], width: int) -> Iterator[list[str]]:
    """Yield the lines of each paragraph of a block, which has no blank line."""
    margins = [len(line.expandtabs()) - len(line.expandtabs().lstrip()) for line in block]
    paragraph = [block[0]]
    for (line, following), margin in zip(pairwise(block), margins[1:], strict=True):
        is_last = not _is_filled(line, following, width) and _OPENING.match(following.lstrip())
        if margin >= min(margins) + _INDENT or is_last:
            yield paragraph
            paragraph = []
        paragraph.append(following)
    yield paragraph


def _join(lines: list[str], words: Counter[str], splits: bool) -> str:
    parts = [lines[0].strip()]
    for line in lines[1:]:
        following = line.strip()
        first, second = _HYPHENATED.search(parts[-1][-60:]), _FIRST_WORD.match(following)
        if not first or not second:
            parts.append(" ")
        elif splits and not _is_compound(first[1], second[0], words):
            parts[-1] = parts[-1][:-1]
        parts.append(following)
    return "".join(parts)


def _is_compound(first: str, second: str, words: Counter[str]) -> bool:
    """Return whether two words at a line end are joined by a hyphen of their own."""
    if not second[0].islower():
        return True
    are_words = words[first] > 1 and words[second] > 1
    is_usual = _BEFORE.fullmatch(first) or _AFTER.fullmatch(second)
    return first + second not in words and bool(are_words or is_usual)
