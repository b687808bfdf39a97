"""Run the warm parent: a process that has imported the modules that reports need and forks on request.

Start it with ``python -m analysis.reporting.kernels.parent SOCKET``. Each connection to the socket is one
child: the client sends a line of JSON (``Request``), receives a line with the process ID, may send lines with
signal numbers, and receives a last line with the exit status. When a client disconnects, its child is killed.
When standard input closes, because the process that started the parent has ended, all children are killed and
the parent exits at once, also while it warms up.

Forking is safe only in a single-threaded process, so nothing here may start a thread; ``forks`` checks this.
"""

import gc
import importlib
import json
import os
import select
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from analysis.reporting.kernels.forks import (
    adopt_orphans,
    allow_forks,
    fork_process,
    kill_group,
    kill_orphans,
)
from analysis.reporting.temporary import remove_folder

BACKLOG = 64
# signals that ask a process to end
ENDING = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Request:
    """A function call for a child to run.

    Attributes:
        target: the function to call, as ``module:name``.
        args: JSON-serialisable arguments of the function.
        env: the child's environment.
        cwd: the child's working directory.
        preload: a function that the parent calls before it forks, once for all requests that name it; all
            later children inherit the data that it loads.
    """

    target: str
    args: tuple[Any, ...] = ()
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: str = field(default_factory=os.getcwd)
    preload: str = ""

    def encode(self) -> bytes:
        """Return the request as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


class Parent:
    """Answers requests until the process that started it ends.

    Args:
        server: a listening socket.
    """

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self._events = selectors.DefaultSelector()
        self._children: dict[socket.socket, int] = {}
        self._preloaded: set[str] = set()

    def serve(self) -> Request:
        """Serve requests until this process is ended; in a child, return its request."""
        self._events.register(self._server, selectors.EVENT_READ, self._accept)
        while True:
            for key, _ in self._events.select():
                request: Request | None = key.data()
                if request is not None:
                    return request

    def _accept(self) -> Request | None:
        client, _ = self._server.accept()
        with client.makefile("rb") as lines:
            sent = lines.readline()
        if not sent:
            client.close()
            return None
        fields = json.loads(sent)
        request = Request(**{**fields, "args": tuple(fields["args"])})
        if request.preload and request.preload not in self._preloaded:
            self._preloaded.add(request.preload)
            load_function(request.preload)()
            gc.freeze()
        pid = fork_process()
        if pid == 0:
            self._close_inherited(client)
            return request
        descriptor = os.pidfd_open(pid)
        self._children[client] = pid
        self._events.register(descriptor, selectors.EVENT_READ, lambda: self._report_end(client, descriptor))
        self._events.register(client, selectors.EVENT_READ, lambda: self._forward_signals(client))
        _send_number(client, pid)
        return None

    def _forward_signals(self, client: socket.socket) -> None:
        """Forward the signals that a client sends; if the client has disconnected, kill its child."""
        try:
            numbers = [int(line) for line in client.recv(1024).split()]
        except ConnectionError:
            numbers = []
        if not numbers:
            self._events.unregister(client)
        for number in numbers or [signal.SIGKILL]:
            kill_group(self._children[client], number)

    def _report_end(self, client: socket.socket, descriptor: int) -> None:
        """Send the exit status of a child that has ended to its client."""
        pid = self._children.pop(client)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(descriptor)
        os.close(descriptor)
        if client in {key.fileobj for key in self._events.get_map().values()}:
            self._events.unregister(client)
        # the processes that the child started end with it
        kill_group(pid)
        kill_orphans(self._children.values())
        _send_number(client, status)
        client.close()

    def _close_inherited(self, client: socket.socket) -> None:
        """Close the parent's sockets in a child."""
        self._events.close()
        for other in (self._server, client, *self._children):
            other.close()


def _send_number(client: socket.socket, number: int) -> None:
    try:
        client.sendall(f"{number}\n".encode())
    except OSError:
        return


def load_function(name: str) -> Callable[..., object]:
    """Return the function named by ``module:name``."""
    module, _, attribute = name.partition(":")
    function: Callable[..., object] = getattr(importlib.import_module(module), attribute)
    return function


def run_request(request: Request) -> None:
    """Set up this newly forked process for a request and run the function."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGIO, *ENDING):
        signal.signal(number, signal.SIG_DFL)
    # in a separate process group, signals also reach the processes that the child starts
    os.setsid()
    # what is left among temporary files is removed with the parent's folder
    temporary = os.environ["TMPDIR"]
    os.environ.clear()
    os.environ.update({**request.env, "TMPDIR": temporary})
    os.chdir(request.cwd)
    with open(os.devnull) as null:
        os.dup2(null.fileno(), 0)
    allow_forks()
    load_function(request.target)(*request.args)


def end_with_starter(folder: Path) -> None:
    """Let this process end, with all that it has started, as soon as standard input is closed.

    A signal tells of it, because while modules are imported nobody looks at standard input.

    Args:
        folder: the folder to remove.
    """
    # absent on Windows, where the rest of this module is imported too
    import fcntl

    def end(number: int = signal.SIGIO, _: object = None) -> None:
        if number != signal.SIGIO or select.select([0], [], [], 0)[0]:
            kill_orphans()
            remove_folder(folder)
            os._exit(0)

    adopt_orphans()
    signal.signal(signal.SIGIO, end)
    # `timeout`, a service manager or a closed terminal tell the whole group, in which the forks are not
    for number in ENDING:
        signal.signal(number, end)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    # it may have been closed before the signal was asked for
    end()


@contextmanager
def shorten_address(address: Path) -> Iterator[str]:
    """Yield a short name of a socket: 107 bytes are the most, and temporary folders may have long paths."""
    folder = os.open(address.parent, os.O_PATH)
    try:
        yield f"/proc/self/fd/{folder}/{address.name}"
    finally:
        os.close(folder)


def main() -> None:
    """Warm up and serve on the socket named on the command line."""
    address = Path(sys.argv[1])
    end_with_starter(address.parent)
    # the process that started the parent receives Ctrl-C too and decides how to react
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    with socket.socket(socket.AF_UNIX) as server:
        with shorten_address(address) as name:
            server.bind(name)
        server.listen(BACKLOG)
        # imported modules are never garbage
        gc.disable()
        load_function("analysis.reporting.kernels.warming:warm")()
        gc.freeze()
        gc.enable()
        request = Parent(server).serve()
    status = 1
    try:
        run_request(request)
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # not sys.exit: to take down a warm interpreter takes longer than some of the work in it
        os._exit(status)


if __name__ == "__main__":
    main()
