"""A corpus on disk: a folder with ``corpus.toml``, a folder of articles, one article or a table."""

import datetime as dt
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from analysis import reading, resources, tables
from analysis.codebook import Codebook, read_codebook
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown
from analysis.reading.dates import publication_day

CORPUS_FILE = "corpus.toml"
METADATA = ("title", "outlet", "author", "published", "url", "language")
# what corpus.toml says of every document that does not say it of itself
DEFAULTS = ("language", "outlet", "published")
SETTINGS = ("title", "documents", "codebook", "metadata", *DEFAULTS)
# files that a folder of articles may hold beside them
NOT_ARTICLES = ("codebook", "readme", "license", "licence")

UNREADABLE = (".pdf", ".doc", ".docx", ".rtf", ".odt", ".epub", ".xls", ".xlsx")
# English prose has about every third word from here, other languages hardly any
COMMONEST = frozenset(
    "the of and to in a that is for on was with as by at it he his from have be this".split()  # noqa: SIM905
)
SHARE, FEWEST_WORDS, SAMPLE = 0.1, 30, 20_000


@dataclass(frozen=True)
class Corpus:
    """Documents plus, perhaps, a codebook.

    Attributes:
        title: what reports are headed with.
        path: the folder or file it was opened from.
        documents: the articles, in the order of their files.
        codebook: None where nobody wrote one; coding then suggests one.
        problems: what could not be read, and warnings.
    """

    title: str
    path: Path
    documents: tuple[Document, ...]
    codebook: Codebook | None = None
    problems: tuple[Problem, ...] = ()

    def table(self) -> pd.DataFrame:
        """Return the documents table."""
        return tables.make("documents", (vars(document) for document in self.documents))


def open_corpus(path: str | Path) -> Corpus:
    """Open a corpus.

    Args:
        path: a folder with ``corpus.toml``, that file itself, a folder of articles, one article,
            or a table of documents. A relative path that does not exist from the working
            directory is looked for in the project, so ``data/putin-trump-call`` always works.

    Raises:
        StancebookError: when nothing is there, a setting is wrong, or no article can be read.
    """
    if not str(path).strip():
        raise StancebookError("The path of the corpus is empty. Name a folder, an article or a table.")
    found = _find(Path(path).expanduser())
    if found.name == CORPUS_FILE:
        corpus = _configured(found)
    elif found.is_dir() and (found / CORPUS_FILE).is_file():
        corpus = _configured(found / CORPUS_FILE)
    else:
        title = found.stem.replace("-", " ").replace("_", " ").strip()
        corpus = _collected(title or str(found), found, _articles(found))
        corpus = replace(corpus, problems=(*corpus.problems, *_passed_over(found)))
    if not corpus.documents:
        raise StancebookError(_nothing(found, corpus.problems))
    return corpus


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
    """Warn of documents in a folder that are of no readable kind, such as PDFs."""
    if not path.is_dir():
        return []
    what = "Files of this kind are not read. Save it as text, Markdown or HTML."
    return [
        Problem(file.name, what, "left out")
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in UNREADABLE and file.is_file()
    ]


def _articles(path: Path) -> list[Path]:
    """Return one file itself, or the readable files of a folder and its subfolders, in name order."""
    if not path.is_dir():
        return [path]
    return [file for file in sorted(path.rglob("*")) if _is_article(file)]


def _configured(file: Path) -> Corpus:
    """Open the corpus that a ``corpus.toml`` describes."""
    settings = _settings(file)
    files, problems = _listed(file, settings.get("documents", ["*"]))
    defaults = {key: _text(file, key, settings[key]) for key in DEFAULTS if key in settings}
    metadata = settings.get("metadata", {})
    corpus = _collected(str(settings.get("title", file.parent.name)), file.parent, files)
    known = {document.doc_id for document in corpus.documents}
    for doc_id in metadata.keys() - known:
        problems.append(Problem(doc_id, f"{file.name}: {unknown('document', doc_id, known)}", "warning"))
    return replace(
        corpus,
        documents=tuple(_described(file, document, defaults, metadata) for document in corpus.documents),
        codebook=read_codebook(file.parent / settings["codebook"]) if "codebook" in settings else None,
        problems=(*problems, *corpus.problems),
    )


def _settings(file: Path) -> dict[str, Any]:
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{file}: not valid TOML ({error}). Correct that line.") from error
    for key in settings:
        if key not in SETTINGS:
            raise StancebookError(f"{file}: {unknown('key', key, SETTINGS)}")
    if not isinstance(settings.get("codebook", ""), str):
        raise StancebookError(f"{file}: codebook: expected a path, got {settings['codebook']!r}.")
    metadata = settings.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(entry, dict) for entry in metadata.values()):
        raise StancebookError(f"{file}: expected [metadata.<document>] tables, got metadata = {metadata!r}.")
    return settings


def _listed(file: Path, patterns: Any) -> tuple[list[Path], list[Problem]]:
    """Return the articles that the ``documents`` entries name, each once, and the entries that name none."""
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise StancebookError(f"{file}: documents: expected a list of paths or patterns, got {patterns!r}.")
    files: dict[Path, None] = {}
    problems = []
    for pattern in patterns:
        matched = _matches(file.parent, pattern)
        if not matched:
            what = f"No file matches this entry of {file.name}; correct it or add the file."
            problems.append(Problem(pattern, what))
        files.update(dict.fromkeys(article for path in matched for article in _articles(path.resolve())))
    return list(files), problems


def _matches(folder: Path, pattern: str) -> list[Path]:
    """Return what a path or a pattern names: patterns pass over files that are no articles."""
    if (folder / pattern).exists():
        return [folder / pattern]
    try:
        found = sorted(folder.glob(pattern))
    except (ValueError, NotImplementedError):
        return []
    return [path for path in found if path.is_dir() or _is_article(path)]


def _is_article(file: Path) -> bool:
    return file.is_file() and reading.is_readable(file) and file.stem.lower() not in NOT_ARTICLES


def _text(file: Path, key: str, value: Any) -> str:
    if key == "published" and isinstance(value, str | dt.date):
        try:
            return publication_day(value) or ""
        except StancebookError as error:
            raise StancebookError(f"{file}: published: {error}") from None
    if not isinstance(value, str):
        raise StancebookError(f"{file}: {key}: expected a text, got {value!r}.")
    return value


def _described(
    file: Path, document: Document, defaults: Mapping[str, str], metadata: Mapping[str, Any]
) -> Document:
    """Fill in what a document does not say of itself: its own entry in corpus.toml, then the defaults."""
    own = metadata.get(document.doc_id, {})
    for key in own:
        if key not in METADATA:
            raise StancebookError(f"{file}: {unknown(f'key of metadata.{document.doc_id}', key, METADATA)}")
    given = {**defaults, **{key: _text(file, key, value) for key, value in own.items()}}
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
    for document in documents.values():
        if not _looks_english(document.text):
            what = "It does not look English; the coder reads English only and finds little in it."
            problems.append(Problem(document.doc_id, what, "warning"))
    return Corpus(title, path, tuple(documents.values()), problems=tuple(problems))


def _looks_english(text: str) -> bool:
    """Tell by its commonest words whether a text may be English; a short one gets the benefit."""
    listed = text[:SAMPLE].lower().split()
    if len(listed) < FEWEST_WORDS:
        return not text.strip() or sum(letter.isascii() for letter in text) > len(text) / 2
    return sum(word in COMMONEST for word in listed) >= SHARE * len(listed)


def _free(doc_id: str, taken: Mapping[str, object]) -> str:
    """Return an id, with a number behind it where it is taken."""
    numbered = (f"{doc_id}-{number}" for number in count(2))
    return doc_id if doc_id not in taken else next(name for name in numbered if name not in taken)
