"""Human codings: a table of statements that a person coded, or a machine's table that a person corrected.

One row a statement, under a header with columns of the statements table; those with a star are needed.

**Your own coding.** Without rows of the machine a table is a person's own coding. Wherever it has a row
for a document, an actor and an issue, nothing of the machine counts there.

**Corrections.** ``stancebook code`` writes ``statements.csv``, the machine's rows with their ``coder`` and
``listing``. Edit it in any spreadsheet program and save it as CSV under your own name:

- *change* a row: stance, words, actor, issue, organisation, condition or days. It is then yours;
- *reject* a statement: delete its row, or empty its ``stance``;
- *add* a statement: a new row, with ``coder`` and ``listing`` empty;
- *vouch* for a row as it is: write ``human:<name>`` in its ``coder``.

Every row that you leave as it is stays the machine's, with its confidence and its doubts, and says
nothing of whether you agree. Keep the columns, in any order. A later export may be edited in the same way
and takes the place of your earlier table.

==========================  =======================================================================
``doc_id``*                 the document, or the ``event_id`` of an event of the corpus's chronology
``actor``*, ``issue``*      by the names of the codebook; an actor also by an alias
``organisation``            for whom the actor speaks there, where it is not its side in the codebook
``stance``*                 ``support``, ``conditional``, ``neutral`` or ``oppose``; empty says that the
                            actor takes no stance on the issue there; in a row of the machine, that
                            this statement is none
``evidence``                the words that it rests on, as the document has them, or the description of
                            the event; needed with a stance
``start``, ``end``          where they stand; without them they are looked for
``condition``, ``if_met``   of a conditional stance: its condition, and the stance once it is met
``earliest``, ``latest``    first and last possible day, ``YYYY-MM-DD``; empty means by the publication of
                            the document, or on the days of the event
``reason``                  why; a note alone does not make a row of the machine yours
``coder``                   ``human:<name>``; anything else, also nothing, means ``human:<file name>``, but
                            for rows of the machine that were left as they are
``listing``                 what was written; it tells changed and deleted rows and is not to be edited
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
        coder: ``human:<name>``: whose it is, if it is a person's.
        cells: its texts by column of the statements table.
        machine: the coder that it names, where that is no person; "" for none.
        source: the table that it stands in.
    """

    item: str
    coder: str
    cells: tuple[tuple[str, str], ...]
    machine: str = ""
    source: str = "codings.csv"


def read_codings(path: Path) -> Iterator[Coding | Problem]:
    """Read a table of codings; bad input never raises.

    Args:
        path: a CSV or TSV file; delimiter and encoding are found out.

    Yields:
        A coding per row, and a problem for each part that could not be read.
    """
    is_empty = True
    for found in read_sheet(path, SHEET):
        is_empty = False
        yield _coding(path, found) if isinstance(found, Row) else found
    if is_empty:
        what = (
            "It has no rows, so it decides nothing. To reject statements of the machine, leave their rows "
            "and empty the `stance`."
        )
        yield Problem(path.name, what, "warning")


def _coding(path: Path, row: Row) -> Coding:
    named = row.cells.get("coder", "")
    is_person = named.startswith(HUMAN) and named != HUMAN
    coder = named if is_person else f"{HUMAN}{path.stem}"
    machine = "" if is_person or named == HUMAN else named
    return Coding(row.item, coder, tuple(row.cells.items()), machine, path.name)
