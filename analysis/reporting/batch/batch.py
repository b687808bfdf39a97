"""Plan a batch, run it and write its index."""

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
from analysis.files import expand_home
from analysis.reporting.batch import manifest
from analysis.reporting.batch.executors import run_locally, run_on_cluster
from analysis.reporting.batch.manifest import SUCCESS, Manifest, Record
from analysis.reporting.batch.planning import Job, collect_jobs, select_shard
from analysis.reporting.batch.table import read_table
from analysis.reporting.engine import DEFAULT_LIMITS, Limits
from analysis.reporting.kernels.forking import can_fork, fork
from analysis.reporting.notebooks import check_parameters, collect_parameters, find_notebooks


@dataclass(frozen=True)
class Order:
    """The options of a batch.

    Attributes:
        paths: corpora.
        table: a table of reports.
        parameters: parameters of all reports, as strings.
        out: the output folder.
        notebooks: a notebook or a folder of notebooks; None means the project's notebooks.
        limits: time limits.
        jobs: number of reports to run in parallel; by default the number of CPU cores.
        resume: skip unchanged reports.
        only_failed: rerun only the reports that failed.
        part, parts: number of this part of the batch, and number of parts.
        cluster: address of a Dask scheduler; empty runs the reports on this machine.
    """

    paths: tuple[str, ...] = ()
    table: Path | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    out: Path = Path("reports")
    notebooks: Path | None = None
    limits: Limits = DEFAULT_LIMITS
    jobs: int | None = None
    resume: bool = False
    only_failed: bool = False
    part: int = 1
    parts: int = 1
    cluster: str = ""


@dataclass(frozen=True)
class Batch:
    """The result of a batch.

    Attributes:
        records: the records of its notebooks, including skipped ones.
        manifest: the file with the records.
        index: the index page.
    """

    records: tuple[Record, ...]
    manifest: Path
    index: Path

    @property
    def counts(self) -> Counter[str]:
        """The number of notebooks by status."""
        return Counter(record["status"] for record in self.records)


def plan_jobs(order: Order) -> list[Job]:
    """Return the reports that a batch would run.

    Raises:
        StancebookError: for an invalid parameter of all reports, a table that cannot be read, or if there is
            nothing to report on.
    """
    books = find_notebooks(order.notebooks)
    check_parameters(order.parameters, books)
    rows = [] if order.table is None else list(read_table(order.table, collect_parameters(books)))
    out = expand_home(order.out).absolute()
    planned = collect_jobs(order.paths, rows, order.parameters, out, order.notebooks, order.limits)
    if not planned:
        raise StancebookError("There is nothing to report on. Name corpora, or a table of them with --from.")
    planned = select_shard(planned, order.part, order.parts)
    records = manifest.read_all_records(out)
    if order.only_failed:
        failed = {record["report"] for record in records.values() if record["status"] not in SUCCESS}
        planned = [job for job in planned if job.name in failed]
    if order.resume:
        return [replace(job, known=_collect_page_keys(records.values(), job)) for job in planned]
    return planned


def _collect_page_keys(records: Any, job: Job) -> dict[str, str]:
    return {
        str(record["notebook"]): record["key"]
        for record in records
        if record["report"] == job.name and record["status"] in SUCCESS
    }


def run_batch(order: Order, planned: Sequence[Job], done: Callable[[Job, list[Record]], object]) -> Batch:
    """Run the reports of a batch, record each, and write the index, even after an interrupt.

    Args:
        order: the options of the batch.
        planned: the result of ``plan_jobs``.
        done: called with each job and its records when the job ends.

    Raises:
        KeyboardInterrupt: after Ctrl-C or SIGTERM; existing records are kept.
        StancebookError: if the folder is not writable or the cluster cannot be reached.
    """
    out = expand_home(order.out).absolute()
    path = manifest.get_manifest_path(out, order.part, order.parts)
    try:
        out.mkdir(parents=True, exist_ok=True)
        recording = Manifest(path, manifest.read_records(path).values())
    except OSError as error:
        raise StancebookError(
            f"{out}: cannot write there ({error.strerror}). Choose another folder with --out."
        ) from None
    before = manifest.read_all_records(out)
    with _interrupt_on_sigterm():
        try:
            with recording:
                if order.cluster:
                    results = run_on_cluster(planned, order.cluster)
                else:
                    results = run_locally(planned, count_workers(order))
                for job, new_records in results:
                    records = [_restore_skipped(record, before) for record in new_records]
                    recording.add(records)
                    done(job, records)
        finally:
            # from the manifests, which hold one record of each notebook now
            write_index(out)
    names = {job.name for job in planned}
    records_of_batch = tuple(record for record in recording.records.values() if record["report"] in names)
    return Batch(records_of_batch, path, out / "index.html")


def write_index(out: Path) -> None:
    """Write the index of a folder of reports from its manifests, if possible in a fork of the warm parent."""
    here = "analysis.reporting.batch.pages:write_index"
    if not can_fork() or fork(here, str(out)).wait() != 0:
        from analysis.reporting.batch import pages

        pages.write_index(str(out))


def count_workers(order: Order) -> int:
    """Return the number of reports to run in parallel."""
    return order.jobs or os.cpu_count() or 1


def _restore_skipped(record: Record, before: Mapping[manifest.Key, Record]) -> Record:
    """Return a record; that of a skipped page keeps the fields from the run that produced the page."""
    if record["status"] != "skipped":
        return record
    return {**before[manifest.get_record_key(record)], "status": "skipped"}


@contextmanager
def _interrupt_on_sigterm() -> Iterator[None]:
    """Treat SIGTERM, with which job schedulers end a process, as a keyboard interrupt."""
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
