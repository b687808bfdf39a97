"""Project files of other tools in and out: documents, codebook, codings, and what no table holds.

A format is one line of ``FORMATS``: its name, what reads it and what writes it. Codebooks without documents
are apart (``CODEBOOKS``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook, read_codebook, write_codebook
from analysis.documents import Problem
from analysis.exchange.dna import read_dna, write_dna
from analysis.exchange.dna.events import write_event_list
from analysis.exchange.foreign_database import SQLITE
from analysis.exchange.project import Project
from analysis.exchange.refi import read_qdc, read_qdpx, write_qdc, write_qdpx
from analysis.exchange.taguette import read_taguette

Reader = Callable[[Path], Project]
# documents table, statements table, codebook, extras → what could not be carried over
Writer = Callable[[Path, pd.DataFrame, pd.DataFrame, Codebook, Mapping[str, Any]], tuple[Problem, ...]]


@dataclass(frozen=True)
class Format:
    """A kind of project file.

    Attributes:
        name: what it is called in messages.
        read: None where it is written only.
        write: None where it is read only.
        keeps: the keys of extras that it writes; what stands under others is lost.
        begins: what a file of this kind begins with, where its name does not tell it from others.
    """

    name: str
    read: Reader | None = None
    write: Writer | None = None
    keeps: tuple[str, ...] = ()
    begins: bytes = b""


_TAGUETTE = Format("project of Taguette", read_taguette, begins=SQLITE)

FORMATS: dict[str, Format] = {
    ".dna": Format("database of Discourse Network Analyzer", read_dna, write_dna, ("tables",)),
    ".qdpx": Format("REFI-QDA project", read_qdpx, write_qdpx, ("selections", "refi")),
    ".sqlite3": _TAGUETTE,
    ".db": _TAGUETTE,
    ".csv": Format("event list as of Discourse Network Analyzer", write=write_event_list),
}
"""The formats by the end of a file's name."""


@dataclass(frozen=True)
class CodebookFormat:
    """A kind of file that holds a codebook and nothing else."""

    read: Callable[[Path], Codebook]
    write: Callable[[Codebook, Path, str], None]


CODEBOOKS: dict[str, CodebookFormat] = {
    ".qdc": CodebookFormat(read_qdc, lambda codebook, path, _: write_qdc(path, codebook)),
    ".toml": CodebookFormat(read_codebook, write_codebook),
}
"""The formats of codebooks by the end of a file's name."""


def reader_of(path: Path) -> Reader | None:
    """Return what reads a project file, by the end of its name; None where it is none."""
    found = FORMATS.get(path.suffix.lower())
    return found.read if found else None


def is_project(path: Path) -> bool:
    """Tell whether a file is a project file, by the end of its name and, if need be, its beginning."""
    found = FORMATS.get(path.suffix.lower())
    if found is None or found.read is None:
        return False
    with path.open("rb") as file:
        return file.read(len(found.begins)) == found.begins


def is_codebook(path: Path) -> bool:
    """Tell whether a file holds a codebook alone, by the end of its name."""
    return path.suffix.lower() in CODEBOOKS
