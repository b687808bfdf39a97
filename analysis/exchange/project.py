"""What a project file of another tool holds, in this project's words."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.codebook import Codebook
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.codings import Coding

MACHINE = "machine:"
"""What the name of a coder that is no person begins with, where a file knows persons only."""


@dataclass(frozen=True)
class Project:
    """A project file of another tool.

    Attributes:
        title: of the project, or the file's name.
        documents: in the file's order; offsets of everything else are code points into their texts.
        codebook: its actors and issues.
        codings: its statements, with the columns of a table of codings.
        extras: what the tables cannot hold, JSON-able; writing the same format again puts it back.
        problems: what could not be read or does not stand where the file says.
    """

    title: str
    documents: tuple[Document, ...]
    codebook: Codebook
    codings: tuple[Coding, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def numbered(name: str, taken: Container[str], key: Callable[[str], str] = str) -> str:
    """Give a name, with a number behind it where it is taken.

    Args:
        name: what is to be called so.
        taken: keys of the names that are taken.
        key: of a name, where other names count as the same.
    """
    free, number = name, 2
    while key(free) in taken:
        free, number = f"{name} ({number})", number + 1
    return free


_ROWS, _OBJECTS = ("selections", "doubted"), ("tables", "refi", "taguette")


def check_extras(extras: Any) -> None:
    """Check that extras that were kept in a file, where a person may have edited them, have their shape.

    Raises:
        StancebookError: when they have not.
    """
    if not isinstance(extras, dict):
        raise StancebookError(f"expected a JSON object, got a {type(extras).__name__}")
    for key in _OBJECTS:
        if not isinstance(extras.get(key, {}), dict):
            raise StancebookError(f"{key}: expected a JSON object, got {str(extras[key])[:80]!r}")
    for key in _ROWS:
        if not isinstance(rows := extras.get(key, []), list) or not all(map(_is_row, rows)):
            raise StancebookError(f"{key}: expected a list of objects with the numbers start and end")


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and all(
        str(row.get(key, "")).isdigit() or row.get(key) is None for key in ("start", "end")
    )
