"""Quotation marks and apostrophes made plain for the parser, one character for one character."""

import re
from bisect import bisect_right
from collections.abc import Iterator

# Offsets hold because every mark gives way to one other character.
SIMPLE = str.maketrans("’ʼ‘`´„«»″", "'''''““”\"")
OPENING, CLOSING = "“", "”"
MARKS = OPENING + CLOSING + '"'

# A single mark opens a quotation before a word and behind a space; "'em" and "'90s" are elisions.
SINGLE_OPENS = re.compile(
    r"(?:(?<=[\s(\[—–:“\"])|^)(?:‘(?=[\w(\[“\"…£$€])|'(?=\w))(?!(?:\d0s|em|n|til|tis|twas|cause)\b)",
    re.IGNORECASE,
)
SINGLE_CLOSES = re.compile(r"(?<=\S)['’](?!\w)")
# "workers’ rights": a mark that closes nothing, unless nothing else closes the quotation
POSSESSIVE = re.compile(r"(?<=s)['’](?=\s\w)")


def plain(text: str) -> str:
    """Return a text of the same length with one apostrophe and one pair of quotation marks.

    British quotations in single marks get double ones, and what is quoted inside them single ones.
    """
    if "‘" not in text and " '" not in text and not text.startswith("'"):
        return text.translate(SIMPLE)
    characters = list(text.translate(SIMPLE))
    for start, end in _singles(text):
        characters[start] = OPENING
        if end is not None:
            characters[start + 1 : end] = ("'" if it in MARKS else it for it in characters[start + 1 : end])
            characters[end] = CLOSING
    return "".join(characters)


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the stretches between double quotation marks of a plain text, marks included.

    A quotation left open runs to the end of its paragraph, as newspapers do when it goes on in
    the next. Straight marks alternate; curly ones are taken at face value.
    """
    found = []
    start: int | None = None
    for match in re.finditer(r"[“”\"]", text):
        mark, place = match[0], match.start()
        if start is None:
            start = place if mark != CLOSING else None
        elif mark != OPENING:
            found.append((start, place + 1))
            start = None
    return found if start is None else [*found, (start, len(text))]


def _singles(text: str) -> Iterator[tuple[int, int | None]]:
    """Yield where each quotation in single marks opens and closes, outside those in double marks.

    One that opens a paragraph may stay open (None): it goes on in the next.
    """
    doubles = iter(quotations(text.translate(SIMPLE)))
    double = next(doubles, None)
    openings = [match.start() for match in SINGLE_OPENS.finditer(text)]
    closings = [match.start() for match in SINGLE_CLOSES.finditer(text)]
    done = 0
    for start, limit in zip(openings, [*openings[1:], len(text)], strict=False):
        while double is not None and double[1] <= start:
            double = next(doubles, None)
        if start < done or (double is not None and double[0] < start):
            continue
        end = _closing(text, closings[bisect_right(closings, start) : bisect_right(closings, limit)])
        if end is not None or (text[start] == "‘" and not text[:start].strip()):
            done = len(text) if end is None else end
            yield start, end


def _closing(text: str, places: list[int]) -> int | None:
    """Choose the mark that closes a quotation: the first that cannot be a plural possessive."""
    certain = (place for place in places if not POSSESSIVE.match(text, place))
    return next(certain, places[0] if places else None)
