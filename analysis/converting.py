"""Convert a corpus to another tool's project file, a network, a codebook or a folder."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.coding import code, place_statements
from analysis.coding.completing import complete
from analysis.comparing.support import MIN_FIRM_CONFIDENCE, is_firm
from analysis.corpus import Corpus, open_corpus
from analysis.corpus.projects import DOUBTED_KEY
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.exchange import CODEBOOKS, FORMATS, Format, find_reader
from analysis.exchange.project import Project
from analysis.exchange.refi import list_unused_parts
from analysis.exporting.folder import write_folder
from analysis.exporting.graphs import write_network
from analysis.files import expand_home
from analysis.replacing import fill_atomically, replace_atomically
from analysis.settings import CORPUS_FILE, NONE
from analysis.text import format_count

# not lost silently: the writer itself reports that a network holds nothing else
NETWORK_KEEPS = ("tables", "selections", "refi", "taguette")
WRITABLE = {
    **{suffix: file_format for suffix, file_format in FORMATS.items() if file_format.write},
    ".graphml": Format("network as GraphML", write=write_network, keeps=NETWORK_KEEPS),
    ".gexf": Format("network as GEXF", write=write_network, keeps=NETWORK_KEEPS),
}
"""The formats that can be written, by file extension; codebook formats are in ``CODEBOOKS``."""
UNSURE = f"confidence below {MIN_FIRM_CONFIDENCE}, so not counted as a position"


@dataclass(frozen=True)
class Converted:
    """The result of a conversion.

    Attributes:
        paths: the files written.
        problems: content that could not be read or could not be transferred.
    """

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def convert(source: str | Path, out: str | Path) -> Converted:
    """Write a corpus in another format.

    Args:
        source: anything that ``open_corpus`` opens, such as a folder or a ``.qdpx`` file; or, to write a
            codebook, a codebook in another format.
        out: the output; the extension selects the format: a project file (``exchange.FORMATS``: ``.dna``,
            ``.qdpx``), ``.csv`` for the list of statements with DNA's column names, ``.graphml`` or ``.gexf``
            for the discourse network, ``.qdc`` or ``.toml`` for the codebook; without an extension, a folder
            that can be opened as a corpus. It must not exist yet, except as an empty folder.

    Returns:
        The files, and the content that was lost. A corpus that is not completely coded by people is coded
        first, unless the output is a folder, whose machine codes are made when it is opened.

    Raises:
        StancebookError: for an unknown format, or when the output already exists.
    """
    out, suffix = expand_home(out), Path(out).suffix.lower()
    if out.exists() and not (out.is_dir() and not suffix and not any(out.iterdir())):
        raise StancebookError(f"{out} exists already. Choose a new file, or a new or empty folder.")
    if suffix not in {"", *WRITABLE, *CODEBOOKS}:
        known = (*WRITABLE, *CODEBOOKS)
        raise unknown_name_error("format (the file extension; without one, a folder)", out.suffix, known)
    if suffix in CODEBOOKS:
        return _convert_codebook(expand_home(source), out)
    corpus = open_corpus(source)
    if not suffix:
        codebook = complete(corpus)
        with fill_atomically(out) as draft:
            names, problems = write_folder(corpus, codebook, draft)
        paths = tuple(out / name for name in names)
        return Converted(paths, (*corpus.problems, *problems, *_report_chronology(corpus)))
    codebook, statements, problems = _code_corpus(corpus)
    out.parent.mkdir(parents=True, exist_ok=True)
    write = WRITABLE[suffix].write
    assert write is not None
    with replace_atomically(out) as draft:
        write_problems = write(draft, corpus.table(), statements, codebook, corpus.origin)
    lost = (
        Problem(out.name, what, "warning") for what in _describe_losses(corpus.origin, WRITABLE[suffix].keeps)
    )
    return Converted((out,), (*problems, *_report_chronology(corpus), *lost, *write_problems))


def _convert_codebook(source: Path, out: Path) -> Converted:
    """Write only a codebook: a converted one, that of a corpus, or a suggestion for a corpus without one."""
    if source.suffix.lower() in CODEBOOKS and source.is_file() and source.name != CORPUS_FILE:
        codebook, title = CODEBOOKS[source.suffix.lower()].read(source), source.stem
        problems: tuple[Problem, ...] = ()
    elif project := _read_coded_project(source):
        codebook, title, problems = project.codebook, project.title, project.problems
    else:
        corpus = open_corpus(source)
        codebook, title, problems = corpus.codebook or complete(corpus), corpus.title, corpus.problems
    out.parent.mkdir(parents=True, exist_ok=True)
    with replace_atomically(out) as draft:
        CODEBOOKS[out.suffix.lower()].write(codebook, draft, title)
    return Converted((out,), problems)


def _read_coded_project(source: Path) -> Project | None:
    """Return a project file that has codes; its codebook needs no texts, and it may have none."""
    read = find_reader(source)
    project = read(source) if read and source.is_file() else None
    return project if project and (project.codebook.actors or project.codebook.issues) else None


def _code_corpus(corpus: Corpus) -> tuple[Codebook, pd.DataFrame, tuple[Problem, ...]]:
    """Return codebook and statements; machine statements with low confidence are marked as doubted."""
    if corpus.coder == NONE and corpus.codebook is not None:
        decided = place_statements(corpus, corpus.codebook, tables.build("statements", []))
        human = decided.human
        doubted, doubted_problems = _read_doubted(corpus)
        statements = pd.concat([human, doubted], ignore_index=True) if len(doubted) else human
        no_stance = _report_no_stance(len(decided.none))
        return (
            corpus.codebook,
            statements,
            (*corpus.problems, *decided.problems, *doubted_problems, *no_stance),
        )
    codes = code(corpus)
    statements = codes["statements"].copy()
    statements.loc[~is_firm(statements) & statements["doubt"].isna(), "doubt"] = UNSURE
    machine = len(statements) - len(codes.human)
    return (
        codes.codebook,
        statements,
        (*codes.problems, *_report_machine(machine, codes.coder), *_report_no_stance(len(codes.none))),
    )


def _read_doubted(corpus: Corpus) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the statements of a project file that their coder doubted.

    They are stored in a file that may have been edited: those that do not match the text are reported.
    """
    texts = {document.doc_id: document.text for document in corpus.documents}
    rows: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    for row in corpus.origin.get(DOUBTED_KEY, ()):
        try:
            start, end = int(row["start"]), int(row["end"])
            if texts[row["doc_id"]][start:end] != row["evidence"]:
                raise ValueError
            numbers = {name: int(row[name]) for name in ("condition_start", "condition_end") if name in row}
            confidence = float(row.get("confidence", 1))
            statement = {**row, **numbers, "start": start, "end": end, "confidence": confidence}
            tables.check("statements", tables.build("statements", [statement]))
        except (KeyError, TypeError, ValueError, StancebookError):
            what = f"A doubted statement no longer matches its document: {str(row)[:200]}"
            problems.append(Problem(DOUBTED_KEY, what))
            continue
        rows.append(statement)
    return tables.build("statements", rows), problems


def _report_no_stance(count: int) -> Iterator[Problem]:
    if count:
        yield Problem("codings", f"{count} coded as “no stance” cannot be stored in this format.", "warning")


def _report_machine(count: int, coder: str) -> Iterator[Problem]:
    if count:
        yield Problem("statements", f"{count} were coded by {coder}, not by a person.", "warning")


def _report_chronology(corpus: Corpus) -> Iterator[Problem]:
    if corpus.chronology:
        size = format_count(len(corpus.chronology), "event")
        what = f"The chronology ({size}) is not converted; copy its table."
        yield Problem("chronology", what, "warning")


def _describe_losses(origin: Mapping[str, Any], keeps: Container[str]) -> Iterator[str]:
    """Yield messages about content of the original project file that the output format does not keep."""
    if "tables" in origin and "tables" not in keeps:
        yield "Content specific to DNA is omitted: other statement types, attributes, colours, permissions …"
    if (rows := origin.get("selections")) and "selections" not in keeps:
        yield f"Coded spans that are not statements are omitted: {len(rows):,}."
    if "refi" in origin and "refi" not in keeps and (rest := list_unused_parts(origin["refi"])):
        yield f"Other content of the REFI-QDA project is omitted: {', '.join(rest)}."
    if "taguette" in origin and "taguette" not in keeps:
        yield "Taguette's descriptions of the project and its documents are omitted."
