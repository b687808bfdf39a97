"""Children of the warmed parent, as their clients see them."""

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from analysis.reporting.kernels.parent import Request

# names the socket of a parent to the processes that it forks
ADDRESS = "STANCEBOOK_PARENT"

ENVIRONMENT = {
    # notebooks draw within their own pages, as in a kernel that starts afresh
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # a process with one thread can be forked safely
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    # a debugger, which no report uses, would complain of modules that are imported already
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


def is_possible() -> bool:
    """Tell whether this platform can fork a process that has imported what notebooks use.

    Elsewhere than on Linux system libraries do not survive it.
    """
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class Child:
    """A process that the parent forked, with the methods of ``subprocess.Popen`` that kernels need.

    Attributes:
        pid: its number; also that of its process group.
        returncode: its exit status, negative for a signal; None while it runs.
    """

    # a kernel's provisioner closes them if there are any
    stdin: IO[bytes] | None = None
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lines = connection.makefile("rb")
        self.returncode: int | None = None
        line = self._lines.readline()
        if not line:
            raise OSError("The warmed parent ended before it could fork.")
        self.pid = int(line)

    def fileno(self) -> int:
        """Return what becomes readable when it ends."""
        return self._connection.fileno()

    def poll(self) -> int | None:
        """Return its exit status, or None while it runs."""
        if self.returncode is None and select.select([self._connection], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit status.

        Raises:
            subprocess.TimeoutExpired: when it still runs after so many seconds.
        """
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("child", timeout or 0)
            self._end()
        assert self.returncode is not None
        return self.returncode

    def _end(self) -> None:
        # without a last word the parent itself was killed, and its children with it
        self.returncode = int(self._lines.readline() or -9)
        self._lines.close()
        self._connection.close()

    def send_signal(self, number: int) -> None:
        """Send a signal to it and to what it has started."""
        if self.poll() is None:
            self._connection.sendall(f"{number}\n".encode())

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(9)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(15)


class WarmedParent:
    """The warmed parent of this process and its children; use as a context manager.

    While it stands, kernels are forked from it, here and in what it forks.
    """

    def __enter__(self) -> "WarmedParent":
        self._folder = Path(tempfile.mkdtemp(prefix="stancebook-"))
        self._before = os.environ.get(ADDRESS)
        os.environ[ADDRESS] = str(self._folder / "parent")
        env = {**os.environ, **ENVIRONMENT}
        command = [sys.executable, "-m", "analysis.reporting.kernels.parent", os.environ[ADDRESS]]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)  # noqa: S603
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is None:
            del os.environ[ADDRESS]
        else:
            os.environ[ADDRESS] = self._before
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def warmed() -> Iterator[None]:
    """Have a warmed parent where the platform allows; it warms up beside whatever else is done."""
    if not is_possible():
        yield
        return
    with WarmedParent():
        yield


def can_fork() -> bool:
    """Wait until this process's warmed parent is warm, and tell whether there is one that forks."""
    try:
        return ADDRESS in os.environ and fork("builtins:abs", 0).wait() == 0
    except OSError:
        return False


def fork(target: str, *args: Any, preload: str = "", **more: Any) -> Child:
    """Let the warmed parent of this process fork a child.

    Args:
        target: the function that the child calls, as ``module:name``.
        args: its arguments, JSON-able.
        preload: as of ``Request``.
        more: ``env`` and ``cwd``, by default those of this process.

    Raises:
        OSError: when there is no parent, or it does not answer.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        _connect(connection, os.environ[ADDRESS])
        connection.sendall(Request(target, args, preload=preload, **more).line())
        return Child(connection)
    except BaseException:
        connection.close()
        raise


def _connect(connection: socket.socket, address: str, patience: float = 60) -> None:
    """Connect, as soon as the parent listens."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            if time.monotonic() > until or not Path(address).parent.is_dir():
                raise
            time.sleep(0.02)
        else:
            return
