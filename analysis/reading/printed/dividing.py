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
    column's left edge in most rows, and few words cross that edge.

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
    pieces = [piece for row in rows for piece in row]
    after_gaps = [piece for row in rows for piece in row[1:]]
    edges: list[float] = []
    for start, _ in Counter(round(piece.left) for piece in after_gaps).most_common(_MOST_EDGES):
        aligned = [piece for piece in after_gaps if abs(piece.left - start) <= _EXACT]
        if len(aligned) >= _FEWEST:
            low, high = min(piece.bottom for piece in aligned), max(piece.top for piece in aligned)
            crossing = sum(
                piece.left < start - _EXACT
                and piece.right > start + _EXACT
                and low < piece.top
                and piece.bottom < high
                for piece in pieces
            )
            if len(aligned) > crossing:
                edges.append(start)
    return edges
