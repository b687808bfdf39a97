"""Cut a long article at paragraphs, so that each part fits into one request."""

import re
from collections.abc import Iterator

# characters of a part: some 3,000 tokens
LONGEST = 12_000
PARAGRAPH = re.compile(r"[^\n]+")
# where a paragraph that is too long itself is cut
SENTENCE_ENDS = re.compile(r"(?<=[.!?”\"])\s+|\s+")

Span = tuple[int, int]


def find_paragraphs(text: str) -> list[Span]:
    """Return the start and end of each paragraph."""
    return [match.span() for match in PARAGRAPH.finditer(text) if match[0].strip()]


def cut(text: str, longest: int = LONGEST) -> list[Span]:
    r"""Return the start and end of each part: whole paragraphs, as many as fit.

    >>> cut("One.\n\nTwo.\n\nThree.", longest=11)
    [(0, 10), (12, 18)]
    """
    parts: list[Span] = []
    for start, end in _limit(text, longest):
        if parts and end - parts[-1][0] <= longest:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _limit(text: str, longest: int) -> Iterator[Span]:
    """Yield the paragraphs, those that are too long in pieces."""
    for start, end in find_paragraphs(text):
        while end - start > longest:
            ends = [match.end() for match in SENTENCE_ENDS.finditer(text, start, start + longest)]
            middle = ends[-1] if ends else start + longest
            yield start, middle
            start = middle
        yield start, end
