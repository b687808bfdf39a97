"""What the tests of every format need: a file written and read in one call."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.documents import Document, Problem
from analysis.reading import read


@dataclass(frozen=True)
class Found:
    """What one file gave."""

    documents: list[Document]
    problems: list[Problem]

    @property
    def document(self) -> Document:
        """The only document."""
        (document,) = self.documents
        return document

    @property
    def problem(self) -> Problem:
        """The only problem, when there is no document."""
        (problem,) = self.problems
        assert not self.documents
        assert problem.severity == "left out"
        return problem

    @property
    def warning(self) -> Problem:
        """The only problem, when it is a warning about the only document."""
        (problem,) = self.problems
        assert len(self.documents) == 1
        assert problem.severity == "warning"
        return problem


def found_in(path: Path) -> Found:
    """Read one file and part the documents from the problems."""
    found = list(read(path))
    return Found(
        [one for one in found if isinstance(one, Document)],
        [one for one in found if isinstance(one, Problem)],
    )


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[str, str | bytes], Found]:
    """Write a file of this name and content, and read it."""

    def write_and_read(name: str, content: str | bytes) -> Found:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return found_in(path)

    return write_and_read
