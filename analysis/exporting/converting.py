"""Projects out: any corpus becomes a project file of another tool, an event list, or a folder of its own."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import tomli_w

from analysis.codebook import Codebook, write_codebook
from analysis.coding import code, placed_statements
from analysis.coding.coders import NONE, RULES
from analysis.comparing.stances import FIRM, is_firm
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange import writer_of
from analysis.reading.codings import SHEET
from analysis.settings import CORPUS_FILE

DOCUMENTS, CODEBOOK, CODINGS, ORIGIN = "documents.jsonl", "codebook.toml", "codings.csv", "origin.json"
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
        source: anything that ``open_corpus`` opens, such as a folder or a ``.dna`` file.
        out: what to write, by the end of its name: ``.dna`` a database of Discourse Network Analyzer,
            ``.csv`` the list of its statements under DNA's names of columns, without an end a folder that
            is a corpus again. It must not be there yet; an empty folder may.

    Returns:
        The files, and what was lost on the way. A corpus that persons have not coded wholly is coded first,
        unless a folder is written: there the machine's codes are made anew.

    Raises:
        StancebookError: for a format that is not known, or when something is already there.
    """
    out = Path(out).expanduser()
    if out.exists() and not (out.is_dir() and not out.suffix and not any(out.iterdir())):
        raise StancebookError(f"{out} exists already. Name a new file, or a new or empty folder.")
    writer = writer_of(out) if out.suffix else None
    corpus = open_corpus(source)
    if writer is None:
        return _folder(corpus, out)
    codebook, statements, problems = _coded(corpus)
    out.parent.mkdir(parents=True, exist_ok=True)
    told = writer(out, corpus.table(), statements, codebook, corpus.origin)
    return Converted((out,), (*problems, *_uncarried(corpus), *told))


def _coded(corpus: Corpus) -> tuple[Codebook, pd.DataFrame, tuple[Problem, ...]]:
    """Return codebook and statements; what the machine is not sure enough of is doubted."""
    if corpus.coder == NONE and corpus.codebook is not None:
        human, none, problems = placed_statements(corpus, corpus.codebook)
        return corpus.codebook, human, (*corpus.problems, *problems, *_denied(len(none)))
    codes = code(corpus)
    statements = codes["statements"].copy()
    statements.loc[~is_firm(statements) & statements["doubt"].isna(), "doubt"] = UNSURE
    return codes.codebook, statements, (*codes.problems, *_denied(len(codes.none)))


def _denied(count: int) -> Iterator[Problem]:
    if count:
        yield Problem("codings", f"{count} that say “no stance” have no place in it.", "warning")


def _uncarried(corpus: Corpus) -> Iterator[Problem]:
    if corpus.chronology:
        what = f"Its {len(corpus.chronology)} events are not carried over; copy the table itself."
        yield Problem("chronology", what, "warning")


def _folder(corpus: Corpus, folder: Path) -> Converted:
    """Write a corpus as a folder that opens again."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"title": corpus.title, "documents": [DOCUMENTS], "codebook": CODEBOOK}
    _write_documents(corpus, folder / DOCUMENTS)
    codebook = corpus.codebook or code(corpus).codebook
    write_codebook(codebook, folder / CODEBOOK, corpus.title)
    paths = [folder / CORPUS_FILE, folder / DOCUMENTS, folder / CODEBOOK]
    if corpus.codings:
        _write_codings(corpus, folder / CODINGS)
        settings["codings"] = [CODINGS]
        paths.append(folder / CODINGS)
    if corpus.coder != RULES:
        settings["coder"] = corpus.coder
    if corpus.origin:
        text = json.dumps(corpus.origin, ensure_ascii=False, indent=1)
        (folder / ORIGIN).write_text(text, encoding="utf-8")
        settings["origin"] = ORIGIN
        paths.append(folder / ORIGIN)
    paths[0].write_text(tomli_w.dumps(settings), encoding="utf-8")
    return Converted(tuple(paths), (*corpus.problems, *_uncarried(corpus)))


def _write_documents(corpus: Corpus, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in corpus.documents:
            given = {name: value for name, value in vars(document).items() if value is not None}
            file.write(json.dumps(given, ensure_ascii=False) + "\n")


def _write_codings(corpus: Corpus, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SHEET.columns)
        writer.writeheader()
        for coding in corpus.codings:
            writer.writerow({**dict(coding.cells), "coder": coding.coder})
