"""Write documents, codebook and statements as a REFI-QDA project file (``.qdpx``)."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.exchange.refi.archive import write_archive
from analysis.exchange.refi.builder import Builder
from analysis.exchange.refi.markup import PROJECT, Node, replace_illegal, serialise

# the schema requires at least one child in each
_NOT_EMPTY = (
    "Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs",
)  # fmt: skip


def write_qdpx(
    path: Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> tuple[Problem, ...]:
    """Write a project that NVivo, ATLAS.ti, MAXQDA, QualCoder and other tools open.

    A statement is a case with its actor, issue, stance and other columns as variables; its evidence is
    coded with ``issue / stance`` and with the actor, for tools without cases. Offsets are code points. The
    same tables always produce the same file.

    Args:
        path: the file; an existing file is replaced once the new one is complete.
        documents: the documents table.
        statements: the statements table.
        codebook: its actors and issues.
        extras: the other content of a project file, see ``Project``; may be empty.

    Returns:
        Problems: content that the format cannot hold.

    Raises:
        StancebookError: when ``extras`` does not have the structure that ``read_qdpx`` returns.
    """
    builder = Builder(path.stem, extras, codebook)
    for row in _to_rows(documents):
        builder.add_document(row)
    builder.drop_missing()
    for row in _to_rows(statements):
        builder.add_statement(row)
    for row in extras.get("selections", ()):
        builder.add_selection(row)
    builder.drop_unused(codebook)
    original = extras.get("refi") or {}
    damaged = _add_original_files(builder.files, original.get("files") or {})
    _remove_empty(builder.project)
    content = {"project.qde": serialise(builder.project, PROJECT), **builder.files}
    write_archive(path, content)
    lost = dict.fromkeys((*builder.lost, *damaged, *_describe_losses(builder.project, builder.files, extras)))
    return tuple(Problem(path.name, what, "warning") for what in lost)


def _to_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or not pd.isna(value)}
        for row in table.to_dict("records")
    ]


def _add_original_files(files: dict[str, bytes], original: Mapping[str, str]) -> list[str]:
    """Add the files of the original project; return messages about damaged ones."""
    damaged: list[str] = []
    for reference, content in original.items():
        try:
            files.setdefault(_to_member(reference), base64.b64decode(content, validate=True))
        except (binascii.Error, ValueError, TypeError):
            damaged.append(f"{reference}: the stored copy is damaged.")
    return damaged


def _to_member(reference: str) -> str:
    return f"sources/{PurePosixPath(reference).name}"


def _remove_empty(project: Node) -> None:
    for parent in (project.first("CodeBook"), project):
        parent.children = [
            child for child in parent.children if child.children or child.text or child.tag not in _NOT_EMPTY
        ]


def _describe_losses(project: Node, files: Mapping[str, bytes], extras: Mapping[str, Any]) -> Iterator[str]:
    """Yield messages about content that the file does not hold."""
    for row in (extras.get("refi") or {}).get("unplaced") or ():
        attributes = row["selection"]["attributes"]
        yield f"{row['doc_id']}: a selection was omitted, because it is not in the text ({attributes})."
    for node in project.walk():
        for key in ("path", "richTextPath", "plainTextPath"):
            reference = node.get(key)
            if reference.startswith("internal:") and _to_member(reference) not in files:
                yield f"{node.get('name') or node.get('guid')}: its file {reference} is missing."
        if any(replace_illegal(text) != text for text in (node.text, *node.attributes.values())):
            yield "Control characters, which XML does not allow, were replaced by \ufffd."
