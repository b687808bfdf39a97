"""What a corpus is, and one made of files of articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import reading, tables
from analysis.codebook import Codebook
from analysis.documents import Document, Problem
from analysis.reading.chronology import Dated
from analysis.reading.codings import Coding
from analysis.reading.english import of_another_language
from analysis.settings import RULES


@dataclass(frozen=True)
class Corpus:
    """Documents, a chronology, or both, plus, perhaps, a codebook.

    Attributes:
        title: what reports are headed with.
        path: the folder or file it was opened from.
        documents: the articles, in the order of their files.
        codebook: None where nobody wrote one; coding then suggests one. Whom the chronology names
            is in it.
        chronology: events that a person coded and no document tells, in the order of their rows.
        codings: statements that persons coded, as they wrote them.
        coder: the coder of the statements, by its entry point; "rules" is the built-in one, "none" leaves
            them to persons.
        problems: what could not be read, and warnings.
        origin: what came with a project file of another tool and no table holds; writing one puts it back.
    """

    title: str
    path: Path
    documents: tuple[Document, ...]
    codebook: Codebook | None = None
    problems: tuple[Problem, ...] = ()
    chronology: tuple[Dated, ...] = ()
    codings: tuple[Coding, ...] = ()
    coder: str = RULES
    origin: Mapping[str, Any] = field(default_factory=dict)

    def table(self) -> pd.DataFrame:
        """Return the documents table."""
        return tables.make("documents", (vars(document) for document in self.documents))


def collected(title: str, path: Path, files: list[Path]) -> Corpus:
    """Read files into a corpus; of two documents with one id the later gets another."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for found in (item for file in files for item in reading.read(file)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        doc_id = _free(found.doc_id, documents)
        documents[doc_id] = replace(found, doc_id=doc_id)
        if doc_id != found.doc_id:
            what = f"Two documents have the id {found.doc_id!r}; this one is now {doc_id!r}."
            problems.append(Problem(found.doc_id, what, "warning"))
    problems += of_another_language(documents.values())
    return Corpus(title, path, tuple(documents.values()), problems=tuple(problems))


def _free(doc_id: str, taken: Mapping[str, object]) -> str:
    """Return an id, with a number behind it where it is taken."""
    numbered = (f"{doc_id}-{number}" for number in count(2))
    return doc_id if doc_id not in taken else next(name for name in numbered if name not in taken)
