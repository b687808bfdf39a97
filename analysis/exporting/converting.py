"""Projects out: any corpus becomes a file of another tool, a network, a codebook, or a folder of its own."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.coding import code, placed_statements
from analysis.comparing.stances import FIRM, is_firm
from analysis.corpus import Corpus, open_corpus
from analysis.corpus.projects import DOUBTED
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.exchange import CODEBOOKS, FORMATS, Format
from analysis.exchange.refi import list_unused_parts
from analysis.exporting.folder import write_folder
from analysis.exporting.graphs import write_network
from analysis.settings import CORPUS_FILE, NONE
from analysis.text import count

# a network says itself that it holds nothing else
NETWORK = ("tables", "selections", "refi", "taguette")
WRITTEN = {
    **{suffix: one for suffix, one in FORMATS.items() if one.write},
    ".graphml": Format("network as GraphML", write=write_network, keeps=NETWORK),
    ".gexf": Format("network as GEXF", write=write_network, keeps=NETWORK),
}
"""What is written, by the end of a file's name; codebooks apart."""
UNSURE = f"less sure than {FIRM}, so it makes no position"


@dataclass(frozen=True)
class Converted:
    """What was written.

    Attributes:
        paths: the files.
        problems: what could not be read, and what could not be carried over.
    """

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def convert(source: str | Path, out: str | Path) -> Converted:
    """Write a corpus in another form.

    Args:
        source: anything that ``open_corpus`` opens, such as a folder or a ``.qdpx`` file; or, to write a
            codebook, one of another form.
        out: what to write, by the end of its name: a project file (``exchange.FORMATS``: ``.dna``,
            ``.qdpx``), ``.csv`` the list of its statements under DNA's names of columns, ``.graphml`` or
            ``.gexf`` its discourse network, ``.qdc`` or ``.toml`` its codebook, without an end a folder that
            is a corpus again. It must not be there yet; an empty folder may.

    Returns:
        The files, and what was lost on the way. A corpus that persons have not coded wholly is coded first,
        unless a folder is written: there the machine's codes are made anew.

    Raises:
        StancebookError: for a format that is not known, or when something is already there.
    """
    out, suffix = Path(out).expanduser(), Path(out).suffix.lower()
    if out.exists() and not (out.is_dir() and not suffix and not any(out.iterdir())):
        raise StancebookError(f"{out} exists already. Name a new file, or a new or empty folder.")
    if suffix not in {"", *WRITTEN, *CODEBOOKS}:
        known = (*WRITTEN, *CODEBOOKS)
        raise unknown("format (the end of the name; without one, a folder)", out.suffix, known)
    if suffix in CODEBOOKS:
        return _codebook(Path(source).expanduser(), out)
    corpus = open_corpus(source)
    if not suffix:
        paths, problems = write_folder(corpus, out)
        return Converted(paths, (*corpus.problems, *problems, *_uncarried(corpus)))
    codebook, statements, problems = _coded(corpus)
    out.parent.mkdir(parents=True, exist_ok=True)
    write = WRITTEN[suffix].write
    assert write is not None
    told = write(out, corpus.table(), statements, codebook, corpus.origin)
    lost = (Problem(out.name, what, "warning") for what in _unheld(corpus.origin, WRITTEN[suffix].keeps))
    return Converted((out,), (*problems, *_uncarried(corpus), *lost, *told))


def _codebook(source: Path, out: Path) -> Converted:
    """Write a codebook alone: another one, that of a corpus, or what is suggested for one without."""
    if source.suffix.lower() in CODEBOOKS and source.is_file() and source.name != CORPUS_FILE:
        codebook, title = CODEBOOKS[source.suffix.lower()].read(source), source.stem
        problems: tuple[Problem, ...] = ()
    else:
        corpus = open_corpus(source)
        codebook, title, problems = corpus.codebook or code(corpus).codebook, corpus.title, corpus.problems
    out.parent.mkdir(parents=True, exist_ok=True)
    CODEBOOKS[out.suffix.lower()].write(codebook, out, title)
    return Converted((out,), problems)


def _coded(corpus: Corpus) -> tuple[Codebook, pd.DataFrame, tuple[Problem, ...]]:
    """Return codebook and statements; what the machine is not sure enough of is doubted."""
    if corpus.coder == NONE and corpus.codebook is not None:
        decided = placed_statements(corpus, corpus.codebook, tables.make("statements", []))
        human = decided.human
        doubted, untold = _doubted(corpus)
        statements = pd.concat([human, doubted], ignore_index=True) if len(doubted) else human
        told = (*corpus.problems, *decided.problems, *untold, *_denied(len(decided.none)))
        return corpus.codebook, statements, told
    codes = code(corpus)
    statements = codes["statements"].copy()
    statements.loc[~is_firm(statements) & statements["doubt"].isna(), "doubt"] = UNSURE
    machine = len(statements) - len(codes.human)
    return (
        codes.codebook,
        statements,
        (*codes.problems, *_made(machine, codes.coder), *_denied(len(codes.none))),
    )


def _doubted(corpus: Corpus) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the statements that their coder doubted, as they came with a project file.

    The file beside a corpus may have been edited: those whose words do not stand there are told.
    """
    texts = {document.doc_id: document.text for document in corpus.documents}
    rows: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    for row in corpus.origin.get(DOUBTED, ()):
        try:
            start, end = int(row["start"]), int(row["end"])
            if texts[row["doc_id"]][start:end] != row["evidence"]:
                raise ValueError
            numbers = {name: int(row[name]) for name in ("condition_start", "condition_end") if name in row}
            confidence = float(row.get("confidence", 1))
            made = {**row, **numbers, "start": start, "end": end, "confidence": confidence}
            tables.check("statements", tables.make("statements", [made]))
        except (KeyError, TypeError, ValueError, StancebookError):
            what = f"A doubted statement does not stand in its document any more: {str(row)[:200]}"
            problems.append(Problem(DOUBTED, what))
            continue
        rows.append(made)
    return tables.make("statements", rows), problems


def _denied(count: int) -> Iterator[Problem]:
    if count:
        yield Problem("codings", f"{count} that say “no stance” have no place in it.", "warning")


def _made(count: int, coder: str) -> Iterator[Problem]:
    if count:
        yield Problem("statements", f"{count} were coded by {coder}, not by a person.", "warning")


def _uncarried(corpus: Corpus) -> Iterator[Problem]:
    if corpus.chronology:
        size = count(len(corpus.chronology), "event")
        what = f"The chronology ({size}) is not carried over; copy the table itself."
        yield Problem("chronology", what, "warning")


def _unheld(origin: Mapping[str, Any], keeps: Container[str]) -> Iterator[str]:
    """Say what came with a project file and has no place in a file that keeps other things."""
    if "tables" in origin and "tables" not in keeps:
        yield "What only DNA has is not in it: other types of statements, attributes, colours, permissions …"
    if (rows := origin.get("selections")) and "selections" not in keeps:
        yield f"{len(rows):,} coded spans that are no statements are not in it."
    if "refi" in origin and "refi" not in keeps and (rest := list_unused_parts(origin["refi"])):
        yield f"What else the REFI-QDA project holds is not in it: {', '.join(rest)}."
    if "taguette" in origin and "taguette" not in keeps:
        yield "Taguette's descriptions of the project and its documents are not in it."
