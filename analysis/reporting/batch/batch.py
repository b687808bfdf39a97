"""A batch from its plan to its index."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.errors import StancebookError
from analysis.reporting.batch import manifest
from analysis.reporting.batch.executors import here, on_cluster
from analysis.reporting.batch.manifest import Manifest, Record
from analysis.reporting.batch.pages import write_index
from analysis.reporting.batch.planning import Job, jobs_of, shard
from analysis.reporting.batch.table import read_table
from analysis.reporting.notebooks import check_parameters, declared, notebooks
from analysis.reporting.running import USUAL, Limits

# what a page that stands was recorded with
STANDS = ("ok", "skipped")


@dataclass(frozen=True)
class Order:
    """What is asked of a batch.

    Attributes:
        paths: corpora.
        table: a table of reports.
        parameters: of all reports, as texts.
        out: the folder to write to.
        notebooks: the notebook or folder of notebooks; None means the project's.
        limits: how long things may take.
        jobs: how many reports are made at a time; by default as many as there are cores.
        resume: leave what is unchanged.
        only_failed: make again what failed, and nothing else.
        part, parts: which part of the batch this is.
        cluster: address of a Dask scheduler to make them there.
    """

    paths: tuple[str, ...] = ()
    table: Path | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    out: Path = Path("reports")
    notebooks: Path | None = None
    limits: Limits = USUAL
    jobs: int | None = None
    resume: bool = False
    only_failed: bool = False
    part: int = 1
    parts: int = 1
    cluster: str = ""


@dataclass(frozen=True)
class Batch:
    """What a batch came to.

    Attributes:
        records: of its notebooks, also of those that were left as they are.
        manifest: the file that holds them.
        index: the page that shows them.
    """

    records: tuple[Record, ...]
    manifest: Path
    index: Path

    @property
    def counts(self) -> Counter[str]:
        """How many notebooks have which status."""
        return Counter(record["status"] for record in self.records)


def jobs(order: Order) -> list[Job]:
    """Return the reports that a batch would make.

    Raises:
        StancebookError: for a wrong parameter of all reports, a table that can not be read, or nothing to
            make.
    """
    books = notebooks(order.notebooks)
    check_parameters(order.parameters, books)
    rows = [] if order.table is None else list(read_table(order.table, declared(books)))
    out = order.out.expanduser().absolute()
    planned = jobs_of(order.paths, rows, order.parameters, out, order.notebooks, order.limits)
    if not planned:
        raise StancebookError("There is nothing to report on. Name corpora, or a table of them with --from.")
    planned = shard(planned, order.part, order.parts)
    records = manifest.read_all(out)
    if order.only_failed:
        bad = {record["report"] for record in records.values() if record["status"] not in STANDS}
        planned = [job for job in planned if job.name in bad]
    return [replace(job, known=_known(records.values(), job)) for job in planned] if order.resume else planned


def _known(records: Any, job: Job) -> dict[str, str]:
    return {
        str(record["notebook"]): record["key"]
        for record in records
        if record["report"] == job.name and record["status"] in STANDS
    }


def batch(order: Order, planned: Sequence[Job], done: Callable[[Job, list[Record]], object]) -> Batch:
    """Make the reports of a batch, record each, and write the index, also when it is interrupted.

    Args:
        order: what is asked.
        planned: as ``jobs`` returns them.
        done: told of each report as it ends.

    Raises:
        KeyboardInterrupt: when interrupted, also by SIGTERM; what was recorded stands.
        StancebookError: when the folder can not be written to or the cluster can not be reached.
    """
    out = order.out.expanduser().absolute()
    path = manifest.path_of(out, order.part, order.parts)
    try:
        out.mkdir(parents=True, exist_ok=True)
        recording = Manifest(path, manifest.read(path).values())
    except OSError as error:
        raise StancebookError(f"{out}: cannot write there ({error.strerror}). Name another --out.") from None
    before = manifest.read_all(out)
    with _terminable(), recording:
        try:
            made = on_cluster(planned, order.cluster) if order.cluster else here(planned, workers(order))
            for job, records in made:
                told = [_settled(record, before) for record in records]
                recording.add(told)
                done(job, told)
        finally:
            index = write_index(out, list({**manifest.read_all(out), **recording.records}.values()))
    names = {job.name for job in planned}
    kept = tuple(record for record in recording.records.values() if record["report"] in names)
    return Batch(kept, path, index)


def workers(order: Order) -> int:
    """Return how many reports are made at a time."""
    return order.jobs or os.cpu_count() or 1


def _settled(record: Record, before: Mapping[manifest.Key, Record]) -> Record:
    """Return a record; what was left as it is keeps what was recorded when it was made."""
    if record["status"] != "skipped":
        return record
    return {**before[manifest.key_of(record)], "status": "skipped"}


@contextmanager
def _terminable() -> Iterator[None]:
    """Treat the end that a scheduler asks for as an interrupt."""
    if sys.platform == "win32":
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
