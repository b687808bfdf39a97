"""Open any path as a corpus: a corpus folder, articles, a table or a project file of another tool."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomli_w

from analysis import exchange, reading, resources
from analysis.corpus.boundary import Boundary, resolve
from analysis.corpus.collecting import Corpus, collect
from analysis.corpus.completeness import describe_gaps, group_problems
from analysis.corpus.configuring import find_codebook, open_configured
from analysis.corpus.files import choose_files, is_collection
from analysis.corpus.projects import build_corpus
from analysis.documents import Problem
from analysis.errors import StancebookError, shorten, unknown_name_error
from analysis.files import exists, expand_home
from analysis.parameters import TEXT_ADVICE, to_text
from analysis.replacing import write_text
from analysis.settings import CODEBOOK_FILE, CORPUS_FILE, OUTSIDE
from analysis.text import format_count


def open_corpus(path: str | Path) -> Corpus:
    """Open a corpus.

    Args:
        path: a folder with ``corpus.toml``, that file itself, a folder of articles with or without a
            ``codebook.toml``, a single article, a table of documents, or a project file of another tool
            (``exchange.FORMATS``). A relative path that does not exist in the working directory is
            searched for in the project, so ``data/putin-trump-call`` always works. Also a collection that is
            coded already: its folder, or its address in an object store, such as ``s3://bucket/codes``.

    Raises:
        StancebookError: if the path does not exist, a setting is wrong, or neither an article nor an event
            of a chronology can be read.
    """
    if not isinstance(path, str | Path):
        return _open_numbered(path)
    if not str(path).strip():
        raise StancebookError("The path of the corpus is empty. Name a folder, an article or a table.")
    is_address = "://" in str(path)
    found = Path(path) if is_address else _find_path(expand_home(path))
    if is_address or is_collection(found):
        # object stores and data sets take a moment to import
        from analysis.corpus.coded_collections import open_collection

        return open_collection(path if is_address else found)
    if found.name == CORPUS_FILE:
        corpus = open_configured(found)
    elif found.is_dir() and (found / CORPUS_FILE).is_file():
        corpus = open_configured(found / CORPUS_FILE)
    elif found.is_file() and exchange.is_codebook(found):
        raise StancebookError(_explain_codebook(found))
    elif (read := exchange.find_reader(found)) and found.is_file():
        corpus = build_corpus(found, read(found))
    else:
        title = found.stem.replace("-", " ").replace("_", " ").strip()
        boundary = Boundary(found)
        corpus = collect(title or str(found), found, choose_files(found, boundary))
        codebook = find_codebook(boundary) if found.is_dir() else None
        corpus = replace(
            corpus,
            title=codebook.title if codebook and codebook.title else corpus.title,
            codebook=codebook,
        )
    if not corpus.documents and not corpus.chronology:
        raise StancebookError(_explain_nothing(found, corpus))
    gaps = describe_gaps(found.name, corpus.documents)
    return replace(corpus, problems=tuple(group_problems((*corpus.problems, *gaps))))


def _open_numbered(path: object) -> Corpus:
    """Open a corpus whose name papermill took for a number, which may have lost zeros or underscores."""
    name = to_text("corpus or against", path)
    try:
        return open_corpus(name)
    except StancebookError as error:
        raise StancebookError(f"{error} {TEXT_ADVICE}") from error


def write_corpus(
    folder: Path, sources: Iterable[Path], more: Mapping[str, Any] | None = None, home: Path | None = None
) -> Path:
    """Write a ``corpus.toml`` that lists articles at their present location, and return its path.

    The title is left to the codebook, so there is only one place to change it.

    Args:
        folder: the folder of the new corpus; created if it does not exist.
        sources: articles, folders of articles or tables of documents.
        more: further settings.
        home: where the folder will be, if it is moved when it is complete.
    """
    folder.mkdir(parents=True, exist_ok=True)
    home, listed = resolve(home or folder), [resolve(source) for source in sources]
    documents = [Path(os.path.relpath(source, home)).as_posix() for source in listed]
    outside = {} if all(source.is_relative_to(home) for source in listed) else {OUTSIDE: True}
    settings = {"documents": documents, **outside, "codebook": CODEBOOK_FILE, **(more or {})}
    file = folder / CORPUS_FILE
    write_text(file, tomli_w.dumps(settings))
    return file


def _find_path(path: Path) -> Path:
    for candidate in (path, resources.find_root() / path):
        if exists(candidate):
            return resolve(candidate)
    if not os.path.isdir(path.parent):
        raise StancebookError(
            f"Unknown path {shorten(str(path))}: its folder does not exist either. Correct the path."
        )
    names = [entry.name for entry in path.parent.iterdir() if not entry.name.startswith(".")]
    raise StancebookError(f"{path.parent}: {unknown_name_error('path', path.name, names)}")


def _explain_codebook(path: Path) -> str:
    how = "" if path.suffix == ".toml" else f" Run: stancebook convert {path} codebook.toml"
    return f"{path}: a codebook has no articles. Name it in the {CORPUS_FILE} of a folder with articles.{how}"


def _explain_nothing(path: Path, corpus: Corpus) -> str:
    if not (path.is_file() and exchange.is_project(path)):
        expected = f"{path}: no articles found. Expected files named *{', *'.join(reading.SUFFIXES)}."
        return _explain_unread(path, corpus.problems) if corpus.problems else expected
    lost = tuple(problem for problem in corpus.problems if problem.severity == "left out")
    what = _explain_unread(path, lost) if lost else f"{path}: the project has no texts."
    if corpus.codebook is None:
        return f"{what}\nExport it from its program again, with its texts."
    held = (
        f"{format_count(len(corpus.codebook.issues), 'issue')} and "
        f"{format_count(len(corpus.codebook.actors), 'actor')}"
    )
    return (
        f"{what}\nIt has codes ({held}). To use the project, export it again with its texts. To use the "
        f"codes with your own articles, put them into their folder: stancebook convert {path} {CODEBOOK_FILE}"
    )


def _explain_unread(path: Path, problems: tuple[Problem, ...]) -> str:
    ranked = sorted(problems, key=lambda problem: problem.severity != "left out")
    listed = "\n".join(f"  {problem.item}: {problem.message}" for problem in ranked[:10])
    return f"{path}: no article could be read.\n{listed}"
