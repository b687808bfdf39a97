"""Normalise quotation marks and apostrophes for the parser, character by character."""

import re
from bisect import bisect_right
from collections.abc import Iterator

# Every mark is replaced by exactly one character, which keeps offsets valid.
SIMPLE = str.maketrans("’ʼ‘`´‚″", "''''''\"")
OPENING, CLOSING = "“", "”"
MARKS = OPENING + CLOSING + '"'

# Marks of one kind open and close a quotation together; those of another kind quote inside it. Which of a
# pair opens depends on the country ("»Ja«", "« Oui »", "„Ja“", "”Ja”"), so their neighbours decide too.
KINDS = ('"″', "“”„‟", "«»", "‹›")
FORMED_TO_OPEN, FORMED_TO_CLOSE = "“„‟«‹", "”»›"
BEFORE_WORDS = re.compile(r"(?:(?<=[\s(\[—–:])|^).(?=[\w(\[…£$€])")
AFTER_WORDS = re.compile(r"(?<=\S).(?!\w)")
DOUBLED_OPENING, DOUBLED_CLOSING = re.compile("``|‘‘"), re.compile("''|’’")

# A single mark opens a quotation between a space and a word; "'em" and "'90s" are elisions.
SINGLE_OPENS = re.compile(
    r"(?:(?<=[\s(\[—–:“\"])|^)(?:‘(?=[\w(\[“\"…£$€])|['‚](?=\w))(?!(?:\d0s|em|n|til|tis|twas|cause)\b)",
    re.IGNORECASE,
)
SINGLE_CLOSES = re.compile(r"(?<=\S)['’‘](?!\w)")
# "workers’ rights": not a closing mark, unless no other mark closes the quotation
POSSESSIVE = re.compile(r"(?<=s)['’](?=\s\w)")


def straighten(text: str) -> str:
    """Return a text of the same length with one apostrophe and one pair of quotation marks.

    British quotations in single marks get double marks, and quotations inside them single ones.
    """
    text = _settle_double_marks(_join_doubled_marks(text))
    if not SINGLE_OPENS.search(text):
        return text.translate(SIMPLE)
    characters = list(text.translate(SIMPLE))
    for start, end in _find_single_quotations(text):
        characters[start] = OPENING
        if end is not None:
            characters[start + 1 : end] = (
                "'" if character in MARKS else character for character in characters[start + 1 : end]
            )
            characters[end] = CLOSING
    return "".join(characters)


def find_quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans between double quotation marks of a normalised text, marks included.

    An open quotation runs to the end of its paragraph, as in newspapers when it continues in the
    next. Straight marks alternately open and close; curly ones open or close by their form.
    """
    found = []
    start: int | None = None
    for match in re.finditer(r"[“”\"]", text):
        mark, offset = match[0], match.start()
        if start is None:
            start = offset if mark != CLOSING else None
        elif mark != OPENING:
            found.append((start, offset + 1))
            start = None
    return found if start is None else [*found, (start, len(text))]


def _join_doubled_marks(text: str) -> str:
    """Replace two single marks that stand for a double one: "``We stay,'' he said"."""
    joined, count = DOUBLED_OPENING.subn(OPENING * 2, text)
    return DOUBLED_CLOSING.sub(CLOSING * 2, joined) if count else text


def _settle_double_marks(text: str) -> str:
    """Give double marks the form in which they open or close, and those inside a quotation a single one."""
    characters = list(text)
    opened: str | None = None
    for match in re.finditer(f"[{''.join(KINDS)}]", text):
        at, mark = match.start(), match[0]
        kind = next(kind for kind in KINDS if mark in kind)
        if opened is None:
            opens = kind == KINDS[0] or mark in FORMED_TO_OPEN or BEFORE_WORDS.match(text, at) is not None
            opened = kind if opens else None
            form = OPENING if opens else CLOSING
        elif kind != opened and _is_closed_after(text, at, opened):
            characters[at] = "'"
            continue
        elif kind == KINDS[0] or _closes(text, at):
            opened = None
            form = CLOSING
        else:
            form = OPENING
        characters[at] = '"' if kind == KINDS[0] else form
    return "".join(characters)


def _is_closed_after(text: str, at: int, kind: str) -> bool:
    """Return whether the next mark of a kind closes a quotation."""
    following = re.compile(f"[{kind}]").search(text, at + 1)
    return following is not None and _closes(text, following.start())


def _closes(text: str, at: int) -> bool:
    return text[at] in FORMED_TO_CLOSE or AFTER_WORDS.match(text, at) is not None


def _find_single_quotations(text: str) -> Iterator[tuple[int, int | None]]:
    """Yield the opening and closing offsets of quotations in single marks, outside double ones.

    One that opens a paragraph, or follows another, may stay open (None) and continue in the next.
    """
    doubles = iter(find_quoted_spans(text))
    double = next(doubles, None)
    openings = [match.start() for match in SINGLE_OPENS.finditer(text)]
    closings = [match.start() for match in SINGLE_CLOSES.finditer(text)]
    done = 0
    for start, limit in zip(openings, [*openings[1:], len(text)], strict=False):
        while double is not None and double[1] <= start:
            double = next(doubles, None)
        if start < done or (double is not None and double[0] < start):
            continue
        end = _choose_closing_mark(
            text, closings[bisect_right(closings, start) : bisect_right(closings, limit)]
        )
        is_mark = text[start] != "'" or text[start + 1].isupper()
        if end is not None or (is_mark and (done or not text[:start].strip())):
            done = len(text) if end is None else end
            yield start, end


def _choose_closing_mark(text: str, offsets: list[int]) -> int | None:
    """Choose the mark that closes a quotation: the first that cannot be a plural possessive."""
    certain = (offset for offset in offsets if not POSSESSIVE.match(text, offset))
    return next(certain, offsets[0] if offsets else None)
