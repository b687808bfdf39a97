"""Code documents: quotes, dates, statements, tones and events, each coded once per document and stage.

Events of a chronology, which are coded by people, are added to those that the coder finds. People's decisions
take precedence over the coder: on statements see ``reading.codings``, on events and attributions
``reading.decisions``. Their statements may also cite events of a chronology as evidence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis import table_files, tables
from analysis.calibration import Calibration, select_calibration
from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.coding.cache import take_turns
from analysis.coding.cached_tables import CachedTables
from analysis.coding.completing import complete, describe_sample, is_suggested
from analysis.coding.manual.applying import apply_decisions
from analysis.coding.manual.attributions import apply_to_statements
from analysis.coding.manual.corrections import collect_decisions
from analysis.coding.manual.decisions import Decisions
from analysis.coding.manual.listing import NEAR, REJECTED, REPLACED, build_listings, hash_key
from analysis.coding.pipeline import Coded, ask_ahead
from analysis.coding.plugins import load, name_coder
from analysis.coding.stages import hash_texts
from analysis.coding.verification import Verifier
from analysis.corpus import Corpus
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.stored_tables import Source, StoredTables

# statements per write
AT_ONCE = 200 * NEAR


@dataclass(frozen=True)
class Machine:
    """What the machine coded, before people's codes; see ``Codes``."""

    source: Source
    codebook: Codebook
    problems: tuple[Problem, ...]
    key: str
    coder: str
    failed: frozenset[str]
    accounts: tuple[Mapping[str, Any], ...]
    calibration: Calibration | None


def code(corpus: Corpus, coder: str = "", most_asked: int | None = None) -> Codes:
    """Code a corpus, reading results from the cache where they exist.

    Runs of more than a few seconds show a progress bar. If the codebook has no actors, they are suggested; if
    there is no codebook, actors and issues are. A collection that is coded already is only opened. The
    tables are read when they are asked for.

    Args:
        corpus: the corpus to code.
        coder: entry point of the coder of statements; by default the corpus's own, usually "rules". With
            "none", only people code statements.
        most_asked: number of articles about which a language model is asked in this run; None for all.

    Raises:
        StancebookError: if the coder is not installed or, if it is a language model, cannot be asked; if
            another coder is wanted for a collection that is coded already; or if the tables do not fit their
            schema (a defect of the coder).
    """
    found = _code_by_machine(corpus, coder, most_asked)
    stored = StoredTables(found.source)
    applied = apply_decisions(corpus.decisions, corpus.documents, found.codebook, stored)
    replaced = dict(applied.tables)
    decided = Decisions(tables.build("statements", []))
    if corpus.codings or applied.speakers:
        machine = stored["statements"]
        decided = place_statements(corpus, found.codebook, machine, applied.list_renamed(machine))
        # a corrected speaker may put a statement into a cell that a person coded
        kept = decided.leaves(apply_to_statements(decided.leaves(machine), applied.speakers))
        joined = pd.concat([decided.human, kept]) if len(decided.human) else kept
        replaced["statements"] = joined.reset_index(drop=True)
    return Codes(
        corpus.title,
        StoredTables(found.source, replaced),
        found.codebook,
        (*found.problems, *decided.problems, *applied.problems),
        found.key,
        lambda: stored["statements"],
        decided.human,
        decided.none,
        decided.decisions,
        decided.singly,
        found.coder,
        found.failed,
        found.accounts,
        corpus.audit,
        found.calibration,
        corpus.path,
        applied.corrections,
    )


def _code_by_machine(corpus: Corpus, coder: str, most_asked: int | None) -> Machine:
    """Code a corpus, or open the codes of a collection that is coded already."""
    if corpus.coded is not None:
        return _open_collection(corpus, coder)
    corpus = replace(corpus, coder=coder or corpus.coder)
    stages = load(corpus)
    codebook = complete(corpus)
    coded = Coded(corpus.documents, codebook, stages)
    calibration, outdated = select_calibration(corpus.calibration, name_coder(stages))
    unasked = ask_ahead([coded], str(corpus.path), most_asked)
    source = CachedTables(corpus, codebook, coded, calibration)
    return Machine(
        source,
        codebook,
        (*corpus.problems, *describe_sample(corpus), *outdated, *unasked, *source.problems),
        hash_texts(coded.key, repr(codebook), repr(corpus.chronology), repr(calibration)),
        name_coder(stages) if corpus.documents else "",
        source.failed,
        source.accounts,
        calibration,
    )


def _open_collection(corpus: Corpus, coder: str) -> Machine:
    assert corpus.coded is not None
    head = corpus.coded.head
    if coder:
        raise StancebookError(
            f"{corpus.path} is coded already, by {head.coder or 'nobody'}. To use another coder, code its "
            "articles again into another folder."
        )
    return Machine(
        corpus.coded,
        head.codebook,
        corpus.problems,
        head.key,
        head.coder,
        frozenset(doc_id for part in corpus.coded.summaries for doc_id in part["failed"]),
        tuple(account for part in corpus.coded.summaries for account in part["accounts"]),
        head.calibration,
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
    """Tell whether all codes of a corpus are there, so ``code`` only has to read them."""
    if corpus.coded is not None:
        return True
    if not is_suggested(corpus):
        return False
    return Coded(corpus.documents, complete(corpus), load(corpus)).is_complete()


def write_codes(
    corpus: Corpus, out: Path, coder: str = "", most_asked: int | None = None
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Code a corpus and write the six tables as Parquet and CSV.

    Memory use does not grow with the corpus, unless people coded some of it. The files take the places of
    former ones when all are complete. Statements are written with their ``listing``, so corrections to the
    table can be recognised when it is read again.

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
    # of two processes that code the same articles, the second waits and finds them coded
    with take_turns(hash_texts(str(out.resolve()))), table_files.Writer(out) as writer:
        if corpus.codings or corpus.decisions:
            codes = code(corpus, coder, most_asked)
            problems = codes.problems
            writer.add({**codes.tables, "statements": _list_corrected(codes)})
        else:
            found = _code_by_machine(corpus, coder, most_asked)
            problems = found.problems
            _write_coded(found.source, writer)
    return writer.paths, problems


def _write_coded(source: Source, writer: table_files.Writer) -> None:
    """Write the machine's tables part by part."""
    for name in tables.SCHEMAS:
        frames = (table_files.from_arrow(name, table) for table in source.iterate(name))
        every = chain([tables.build(name, [])], frames)
        for frame in _list_statements(every, source.count_rows(name)) if name == "statements" else every:
            writer.add({name: frame})


def _list_statements(frames: Iterator[pd.DataFrame], total: int) -> Iterator[pd.DataFrame]:
    """Yield statements in chunks, with their listings, as they are written."""
    before = 0
    for frame in table_files.regroup(frames, AT_ONCE):
        yield frame.assign(listing=build_listings(frame, (), before, total)).astype({"listing": "str"})
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
