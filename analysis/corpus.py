"""A corpus on disk: a folder with ``corpus.toml``, a folder of articles, an article, a table, a project."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from analysis import exchange, reading, resources, tables
from analysis.codebook import Codebook, read_codebook, with_names
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange.project import Project
from analysis.reading.chronology import Dated, read_chronology
from analysis.reading.codings import Coding, read_codings
from analysis.reading.english import of_another_language
from analysis.reading.files import TABLE_LIMIT, check
from analysis.settings import (
    CORPUS_FILE,
    DEFAULTS,
    METADATA,
    articles_of,
    files_of,
    settings_of,
    tables_of,
    text_of,
)

UNREADABLE = (".pdf", ".doc", ".docx", ".rtf", ".odt", ".epub", ".xls", ".xlsx")


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
    coder: str = "rules"
    origin: Mapping[str, Any] = field(default_factory=dict)

    def table(self) -> pd.DataFrame:
        """Return the documents table."""
        return tables.make("documents", (vars(document) for document in self.documents))


def open_corpus(path: str | Path) -> Corpus:
    """Open a corpus.

    Args:
        path: a folder with ``corpus.toml``, that file itself, a folder of articles, one article,
            a table of documents, or a project file of another tool (``exchange.FORMATS``). A
            relative path that does not exist from the working directory is looked for in the project,
            so ``data/putin-trump-call`` always works.

    Raises:
        StancebookError: when nothing is there, a setting is wrong, or neither an article nor an event
            of a chronology can be read.
    """
    if not str(path).strip():
        raise StancebookError("The path of the corpus is empty. Name a folder, an article or a table.")
    found = _find(Path(path).expanduser())
    if found.name == CORPUS_FILE:
        corpus = _configured(found)
    elif found.is_dir() and (found / CORPUS_FILE).is_file():
        corpus = _configured(found / CORPUS_FILE)
    elif (read := exchange.reader_of(found)) and found.is_file():
        corpus = _of_project(found, read(found))
    else:
        title = found.stem.replace("-", " ").replace("_", " ").strip()
        corpus = _collected(title or str(found), found, articles_of(found))
        corpus = replace(corpus, problems=(*corpus.problems, *_passed_over(found)))
    if not corpus.documents and not corpus.chronology:
        raise StancebookError(_nothing(found, corpus.problems))
    return corpus


def _of_project(path: Path, project: Project) -> Corpus:
    """Take a project file as a corpus; where persons coded statements, no machine adds any."""
    has_book = bool(project.codebook.actors or project.codebook.issues)
    return Corpus(
        project.title,
        path,
        project.documents,
        project.codebook if has_book else None,
        (*project.problems, *of_another_language(project.documents)),
        codings=project.codings,
        coder="none" if project.codings else "rules",
        origin=project.extras,
    )


def write_corpus(folder: Path, sources: Iterable[Path]) -> Path:
    """Write a ``corpus.toml`` that names articles where they are, and return its path.

    Args:
        folder: the new corpus; made if it is not there.
        sources: articles, folders of articles or tables of documents.
    """
    folder.mkdir(parents=True, exist_ok=True)
    documents = [Path(os.path.relpath(source.resolve(), folder.resolve())).as_posix() for source in sources]
    settings = {"title": folder.resolve().name, "documents": documents, "codebook": "codebook.toml"}
    file = folder / CORPUS_FILE
    file.write_text(tomli_w.dumps(settings), encoding="utf-8")
    return file


def _find(path: Path) -> Path:
    for candidate in (path, resources.root() / path):
        if candidate.exists():
            return candidate.resolve()
    if not path.parent.is_dir():
        raise StancebookError(f"Unknown path {str(path)!r}: {path.parent} does not exist either. Correct it.")
    names = [entry.name for entry in path.parent.iterdir() if not entry.name.startswith(".")]
    raise StancebookError(f"{path.parent}: {unknown('path', path.name, names)}")


def _nothing(path: Path, problems: tuple[Problem, ...]) -> str:
    if problems:
        listed = "\n".join(f"  {problem.item}: {problem.message}" for problem in problems[:10])
        return f"{path}: no article could be read.\n{listed}"
    return f"{path}: no articles found. Expected files named *{', *'.join(reading.SUFFIXES)}."


def _passed_over(path: Path) -> list[Problem]:
    """Warn of documents in a folder that are of no readable kind, such as PDFs, and of project files."""
    if not path.is_dir():
        return []
    unreadable = "Files of this kind are not read. Save it as text, Markdown or HTML."
    project = "It is a project file, which is a corpus by itself. Open it alone."
    return [
        Problem(file.name, unreadable if file.suffix.lower() in UNREADABLE else project, "left out")
        for file in sorted(path.rglob("*"))
        if (file.suffix.lower() in UNREADABLE or exchange.reader_of(file)) and file.is_file()
    ]


def _configured(file: Path) -> Corpus:
    """Open the corpus that a ``corpus.toml`` describes."""
    settings = settings_of(file)
    dated = file.parent / settings["chronology"] if "chronology" in settings else None
    coded, unmatched = tables_of(file, settings.get("codings", []))
    no_articles = [*coded, *([dated] if dated is not None else [])]
    files, problems = files_of(file, settings.get("documents", ["*"]), no_articles)
    if dated is not None and "documents" not in settings:
        problems = []
    defaults = {key: text_of(file, key, settings[key]) for key in DEFAULTS if key in settings}
    metadata = settings.get("metadata", {})
    corpus = _collected(str(settings.get("title", file.parent.name)), file.parent, files)
    known = {document.doc_id for document in corpus.documents}
    for doc_id in metadata.keys() - known:
        problems.append(Problem(doc_id, f"{file.name}: {unknown('document', doc_id, known)}", "warning"))
    codebook = read_codebook(file.parent / settings["codebook"]) if "codebook" in settings else None
    described = replace(
        corpus,
        documents=tuple(_described(file, document, defaults, metadata) for document in corpus.documents),
        codebook=codebook,
        problems=(*problems, *corpus.problems),
        coder=settings.get("coder", corpus.coder),
    )
    described = _with_codings(described, coded, unmatched)
    if "origin" in settings:
        described = _with_origin(described, file.parent / settings["origin"])
    return described if dated is None else _with_chronology(described, dated)


def _with_codings(corpus: Corpus, files: Iterable[Path], unmatched: Iterable[Problem]) -> Corpus:
    """Add the statements that persons coded."""
    found = [one for path in files for one in read_codings(path)]
    codings = tuple(one for one in found if isinstance(one, Coding))
    problems = (one for one in found if isinstance(one, Problem))
    return replace(corpus, codings=codings, problems=(*corpus.problems, *unmatched, *problems))


def _with_origin(corpus: Corpus, path: Path) -> Corpus:
    """Add what came with a project file; without it the corpus is as good, only writing it loses that."""
    try:
        check(path, TABLE_LIMIT)
        origin = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(origin, dict):
            raise StancebookError(f"expected a JSON object, got a {type(origin).__name__}")
    except (StancebookError, OSError, ValueError, RecursionError) as error:
        what = f"It cannot be read ({error}); a project file written from this corpus will lack what it held."
        return replace(corpus, problems=(*corpus.problems, Problem(path.name, what, "warning")))
    return replace(corpus, origin=origin)


def _with_chronology(corpus: Corpus, path: Path) -> Corpus:
    """Add the events of a chronology; whom it names and the codebook does not is added there, and told."""
    if not path.is_file():
        raise StancebookError(f"{path}: no such chronology. Name an existing file in {CORPUS_FILE}.")
    events: list[Dated] = []
    problems = list(corpus.problems)
    for found in read_chronology(path):
        if isinstance(found, Problem):
            problems.append(found)
        elif _is_coded_id(found.event_id, corpus):
            what = f"event_id: {found.event_id!r} is how an event of an article is called; give it another."
            problems.append(Problem(path.name, what))
        else:
            events.append(found)
    named = dict.fromkeys(name for event in events for name in event.actors)
    codebook = corpus.codebook
    if codebook is not None:
        problems += _unknown_actors(path, codebook, named)
        codebook = with_names(codebook, named)
    return replace(corpus, codebook=codebook, problems=tuple(problems), chronology=tuple(events))


def _is_coded_id(event_id: str, corpus: Corpus) -> bool:
    """Tell whether coding may give this identifier to an event of a document."""
    stem, _, number = event_id.rpartition("-e")
    return number.isdigit() and any(document.doc_id == stem for document in corpus.documents)


def _unknown_actors(path: Path, codebook: Codebook, names: Iterable[str]) -> Iterator[Problem]:
    """Warn of actors that a chronology names and the codebook does not: a slip, or one to be added."""
    for name in names:
        try:
            codebook.actor(name)
        except StancebookError as error:
            what = f"actors: {error} It is kept as a group of its own; add it to the codebook or correct it."
            yield Problem(path.name, what, "warning")


def _described(
    file: Path, document: Document, defaults: Mapping[str, str], metadata: Mapping[str, Any]
) -> Document:
    """Fill in what a document does not say of itself: its own entry in corpus.toml, then the defaults."""
    own = metadata.get(document.doc_id, {})
    for key in own:
        if key not in METADATA:
            raise StancebookError(f"{file}: {unknown(f'key of metadata.{document.doc_id}', key, METADATA)}")
    given = {**defaults, **{key: text_of(file, key, value) for key, value in own.items()}}
    return replace(document, **{key: value for key, value in given.items() if getattr(document, key) is None})


def _collected(title: str, path: Path, files: list[Path]) -> Corpus:
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
