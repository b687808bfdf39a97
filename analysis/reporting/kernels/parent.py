"""The warmed parent: a process that has imported what reports need, and forks itself on request.

It runs as ``python -m analysis.reporting.kernels.parent SOCKET``. Each connection to the socket is one child:
the client sends a line of JSON (``Request``), gets a line with the process number, may send lines with signal
numbers, and gets a last line with the exit status. A client that goes away takes its child with it, and when
standard input closes, because whoever started the parent is gone, everything ends.

Forking is safe only where a process has one thread, so nothing here may start another; ``fork`` checks it.
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
    """What a child is to do.

    Attributes:
        target: the function to call, as ``module:name``.
        args: its arguments, JSON-able.
        env: the child's environment.
        cwd: the child's working directory.
        preload: a function that the parent itself calls before it forks, the first time that it is
            asked to, so that all later children have what it loads.
    """

    target: str
    args: tuple[Any, ...] = ()
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: str = field(default_factory=os.getcwd)
    preload: str = ""

    def line(self) -> bytes:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


class Parent:
    """Answers requests until its owner is gone.

    Args:
        server: a listening socket.
    """

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self._events = selectors.DefaultSelector()
        self._children: dict[socket.socket, int] = {}
        self._preloaded: set[str] = set()

    def serve(self) -> Request | None:
        """Serve; in a child, return what it is to do, in the parent, None at the end."""
        self._events.register(self._server, selectors.EVENT_READ, self._accept)
        self._events.register(sys.stdin, selectors.EVENT_READ, None)
        while True:
            for key, _ in self._events.select():
                if key.data is None:
                    self._stop()
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
        told = json.loads(sent)
        request = Request(**{**told, "args": tuple(told["args"])})
        if request.preload and request.preload not in self._preloaded:
            self._preloaded.add(request.preload)
            function(request.preload)()
            gc.freeze()
        pid = fork()
        if pid == 0:
            self._release(client)
            return request
        ended = os.pidfd_open(pid)
        self._children[client] = pid
        self._events.register(ended, selectors.EVENT_READ, lambda: self._end(client, ended))
        self._events.register(client, selectors.EVENT_READ, lambda: self._signal(client))
        _tell(client, pid)
        return None

    def _signal(self, client: socket.socket) -> None:
        """Pass on the signals that a client sends; one that is gone needs its child no longer."""
        try:
            numbers = [int(line) for line in client.recv(1024).split()]
        except ConnectionError:
            numbers = []
        if not numbers:
            self._events.unregister(client)
        for number in numbers or [signal.SIGKILL]:
            kill(self._children[client], number)

    def _end(self, client: socket.socket, ended: int) -> None:
        pid = self._children.pop(client)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(ended)
        os.close(ended)
        if client in {key.fileobj for key in self._events.get_map().values()}:
            self._events.unregister(client)
        # what the child has started ends with it
        kill(pid, signal.SIGKILL)
        _tell(client, status)
        client.close()

    def _stop(self) -> None:
        for pid in self._children.values():
            kill(pid, signal.SIGKILL)

    def _release(self, client: socket.socket) -> None:
        """Close, in a child, what belongs to the parent."""
        self._events.close()
        for other in (self._server, client, *self._children):
            other.close()


def fork() -> int:
    """Fork, or raise where another thread runs, whose locks a child could never open again."""
    if len(threads := os.listdir("/proc/self/task")) > 1:
        raise RuntimeError(f"The warmed parent has {len(threads)} threads and can not fork safely.")
    return os.fork()


def kill(pid: int, number: int) -> None:
    """Send a signal to a child and to what it has started."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def _tell(client: socket.socket, number: int) -> None:
    try:
        client.sendall(f"{number}\n".encode())
    except OSError:
        return


def function(name: str) -> Callable[..., object]:
    """Return the function that ``module:name`` names."""
    module, _, attribute = name.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), attribute)
    return found


def become(request: Request) -> None:
    """Make this process, a fresh copy of the parent, what was asked for, and do it."""
    # a group of its own, so that a signal reaches what it starts too
    os.setsid()
    os.environ.clear()
    os.environ.update(request.env)
    os.chdir(request.cwd)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    random.seed()
    import numpy as np

    np.random.seed()
    function(request.target)(*request.args)


def main() -> None:
    """Warm up and serve on the socket that the command line names."""
    # of Ctrl-C whoever started the parent hears too, and decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen(BACKLOG)
        # nothing of what is imported is garbage
        gc.disable()
        function("analysis.reporting.kernels.warming:warm")()
        gc.freeze()
        gc.enable()
        request = Parent(server).serve()
    if request is not None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        become(request)


if __name__ == "__main__":
    main()
