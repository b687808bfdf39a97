"""Run the stages of coding in order, skipping results that are in the cache.

Results are stored in small batches, so a killed process loses little and the next one continues where it
stopped. Tables are assembled for a few hundred documents at a time, so memory use does not grow with the
corpus and a coded corpus opens quickly. This module must not import the language pipeline until something is
coded.
"""

import json
import math
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis import table_files
from analysis.codebook import Codebook
from analysis.coding.cache import Cache, Result, open_cache, take_turns
from analysis.coding.parallel import Call, Results, count_workers, run_in_processes
from analysis.coding.plugins import PluginStage
from analysis.coding.running import ASSEMBLY, BATCH, CODED, assemble, list_waiting, run_stages, summarise
from analysis.coding.stages import (
    Asking,
    Keys,
    Question,
    Stage,
    fingerprint,
    hash_parse,
    hash_texts,
)
from analysis.documents import Document, Problem
from analysis.progress import show_progress
from analysis.text import format_count

# documents per assembled piece: limits memory use
PIECE = 200
# characters of text to code that are worth starting several processes, which takes some seconds
WORTH_PROCESSES = 150_000
PROBLEMS, ACCOUNTS = "problems", "accounts"


@dataclass(frozen=True)
class Piece:
    """The coded tables of a part of the documents.

    Attributes:
        tables: the requested tables, by name.
        problems: problems found.
        failed: identifiers of the documents on which the coder of statements failed, or was not asked.
        accounts: for each document about which a language model was asked, what it answered.
    """

    tables: Mapping[str, pa.Table]
    problems: tuple[Problem, ...] = ()
    failed: tuple[str, ...] = ()
    accounts: tuple[Mapping[str, Any], ...] = ()


class Coded:
    """The codes of documents, read from the cache or coded on demand.

    Args:
        documents: the documents to code.
        codebook: the actors and issues to code.
        stages: the stages, in order.

    Attributes:
        key: a hash of everything that the codes depend on.
        stages: the stages.
    """

    def __init__(self, documents: Sequence[Document], codebook: Codebook, stages: Sequence[Stage]) -> None:
        self._codebook = codebook
        self.stages = stages
        keys = Keys(stages, codebook)
        self._documents = [(document, keys.of(document)) for document in documents]
        starts = range(0, len(documents), PIECE)
        self._pieces = {
            hash_texts(fingerprint(ASSEMBLY), *(key for _, keys in part for key in keys.values())): part
            for part in (self._documents[start : start + PIECE] for start in starts)
        }
        self.key = hash_texts(*self._pieces)

    def is_complete(self) -> bool:
        """Tell whether the cache holds all results."""
        with open_cache() as cache:
            return not self._count_missing(cache)

    def pieces(self, names: Sequence[str] = CODED) -> Iterator[Piece]:
        """Yield the tables piece by piece, coding documents that are not in the cache.

        Runs of more than a few seconds show a progress bar.

        Args:
            names: the tables to return, all in CODED.
        """
        with open_cache() as cache, show_progress(self._count_missing(cache), "Coding", "articles") as bar:
            missing = dict.fromkeys(key for key in self._pieces if not cache.is_assembled(key))
            with closing(self._code(cache, missing, bar.update)) as coded:
                for key in self._pieces:
                    found = None if key in missing else cache.assembled(key, (*names, PROBLEMS, ACCOUNTS))
                    if found is not None:
                        problems = [Problem(**row) for row in found.pop(PROBLEMS).to_pylist()]
                        accounts = map(json.loads, found.pop(ACCOUNTS)["account"].to_pylist())
                        yield Piece(found, tuple(problems), accounts=tuple(accounts))
                    elif key in missing:
                        yield self._finish(cache, key, next(coded), names)
                    else:
                        # somebody has cleared the cache since
                        with closing(self._code(cache, [key], bar.update)) as again:
                            yield self._finish(cache, key, next(again), names)

    def list_questions(self, stage: Asking) -> list[Question]:
        """Return the documents about which one of the stages has not asked yet."""
        with open_cache() as cache:
            known = cache.known([keys[stage.name] for _, keys in self._documents])
        return [
            Question(document, self._codebook, keys[stage.name])
            for document, keys in self._documents
            if keys[stage.name] not in known
        ]

    def _count_missing(self, cache: Cache) -> int:
        """Return the number of documents that have to be coded."""
        waiting = [
            keys for key, part in self._pieces.items() if not cache.is_assembled(key) for _, keys in part
        ]
        known = cache.known([key for keys in waiting for key in keys.values()])
        return sum(not known.issuperset(keys.values()) for keys in waiting)

    def _finish(
        self, cache: Cache, key: str, results: Sequence[Mapping[str, Result]], names: Sequence[str]
    ) -> Piece:
        """Assemble the results of a piece and store the tables, unless the coder failed on a document."""
        problems, failed, accounts = summarise(
            [document for document, _ in self._pieces[key]], results, self.stages
        )
        made = assemble(results, self._codebook)
        arrow = {name: table_files.to_arrow(name, made[name]) for name in CODED}
        if not failed:
            accounts_table = pa.table({"account": pa.array(map(json.dumps, accounts), pa.string())})
            cache.add_assembled(key, {**arrow, PROBLEMS: _tabulate(problems), ACCOUNTS: accounts_table})
        return Piece({name: arrow[name] for name in names}, problems, failed, accounts)

    def _code(
        self, cache: Cache, keys: Collection[str], done: Callable[[int], object]
    ) -> Generator[list[Mapping[str, Result]]]:
        """Yield the results of each piece, coding and storing those that are not in the cache."""
        missing = [one for key in keys for one in self._pieces[key]]
        workers = self._count_workers(cache, missing)
        size = BATCH if workers == 1 else min(BATCH, max(1, len(missing) // (4 * workers)))
        batches: list[Batch] = []

        def prepare() -> Iterator[Call]:
            for key in keys:
                part = self._pieces[key]
                for start in range(0, len(part), size):
                    batch = Batch(cache, part[start : start + size], self.stages)
                    batches.append(batch)
                    yield batch.documents, self._codebook, self.stages, batch.known, batch.parses

        with closing(_run(prepare(), workers)) as made:
            first = 0
            for key in keys:
                after = first + math.ceil(len(self._pieces[key]) / size)
                while len(batches) < after or not all(batch.is_done for batch in batches[first:after]):
                    number, results = next(made)
                    batches[number].add(cache, results)
                    done(len(batches[number].documents))
                yield [found for batch in batches[first:after] for found in batch.take()]
                first = after

    def _count_workers(self, cache: Cache, missing: Sequence[tuple[Document, dict[str, str]]]) -> int:
        """Return the number of processes for documents: one if there are few, or if a plug-in codes.

        A plug-in may hold a large model or a connection.
        """
        if any(isinstance(stage, PluginStage) for stage in self.stages):
            return 1
        known = cache.known([key for _, keys in missing for key in keys.values()])
        waiting = sum(len(one.text) for one, keys in missing if not known.issuperset(keys.values()))
        return count_workers() if waiting > WORTH_PROCESSES else 1


class Batch:
    """A few documents that are coded together.

    Args:
        cache: the cache to read from.
        part: the documents, with the key of each stage.
        stages: the stages.

    Attributes:
        documents: those that have to be coded.
        known: for each of them, the results that are there already, by stage.
        parses: the parses that suggesting a codebook has left of some of them.
        is_done: whether results were added.
    """

    def __init__(
        self, cache: Cache, part: Sequence[tuple[Document, dict[str, str]]], stages: Sequence[Stage]
    ) -> None:
        known = cache.results([key for _, keys in part for key in keys.values()])
        self._part = part
        self._results: list[Mapping[str, Result]] = [
            {name: known[key] for name, key in keys.items() if key in known} for _, keys in part
        ]
        self._places = [place for place, found in enumerate(self._results) if list_waiting(stages, found)]
        self.documents = [part[place][0] for place in self._places]
        self.known = [self._results[place] for place in self._places]
        self.parses = cache.take_parses([hash_parse(document) for document in self.documents])
        self.is_done = False

    def add(self, cache: Cache, made: Sequence[Mapping[str, Result]]) -> None:
        """Add the new results of the documents and store them."""
        new = []
        for place, found in zip(self._places, made, strict=True):
            self._results[place] = {**self._results[place], **found}
            new += [(self._part[place][1][name], name, result) for name, result in found.items()]
        if new:
            cache.add(new)
        self.is_done = True

    def take(self) -> list[Mapping[str, Result]]:
        """Return the results and forget them."""
        results, self._results = self._results, []
        return results


def _run(calls: Iterator[Call], workers: int) -> Results:
    """Run the stages on batches, in this process or in several; yield the number and results of each."""
    if workers > 1:
        yield from run_in_processes(run_stages, calls, workers)
    else:
        yield from ((number, run_stages(*call)) for number, call in enumerate(calls))


def ask_ahead(parts: Sequence[Coded], account: str, most: int | None = None) -> list[Problem]:
    """Ask a language model about all documents without an answer; do nothing for other coders.

    Args:
        parts: the documents, in parts with a codebook each and the same stages.
        account: the corpus whose budget it is.
        most: number of documents to ask about in this run; None for all.

    Returns:
        A warning if some were not asked about.

    Raises:
        StancebookError: if not one answer could be had.
    """
    for stage in parts[0].stages:
        if not isinstance(stage, Asking):
            continue
        if not _list_questions(parts, stage):
            continue
        # another process may be asking about the same articles
        with take_turns(hash_texts(account)):
            questions = _list_questions(parts, stage)
            reason = stage.ask(questions, account, most) if questions else ""
        if reason:
            total = len(_list_questions(parts, stage))
            what = (
                f"{format_count(total, 'article')} not coded by {stage.coder}: {reason}. Answers are kept; "
                "run it again to go on."
            )
            return [Problem(Path(account).name, what, "warning")]
    return []


def _list_questions(parts: Sequence[Coded], stage: Asking) -> list[Question]:
    return [question for part in parts for question in part.list_questions(stage)]


def _tabulate(problems: Sequence[Problem]) -> pa.Table:
    columns = ("item", "message", "severity")
    return pa.table(
        {name: pa.array([getattr(one, name) for one in problems], pa.string()) for name in columns}
    )
