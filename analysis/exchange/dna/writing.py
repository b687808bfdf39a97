"""Write a DNA database: original content unchanged, with new and changed content added.

Statements that support or oppose get the type ``DNA Statement``, which DNA's networks count. Its boolean
cannot hold a conditional or neutral stance or one that its coder doubted: these get a separate type,
``Stancebook Statement`` (person, organization, concept, stance, if met, condition, doubt).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.exchange.dna.content import Content
from analysis.exchange.dna.database import Rows, clean_tables
from analysis.exchange.dna.documents import Texts
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.reading import FORMAT
from analysis.exchange.dna.saving import save
from analysis.exchange.dna.schema import LONGEST
from analysis.exchange.dna.statements import Statements
from analysis.reading.normalising import to_one_line
from analysis.text import format_count

SAME = ("doc_id", "actor", "organisation", "issue", "stance", "start", "end", "coder", "condition", "if_met")


def write_dna(
    path: str | Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write a database that DNA 3 opens.

    With the ``extras`` of a project read from DNA, unchanged content is written back exactly: all tables,
    offsets and IDs. A statement whose ID is known but whose content differs is changed in place. A statement
    of the original that is no longer in ``statements`` is omitted, as is a document.

    Args:
        path: the output file; an existing file is replaced once the new one is complete.
        documents: the documents table.
        statements: the statements table; human coders are written by name, machines as ``machine:<name>``.
        codebook: its people become ``person``, other actors ``organization``, issues ``concept``.
        extras: the extras of ``read_dna``, or any others for a new database.

    Returns:
        Problems: content that could not be transferred.

    Raises:
        StancebookError: for a statement whose document is not in the documents table.
    """
    path = Path(path)
    rows, problems = merge_tables(documents, statements, codebook, extras)
    return (*problems, *save(rows, path))


def merge_tables(
    documents: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, extras: Mapping[str, Any]
) -> tuple[Rows, list[Problem]]:
    """Return the rows of a database for these tables, and the problems.

    Args:
        documents: the documents table, as for ``write_dna``.
        statements: the statements table.
        codebook: its actors and issues.
        extras: the extras of a project read from DNA.
    """
    document_rows = to_records(documents)
    draft = Draft(restore_rows(extras))
    before = Content({name: [dict(row) for row in rows] for name, rows in draft.rows.items()})
    originals = _read_originals(before)
    texts = Texts(draft, before, document_rows)
    writer = Statements(draft, codebook, texts)
    matched = set()
    for statement in to_records(statements):
        if statement["doc_id"] not in texts.ids:
            raise StancebookError(
                f"Statements: {unknown_name_error('document', statement['doc_id'], texts.ids)}"
            )
        number = str(statement["statement_id"])
        original = originals.get(number)
        if original is None:
            writer.add(statement)
        elif number not in matched:
            matched.add(number)
            if not _is_same(original, statement) or statement["doc_id"] in texts.changed:
                writer.change(int(number), statement)
    present = {str(row["ID"]) for row in draft.rows["STATEMENTS"]}
    gone = (originals.keys() & present) - matched
    draft.remove_statements(map(int, gone))
    texts.relocate_statements({int(number) for number in originals})
    messages = [f"{text[:60]!r}… is cut: DNA allows {LONGEST} characters." for text in draft.cut]
    if gone:
        missing = format_count(len(gone), "statement")
        messages.append(f"Omitted, because the corpus no longer has them: {missing} of the DNA file.")
    messages += writer.describe_losses()
    return draft.rows, [*texts.problems, *(Problem("dna", what, "warning") for what in messages)]


def to_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, with None for missing values."""
    cells = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in cells.to_dict("records")]


def restore_rows(extras: Mapping[str, Any]) -> Rows:
    """Return the rows of the database that extras were read from; no rows for extras of another format."""
    tables = extras.get("tables") if extras.get("format") == FORMAT else None
    return clean_tables(tables if isinstance(tables, Mapping) else {})[0]


def _read_originals(content: Content) -> dict[str, dict[str, Any]]:
    """Return the original cells of a database's statements, by ID."""
    found = {}
    for row in content.rows["STATEMENTS"]:
        try:
            found[str(row["ID"])] = content.read_statement(row)
        except StancebookError:
            continue
    return found


def _is_same(original: Mapping[str, Any], statement: Mapping[str, Any]) -> bool:
    """Return whether a statement equals the original, ignoring differences in spacing."""
    then, now = ([_to_one_line(row.get(name)) for name in SAME] for row in (original, statement))
    return then == now


def _to_one_line(value: Any) -> Any:
    return to_one_line(value) if isinstance(value, str) else value
