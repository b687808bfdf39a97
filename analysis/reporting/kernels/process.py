"""Start the process of a notebook, by forking where that is possible, and end it with all that it started."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from analysis.reporting.kernels.forking import ENVIRONMENT
from analysis.reporting.kernels.forks import (
    adopt_orphans,
    can_fork_here,
    fork_process,
    kill_group,
    kill_orphans,
)

# bytes of memory that a notebook may take, twice what the pages of 100,000 articles need; one that leaks
# would make the system kill other programs
MOST_MEMORY = 4 * 2**30
# cells with their places, see ``shell.run_cells``
Cells = Sequence[tuple[int, str, bool]]


class Process(Protocol):
    """The process of a notebook."""

    def wait(self, timeout: float) -> bool:
        """Wait at most so many seconds for the process to end; return whether it has ended."""
        ...

    def end(self) -> None:
        """Kill the process, if it still runs, and what it has started."""
        ...


def start_process(cells: Cells, events: Path) -> Process:
    """Start a process that runs cells.

    Args:
        cells: see ``shell.run_cells``.
        events: the file to which the process appends events.
    """
    return ForkedProcess(cells, events) if can_fork_here() else SeparateProcess(cells, events)


class ForkedProcess:
    """A fork of this process, which inherits its modules and what it has read."""

    def __init__(self, cells: Cells, events: Path) -> None:
        adopt_orphans()
        self._pid = fork_process()
        if self._pid == 0:
            _run_forked(cells, events)
        self._descriptor = os.pidfd_open(self._pid)

    def wait(self, timeout: float) -> bool:
        """See ``Process``."""
        return bool(select.select([self._descriptor], [], [], timeout)[0])

    def end(self) -> None:
        """See ``Process``; what has left the group of the process is killed as well."""
        os.kill(self._pid, signal.SIGKILL)
        kill_group(self._pid)
        os.waitpid(self._pid, 0)
        os.close(self._descriptor)
        kill_orphans()


def _run_forked(cells: Cells, events: Path) -> None:
    """Run cells in this new fork, which then ends at once: what it has inherited is not its own to close."""
    try:
        from analysis.reporting.kernels.shell import run_cells

        # with a group of its own, signals also reach what it starts
        os.setsid()
        limit_memory()
        run_cells(cells, os.open(events, os.O_WRONLY | os.O_APPEND))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def limit_memory() -> None:
    """Let Python raise a MemoryError before a notebook takes the memory of others; only Linux can do so."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


class SeparateProcess:
    """A new interpreter, which has to import everything."""

    def __init__(self, cells: Cells, events: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "analysis.reporting.kernels.shell", str(events)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **ENVIRONMENT},
            start_new_session=True,
        )
        assert self._process.stdin is not None
        # if the process has died, its end says so
        with contextlib.suppress(OSError), self._process.stdin as stdin:
            stdin.write(json.dumps(cells).encode())

    def wait(self, timeout: float) -> bool:
        """See ``Process``."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)
        return self._process.returncode is not None

    def end(self) -> None:
        """See ``Process``."""
        if os.name == "posix":
            kill_group(self._process.pid)
        self._process.kill()
        self._process.wait()
