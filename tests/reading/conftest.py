"""Shared fixtures: write a file and read it in one call."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.documents import Document, Problem
from analysis.reading import read


@dataclass(frozen=True)
class Found:
    """The documents and problems of one file."""

    documents: list[Document]
    problems: list[Problem]

    @property
    def document(self) -> Document:
        """The only document."""
        (document,) = self.documents
        return document

    @property
    def problem(self) -> Problem:
        """The only problem, if there is no document."""
        (problem,) = self.problems
        assert not self.documents
        assert problem.severity == "left out"
        return problem

    @property
    def warning(self) -> Problem:
        """The only problem, if it is a warning about the only document."""
        (problem,) = self.problems
        assert len(self.documents) == 1
        assert problem.severity == "warning"
        return problem


def found_in(path: Path) -> Found:
    """Read one file and separate documents from problems."""
    found = list(read(path))
    return Found(
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[str, str | bytes], Found]:
    """Write a file with this name and content, and read it."""

    def write_and_read(name: str, content: str | bytes) -> Found:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return found_in(path)

    return write_and_read
