"""From documents to codes: quotes, dates, statements, tones and events, coded once per corpus.

The events of a chronology, which a person coded, join those that the coder finds. What persons decided
on statements counts before what the coder says, see ``reading.codings``; their statements may also rest
on the events of a chronology.
"""

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook, read_codebook, write_codebook
from analysis.codes import Codes
from analysis.coding.cache import content_hash, folder_of, new
from analysis.coding.completing import completed, is_complete
from analysis.coding.manual.chronology import rows
from analysis.coding.manual.corrections import decide
from analysis.coding.manual.decisions import Decided
from analysis.coding.manual.listing import NEAR, REJECTED, REPLACED, key_of, listings
from analysis.coding.plugins import Coder, load
from analysis.coding.plugins import statements as statements_of
from analysis.coding.verification import Verifier
from analysis.corpus import Corpus
from analysis.documents import Problem
from analysis.progress import progress
from analysis.settings import NONE

# articles coded and written at once: bounds memory
AT_ONCE = 200
# how the codes were made, beside them in the cache
MADE = "made.json"
# a coder that failed on a document is asked again after so many seconds: until then what it gave is
# kept, so that the notebooks of one report share it
RETRY = 600


def code(corpus: Corpus, coder: str = "") -> Codes:
    """Code a corpus, or read its codes from the cache when neither it nor the rules have changed.

    Work of more than a few seconds shows its progress. What a codebook does not
    say, all of it or whose stances are looked for, is suggested.

    Args:
        corpus: what to code.
        coder: who codes the statements, by its entry point; by default the corpus's own, mostly "rules".
            "none" leaves them to persons.

    Raises:
        StancebookError: for a coder that is not installed, or when the tables do not fit their
            schema (a defect of the coder).
    """
    key = _coded(corpus, load(coder or corpus.coder))
    folder = folder_of(key)
    given = corpus.codebook if is_complete(corpus) else None
    codebook = given or read_codebook(folder / "codebook.toml")
    found = tables.read(folder)
    machine = found["statements"]
    decided = placed_statements(corpus, codebook, machine)
    kept = decided.leaves(machine)
    joined = pd.concat([decided.human, kept]) if len(decided.human) else kept
    found["statements"] = joined.reset_index(drop=True)
    made = _made(folder)
    return Codes(
        corpus.title,
        found,
        codebook,
        (*corpus.problems, *made.problems, *decided.problems),
        key,
        machine,
        decided.human,
        decided.none,
        decided.decisions,
        decided.singly,
        made.coder,
        frozenset(made.failed),
    )


def is_coded(corpus: Corpus) -> bool:
    """Tell whether the codes of a corpus are in the cache, so that ``code`` only reads them."""
    folder = folder_of(_key(corpus, load(corpus.coder)))
    return folder.is_dir() and not _is_to_be_retried(folder)


def write_codes(corpus: Corpus, out: Path, coder: str = "") -> tuple[list[Path], tuple[Problem, ...]]:
    """Code a corpus and write the six tables as Parquet and CSV.

    Only what a person coded makes the statements pass through memory; else it does not grow with the corpus.
    The statements get their ``listing``, so that the table can be corrected and handed in.

    Args:
        corpus: what to code.
        out: the folder to write to.
        coder: as of ``code``.

    Returns:
        The files, and what could not be used.

    Raises:
        StancebookError: as of ``code``.
    """
    folder = folder_of(_coded(corpus, load(coder or corpus.coder)))
    out.mkdir(parents=True, exist_ok=True)
    names = [f"{name}.{ending}" for name in tables.SCHEMAS for ending in ("parquet", "csv")]
    written = [out / name for name in names]
    for path in written:
        if path.stem != "statements":
            shutil.copyfile(folder / path.name, path)
    problems = (*corpus.problems, *_made(folder).problems)
    pieces = _listed(folder)
    if corpus.codings:
        codes = code(corpus, coder)
        problems = codes.problems
        pieces = iter([_corrected(codes)])
    with tables.Writer(out) as writer:
        for piece in pieces:
            writer.add({"statements": piece})
    return written, problems


def _listed(folder: Path) -> Iterator[pd.DataFrame]:
    """Yield the statements of the machine as they are written, some at a time."""
    total, pieces = tables.pieces("statements", folder / "statements.parquet", AT_ONCE * NEAR)
    before = 0
    for piece in pieces:
        yield piece.assign(listing=listings(piece, (), before, total)).astype({"listing": "str"})
        before += len(piece)


def _corrected(codes: Codes) -> pd.DataFrame:
    """Return the statements of persons and machine as they are written."""
    made = codes["statements"]
    left = set(made["statement_id"])
    rejected = {one.statement_id for one in codes.decisions if one.verdict == "rejected"}
    machine: list[Any] = codes.machine.to_dict("records")
    gone = [
        f"{REJECTED if row['statement_id'] in rejected else REPLACED}{key_of(row)}"
        for row in machine
        if row["statement_id"] not in left
    ]
    return made.assign(listing=listings(made, gone)).astype({"listing": "str"})


def placed_statements(corpus: Corpus, codebook: Codebook, machine: pd.DataFrame) -> Decided:
    """Put the statements that persons coded into their documents and events.

    Args:
        corpus: whose codings.
        codebook: whose names they use.
        machine: the statements that the machine coded.
    """
    verifier = Verifier(corpus.documents, codebook, "h", corpus.chronology)
    decided = decide(corpus.codings, machine, verifier)
    if len(decided.human):
        # checking takes most of a second that notebooks without human codings are spared
        tables.check("statements", decided.human)
    return decided


@dataclass
class _Made:
    """How the statements of a corpus were made, as it is kept with them."""

    coder: str = ""
    problems: list[Problem] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def keep(self, folder: Path) -> None:
        """Write it beside the tables."""
        kept = {**vars(self), "problems": [vars(problem) for problem in self.problems]}
        (folder / MADE).write_text(json.dumps(kept), encoding="utf-8")


def _made(folder: Path) -> _Made:
    kept = json.loads((folder / MADE).read_text(encoding="utf-8"))
    return _Made(kept["coder"], [Problem(**problem) for problem in kept["problems"]], kept["failed"])


def _is_to_be_retried(folder: Path) -> bool:
    """Tell whether codes lack documents on which their coder failed, some time ago."""
    kept = folder / MADE
    return kept.exists() and bool(_made(folder).failed) and time.time() - kept.stat().st_mtime > RETRY


def _key(corpus: Corpus, coder: Coder | None) -> str:
    return content_hash(
        corpus.documents, corpus.codebook, corpus.chronology, coder.name if coder is not None else ""
    )


def _coded(corpus: Corpus, coder: Coder | None) -> str:
    """Make sure that the codes of a corpus are in the cache, and return their key."""
    key = _key(corpus, coder)
    if _is_to_be_retried(folder_of(key)):
        shutil.rmtree(folder_of(key))
    if folder_of(key).is_dir():
        return key
    codebook = completed(corpus)
    made = _Made()
    with new(key) as folder, tables.Writer(folder) as writer:
        for some in _tables(corpus, codebook, coder, made):
            writer.add(some)
        write_codebook(codebook, folder / "codebook.toml", "suggested")
        made.keep(folder)
    return key


def _tables(corpus: Corpus, codebook: Codebook, coder: Coder | None, made: _Made) -> Iterator[tables.Tables]:
    """Yield the tables piece by piece: what no document needs first, then some articles at a time."""
    empty = {name: tables.make(name, []) for name in tables.SCHEMAS}
    yield {
        **empty,
        "events": tables.check("events", tables.make("events", rows(corpus.chronology, codebook))),
    }
    if not corpus.documents:
        return
    # the language pipeline takes seconds to import; a chronology and cached codes do without it
    from analysis.coding.pipeline import code_documents
    from analysis.coding.pipeline import coder as rules

    named = rules() if coder is None else coder.name
    made.coder = "" if named == NONE else named
    with progress(len(corpus.documents), "Coding", "articles") as bar:
        for start in range(0, len(corpus.documents), AT_ONCE):
            some = corpus.documents[start : start + AT_ONCE]
            coded = code_documents(some, codebook, bar.update)
            if coder is not None:
                placed = statements_of(coder, some, codebook)
                coded["statements"] = tables.check("statements", tables.make("statements", placed.rows))
                made.problems += placed.problems
                made.failed += placed.failed
            yield coded
