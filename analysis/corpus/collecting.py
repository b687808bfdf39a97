"""Define the corpus and collect one from files of articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import reading, tables
from analysis.calibration import Calibration
from analysis.codebook import Codebook
from analysis.codes import Audit
from analysis.corpus.files import Chosen
from analysis.documents import Document, Problem, fill_missing
from analysis.reading.chronology import DatedEvent
from analysis.reading.codings import Coding
from analysis.reading.decisions import Decision
from analysis.reading.doubts import warn_of_doubtful_texts
from analysis.reading.english import warn_of_other_languages
from analysis.reading.repeated import cut_repeated_endings
from analysis.reading.tabular.listings import Listing, is_table, read_listing
from analysis.settings import RULES
from analysis.text import format_count

if TYPE_CHECKING:
    from analysis.partitions import Partitions


@dataclass(frozen=True)
class Corpus:
    """Documents, a chronology or both, with an optional codebook.

    Attributes:
        title: heading of reports.
        path: the folder or file that was opened.
        documents: the articles, in file order.
        codebook: None if the corpus has none; coding then suggests one. It includes the actors of the
            chronology.
        chronology: events that a person coded without source documents, in row order.
        codings: statements that people coded, as written.
        decisions: what people decided on events and attributions, as written.
        coder: entry point of the coder of statements; "rules" is the built-in coder, "llm" a language model,
            "none" leaves coding to people.
        llm: settings of the language model, as written, see ``analysis.endpoint``.
        problems: items that could not be read, and warnings.
        audit: a sample that a person codes without seeing the machine's answers, see ``reading.audits``.
        calibration: the coder's confidence, refitted to people's decisions; None if it is left as it is.
        origin: content of another tool's project file that no table can hold; written back on export.
        coded: the codes, if the articles are a collection that is coded already.
    """

    title: str
    path: Path
    documents: Sequence[Document]
    codebook: Codebook | None = None
    problems: tuple[Problem, ...] = ()
    chronology: tuple[DatedEvent, ...] = ()
    codings: tuple[Coding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    coder: str = RULES
    llm: Mapping[str, Any] = field(default_factory=dict)
    audit: Audit | None = None
    calibration: Calibration | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)
    coded: "Partitions | None" = None

    def table(self) -> pd.DataFrame:
        """Return the documents table."""
        return tables.build("documents", (vars(document) for document in self.documents))


def collect(title: str, path: Path, chosen: Chosen) -> Corpus:
    """Read files into a corpus; if two documents have the same id, the later gets a new one.

    Args:
        title: the title of the corpus.
        path: the folder or file that was opened.
        chosen: the files to read, and what is said of the others.
    """
    documents: dict[str, Document] = {}
    problems = list(chosen.problems)
    listings = _read_listings(chosen.files)
    for file in chosen.files:
        if file in listings:
            continue
        found = list(reading.read(file))
        problems += (_locate(path, file, item) for item in found if isinstance(item, Problem))
        articles = [item for item in found if isinstance(item, Document)]
        given = [listing.metadata[file] for listing in listings.values() if file in listing.metadata]
        for article in articles:
            doc_id = make_unique(article.doc_id, documents)
            documents[doc_id] = replace(article, doc_id=doc_id)
            for metadata in given:
                documents[doc_id] = fill_missing(documents[doc_id], metadata._asdict())
            if doc_id != article.doc_id:
                message = f"Two documents have the id {article.doc_id!r}; this one is now {doc_id!r}."
                problems.append(Problem(article.doc_id, message, "warning"))
        stated = format_count(len(articles), "article")
        is_said = any(f" {stated}" in item.message for item in found if isinstance(item, Problem))
        if articles and [article.doc_id for article in articles] != [file.stem] and not is_said:
            verb = "was" if len(articles) == 1 else "were"
            problems.append(_locate(path, file, Problem(file.name, f"{stated} {verb} read from it.", "note")))
    for listing in listings.values():
        problems += listing.problems
    kept, notes = cut_repeated_endings(path.name, tuple(documents.values()))
    problems += notes
    problems += warn_of_other_languages(kept)
    problems += warn_of_doubtful_texts(kept)
    return Corpus(title, path, tuple(kept), problems=tuple(problems))


def _read_listings(files: Iterable[Path]) -> dict[Path, Listing]:
    """Return the tables among the files that say something about other files, by path."""
    texts = [file for file in files if not is_table(file)]
    found = ((file, read_listing(file, texts)) for file in files if texts)
    return {file: listing for file, listing in found if listing}


def _locate(folder: Path, file: Path, problem: Problem) -> Problem:
    """Name the subfolder of a file too: names may repeat across folders."""
    if file == folder or not file.is_relative_to(folder):
        return problem
    return replace(problem, item=(file.relative_to(folder).parent / problem.item).as_posix())


def make_unique(doc_id: str, taken: Mapping[str, object]) -> str:
    """Return an id, with a number appended if it is already taken."""
    numbered = (f"{doc_id}-{number}" for number in count(2))
    return doc_id if doc_id not in taken else next(name for name in numbered if name not in taken)
