"""Start the warm parent process and fork children from it."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from analysis.reporting.kernels.parent import Request, shorten_address
from analysis.reporting.temporary import make_temporary_folder

# environment variable with the path of the parent's socket; forked processes inherit it
ADDRESS = "STANCEBOOK_PARENT"

ENVIRONMENT = {
    # inline figures, as in a newly started kernel
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # only a single-threaded process can be forked safely
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # stop the debugger, which reports do not use, from warning about modules imported before it
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def is_possible() -> bool:
    """Return whether this platform can fork a process that has imported the notebooks' modules.

    Only on Linux do the system libraries survive a fork.
    """
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class Child:
    """A process forked from the parent, with the methods of ``subprocess.Popen`` that kernels need.

    Attributes:
        pid: process ID, which is also the ID of its process group.
        returncode: exit status, negative for a signal; None while the process runs.
    """

    # the kernel's provisioner closes these streams if they are not None
    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("rb")
        self.returncode: int | None = None
        line = self._lines.readline()
        if not line:
            raise OSError("The warm parent process ended before it could fork a child.")
        self.pid = int(line)

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when the process ends."""
        return self._connection.fileno()

    def poll(self) -> int | None:
        """Return the exit status, or None while the process runs."""
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self._read_status()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the process ends and return its exit status.

        Raises:
            subprocess.TimeoutExpired: if the process is still running after ``timeout`` seconds.
        """
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("child", timeout or 0)
            self._read_status()
        assert self.returncode is not None
        return self.returncode

    def _read_status(self) -> None:
        # an empty line means that the parent was killed, and its children with it
        self.returncode = int(self._lines.readline() or -9)
        self._lines.close()
        self._connection.close()

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and to the processes that it started."""
        if self.poll() is None:
            self._connection.sendall(f"{number}\n".encode())

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(9)

    def terminate(self) -> None:
        """Ask the process to terminate."""
        self.send_signal(15)


@contextmanager
def warm_kernels() -> Iterator[None]:
    """Run a warm parent where the platform supports it; it warms up in the background.

    Inside the context, this process and the children that it forks start processes from this parent.
    """
    if not is_possible():
        yield
        return
    before = os.environ.get(ADDRESS)
    with make_temporary_folder("stancebook-") as folder:
        os.environ[ADDRESS] = str(folder / "parent")
        env = {**os.environ, **ENVIRONMENT, "TMPDIR": str(folder)}
        command = [sys.executable, "-m", "analysis.reporting.kernels.parent", os.environ[ADDRESS]]
        # the parent ends when its standard input is closed, and that is closed too if this process is killed
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=env):  # noqa: S603
            try:
                yield
            finally:
                if before is None:
                    del os.environ[ADDRESS]
                else:
                    os.environ[ADDRESS] = before


def can_fork() -> bool:
    """Wait until the parent of this process is warm; return whether a parent exists and can fork."""
    try:
        return ADDRESS in os.environ and fork("builtins:abs", 0).wait() == 0
    except OSError:
        return False


def fork(target: str, *args: Any, preload: str = "", **more: Any) -> Child:
    """Fork a child from the warm parent of this process.

    Args:
        target: the function that the child calls, as ``module:name``.
        args: JSON-serialisable arguments of the function.
        preload: see ``Request``.
        more: ``env`` and ``cwd``; the defaults are those of this process.

    Raises:
        OSError: if there is no parent or it does not answer.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        _connect(connection, os.environ[ADDRESS])
        connection.sendall(Request(target, args, preload=preload, **more).encode())
        return Child(connection)
    except BaseException:
        connection.close()
        raise


def _connect(connection: socket.socket, address: str, timeout: float = 60) -> None:
    """Connect as soon as the parent listens."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            with shorten_address(Path(address)) as name:
                connection.connect(name)
        except (FileNotFoundError, ConnectionRefusedError):
            if time.monotonic() > deadline or not Path(address).parent.is_dir():
                raise
            time.sleep(0.02)
        else:
            return
