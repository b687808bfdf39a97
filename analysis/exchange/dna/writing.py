"""A DNA database out: what came from one goes back as it was, what is new or changed is put beside it.

Statements that support or oppose go into the type ``DNA Statement``, which DNA's networks count. Its
boolean cannot hold a conditional or neutral stance or one that its coder doubted: these go into a type of
their own, ``Stancebook Statement`` (person, organization, concept, stance, if met, condition, doubt).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange.dna.content import Content
from analysis.exchange.dna.database import Rows, cleaned
from analysis.exchange.dna.documents import Texts
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.reading import FORMAT
from analysis.exchange.dna.saving import save
from analysis.exchange.dna.schema import LONGEST
from analysis.exchange.dna.statements import Statements
from analysis.reading.normalising import one_line
from analysis.text import count

SAME = ("doc_id", "actor", "organisation", "issue", "stance", "start", "end", "coder", "condition", "if_met")


def write_dna(
    path: str | Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write a database that DNA 3 opens.

    With the ``extras`` of a project that was read from DNA, what nobody changed goes back as it was: all
    tables, offsets and IDs. A statement whose ID is known but whose content differs is changed in place; one
    of the table's that is no longer in ``statements`` is left out, and so is a document.

    Args:
        path: the file to write; it takes its place all at once.
        documents: the documents table.
        statements: the statements table; coders that are persons come by their names, machines as
            ``machine:<name>``.
        codebook: whose persons go to ``person``, other actors to ``organization``, issues to ``concept``.
        extras: of ``read_dna``, or anything else for a new database.

    Returns:
        What could not be carried over.

    Raises:
        StancebookError: for a statement whose document is not among the documents.
    """
    path = Path(path)
    rows, problems = merged(documents, statements, codebook, extras)
    return (*problems, *save(rows, path))


def merged(
    documents: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, extras: Mapping[str, Any]
) -> tuple[Rows, list[Problem]]:
    """Return the rows of a database for these tables, and what could not be carried over.

    Args:
        documents: as of ``write_dna``, like the others.
        statements: the statements table.
        codebook: its actors and issues.
        extras: what came with a database.
    """
    listed = records(documents)
    draft = Draft(restored(extras))
    before = Content({name: [dict(row) for row in rows] for name, rows in draft.rows.items()})
    originals = _originals(before)
    texts = Texts(draft, before, listed)
    writer = Statements(draft, codebook, texts)
    kept = set()
    for given in records(statements):
        if given["doc_id"] not in texts.ids:
            raise StancebookError(f"Statements: {unknown('document', given['doc_id'], texts.ids)}")
        number = str(given["statement_id"])
        original = originals.get(number)
        if original is None:
            writer.add(given)
        elif number not in kept:
            kept.add(number)
            if not _is_same(original, given) or given["doc_id"] in texts.changed:
                writer.change(int(number), given)
    there = {str(row["ID"]) for row in draft.rows["STATEMENTS"]}
    gone = (originals.keys() & there) - kept
    draft.remove_statements(map(int, gone))
    texts.move_others({int(number) for number in originals})
    told = [f"{text[:60]!r}… is cut: DNA allows {LONGEST} characters." for text in draft.cut]
    if gone:
        missing = count(len(gone), "statement")
        told.append(f"Left out, because the corpus no longer has them: {missing} of the DNA file.")
    told += writer.told()
    return draft.rows, [*texts.problems, *(Problem("dna", what, "warning") for what in told)]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, what is missing as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]


def restored(extras: Mapping[str, Any]) -> Rows:
    """Return the rows of the database that extras came with; none where they came with something else."""
    tables = extras.get("tables") if extras.get("format") == FORMAT else None
    return cleaned(tables if isinstance(tables, Mapping) else {})[0]


def _originals(content: Content) -> dict[str, dict[str, Any]]:
    """Return what the statements of a database said, by their ID."""
    found = {}
    for row in content.rows["STATEMENTS"]:
        try:
            found[str(row["ID"])] = content.cells(row)
        except StancebookError:
            continue
    return found


def _is_same(original: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether a statement says what it said; an organisation that is its actor need not be named."""
    then, now = ([_plain(row.get(name)) for name in SAME] for row in (original, given))
    return then == now


def _plain(value: Any) -> Any:
    return one_line(value) if isinstance(value, str) else value
