"""Show evidence in its article, and widen or narrow it by clause."""

import re
from itertools import pairwise

from analysis.coding.verification import find_places
from analysis.language.parsing import split_paragraphs

Span = tuple[int, int]
# the end of a clause or sentence, with the quotation marks that close it
END = re.compile(r"[,;:.!?…—–][”’\"'»)\]]*(?=\s|$)")


def list_passage(text: str, start: int, end: int) -> list[list[tuple[str, bool]]]:
    """Return the paragraphs of the evidence, and one before and after, cut at the evidence.

    Args:
        text: the text of the article.
        start: offset of the evidence.
        end: offset just after it.

    Returns:
        For each paragraph its pieces, each with whether it is evidence.
    """
    spans = [(at, at + len(piece)) for at, piece in split_paragraphs(text)]
    held = [place for place, span in enumerate(spans) if span[0] < end and start < span[1]]
    if not held:
        return [[(text[start:end], True)]]
    passage = []
    for first, last in spans[max(0, held[0] - 1) : held[-1] + 2]:
        low, high = sorted((min(max(edge, first), last)) for edge in (start, end))
        pieces = [(text[first:low], False), (text[low:high], True), (text[high:last], False)]
        passage.append([piece for piece in pieces if piece[0]])
    return passage


def locate(text: str, words: str, start: int, end: int) -> Span | None:
    """Return where words are in a text: at the given offsets or else nearest to them; None if nowhere."""
    if text[start:end].split() == words.split():
        return start, end
    return min(find_places(text, words), key=lambda span: abs(span[0] - start), default=None)


def widen(text: str, start: int, end: int) -> Span:
    """Return the evidence widened to whole clauses or, if it is that already, by one.

    It grows to the right up to the end of its sentence, then to the left up to its beginning, then by the
    next clause, and never beyond its paragraph.
    """
    clauses = _list_clauses(text, start, end)
    held = [clause for clause in clauses if clause[0] < end and start < clause[1]]
    whole = (min(held[0][0], start), max(held[-1][1], end)) if held else (start, end)
    if whole != (start, end):
        return whole
    before = [clause for clause in clauses if clause[1] <= start]
    after = [clause for clause in clauses if clause[0] >= end]
    is_finished = _ends_sentence(text, end)
    can_grow_left = bool(before) and not _ends_sentence(text, before[-1][1])
    if before and ((is_finished and can_grow_left) or not after):
        return before[-1][0], end
    return (start, after[0][1]) if after else (start, end)


def narrow(text: str, start: int, end: int) -> Span:
    """Return the evidence without its last clause; unchanged if it has only one."""
    held = [(first, last) for first, last in _list_clauses(text, start, end) if first < end and start < last]
    return (start, held[-2][1]) if len(held) > 1 else (start, end)


def _list_clauses(text: str, start: int, end: int) -> list[Span]:
    """Return the clauses of the paragraphs that contain a span, without the spaces around them."""
    clauses = []
    for at, piece in split_paragraphs(text):
        if not (at < end and start < at + len(piece)):
            continue
        edges = [0, *(match.end() for match in END.finditer(piece)), len(piece)]
        for first, last in pairwise(edges):
            words = piece[first:last]
            if words.strip():
                first += len(words) - len(words.lstrip())
                clauses.append((at + first, at + first + len(words.strip())))
    return clauses


def _ends_sentence(text: str, end: int) -> bool:
    return bool(re.search(r"[.!?…][”’\"'»)\]]*$", text[max(0, end - 5) : end]))
