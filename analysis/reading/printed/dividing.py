"""Divide rows of words where columns are."""

from collections import Counter
from itertools import pairwise

from analysis.reading.printed.line import Line

_FEWEST = 3
"""Rows of which the words after a wide space begin at the same place, so that a column may begin there."""
_EXACT = 1.5
_MOST_EDGES = 50


def divide_rows(rows: list[list[Line]]) -> list[Line]:
    """Return the lines of a page: rows are divided at columns, and put together where only a space is wide.

    A space that is stretched to fill the line ends anywhere; the gap before a column ends at the
    column's left edge in most rows, and no words cross that edge.

    Args:
        rows: the rows of one page in order, each as pieces with a wide space between them.
    """
    edges = _find_edges(rows)
    lines: list[Line] = []
    for row in rows:
        lines.append(row[0])
        for before, piece in pairwise(row):
            if any(before.right < edge <= piece.left + _EXACT for edge in edges):
                lines.append(piece)
            else:
                lines[-1] = lines[-1].unite(piece, " ")
    return lines


def _find_edges(rows: list[list[Line]]) -> list[float]:
    """Return the left edges of columns that stand beside others in one row."""
    starts = Counter(round(piece.left) for row in rows for piece in row[1:])
    return [start for start, _ in starts.most_common(_MOST_EDGES) if _is_edge(start, rows)]


def _is_edge(start: float, rows: list[list[Line]]) -> bool:
    """Return whether most rows that go on right of a place do so exactly there, and no words cross it."""
    following = [next((piece for piece in row[1:] if piece.left >= start - _EXACT), None) for row in rows]
    aligned = [piece for piece in following if piece and piece.left <= start + _EXACT]
    if len(aligned) < _FEWEST:
        return False
    low, high = min(piece.bottom for piece in aligned), max(piece.top for piece in aligned)
    near = [piece for row in rows for piece in row if low < piece.top and piece.bottom < high]
    is_crossed = any(piece.left < start - _EXACT and piece.right > start + _EXACT for piece in near)
    others = sum(piece is not None and low < piece.top and piece.bottom < high for piece in following)
    return not is_crossed and len(aligned) > others / 2
