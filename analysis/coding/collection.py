"""Code a collection of any size, partition by partition, on this machine or on a Dask cluster.

Only this process reads the articles and writes the codes: reading takes a thousandth of the time of coding.
Workers need the package and nothing else, not even the same files. Each partition is a task, so a worker that
dies costs its partition only, and a run that is stopped goes on with the partitions that are not written yet.
The cache of codes is not used: it would hold as much again as the collection.
"""

import heapq
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis import partitions, table_files, tables
from analysis.codebook import Codebook, read_codebook
from analysis.coding.cache import take_turns
from analysis.coding.completing import suggest_with_evidence
from analysis.coding.parallel import Results, count_workers, run_in_processes, run_on_cluster
from analysis.coding.pipeline import ASSEMBLY, BATCH, CODED, assemble, run_stages
from analysis.coding.plugins import load, name_coder
from analysis.coding.stages import SAMPLE, Stage, fingerprint, hash_texts
from analysis.corpus import Corpus
from analysis.corpus.completeness import group_problems
from analysis.corpus.streaming import Collection
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.progress import show_progress
from analysis.reading.doubts import warn_of_doubtful_texts
from analysis.reading.english import warn_of_other_languages
from analysis.reading.repeated import cut_repeated_endings
from analysis.settings import LLM, RULES
from analysis.stores import is_address

# articles per partition: some minutes of coding, and files of a size that is read quickly
PART = 500
# what decides how the texts of a partition are prepared
PREPARATION = (
    *ASSEMBLY,
    "coding/collection.py",
    "reading/doubts.py",
    "reading/english.py",
    "reading/repeated.py",
)


@dataclass
class Part:
    """A partition: articles of one file that follow each other, and what is said of them."""

    documents: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Coded:
    """What coding a collection has made.

    Attributes:
        documents: number of articles.
        parts: number of partitions.
        kept: number of partitions that an earlier run had coded.
        problems: problems found.
    """

    documents: int
    parts: int
    kept: int
    problems: tuple[Problem, ...]


def code_collection(
    sources: Sequence[str], out: str, codebook: Path | None = None, coder: str = RULES, cluster: str = ""
) -> Coded:
    """Code a collection into a folder of partitions, which ``open_corpus`` opens as a corpus.

    Partitions that are there already, of the same articles, codebook and version, are kept. A progress bar is
    shown.

    Args:
        sources: the articles, see ``Collection``.
        out: the folder, or its address in an object store.
        codebook: the codebook; by default the one in ``out``, and if there is none, a codebook suggested from
            a sample of the articles, which is written there.
        coder: entry point of the coder of statements; no language model.
        cluster: address of the scheduler of a Dask cluster; by default the cores of this machine are used.

    Raises:
        StancebookError: if nothing can be read, the coder is not there, or no worker answers.
    """
    if coder == LLM:
        raise StancebookError(
            "A collection cannot be coded by a language model, which would be asked about every article. Use "
            "`stancebook code` with --limit or --budget on a corpus."
        )
    collection = Collection(sources)
    if not is_address(out):
        out = str(Path(out).expanduser().absolute())
    # two processes would write the same partitions
    with take_turns(hash_texts(out)):
        return _code(collection, out, codebook, coder, cluster)


def _code(collection: Collection, out: str, path: Path | None, coder: str, cluster: str) -> Coded:
    codebook = _choose_codebook(collection, out, path)
    stages = _load_stages(coder)
    settled = hash_texts(
        fingerprint(PREPARATION),
        repr((codebook.actors, codebook.issues)),
        *(stage.version for stage in stages),
    )
    written = {number: summary["key"] for number, summary in partitions.read_summaries(out).items()}
    keys: list[str] = []
    waiting: dict[int, tuple[int, Part]] = {}
    total = 0

    def prepare() -> Iterator[tuple[Any, ...]]:
        nonlocal total
        call = 0
        for number, part in enumerate(_divide(collection)):
            key = hash_texts(settled, *map(repr, part.documents), *map(repr, part.problems))
            keys.append(key)
            total += len(part.documents)
            if written.get(number) == key:
                bar.update(len(part.documents))
                continue
            waiting[call] = number, part
            yield part.documents, codebook, coder
            call += 1

    with show_progress(None, "Coding", "articles") as bar, closing(_run(prepare(), cluster)) as results:
        coded = 0
        for call, (made, problems, failed) in results:
            number, part = waiting.pop(call)
            said = [vars(problem) for problem in (*part.problems, *problems)]
            summary = {"key": keys[number], "documents": len(part.documents), "problems": said}
            partitions.write_part(out, number, made, {**summary, "failed": failed, "accounts": []})
            coded += 1
            bar.update(len(part.documents))
    if not total:
        raise StancebookError("No article could be read from these files.")
    general = list(collection.problems)
    if codebook.suggested:
        sample = f"{min(SAMPLE, total):,} of {total:,} articles"
        what = f"The codebook was suggested from {sample}. Edit it and run the same command again."
        general.append(Problem(partitions.CODEBOOK, what, "note"))
    head = partitions.Head(
        codebook.title or _name(out),
        name_coder(stages),
        hash_texts(*keys),
        codebook,
        tuple(keys),
        tuple(general),
    )
    partitions.write_head(out, head)
    parts = partitions.read_summaries(out).values()
    found = (Problem(**problem) for part in parts for problem in part["problems"])
    return Coded(total, len(keys), len(keys) - coded, tuple(group_problems((*general, *found))))


def _run(calls: Iterator[tuple[Any, ...]], cluster: str) -> Results:
    if cluster:
        return run_on_cluster(code_part, calls, cluster)
    return run_in_processes(code_part, calls, count_workers())


def _divide(collection: Collection) -> Iterator[Part]:
    """Yield the partitions, each of one file."""
    part, last = Part(), ""
    for name, found in collection:
        if isinstance(found, Problem):
            part.problems.append(found)
            continue
        if part.documents and (len(part.documents) == PART or name != last):
            yield part
            part = Part()
        part.documents.append(found)
        last = name
    if part.documents or part.problems:
        yield part


def code_part(
    documents: Sequence[Document], codebook: Codebook, coder: str
) -> tuple[dict[str, pa.Table], list[Problem], list[str]]:
    """Code the articles of a partition; run by a worker.

    Returns:
        The six tables, the problems found, and the identifiers of the articles on which the coder failed.
    """
    kept, notes = cut_repeated_endings("collection", tuple(documents))
    problems = [*notes, *warn_of_other_languages(kept), *warn_of_doubtful_texts(kept)]
    stages = _load_stages(coder)
    results = []
    for start in range(0, len(kept), BATCH):
        results += run_stages(kept[start : start + BATCH], codebook, stages)
    problems += (problem for found in results for result in found.values() for problem in result.problems)
    failed = [
        document.doc_id
        for document, found in zip(kept, results, strict=True)
        if len(found) < len(stages) or any(result.failed for result in found.values())
    ]
    listed = tables.build("documents", map(vars, kept))
    made = {"documents": tables.check("documents", listed), **assemble(results, codebook)}
    return {name: table_files.to_arrow(name, made[name]) for name in ("documents", *CODED)}, problems, failed


def _choose_codebook(collection: Collection, out: str, path: Path | None) -> Codebook:
    if path is not None:
        return read_codebook(path)
    if kept := partitions.read_codebook(out):
        return kept
    documents = (found for _, found in collection if isinstance(found, Document))
    # the smallest hashes: spread over the whole collection, and the same articles each time
    sample = heapq.nsmallest(SAMPLE, documents, key=lambda one: hash_texts(one.doc_id, one.text))
    if not sample:
        raise StancebookError("No article could be read from these files.")
    codebook, evidence = suggest_with_evidence(Corpus("", Path(out), tuple(sample)))
    partitions.write_codebook(out, codebook, _name(out), evidence)
    return codebook


def _name(out: str) -> str:
    """Return the title of a collection without one."""
    return Path(out).stem.replace("-", " ").replace("_", " ")


def _load_stages(coder: str) -> tuple[Stage, ...]:
    return load(Corpus("", Path(), (), coder=coder))
