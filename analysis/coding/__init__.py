"""Code documents: quotes, dates, statements, tones and events, each coded once per document and stage.

Events of a chronology, which are coded by people, are added to those that the coder finds. People's decisions
take precedence over the coder: on statements see ``reading.codings``, on events and attributions
``reading.decisions``. Their statements may also cite events of a chronology as evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis import table_files, tables
from analysis.calibration import Calibration, select_calibration
from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.coding.cache import open_cache
from analysis.coding.completing import complete, describe_sample, is_suggested
from analysis.coding.manual.applying import apply_decisions
from analysis.coding.manual.attributions import apply_to_statements
from analysis.coding.manual.chronology import build_rows
from analysis.coding.manual.corrections import collect_decisions
from analysis.coding.manual.decisions import Decisions
from analysis.coding.manual.listing import NEAR, REJECTED, REPLACED, build_listings, hash_key
from analysis.coding.pipeline import CODED, Coded, ask_ahead
from analysis.coding.plugins import load, name_coder
from analysis.coding.stages import fingerprint, hash_texts
from analysis.coding.verification import Verifier
from analysis.comparing.refitting import refit_statements
from analysis.corpus import Corpus
from analysis.documents import Problem

# statements per write
AT_ONCE = 200 * NEAR
# files that the events of a chronology depend on
CHRONOLOGY = ("edtf.py", "tables.py", "coding/manual/chronology.py")


def code(corpus: Corpus, coder: str = "", most_asked: int | None = None) -> Codes:
    """Code a corpus, reading results from the cache where they exist.

    Runs of more than a few seconds show a progress bar. If the codebook has no actors, they are suggested; if
    there is no codebook, actors and issues are.

    Args:
        corpus: the corpus to code.
        coder: entry point of the coder of statements; by default the corpus's own, usually "rules". With
            "none", only people code statements.
        most_asked: number of articles about which a language model is asked in this run; None for all.

    Raises:
        StancebookError: if the coder is not installed or, if it is a language model, cannot be asked; or if
            the tables do not fit their schema (a defect of the coder).
    """
    corpus = replace(corpus, coder=coder or corpus.coder)
    stages = load(corpus)
    codebook = complete(corpus)
    coded = Coded(corpus.documents, codebook, stages)
    unasked = ask_ahead([coded], str(corpus.path), most_asked)
    pieces = list(coded.pieces())
    parts = {name: [piece.tables[name] for piece in pieces] for name in CODED}
    parts["events"].insert(0, _code_chronology(corpus, codebook))
    found = {"documents": corpus.table()} | {name: _join(name, parts[name]) for name in CODED}
    calibration, outdated = select_calibration(corpus.calibration, name_coder(stages))
    machine = refit_statements(found["statements"], calibration)
    applied = apply_decisions(corpus.decisions, corpus.documents, codebook, found)
    found |= applied.tables
    decided = place_statements(corpus, codebook, machine, applied.list_renamed(machine))
    # a corrected speaker may put a statement into a cell that a person coded
    kept = decided.leaves(apply_to_statements(decided.leaves(machine), applied.speakers))
    joined = pd.concat([decided.human, kept]) if len(decided.human) else kept
    found["statements"] = joined.reset_index(drop=True)
    problems = [problem for piece in pieces for problem in piece.problems]
    return Codes(
        corpus.title,
        {name: found[name] for name in tables.SCHEMAS},
        codebook,
        (
            *corpus.problems,
            *describe_sample(corpus),
            *outdated,
            *unasked,
            *problems,
            *decided.problems,
            *applied.problems,
        ),
        hash_texts(coded.key, repr(codebook), repr(corpus.chronology), repr(calibration)),
        machine,
        decided.human,
        decided.none,
        decided.decisions,
        decided.singly,
        name_coder(stages) if corpus.documents else "",
        frozenset(doc_id for piece in pieces for doc_id in piece.failed),
        tuple(account for piece in pieces for account in piece.accounts),
        corpus.audit,
        calibration,
        corpus.path,
        applied.corrections,
    )


def ask(corpora: Sequence[Corpus]) -> list[Problem]:
    """Ask a language model about many corpora at a time; do nothing if their coder is another one.

    Args:
        corpora: the corpora, at least one, with the same coder; the first one's budget is used.

    Returns:
        A warning if some articles were not asked about.
    """
    parts = [Coded(corpus.documents, complete(corpus), load(corpus)) for corpus in corpora]
    return ask_ahead(parts, str(corpora[0].path))


def is_coded(corpus: Corpus) -> bool:
    """Tell whether the cache holds all codes of a corpus, so ``code`` only has to read them."""
    if not is_suggested(corpus):
        return False
    return Coded(corpus.documents, complete(corpus), load(corpus)).is_complete()


def write_codes(
    corpus: Corpus, out: Path, coder: str = "", most_asked: int | None = None
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Code a corpus and write the six tables as Parquet and CSV.

    Memory use does not grow with the corpus, unless people coded some of it. Statements are written with
    their ``listing``, so corrections to the table can be recognised when it is read again.

    Args:
        corpus: the corpus to code.
        out: the folder to write to.
        coder: see ``code``.
        most_asked: see ``code``.

    Returns:
        The paths of the files, and the problems found.

    Raises:
        StancebookError: see ``code``.
    """
    corpus = replace(corpus, coder=coder or corpus.coder)
    codebook = complete(corpus)
    coded = Coded(corpus.documents, codebook, load(corpus))
    calibration, outdated = select_calibration(corpus.calibration, name_coder(coded.stages))
    problems = [
        *corpus.problems, *describe_sample(corpus), *outdated,
        *ask_ahead([coded], str(corpus.path), most_asked),
    ]  # fmt: skip
    with table_files.Writer(out) as writer:
        if corpus.codings or corpus.decisions:
            codes = code(corpus, most_asked=0)
            problems = list(codes.problems)
            writer.add({**codes.tables, "statements": _list_corrected(codes)})
        else:
            writer.add({"documents": corpus.table()})
            writer.add({"events": table_files.from_arrow("events", _code_chronology(corpus, codebook))})
            problems += _write_coded(coded, writer, calibration)
    return writer.paths, tuple(problems)


def _write_coded(coded: Coded, writer: table_files.Writer, calibration: Calibration | None) -> list[Problem]:
    """Write the machine's tables piece by piece, and return the problems found."""
    total = 0
    problems: list[Problem] = []
    for name in ("quotes", "tones", "dates"):
        writer.add({name: tables.build(name, [])})
    for piece in coded.pieces():
        total += piece.tables["statements"].num_rows
        problems += piece.problems
        others = {name: table for name, table in piece.tables.items() if name != "statements"}
        writer.add({name: table_files.from_arrow(name, table) for name, table in others.items()})
    for frame in _list_statements(coded, total, calibration):
        writer.add({"statements": frame})
    return problems


def _join(name: str, parts: list[pa.Table]) -> pd.DataFrame:
    whole = pa.concat_tables(parts) if parts else table_files.to_arrow(name, tables.build(name, []))
    return table_files.from_arrow(name, whole)


def _code_chronology(corpus: Corpus, codebook: Codebook) -> pa.Table:
    """Return the events of a chronology as rows of the events table."""
    key = hash_texts(fingerprint(CHRONOLOGY), repr(codebook.actors), repr(corpus.chronology))
    with open_cache() as cache:
        found = cache.assembled(key, ["events"])
        if found is None:
            # validation takes a second; tables from the cache are already validated
            events = tables.check("events", tables.build("events", build_rows(corpus.chronology, codebook)))
            found = {"events": table_files.to_arrow("events", events)}
            cache.add_assembled(key, found)
    return found["events"]


def _list_statements(coded: Coded, total: int, calibration: Calibration | None) -> Iterator[pd.DataFrame]:
    """Yield the machine's statements in chunks, with their listings, as they are written."""
    pieces = (
        table_files.from_arrow("statements", piece.tables["statements"])
        for piece in coded.pieces(["statements"])
    )
    before = 0
    for frame in table_files.regroup(chain([tables.build("statements", [])], pieces), AT_ONCE):
        listed = frame.assign(listing=build_listings(frame, (), before, total)).astype({"listing": "str"})
        yield refit_statements(listed, calibration)
        before += len(frame)


def _list_corrected(codes: Codes) -> pd.DataFrame:
    """Return the statements of people and the machine, with their listings, as they are written."""
    made = codes["statements"]
    left = set(made["statement_id"])
    decided = {one.statement_id for one in codes.decisions}
    # the others of these went with their speaker, which is no decision on them
    corrected = {one.key for one in codes.corrections if one.table == "quotes"}
    rejected = {one.statement_id for one in codes.decisions if one.verdict == "rejected"}
    machine: list[Any] = codes.machine.to_dict("records")
    gone = [
        f"{REJECTED if row['statement_id'] in rejected else REPLACED}{hash_key(row)}"
        for row in machine
        if row["statement_id"] not in left
        and (row["statement_id"] in decided or row["quote_id"] not in corrected)
    ]
    return made.assign(listing=build_listings(made, gone)).astype({"listing": "str"})


def place_statements(
    corpus: Corpus,
    codebook: Codebook,
    machine: pd.DataFrame,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Decisions:
    """Locate the statements coded by people in their documents and events.

    Args:
        corpus: the corpus with the codings.
        codebook: the codebook whose names the codings use.
        machine: the statements coded by the machine.
        renamed: the actors of those whose speaker a person corrected, by identifier.
    """
    verifier = Verifier(corpus.documents, codebook, "h", corpus.chronology)
    decided = collect_decisions(corpus.codings, machine, verifier, renamed)
    if len(decided.human):
        # validation takes most of a second; notebooks without human codings need none
        tables.check("statements", decided.human)
    return decided
