"""Build DNA's event list: one row per statement, with DNA's column names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.errors import unknown_name_error
from analysis.exchange.dna.content import AGREEMENT, Content
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.positions import convert_span
from analysis.exchange.dna.reading import read_dna
from analysis.exchange.dna.writing import merge_tables, restore_rows
from analysis.exchange.foreign_database import Row
from analysis.exchange.project import Project
from analysis.replacing import replace_atomically
from analysis.spreadsheets import neutralise_table
from analysis.text import format_count

DNA_STATEMENT = "DNA Statement"
DOCUMENT = ("Title", "Author", "Source", "Section", "Type")


def event_list(project: Project | str | Path, statement_type: str = DNA_STATEMENT) -> pd.DataFrame:
    """Return the statements of one type as in DNA's event list, in DNA's order.

    Args:
        project: the result of ``read_dna``, or the path of a database.
        statement_type: the label of the type.

    Returns:
        One row per statement, ordered by date, document and position: ``statement_id``, ``time`` (UTC), the
        variables of the type under their own names (booleans and integers as numbers, texts unchanged, ""
        if there is none), ``start_position``, ``stop_position``, ``text`` (verbatim), ``coder`` (DNA's ID),
        ``document_id``, ``document_title``, ``document_author``, ``document_source``, ``document_section``
        and ``document_type``.

    Raises:
        StancebookError: when the file cannot be read or has no such type.
    """
    opened = project if isinstance(project, Project) else read_dna(project)
    return list_events(restore_rows(opened.extras), statement_type)


def write_event_list(
    path: str | Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write the statements that support or oppose as a CSV file: the event list of ``write_dna``'s database.

    Args:
        path: the file.
        documents: the documents table.
        statements: the statements table.
        codebook: its actors and issues.
        extras: the extras of a project read from DNA.

    Returns:
        Problems: content that the list cannot hold.
    """
    rows, problems = merge_tables(documents, statements, codebook, extras)
    content = Content(rows)
    label = next(kind.row["Label"] for kind in content.kinds.values() if kind.qualifier == AGREEMENT)
    frame = list_events(rows, label)
    # with these line ends, a carriage return within a text is quoted and begins no row
    with replace_atomically(Path(path)) as draft:
        neutralise_table(frame).to_csv(draft, index=False, lineterminator="\r\n")
    if others := len(rows["STATEMENTS"]) - len(frame):
        omitted = format_count(others, "statement")
        what = f"{omitted} of another type omitted: conditional, neutral, doubted, notes …"
        problems.append(Problem(Path(path).name, what, "warning"))
    return tuple(problems)


def list_events(rows: Rows, statement_type: str) -> pd.DataFrame:
    """Return the event list of one statement type from the rows of a database."""
    content = Content(rows)
    kinds = {kind.row["Label"]: kind for kind in content.kinds.values()}
    if statement_type not in kinds:
        raise unknown_name_error("statement type", statement_type, kinds)
    kind = kinds[statement_type]
    chosen = [
        row
        for row in rows["STATEMENTS"]
        if row["StatementTypeId"] == kind.row["ID"] and row["DocumentId"] in content.texts
    ]
    chosen.sort(
        key=lambda row: (content.texts[row["DocumentId"]]["Date"], *(row[name] for name in _SORT_COLUMNS))
    )
    columns = ["statement_id", "time", *(row["Variable"] for row in kind.variables.values()), *_LAST_COLUMNS]
    frame = pd.DataFrame([_build_event(content, row) for row in chosen], columns=columns)
    frame["time"] = pd.to_datetime(frame["time"], unit="s", errors="coerce")
    return frame


_SORT_COLUMNS = ("DocumentId", "Start", "Stop", "ID")
_LAST_COLUMNS = (
    "start_position", "stop_position", "text", "coder", "document_id",
    *(f"document_{name.lower()}" for name in DOCUMENT),
)  # fmt: skip


def _build_event(content: Content, row: Row) -> dict[str, object]:
    document = content.texts[row["DocumentId"]]
    variables = content.kinds[row["StatementTypeId"]].variables.values()
    span = convert_span(document["Text"], row["Start"], row["Stop"])
    return {
        "statement_id": row["ID"],
        "time": document["Date"],
        **{variable["Variable"]: content.values.get((row["ID"], variable["ID"])) for variable in variables},
        "start_position": row["Start"],
        "stop_position": row["Stop"],
        "text": document["Text"][slice(*span)] if span else "",
        "coder": row["Coder"],
        "document_id": row["DocumentId"],
        **{f"document_{name.lower()}": document[name] for name in DOCUMENT},
    }
