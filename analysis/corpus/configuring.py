"""The corpus that a ``corpus.toml`` describes: its articles, chronology, codebook, codings and origin."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, read_codebook, with_names
from analysis.corpus.collecting import Corpus, collected
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange.project import check_extras
from analysis.reading.chronology import Dated, read_chronology
from analysis.reading.codings import Coding, read_codings
from analysis.reading.files import TABLE_LIMIT, check
from analysis.settings import (
    CODEBOOK_FILE,
    CORPUS_FILE,
    DEFAULTS,
    METADATA,
    files_of,
    settings_of,
    tables_of,
    text_of,
)

# behind the name of an article, or of an event, one of these and a number name its codes
CODE_LETTERS = tuple("dehqst")


def configured(file: Path) -> Corpus:
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
    codebook = codebook_of(file.parent, settings.get("codebook", ""))
    title = settings.get("title") or (codebook.title if codebook else "") or file.parent.name
    corpus = collected(str(title), file.parent, files)
    known = {document.doc_id for document in corpus.documents}
    for doc_id in metadata.keys() - known:
        problems.append(Problem(doc_id, f"{file.name}: {unknown('document', doc_id, known)}", "warning"))
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


def codebook_of(path: Path, named: str = "") -> Codebook | None:
    """Read the codebook of a folder: the one that is named, else its ``codebook.toml``, if it has one."""
    if named:
        return read_codebook(path / named)
    beside = path / CODEBOOK_FILE
    return read_codebook(beside) if beside.is_file() else None


def _with_codings(corpus: Corpus, files: Iterable[Path], unmatched: Iterable[Problem]) -> Corpus:
    """Add the statements that persons coded."""
    found = [_within(corpus, path, one) for path in files for one in read_codings(path)]
    codings = tuple(one for one in found if isinstance(one, Coding))
    problems = (one for one in found if isinstance(one, Problem))
    return replace(corpus, codings=codings, problems=(*corpus.problems, *unmatched, *problems))


def _within(corpus: Corpus, path: Path, found: Coding | Problem) -> Coding | Problem:
    """Name the table of a coding by its place in the corpus: two folders may hold tables of one name."""
    folder = corpus.path.resolve()
    if isinstance(found, Problem) or not path.is_relative_to(folder):
        return found
    return replace(found, source=path.relative_to(folder).as_posix())


def _with_origin(corpus: Corpus, path: Path) -> Corpus:
    """Add what came with a project file; without it the corpus is as good, only writing it loses that."""
    try:
        check(path, TABLE_LIMIT)
        origin = json.loads(path.read_text(encoding="utf-8"))
        check_extras(origin)
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
    read = list(read_chronology(path))
    coded = {document.doc_id for document in corpus.documents}
    coded |= {one.event_id for one in read if isinstance(one, Dated)}
    for found in read:
        if isinstance(found, Problem):
            problems.append(found)
        elif reason := _is_taken(found.event_id, corpus, coded):
            problems.append(
                Problem(path.name, f"event_id: {found.event_id!r} is how {reason}; give it another.")
            )
        else:
            events.append(found)
    named = dict.fromkeys(name for event in events for name in event.actors)
    codebook = corpus.codebook
    if codebook is not None:
        problems += _unknown_actors(path, codebook, named)
        codebook = with_names(codebook, named)
    return replace(corpus, codebook=codebook, problems=tuple(problems), chronology=tuple(events))


def _is_taken(event_id: str, corpus: Corpus, coded: set[str]) -> str:
    """Say what else has the identifier of an event, or may get it by coding; "" for nothing."""
    if any(document.doc_id == event_id for document in corpus.documents):
        return "an article is called"
    stem, _, number = event_id.rpartition("-")
    is_code = stem in coded and number[:1] in CODE_LETTERS and number[1:].isdigit()
    return "a code of an article or event is called" if is_code else ""


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
