"""Read and write the project files of other tools: documents, codebook, codings and tool-specific extras.

Each format is one entry of ``FORMATS``: its name, its reader and its writer. Files that hold a codebook
without documents are listed separately, in ``CODEBOOKS``.
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
from analysis.exchange.refi import read_qdc, read_qdpx, refuse_qde, write_qdc, write_qdpx
from analysis.exchange.taguette import read_taguette

Reader = Callable[[Path], Project]
# documents table, statements table, codebook, extras → problems: content that the format cannot hold
Writer = Callable[[Path, pd.DataFrame, pd.DataFrame, Codebook, Mapping[str, Any]], tuple[Problem, ...]]


@dataclass(frozen=True)
class Format:
    """A project file format.

    Attributes:
        name: the name used in messages.
        read: its reader; None if the format can only be written.
        write: its writer; None if the format can only be read.
        keeps: the keys of extras that it writes; the contents of other keys are lost.
        signature: the first bytes of such a file, for an extension that other programs use too.
    """

    name: str
    read: Reader | None = None
    write: Writer | None = None
    keeps: tuple[str, ...] = ()
    signature: bytes = b""


_TAGUETTE = Format("Taguette project", read_taguette, signature=SQLITE)

FORMATS: dict[str, Format] = {
    ".dna": Format("Discourse Network Analyzer database", read_dna, write_dna, ("tables",)),
    ".qdpx": Format("REFI-QDA project", read_qdpx, write_qdpx, ("selections", "refi")),
    ".qde": Format("file of an unpacked REFI-QDA project", refuse_qde),
    ".sqlite3": _TAGUETTE,
    ".db": _TAGUETTE,
    ".csv": Format("event list in the layout of Discourse Network Analyzer", write=write_event_list),
}
"""The project file formats by file extension."""


@dataclass(frozen=True)
class CodebookFormat:
    """A file format that holds a codebook and nothing else."""

    read: Callable[[Path], Codebook]
    write: Callable[[Codebook, Path, str], None]


CODEBOOKS: dict[str, CodebookFormat] = {
    ".qdc": CodebookFormat(read_qdc, lambda codebook, path, _: write_qdc(path, codebook)),
    ".toml": CodebookFormat(read_codebook, write_codebook),
}
"""The codebook formats by file extension."""


def find_reader(path: Path) -> Reader | None:
    """Return the reader for a project file by its extension; None if it is not a project file."""
    file_format = FORMATS.get(path.suffix.lower())
    return file_format.read if file_format else None


def is_project(path: Path) -> bool:
    """Return whether a file is a project file, by its extension and, if it has one, its signature."""
    file_format = FORMATS.get(path.suffix.lower())
    if file_format is None or file_format.read is None or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(file_format.signature)) == file_format.signature


def is_codebook(path: Path) -> bool:
    """Return whether a file holds only a codebook, by its extension."""
    return path.suffix.lower() in CODEBOOKS
