"""What a project file of another tool holds, in this project's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.codebook import Codebook
from analysis.documents import Document, Problem
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
