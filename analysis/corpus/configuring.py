"""Open the corpus described by a ``corpus.toml``: articles, chronology, codebook, codings and origin."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, add_actors, read_codebook
from analysis.corpus.boundary import Boundary, resolve
from analysis.corpus.collecting import Corpus, collect
from analysis.corpus.file_names import compile_pattern, fill_from_names
from analysis.corpus.files import choose_files, choose_listed
from analysis.documents import Document, Problem, fill_missing
from analysis.errors import StancebookError, unknown_name_error
from analysis.exchange.project import check_extras
from analysis.files import TABLE_LIMIT
from analysis.reading.audits import list_files, read_audit
from analysis.reading.chronology import DatedEvent, read_chronology
from analysis.reading.codings import Coding
from analysis.reading.decisions import Decision, read_table
from analysis.settings import (
    CODEBOOK_FILE,
    CORPUS_FILE,
    DEFAULTS,
    METADATA,
    OUTSIDE,
    PATHS,
    check_text,
    read_settings,
)
from analysis.structured import read_json

# identifiers of codes: the name of an article or event, a hyphen, one of these letters and a number
CODE_LETTERS = tuple("dehqst")


def open_configured(file: Path) -> Corpus:
    """Open the corpus described by a ``corpus.toml``."""
    settings = read_settings(file)
    boundary = Boundary(resolve(file.parent), file, settings.get(OUTSIDE, False))
    named = {key: boundary.locate(key, settings[key]) for key in PATHS if key in settings}
    _check_prompts(settings.get("llm", {}), boundary)
    coded, unmatched = _find_tables(settings.get("codings", []), boundary)
    audited = list_files(named["audit"]) if "audit" in named else ()
    used = [resolve(path) for path in (*coded, *audited, *named.values())]
    if "documents" in settings:
        chosen = choose_listed(settings["documents"], boundary, used)
    else:
        chosen = choose_files(boundary.folder, boundary, used)
    defaults = {key: check_text(file, key, settings[key]) for key in DEFAULTS if key in settings}
    metadata = settings.get("metadata", {})
    pattern = compile_pattern(settings["file_names"]) if "file_names" in settings else None
    codebook = read_codebook(named["codebook"]) if "codebook" in named else find_codebook(boundary)
    title = settings.get("title") or (codebook.title if codebook else "") or file.parent.name
    corpus = collect(str(title), file.parent, chosen)
    known = {document.doc_id for document in corpus.documents}
    unknown = [
        Problem(doc_id, f"{file.name}: {unknown_name_error('document', doc_id, known)}", "warning")
        for doc_id in metadata.keys() - known
    ]
    documents = (_fill(file, document, metadata.get(document.doc_id, {})) for document in corpus.documents)
    filled = list(fill_from_names(documents, pattern) if pattern else documents)
    outside = boundary.describe_outside((*chosen.files, *used))
    problems = (*outside, *corpus.problems, *unknown, *(item for item in filled if isinstance(item, Problem)))
    corpus = replace(
        corpus,
        documents=tuple(fill_missing(item, defaults) for item in filled if isinstance(item, Document)),
        codebook=codebook,
        problems=problems,
        coder=settings.get("coder", corpus.coder),
        llm=settings.get("llm", {}),
        calibration=settings.get("calibration"),
    )
    corpus = _add_codings(corpus, coded, unmatched)
    if audited:
        audit, reasons = read_audit(audited[0])
        corpus = replace(corpus, audit=audit, problems=(*corpus.problems, *reasons))
    if "origin" in named:
        corpus = _add_origin(corpus, named["origin"])
    return _add_chronology(corpus, named["chronology"]) if "chronology" in named else corpus


def _check_prompts(llm: Mapping[str, Any], boundary: Boundary) -> None:
    """Check that a folder of prompts may be read: its files are sent to a language model."""
    if isinstance(prompts := llm.get("prompts"), str):
        boundary.locate("llm.prompts", prompts)


def _find_tables(patterns: Any, boundary: Boundary) -> tuple[list[Path], list[Problem]]:
    """Return the tables that match the ``codings`` entries, without duplicates, and other entries."""
    matched, problems = boundary.expand("codings", patterns)
    for path in matched:
        if not path.is_file():
            problems.append(Problem(path.name, "It is no file; name tables in `codings`."))
    return list(dict.fromkeys(resolve(path) for path in matched if path.is_file())), problems


def find_codebook(boundary: Boundary) -> Codebook | None:
    """Read the ``codebook.toml`` of a folder, if it has one."""
    beside = boundary.folder / CODEBOOK_FILE
    return read_codebook(boundary.locate(CODEBOOK_FILE, CODEBOOK_FILE)) if beside.is_file() else None


def _add_codings(corpus: Corpus, files: Iterable[Path], unmatched: Iterable[Problem]) -> Corpus:
    """Add the statements that people coded, and their decisions on events and attributions."""
    found = [_locate_table(corpus, path, item) for path in files for item in read_table(path)]
    return replace(
        corpus,
        codings=tuple(item for item in found if isinstance(item, Coding)),
        decisions=tuple(item for item in found if not isinstance(item, Coding | Problem)),
        problems=(*corpus.problems, *unmatched, *(item for item in found if isinstance(item, Problem))),
    )


def _locate_table(
    corpus: Corpus, path: Path, found: Coding | Decision | Problem
) -> Coding | Decision | Problem:
    """Name the table of a row by its path in the corpus: table names may repeat across folders."""
    folder = corpus.path.resolve()
    if isinstance(found, Problem) or not path.is_relative_to(folder):
        return found
    table = path.relative_to(folder).as_posix()
    return replace(found, source=table) if isinstance(found, Coding) else replace(found, table=table)


def _add_origin(corpus: Corpus, path: Path) -> Corpus:
    """Add the remaining content of a project file, which is needed only to write one again."""
    try:
        origin = read_json(path, TABLE_LIMIT)
        check_extras(origin)
    except StancebookError as error:
        message = (
            f"It cannot be read ({error}); a project file written from this corpus will lack its content."
        )
        return replace(corpus, problems=(*corpus.problems, Problem(path.name, message, "warning")))
    return replace(corpus, origin=origin)


def _add_chronology(corpus: Corpus, path: Path) -> Corpus:
    """Add the events of a chronology; actors missing from the codebook are added to it and reported."""
    if not path.is_file():
        raise StancebookError(f"{path}: no such chronology. Name an existing file in {CORPUS_FILE}.")
    events: list[DatedEvent] = []
    problems = list(corpus.problems)
    entries = list(read_chronology(path))
    coded = {document.doc_id for document in corpus.documents}
    coded |= {entry.event_id for entry in entries if isinstance(entry, DatedEvent)}
    for entry in entries:
        if isinstance(entry, Problem):
            problems.append(entry)
        elif owner := _find_conflict(entry.event_id, corpus, coded):
            message = f"event_id: {entry.event_id!r} is also the identifier of {owner}; use another one."
            problems.append(Problem(path.name, message))
        else:
            events.append(entry)
    named = dict.fromkeys(name for event in events for name in event.actors)
    codebook = corpus.codebook
    if codebook is not None:
        problems += _report_unknown_actors(path, codebook, named)
        codebook = add_actors(codebook, named)
    return replace(corpus, codebook=codebook, problems=tuple(problems), chronology=tuple(events))


def _find_conflict(event_id: str, corpus: Corpus, coded: set[str]) -> str:
    """Return what else has an event's identifier, or may get it by coding; "" if nothing does."""
    if any(document.doc_id == event_id for document in corpus.documents):
        return "an article"
    stem, _, number = event_id.rpartition("-")
    is_code = stem in coded and number[:1] in CODE_LETTERS and number[1:].isdigit()
    return "a code of an article or event" if is_code else ""


def _report_unknown_actors(path: Path, codebook: Codebook, names: Iterable[str]) -> Iterator[Problem]:
    """Warn of actors in a chronology that are not in the codebook: a slip, or an actor to add."""
    for name in names:
        try:
            codebook.actor(name)
        except StancebookError as error:
            message = (
                f"actors: {error} It is treated as a separate group; add it to the codebook or correct it."
            )
            yield Problem(path.name, message, "warning")


def _fill(file: Path, document: Document, own: Mapping[str, Any]) -> Document:
    """Fill in missing metadata of a document from its entry in corpus.toml."""
    for key in own:
        if key not in METADATA:
            raise StancebookError(
                f"{file}: {unknown_name_error(f'key of metadata.{document.doc_id}', key, METADATA)}"
            )
    return fill_missing(document, {key: check_text(file, key, value) for key, value in own.items()})
