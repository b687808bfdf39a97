"""From documents to codes: quotes, dates, statements, tones and events, coded once per document and stage.

The events of a chronology, which a person coded, join those that the coder finds. What people decided on
statements counts before what the coder says, see ``reading.codings``; their statements may also rest on the
events of a chronology.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import table_files, tables
from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.coding.cache import open_cache
from analysis.coding.completing import complete, is_suggested
from analysis.coding.manual.chronology import build_rows
from analysis.coding.manual.corrections import collect_decisions
from analysis.coding.manual.decisions import Decisions
from analysis.coding.manual.listing import NEAR, REJECTED, REPLACED, build_listings, hash_key
from analysis.coding.pipeline import CODED, Coded
from analysis.coding.plugins import load, name_coder
from analysis.coding.stages import fingerprint, hash_texts
from analysis.coding.verification import Verifier
from analysis.corpus import Corpus
from analysis.documents import Problem

# statements written at once
AT_ONCE = 200 * NEAR
# files that the events of a chronology depend on
CHRONOLOGY = ("edtf.py", "tables.py", "coding/manual/chronology.py")


def code(corpus: Corpus, coder: str = "") -> Codes:
    """Code a corpus, or read from the cache what is coded already.

    Work of more than a few seconds shows its progress. What a codebook lacks, actors alone or all of it, is
    suggested.

    Args:
        corpus: what to code.
        coder: who codes the statements, by the name of its entry point; by default the corpus's own, mostly
            "rules". "none" leaves them to people.

    Raises:
        StancebookError: for a coder that is not installed, or when the tables do not fit their
            schema (a defect of the coder).
    """
    stages = load(coder or corpus.coder)
    codebook = complete(corpus)
    coded = Coded(corpus.documents, codebook, stages)
    pieces = list(coded.pieces())
    parts = {name: [piece.tables[name] for piece in pieces] for name in CODED}
    parts["events"].insert(0, _code_chronology(corpus, codebook))
    found = {"documents": corpus.table()} | {name: _join(name, parts[name]) for name in CODED}
    machine = found["statements"]
    decided = place_statements(corpus, codebook, machine)
    kept = decided.leaves(machine)
    joined = pd.concat([decided.human, kept]) if len(decided.human) else kept
    found["statements"] = joined.reset_index(drop=True)
    problems = [problem for piece in pieces for problem in piece.problems]
    return Codes(
        corpus.title,
        {name: found[name] for name in tables.SCHEMAS},
        codebook,
        (*corpus.problems, *problems, *decided.problems),
        hash_texts(coded.key, repr(codebook), repr(corpus.chronology)),
        machine,
        decided.human,
        decided.none,
        decided.decisions,
        decided.singly,
        name_coder(stages) if corpus.documents else "",
        frozenset(doc_id for piece in pieces for doc_id in piece.failed),
    )


def is_coded(corpus: Corpus) -> bool:
    """Tell whether the codes of a corpus are in the cache, so that ``code`` only reads them."""
    if not is_suggested(corpus):
        return False
    return Coded(corpus.documents, complete(corpus), load(corpus.coder)).is_complete()


def write_codes(corpus: Corpus, out: Path, coder: str = "") -> tuple[list[Path], tuple[Problem, ...]]:
    """Code a corpus and write the six tables as Parquet and CSV.

    Memory does not grow with the corpus, except for statements that people coded. The statements get their
    ``listing``, so that the table can be corrected and read again.

    Args:
        corpus: what to code.
        out: the folder to write to.
        coder: see ``code``.

    Returns:
        The files, and what could not be used.

    Raises:
        StancebookError: see ``code``.
    """
    codebook = complete(corpus)
    coded = Coded(corpus.documents, codebook, load(coder or corpus.coder))
    problems = list(corpus.problems)
    total = 0
    with table_files.Writer(out) as writer:
        writer.add({"documents": corpus.table()})
        writer.add({"events": table_files.from_arrow("events", _code_chronology(corpus, codebook))})
        for name in ("quotes", "tones", "dates"):
            writer.add({name: tables.build(name, [])})
        for piece in coded.pieces():
            total += piece.tables["statements"].num_rows
            problems += piece.problems
            others = {name: table for name, table in piece.tables.items() if name != "statements"}
            writer.add({name: table_files.from_arrow(name, table) for name, table in others.items()})
        if corpus.codings:
            codes = code(corpus, coder)
            problems = list(codes.problems)
            statements = iter([_list_corrected(codes)])
        else:
            statements = _list_statements(coded, total)
        for frame in statements:
            writer.add({"statements": frame})
    return writer.paths, tuple(problems)


def _join(name: str, parts: list[pa.Table]) -> pd.DataFrame:
    whole = pa.concat_tables(parts) if parts else table_files.to_arrow(name, tables.build(name, []))
    return table_files.from_arrow(name, whole)


def _code_chronology(corpus: Corpus, codebook: Codebook) -> pa.Table:
    """Return the events of a chronology as rows of the events table."""
    key = hash_texts(fingerprint(CHRONOLOGY), repr(codebook.actors), repr(corpus.chronology))
    with open_cache() as cache:
        found = cache.assembled(key, ["events"])
        if found is None:
            # checking takes a second that reading from the cache is spared
            events = tables.check("events", tables.build("events", build_rows(corpus.chronology, codebook)))
            found = {"events": table_files.to_arrow("events", events)}
            cache.add_assembled(key, found)
    return found["events"]


def _list_statements(coded: Coded, total: int) -> Iterator[pd.DataFrame]:
    """Yield the statements of the machine as they are written, some at a time."""
    pieces = (
        table_files.from_arrow("statements", piece.tables["statements"])
        for piece in coded.pieces(["statements"])
    )
    before = 0
    for frame in table_files.regroup(chain([tables.build("statements", [])], pieces), AT_ONCE):
        yield frame.assign(listing=build_listings(frame, (), before, total)).astype({"listing": "str"})
        before += len(frame)


def _list_corrected(codes: Codes) -> pd.DataFrame:
    """Return the statements of people and machine as they are written."""
    made = codes["statements"]
    left = set(made["statement_id"])
    rejected = {one.statement_id for one in codes.decisions if one.verdict == "rejected"}
    machine: list[Any] = codes.machine.to_dict("records")
    gone = [
        f"{REJECTED if row['statement_id'] in rejected else REPLACED}{hash_key(row)}"
        for row in machine
        if row["statement_id"] not in left
    ]
    return made.assign(listing=build_listings(made, gone)).astype({"listing": "str"})


def place_statements(corpus: Corpus, codebook: Codebook, machine: pd.DataFrame) -> Decisions:
    """Put the statements that people coded into their documents and events.

    Args:
        corpus: whose codings.
        codebook: whose names they use.
        machine: the statements that the machine coded.
    """
    verifier = Verifier(corpus.documents, codebook, "h", corpus.chronology)
    decided = collect_decisions(corpus.codings, machine, verifier)
    if len(decided.human):
        # checking takes most of a second that notebooks without human codings are spared
        tables.check("statements", decided.human)
    return decided
