"""Human codings: a table of statements that a person coded, or a machine's table that a person corrected.

One row a statement, under a header with columns of the statements table; those with a star are needed.

==========================  =======================================================================
``doc_id``*                 the document, or the ``event_id`` of an event of the corpus's chronology
``actor``*, ``issue``*      by the names of the codebook; an actor also by an alias
``organisation``            for whom the actor speaks there, where it is not its side in the codebook
``stance``*                 ``support``, ``conditional``, ``neutral`` or ``oppose``; empty says that the
                            actor takes no stance on the issue there
``evidence``                the words that it rests on, as the document has them, or the description of
                            the event; needed with a stance
``start``, ``end``          where they stand; without them they are looked for
``condition``, ``if_met``   of a conditional stance: its condition, and the stance once it is met
``earliest``, ``latest``    first and last possible day, ``YYYY-MM-DD``; empty means by the publication of
                            the document, or on the days of the event
``reason``                  why
``coder``                   ``human:<name>``; anything else, also nothing, means ``human:<file name>``
==========================  =======================================================================

The other columns of the statements table may be there and are not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis import tables
from analysis.documents import Problem
from analysis.reading.sheet import Row, Sheet, read_sheet

SHEET = Sheet(
    "a table of codings", tuple(tables.schema("statements")), ("doc_id", "actor", "issue", "stance")
)
HUMAN = "human:"


@dataclass(frozen=True)
class Coding:
    """One row that a person coded, as it was written.

    Attributes:
        item: the file and line.
        coder: ``human:<name>``.
        cells: its texts by column of the statements table.
    """

    item: str
    coder: str
    cells: tuple[tuple[str, str], ...]


def read_codings(path: Path) -> Iterator[Coding | Problem]:
    """Read a table of codings; bad input never raises.

    Args:
        path: a CSV or TSV file; delimiter and encoding are found out.

    Yields:
        A coding per row, and a problem for each part that could not be read.
    """
    for found in read_sheet(path, SHEET):
        yield _coding(path, found) if isinstance(found, Row) else found


def _coding(path: Path, row: Row) -> Coding:
    named = row.cells.get("coder", "")
    coder = named if named.startswith(HUMAN) and named != HUMAN else f"{HUMAN}{path.stem}"
    return Coding(row.item, coder, tuple(row.cells.items()))
