"""Project files of other tools in and out: documents, codebook, codings, and what no table holds.

A format is one line of ``FORMATS``: its name, what reads it and what writes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.documents import Problem
from analysis.errors import unknown
from analysis.exchange.dna import read_dna, write_dna
from analysis.exchange.dna.events import write_event_list
from analysis.exchange.project import Project

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
    """

    name: str
    read: Reader | None = None
    write: Writer | None = None


FORMATS: dict[str, Format] = {
    ".dna": Format("database of Discourse Network Analyzer", read_dna, write_dna),
    ".csv": Format("event list as of Discourse Network Analyzer", write=write_event_list),
}
"""The formats by the end of a file's name."""


def reader_of(path: Path) -> Reader | None:
    """Return what reads a project file, by the end of its name; None where it is none."""
    found = FORMATS.get(path.suffix.lower())
    return found.read if found else None


def writer_of(path: Path) -> Writer:
    """Return what writes a project file, by the end of its name.

    Raises:
        StancebookError: for an end that is not known or that is read only.
    """
    writers = {suffix: one.write for suffix, one in FORMATS.items() if one.write}
    suffix = path.suffix.lower()
    if suffix not in writers:
        raise unknown("format (the end of the name; without one, a folder)", path.suffix, writers)
    return writers[suffix]
