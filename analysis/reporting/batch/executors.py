"""Run the reports of a batch in local processes or on a Dask cluster."""

import atexit
import json
import select
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock

from analysis.coding.parallel import connect
from analysis.errors import StancebookError
from analysis.reporting.batch.manifest import Record, build_failure_record
from analysis.reporting.batch.planning import Job
from analysis.reporting.kernels.forking import Child, can_fork, fork, warm_kernels
from analysis.reporting.temporary import make_temporary_folder

Results = Iterator[tuple[Job, list[Record]]]
CHILD = "analysis.reporting.batch.worker:run_in_child"
# a worker's threads start the parent one at a time
_parent_lock = Lock()


def run_locally(jobs: Sequence[Job], workers: int) -> Results:
    """Run reports on this machine.

    Each report runs in a separate process, forked from the warm parent. Without a warm parent, reports run
    one after another, and the notebooks of each report in parallel.

    Args:
        jobs: the reports.
        workers: number of reports, or notebooks, to run in parallel.

    Yields:
        Each job with its records, in order of completion.
    """
    if can_fork():
        yield from _run_forked(jobs, workers)
    else:
        # loads all that a report needs
        from analysis.reporting.batch.worker import run_job

        yield from ((job, run_job(job, workers)) for job in jobs)


def _run_forked(jobs: Sequence[Job], workers: int) -> Results:
    waiting = deque(enumerate(jobs))
    running: dict[Child, tuple[Job, Path]] = {}
    with make_temporary_folder("stancebook-") as folder:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    number, job = waiting.popleft()
                    result = folder / str(number)
                    running[fork(CHILD, asdict(job), str(result))] = job, result
                for child in select.select(list(running), [], [])[0]:
                    job, result = running.pop(child)
                    status = child.wait()
                    if status != 0 and not can_fork():
                        raise StancebookError(
                            "The process that runs the reports was killed, possibly because memory ran out. "
                            "Run the command again with --resume and fewer --jobs."
                        )
                    yield job, _read_records(job, result, status)
        finally:
            # after an interrupt
            for child in running:
                child.kill()


def _read_records(job: Job, result: Path, status: int) -> list[Record]:
    if not result.is_file():
        return [build_failure_record(job, f"The process of this report died (exit status {status}).")]
    records: list[Record] = json.loads(result.read_text(encoding="utf-8"))
    return records


def run_on_cluster(jobs: Sequence[Job], address: str) -> Results:
    """Run reports on a Dask cluster whose workers see the same files at the same paths.

    Args:
        jobs: the reports; if a worker dies, another worker runs its report again.
        address: address of the scheduler, such as ``tcp://host:8786``.

    Yields:
        Each job with its records, in order of completion.

    Raises:
        StancebookError: if ``distributed`` is not installed or no scheduler answers at the address.
    """
    with connect(address) as client:
        from distributed import as_completed

        running = {
            client.submit(run_on_worker, job, pure=False, key=f"stancebook-{job.name}"): job for job in jobs
        }
        for future in as_completed(running):  # type: ignore[no-untyped-call]
            exception = future.exception()
            job = running[future]
            if exception is None:
                yield job, future.result()
            else:
                yield job, [build_failure_record(job, f"{type(exception).__name__}: {exception}")]


def run_on_worker(job: Job) -> list[Record]:
    """Run a report on a worker of a cluster; all reports of a worker share one warm parent."""
    with _parent_lock:
        _start_parent()
        if not can_fork():
            from analysis.reporting.batch.worker import run_job

            return run_job(job)
    with make_temporary_folder("stancebook-") as folder:
        result = folder / "records"
        return _read_records(job, result, fork(CHILD, asdict(job), str(result)).wait())


@cache
def _start_parent() -> None:
    parent = ExitStack()
    parent.enter_context(warm_kernels())
    atexit.register(parent.close)
