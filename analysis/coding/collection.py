"""Code a collection of any size, partition by partition, on this machine or on a Dask cluster.

Only this process reads the articles and writes the codes: reading takes a thousandth of the time of coding.
Workers need the package and nothing else, not even the same files. Each partition is a task, so a worker that
dies costs its partition only, and a run that is stopped goes on with the partitions that are not written yet.
The cache of codes is not used: it would hold as much again as the collection.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from analysis import partitions, table_files, tables
from analysis.codebook import Codebook, read_codebook
from analysis.coding.cache import Result, take_turns
from analysis.coding.completing import suggest_with_evidence
from analysis.coding.parallel import Call, Results, count_workers, run_in_processes, run_on_cluster
from analysis.coding.plugins import load, name_coder
from analysis.coding.running import ASSEMBLY, BATCH, CODED, assemble, run_stages, summarise
from analysis.coding.stages import SAMPLE, Stage, draw_sample, fingerprint, hash_texts
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
# problems named where no article can be read
MOST_EXPLAINED = 10
# what decides how the texts of a partition are prepared
PREPARATION = (
    *ASSEMBLY,
    "coding/collection.py",
    "reading/doubts.py",
    "reading/english.py",
    "reading/repeated.py",
)


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
        chosen = _choose_codebook(collection, out, codebook)
        return _Run(collection, out, chosen, coder).code(cluster)


class _Run:
    """Codes the partitions of a collection that are not written yet, and completes the collection."""

    def __init__(self, collection: Collection, out: str, codebook: Codebook, coder: str) -> None:
        self._collection, self._out, self._codebook, self._coder = collection, out, codebook, coder
        self._stages = _load_stages(coder)
        self._written = {number: one["key"] for number, one in partitions.read_summaries(out).items()}
        self._keys: list[str] = []
        self._sizes: list[int] = []
        # what is said of the articles as they are read, beyond the partitions
        self._problems = list(collection.problems)
        # the partition of each call
        self._numbers: list[int] = []

    def code(self, cluster: str) -> Coded:
        with (
            show_progress(None, "Coding", "articles") as bar,
            closing(_run(self._prepare(bar.update), cluster)) as results,
        ):
            for call, (made, problems, failed) in results:
                number = self._numbers[call]
                summary = {
                    "key": self._keys[number],
                    "documents": self._sizes[number],
                    "problems": [vars(problem) for problem in problems],
                    "failed": failed,
                    "accounts": [],
                }
                partitions.write_part(self._out, number, made, summary)
                bar.update(self._sizes[number])
        if not self._keys:
            raise _explain_nothing(self._problems)
        return self._complete()

    def _prepare(self, done: Callable[[int], object]) -> Iterator[Call]:
        """Yield the call of each partition that is to be coded."""
        named = repr((self._codebook.actors, self._codebook.issues))
        settled = hash_texts(fingerprint(PREPARATION), named, *(stage.version for stage in self._stages))
        for number, documents in enumerate(self._divide()):
            self._keys.append(hash_texts(settled, *map(repr, documents)))
            self._sizes.append(len(documents))
            if self._written.get(number) == self._keys[number]:
                done(len(documents))
            else:
                self._numbers.append(number)
                yield documents, self._codebook, self._coder

    def _divide(self) -> Iterator[list[Document]]:
        """Yield the articles of each partition.

        It ends with a file unless it were small, so that a change in a file leaves the partitions of others.
        """
        part: list[Document] = []
        last = ""
        for name, found in self._collection:
            if isinstance(found, Problem):
                self._problems.append(found)
                continue
            if part and (len(part) == PART or (name != last and len(part) >= PART // 5)):
                yield part
                part = []
            part.append(found)
            last = name
        if part:
            yield part

    def _complete(self) -> Coded:
        codebook, total = self._codebook, sum(self._sizes)
        if codebook.suggested:
            sample = f"{min(SAMPLE, total):,} of {total:,} articles"
            what = f"The codebook was suggested from {sample}. Edit it and run the same command again."
            self._problems.append(Problem(partitions.CODEBOOK, what, "note"))
        said = tuple(group_problems(self._problems))
        title, coder = codebook.title or _name(self._out), name_coder(self._stages)
        key = hash_texts(*self._keys)
        partitions.write_head(
            self._out, partitions.Head(title, coder, key, codebook, tuple(self._keys), said)
        )
        parts = partitions.read_summaries(self._out).values()
        found = (Problem(**problem) for part in parts for problem in part["problems"])
        kept = len(self._keys) - len(self._numbers)
        return Coded(total, len(self._keys), kept, tuple(group_problems((*said, *found))))


def _run(calls: Iterator[Call], cluster: str) -> Results:
    if cluster:
        return run_on_cluster(code_part, calls, cluster)
    return run_in_processes(code_part, calls, count_workers())


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
    results: list[dict[str, Result]] = []
    for start in range(0, len(kept), BATCH):
        results += run_stages(kept[start : start + BATCH], codebook, stages)
    said, failed, _ = summarise(kept, results, stages)
    listed = tables.build("documents", map(vars, kept))
    made = {"documents": tables.check("documents", listed), **assemble(results, codebook)}
    return (
        {name: table_files.to_arrow(name, made[name]) for name in ("documents", *CODED)},
        [*problems, *said],
        list(failed),
    )


def _choose_codebook(collection: Collection, out: str, path: Path | None) -> Codebook:
    if path is not None:
        return read_codebook(path)
    if kept := partitions.read_codebook(out):
        return kept
    documents = (found for _, found in collection if isinstance(found, Document))
    sample = draw_sample(documents)
    if not sample:
        raise _explain_nothing([found for _, found in collection if isinstance(found, Problem)])
    codebook, evidence = suggest_with_evidence(Corpus("", Path(out), tuple(sample)))
    partitions.write_codebook(out, codebook, _name(out), evidence)
    return codebook


def _explain_nothing(problems: Sequence[Problem]) -> StancebookError:
    said = "".join(f"\n  {problem.item}: {problem.message}" for problem in problems[:MOST_EXPLAINED])
    return StancebookError(f"No article could be read.{said}")


def _name(out: str) -> str:
    """Return the title of a collection without one."""
    return Path(out).stem.replace("-", " ").replace("_", " ")


def _load_stages(coder: str) -> tuple[Stage, ...]:
    return load(Corpus("", Path(), (), coder=coder))
