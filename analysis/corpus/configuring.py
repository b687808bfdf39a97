"""Open the corpus described by a ``corpus.toml``: articles, chronology, codebook, codings and origin."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, add_actors, read_codebook
from analysis.corpus.collecting import Corpus, collect
from analysis.corpus.file_names import compile_pattern, fill_from_names
from analysis.corpus.files import choose_files, choose_listed
from analysis.documents import Document, Problem, fill_missing
from analysis.errors import StancebookError, unknown_name_error
from analysis.exchange.project import check_extras
from analysis.reading.audits import list_files, read_audit
from analysis.reading.chronology import DatedEvent, read_chronology
from analysis.reading.codings import Coding
from analysis.reading.decisions import Decision, read_table
from analysis.reading.files import TABLE_LIMIT, check_file
from analysis.settings import (
    CODEBOOK_FILE,
    CORPUS_FILE,
    DEFAULTS,
    METADATA,
    check_text,
    find_tables,
    read_settings,
)

# identifiers of codes: the name of an article or event, a hyphen, one of these letters and a number
CODE_LETTERS = tuple("dehqst")


def open_configured(file: Path) -> Corpus:
    """Open the corpus described by a ``corpus.toml``."""
    settings = read_settings(file)
    chronology = file.parent / settings["chronology"] if "chronology" in settings else None
    coded, unmatched = find_tables(file, settings.get("codings", []))
    audited = list_files(file.parent / settings["audit"]) if "audit" in settings else ()
    used = [file.parent / settings[key] for key in ("chronology", "codebook", "origin") if key in settings]
    without = [path.resolve() for path in (*coded, *audited, *used)]
    if "documents" in settings:
        chosen = choose_listed(file, settings["documents"], without)
    else:
        chosen = choose_files(file.parent.resolve(), without)
    defaults = {key: check_text(file, key, settings[key]) for key in DEFAULTS if key in settings}
    metadata = settings.get("metadata", {})
    pattern = compile_pattern(settings["file_names"]) if "file_names" in settings else None
    codebook = find_codebook(file.parent, settings.get("codebook", ""))
    title = settings.get("title") or (codebook.title if codebook else "") or file.parent.name
    corpus = collect(str(title), file.parent, chosen)
    known = {document.doc_id for document in corpus.documents}
    unknown = [
        Problem(doc_id, f"{file.name}: {unknown_name_error('document', doc_id, known)}", "warning")
        for doc_id in metadata.keys() - known
    ]
    documents = (_fill(file, document, metadata.get(document.doc_id, {})) for document in corpus.documents)
    named = list(fill_from_names(documents, pattern) if pattern else documents)
    corpus = replace(
        corpus,
        documents=tuple(fill_missing(item, defaults) for item in named if isinstance(item, Document)),
        codebook=codebook,
        problems=(*corpus.problems, *unknown, *(item for item in named if isinstance(item, Problem))),
        coder=settings.get("coder", corpus.coder),
        llm=settings.get("llm", {}),
        calibration=settings.get("calibration"),
    )
    corpus = _add_codings(corpus, coded, unmatched)
    if audited:
        audit, problems = read_audit(audited[0])
        corpus = replace(corpus, audit=audit, problems=(*corpus.problems, *problems))
    if "origin" in settings:
        corpus = _add_origin(corpus, file.parent / settings["origin"])
    return _add_chronology(corpus, chronology) if chronology else corpus


def find_codebook(path: Path, named: str = "") -> Codebook | None:
    """Read the codebook of a folder: the named one, or its ``codebook.toml`` if it has one."""
    if named:
        return read_codebook(path / named)
    beside = path / CODEBOOK_FILE
    return read_codebook(beside) if beside.is_file() else None


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
        check_file(path, TABLE_LIMIT)
        origin = json.loads(path.read_text(encoding="utf-8"))
        check_extras(origin)
    except (StancebookError, OSError, ValueError, RecursionError) as error:
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
