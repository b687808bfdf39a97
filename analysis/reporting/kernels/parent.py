"""Run the warm parent: a process that has imported the modules that reports need and forks on request.

Start it with ``python -m analysis.reporting.kernels.parent SOCKET``. Each connection to the socket is one
child: the client sends a line of JSON (``Request``), receives a line with the process ID, may send lines with
signal numbers, and receives a last line with the exit status. When a client disconnects, its child is killed.
When standard input closes, because the process that started the parent has ended, all children are killed and
the parent exits.

Forking is safe only in a single-threaded process, so nothing here may start a thread; ``fork`` checks this.
"""

import gc
import importlib
import json
import os
import random
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

BACKLOG = 64


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

    def serve(self) -> Request | None:
        """Serve requests; return the request in a child, and None in the parent when it stops."""
        self._events.register(self._server, selectors.EVENT_READ, self._accept)
        self._events.register(sys.stdin, selectors.EVENT_READ, None)
        while True:
            for key, _ in self._events.select():
                if key.data is None:
                    self._kill_children()
                    return None
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
        pid = fork()
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
            kill(self._children[client], number)

    def _report_end(self, client: socket.socket, descriptor: int) -> None:
        """Send the exit status of a child that has ended to its client."""
        pid = self._children.pop(client)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(descriptor)
        os.close(descriptor)
        if client in {key.fileobj for key in self._events.get_map().values()}:
            self._events.unregister(client)
        # the processes that the child started end with it
        kill(pid, signal.SIGKILL)
        _send_number(client, status)
        client.close()

    def _kill_children(self) -> None:
        for pid in self._children.values():
            kill(pid, signal.SIGKILL)

    def _close_inherited(self, client: socket.socket) -> None:
        """Close the parent's sockets in a child."""
        self._events.close()
        for other in (self._server, client, *self._children):
            other.close()


def fork() -> int:
    """Fork, or raise if other threads run, because a child could never release their locks."""
    if len(threads := os.listdir("/proc/self/task")) > 1:
        raise RuntimeError(f"The warm parent has {len(threads)} threads, expected 1: it cannot fork safely.")
    return os.fork()


def kill(pid: int, number: int) -> None:
    """Send a signal to a child and to the processes that it started."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


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
    # in a separate process group, signals also reach the processes that the child starts
    os.setsid()
    os.environ.clear()
    os.environ.update(request.env)
    os.chdir(request.cwd)
    with open(os.devnull) as null:
        os.dup2(null.fileno(), 0)
    random.seed()
    import numpy as np

    np.random.seed()
    load_function(request.target)(*request.args)


def main() -> None:
    """Warm up and serve on the socket named on the command line."""
    # the process that started the parent receives Ctrl-C too and decides how to react
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen(BACKLOG)
        # imported modules are never garbage
        gc.disable()
        load_function("analysis.reporting.kernels.warming:warm")()
        gc.freeze()
        gc.enable()
        request = Parent(server).serve()
    if request is not None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        run_request(request)


if __name__ == "__main__":
    main()
