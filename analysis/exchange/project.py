"""The contents of another tool's project file, converted to Stancebook's own types."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.codebook import Codebook
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.codings import Coding

MACHINE_PREFIX = "machine:"
"""Prefix that marks a machine coder in formats whose coders are always people."""


@dataclass(frozen=True)
class Project:
    """A project file of another tool.

    Attributes:
        title: title of the project, or the file's name.
        documents: the documents in the file's order; all other offsets are code points into their texts.
        codebook: its actors and issues.
        codings: its statements, with the columns of a table of codings.
        extras: JSON-serialisable content that the tables cannot hold; writing the same format restores it.
        problems: content that could not be read or does not match its stated position.
    """

    title: str
    documents: tuple[Document, ...]
    codebook: Codebook
    codings: tuple[Coding, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def make_unique(name: str, taken: Container[str], key: Callable[[str], str] = str) -> str:
    """Return a name, with a number appended if it is taken.

    Args:
        name: the wanted name.
        taken: keys of the names in use.
        key: function that maps equivalent names to the same key.
    """
    free, number = name, 2
    while key(free) in taken:
        free, number = f"{name} ({number})", number + 1
    return free


_ROW_KEYS, _OBJECT_KEYS = ("selections", "doubted"), ("tables", "refi", "taguette")


def check_extras(extras: Any) -> None:
    """Check the structure of extras read from a file, which may have been edited.

    Raises:
        StancebookError: when the structure is wrong.
    """
    if not isinstance(extras, dict):
        raise StancebookError(f"expected a JSON object, got a {type(extras).__name__}")
    for key in _OBJECT_KEYS:
        if not isinstance(extras.get(key, {}), dict):
            raise StancebookError(f"{key}: expected a JSON object, got {str(extras[key])[:80]!r}")
    for key in _ROW_KEYS:
        if not isinstance(rows := extras.get(key, []), list) or not all(map(_is_row, rows)):
            raise StancebookError(f"{key}: expected a list of objects with the numbers start and end")


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and all(
        str(row.get(key, "")).isdigit() or row.get(key) is None for key in ("start", "end")
    )
