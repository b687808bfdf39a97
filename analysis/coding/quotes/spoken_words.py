"""Tell the spoken words of a record from its directions, times and page numbers."""

import re
from collections.abc import Iterator

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.extents import trim
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span

# words in brackets, which may be a direction such as "(Applause.)"
BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\.?")
# paragraphs that nobody speaks: a remark in brackets; times, numbers of columns and pages, rows of marks
REMARK = re.compile(r"[\s“\"*_]*[(\[].*[)\]][\s.”\"*_]*", re.DOTALL)
RECORD = re.compile(r"(?:[\W\d_]|(?:column|col|page|[ap]\.?m)\b)*", re.IGNORECASE)


def find_words(paragraph: Paragraph, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the spoken words of a paragraph, without directions such as "(Applause.)".

    Args:
        paragraph: a paragraph of a transcript.
        start: offset in it at which the words begin.
        end: offset at which they end; None for the end of the paragraph.
    """
    text = paragraph.text[:end]
    if REMARK.fullmatch(text, start) or RECORD.fullmatch(text, start):
        return
    directions = [match.span() for match in BRACKETS.finditer(text, start) if _is_direction(match[1])]
    borders = [start, *(offset for span in directions for offset in span), len(text)]
    for begin, end in zip(borders[::2], borders[1::2], strict=True):
        inside = paragraph.doc.char_span(begin, end, alignment_mode="contract")
        if inside is not None and any(token.is_alpha for token in inside):
            yield trim(inside)


def is_speech(text: str) -> bool:
    """Return whether somebody says "I", "we" or "you" outside quotation marks."""
    bounds = [0, *(offset for span in find_quoted_spans(text) for offset in span), len(text)]
    outside = " ".join(text[begin:end] for begin, end in zip(bounds[::2], bounds[1::2], strict=True))
    words = re.findall(r"[\w']+", outside.lower())
    return not get_words("transcripts", "speaking").isdisjoint(words)


def _is_direction(words: str) -> bool:
    """Return whether words in brackets are a direction: "Laughter.", "BEGIN VIDEO CLIP"."""
    pieces = re.findall(r"[\w-]+", words.lower())
    is_written_otherwise = (words.isupper() and len(pieces) > 1) or not any(map(str.isalpha, words))
    return is_written_otherwise or not get_words("transcripts", "directions").isdisjoint(pieces)
