"""Run calls in several processes of this machine, or on a Dask cluster.

The processes come from ``loky``: unlike those of the standard library they never import the caller's main
module again, so coding works the same in a script without a guard, in a notebook and on the command line, and
a process that was killed is noticed at once.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import Any

from analysis.errors import StancebookError

Call = tuple[Any, ...]
Results = Generator[tuple[int, Any]]

# calls under way or waiting, for each process: none is idle while the results of another are stored
AHEAD = 2
# times that processes may be killed one after another before any result
MOST_DEATHS = 2
# seconds within which a process notices that its starter has died
PULSE = 1.0
# time limit for the scheduler of a cluster to answer
TIMEOUT = "20s"
# spaCy's pipeline is used by one thread at a time, however many a worker of a cluster has
_one_call = threading.Lock()


def count_workers() -> int:
    """Return the number of cores that this process may use; ``LOKY_MAX_CPU_COUNT`` limits it."""
    import loky

    return int(loky.cpu_count())


def run_in_processes(function: Callable[..., Any], calls: Iterable[Call], workers: int) -> Results:
    """Call a function in several processes.

    Calls are taken only as fast as results are. If a process is killed, the calls that it had are made again.

    Args:
        function: the function, of a module.
        calls: the arguments of each call.
        workers: number of processes.

    Yields:
        The number of each call, from 0, and its result, in order of completion.

    Raises:
        StancebookError: if the processes are killed again and again.
        Exception: what the function raises.
    """
    numbered = enumerate(calls)
    running: dict[Future[Any], tuple[int, Call]] = {}
    deaths = 0
    pool = _start(workers)
    try:
        while True:
            for number, call in islice(numbered, max(0, AHEAD * workers - len(running))):
                running[pool.submit(function, *call)] = number, call
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                if _is_dead(future):
                    deaths += 1
                    if deaths > MOST_DEATHS:
                        raise _report_deaths()
                    pool.shutdown(kill_workers=True)
                    pool = _start(workers)
                    left, running = running, {}
                    running = {pool.submit(function, *call): (number, call) for number, call in left.values()}
                    break
                number, _ = running.pop(future)
                deaths = 0
                yield number, future.result()
    finally:
        pool.shutdown(kill_workers=True)


def _start(workers: int) -> Any:
    import loky

    return loky.ProcessPoolExecutor(workers, initializer=_prepare, initargs=(os.getpid(),))


def _prepare(starter: int) -> None:
    """Leave Ctrl-C to the starter of this process, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(starter,), daemon=True).start()


def _end_with(starter: int) -> None:
    while os.getppid() == starter:
        time.sleep(PULSE)
    os._exit(1)


def _is_dead(future: Future[Any]) -> bool:
    """Return whether a call has no result because its process was killed."""
    from loky.process_executor import BrokenProcessPool

    return isinstance(future.exception(), BrokenProcessPool)


def _report_deaths() -> StancebookError:
    return StancebookError(
        "The processes that code articles were killed several times, probably because memory ran out. What "
        "is coded is kept. Close other programs or set the environment variable LOKY_MAX_CPU_COUNT to a "
        "smaller number of processes, and run it again."
    )


def connect(address: str) -> Any:
    """Return a client of a Dask cluster, to use as a context manager.

    Args:
        address: address of the scheduler, such as ``tcp://host:8786``.

    Raises:
        StancebookError: if ``distributed`` is not installed or no scheduler answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise StancebookError(
            "--cluster needs the package distributed, which is not installed. Install it: "
            "pip install 'stancebook[cluster]'."
        ) from None
    try:
        return Client(address, timeout=TIMEOUT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise StancebookError(f"{address}: no Dask scheduler answers ({error}). Check the address.") from None


def run_on_cluster(function: Callable[..., Any], calls: Iterable[Call], address: str) -> Results:
    """Call a function on a Dask cluster; the arguments and yields are those of ``run_in_processes``.

    If a worker dies, other workers make its calls again. Workers may join at any time.

    Raises:
        StancebookError: see ``connect``; or if there is no worker, or several die of the same call.
    """
    numbered = enumerate(calls)
    with connect(address) as client:
        from distributed import KilledWorker, as_completed

        try:
            client.wait_for_workers(1, timeout=TIMEOUT)
        except TimeoutError:
            raise StancebookError(
                f"{address}: this Dask cluster has no worker. Start one: dask worker {address} --nthreads 1"
            ) from None
        running: dict[Any, int] = {}

        def submit() -> Iterator[Any]:
            ahead = AHEAD * max(1, len(client.ncores()))
            for number, call in islice(numbered, max(0, ahead - len(running))):
                future = client.submit(call_alone, function, *call, pure=False)
                running[future] = number
                yield future

        results = as_completed(list(submit()))  # type: ignore[no-untyped-call]
        for future in results:
            number = running.pop(future)
            try:
                yield number, future.result()
            except KilledWorker as error:
                raise StancebookError(
                    f"Workers of the cluster died several times of the same articles ({error}), probably "
                    "because memory ran out. What is coded is kept. Give the workers more memory and run it "
                    "again."
                ) from error
            future.release()
            results.update(submit())  # type: ignore[no-untyped-call]


def call_alone(function: Callable[..., Any], *call: Any) -> Any:
    """Call a function on a worker of a cluster, one call at a time."""
    with _one_call:
        return function(*call)
