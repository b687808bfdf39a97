"""Documents, codebook and statements become a REFI-QDA project file (``.qdpx``)."""

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
from analysis.exchange.refi.markup import PROJECT, Node, held, serialise

# the schema wants at least one child in each
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
    """Write a project that NVivo, ATLAS.ti, MAXQDA, QualCoder and others open.

    A statement is a case with its actor, issue, stance and the rest as variables, and its evidence is
    coded ``issue / stance`` and with the actor, for tools without cases. Offsets are code points. The same
    tables give the same file.

    Args:
        path: the file; an older one is replaced when the new one is complete.
        documents: the documents table.
        statements: the statements table.
        codebook: its actors and issues.
        extras: what a project file held besides, see ``Project``; may be empty.

    Returns:
        What the format could not hold.

    Raises:
        StancebookError: when ``extras`` is not what ``read_qdpx`` gave.
    """
    filling = Builder(path.stem, extras, codebook)
    for row in _rows(documents):
        filling.add_document(row)
    filling.drop_missing()
    for row in _rows(statements):
        filling.add_statement(row)
    for row in extras.get("selections", ()):
        filling.add_selection(row)
    filling.drop_unused(codebook)
    kept = extras.get("refi") or {}
    damaged = _add_kept(filling.files, kept.get("files") or {})
    _without_empty(filling.project)
    content = {"project.qde": serialise(filling.project, PROJECT), **filling.files}
    write_archive(path, content)
    lost = dict.fromkeys((*filling.lost, *damaged, *_losses(filling.project, filling.files, extras)))
    return tuple(Problem(path.name, what, "warning") for what in lost)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or not pd.isna(value)}
        for row in table.to_dict("records")
    ]


def _add_kept(files: dict[str, bytes], kept: Mapping[str, str]) -> list[str]:
    """Add the files that were kept; say which are damaged."""
    damaged: list[str] = []
    for reference, content in kept.items():
        try:
            files.setdefault(_member(reference), base64.b64decode(content, validate=True))
        except (binascii.Error, ValueError, TypeError):
            damaged.append(f"{reference}: what was kept of it is damaged.")
    return damaged


def _member(reference: str) -> str:
    return f"sources/{PurePosixPath(reference).name}"


def _without_empty(project: Node) -> None:
    for parent in (project.first("CodeBook"), project):
        parent.children = [
            child for child in parent.children if child.children or child.text or child.tag not in _NOT_EMPTY
        ]


def _losses(project: Node, files: Mapping[str, bytes], extras: Mapping[str, Any]) -> Iterator[str]:
    """Say in words what the file does not hold."""
    for one in (extras.get("refi") or {}).get("unplaced") or ():
        yield f"{one['doc_id']}: a selection that had no place in it ({one['selection']['attributes']})."
    for node in project.walk():
        for key in ("path", "richTextPath", "plainTextPath"):
            reference = node.get(key)
            if reference.startswith("internal:") and _member(reference) not in files:
                yield f"{node.get('name') or node.get('guid')}: its file {reference} was not kept."
        if any(held(text) != text for text in (node.text, *node.attributes.values())):
            yield "Control characters, which XML cannot hold, stand as \ufffd."
