"""Read human codings: statements that a person coded, or a machine's table that a person corrected.

The table has one row per statement and a header with columns of the statements table; columns with a star are
required.

**Your own coding.** A table without rows of the machine is a person's own coding. Where it has a row for a
cell (document, actor and issue), the machine's statements in that cell do not count.

**Corrections.** ``stancebook code`` writes ``statements.csv``, the machine's rows with their ``coder`` and
``listing``. Edit it in any spreadsheet program and save it as CSV under your own name:

- *change* a row: its stance, evidence, actor, issue, organisation, condition or days. The row is then yours;
- *reject* a statement: delete its row or clear its ``stance``; if you clear it, whatever the machine comes
  to code later for the same actor and issue in these words is rejected too;
- *add* a statement: add a row with ``coder`` and ``listing`` empty;
- *confirm* a row unchanged: write ``human:<name>`` in its ``coder``.

Unchanged rows remain the machine's, with their confidence and doubts; they do not say whether you agree. Keep
the columns, in any order. You can edit a later export in the same way; it replaces your earlier table.

==========================  =======================================================================
``doc_id``*                 the document, or the ``event_id`` of an event in the corpus's chronology
``actor``*, ``issue``*      their names in the codebook; for an actor also an alias
``organisation``            the organisation that the actor speaks for here, if not its side in the codebook
``stance``*                 ``support``, ``conditional``, ``neutral`` or ``oppose``; empty if the actor
                            takes no stance on the issue here or, in a row of the machine, to reject
                            the statement
``evidence``                the words it is based on, exactly as in the document or the description of
                            the event; required with a stance
``start``, ``end``          offsets of the evidence; if empty, the evidence is searched for
``condition``, ``if_met``   condition of a conditional stance, and the stance once it is met
``earliest``, ``latest``    first and last possible day, ``YYYY-MM-DD``; if empty, any day up to the
                            publication of the document, or the days of the event
``reason``                  explanation; editing it alone does not make a row of the machine yours
``coder``                   ``human:<name>``; anything else, or nothing, means ``human:<file name>``,
                            except in unchanged rows of the machine
``listing``                 fingerprint of the exported row, which reveals changed and deleted rows; do
                            not edit it
==========================  =======================================================================

Other columns of the statements table are allowed and ignored.
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
    """One row of a table of codings, as written.

    Attributes:
        item: the file and line.
        coder: ``human:<name>``, the person to whom the row belongs if it is a person's.
        cells: its cells by column of the statements table.
        machine: the coder named in the row if it is not a person; otherwise "".
        source: the table that contains the row.
    """

    item: str
    coder: str
    cells: tuple[tuple[str, str], ...]
    machine: str = ""
    source: str = "codings.csv"


def read_codings(path: Path) -> Iterator[Coding | Problem]:
    """Read a table of codings; bad input never raises.

    Args:
        path: a CSV or TSV file; its delimiter and encoding are detected.

    Yields:
        A coding for each row, and a problem for each part that could not be read.
    """
    is_empty = True
    for found in read_sheet(path, SHEET):
        is_empty = False
        yield _parse_row(path, found) if isinstance(found, Row) else found
    if is_empty:
        message = (
            "It has no rows, so it has no effect. To reject statements of the machine, keep their rows "
            "and clear the `stance`."
        )
        yield Problem(path.name, message, "warning")


def _parse_row(path: Path, row: Row) -> Coding:
    named = row.cells.get("coder", "")
    is_person = named.startswith(HUMAN) and named != HUMAN
    coder = named if is_person else f"{HUMAN}{path.stem}"
    machine = "" if is_person or named == HUMAN else named
    return Coding(row.item, coder, tuple(row.cells.items()), machine, path.name)
