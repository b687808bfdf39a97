"""Where the reports of a batch are made: in processes here, or on a Dask cluster."""

import atexit
import json
import select
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from analysis.errors import StancebookError
from analysis.reporting.batch.manifest import Record
from analysis.reporting.batch.planning import Job
from analysis.reporting.batch.worker import failure, make_report
from analysis.reporting.kernels.forking import Child, can_fork, fork, warm_kernels

StoredReport = Iterator[tuple[Job, list[Record]]]
CHILD = "analysis.reporting.batch.worker:make_in_child"
# how long a scheduler may take to answer
PATIENCE = "20s"
_one_at_a_time = Lock()


def here(jobs: Sequence[Job], workers: int) -> StoredReport:
    """Make reports on this machine.

    Each has a process of its own, forked from the warmed parent. Where there is none they are made one after
    the other, the notebooks of each beside each other.

    Args:
        jobs: the reports.
        workers: how many reports, or notebooks, at a time.

    Yields:
        Each job with its records, as they end.
    """
    if can_fork():
        yield from _forked(jobs, workers)
    else:
        yield from ((job, make_report(job, workers)) for job in jobs)


def _forked(jobs: Sequence[Job], workers: int) -> StoredReport:
    waiting = deque(enumerate(jobs))
    running: dict[Child, tuple[Job, Path]] = {}
    with tempfile.TemporaryDirectory(prefix="stancebook-") as folder:
        while waiting or running:
            while waiting and len(running) < workers:
                number, job = waiting.popleft()
                result = Path(folder) / str(number)
                running[fork(CHILD, asdict(job), str(result))] = job, result
            for child in select.select(list(running), [], [])[0]:
                job, result = running.pop(child)
                status = child.wait()
                if status != 0 and not can_fork():
                    raise StancebookError(
                        "The process that makes the reports was ended from outside, perhaps for want of "
                        "memory. Go on with --resume and fewer --jobs."
                    )
                yield job, _records(job, result, status)


def _records(job: Job, result: Path, status: int) -> list[Record]:
    if not result.is_file():
        return [failure(job, f"The process that made it died (exit status {status}).")]
    records: list[Record] = json.loads(result.read_text(encoding="utf-8"))
    return records


def on_cluster(jobs: Sequence[Job], address: str) -> StoredReport:
    """Make reports on a Dask cluster whose workers see the same files at the same places.

    Args:
        jobs: the reports; one whose worker dies is made again by another.
        address: of the scheduler, such as ``tcp://host:8786``.

    Yields:
        Each job with its records, as they end.

    Raises:
        StancebookError: when ``distributed`` is not installed or nothing answers at the address.
    """
    try:
        from distributed import Client
        from distributed import as_completed as completed
    except ImportError:
        raise StancebookError(
            "A Dask cluster needs the package distributed: pip install 'stancebook[cluster]'."
        ) from None
    try:
        client: Any = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as silence:
        raise StancebookError(f"{address}: no Dask scheduler answers there ({silence}).") from None
    with client:
        running = {
            client.submit(make_on_worker, job, pure=False, key=f"stancebook-{job.name}"): job for job in jobs
        }
        for future in completed(running):  # type: ignore[no-untyped-call]
            error = future.exception()
            job = running[future]
            yield (
                job,
                future.result() if error is None else [failure(job, f"{type(error).__name__}: {error}")],
            )


def make_on_worker(job: Job) -> list[Record]:
    """Make a report in a worker of a cluster, whose reports share one warmed parent."""
    with _one_at_a_time:
        _parent()
        if not can_fork():
            return make_report(job)
    with tempfile.TemporaryDirectory(prefix="stancebook-") as folder:
        result = Path(folder) / "records"
        return _records(job, result, fork(CHILD, asdict(job), str(result)).wait())


@cache
def _parent() -> None:
    parent = ExitStack()
    parent.enter_context(warm_kernels())
    atexit.register(parent.close)
