"""Run the cells of a notebook in this process, as a kernel of Jupyter would, but without messages and ports.

What happens is appended to a file, one line of JSON an event (see ``Log``), which the process that started
this one reads while the cells run. All that a notebook shows or prints is an event; so are the beginning and
the end of each cell. Nothing is lost if this process is killed: a line is written at once.
"""

import asyncio
import base64
import codecs
import io
import json
import os
import select
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.core import page
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from analysis.reporting.kernels.process import limit_memory

# the streams of text in notebooks, by their file descriptor
STREAMS = {1: "stdout", 2: "stderr"}
CONFIG = Config({"HistoryManager": {"enabled": False}})


class Log:
    """The file of events, open for appending.

    Each is an object with ``event``: ``begin`` and ``end`` of a cell, ``output`` (in the format of
    notebooks), ``update`` of all outputs with a display identifier, ``clear``, or ``done`` after the last
    cell.

    Args:
        descriptor: the open file.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, event: str, **content: object) -> None:
        """Append an event; lines of several threads and processes do not mix."""
        line = json.dumps({"event": event, **content}, default=_encode).encode() + b"\n"
        while line:
            line = line[os.write(self._descriptor, line) :]

    def write_text(self, stream: str, text: str) -> None:
        """Append a piece of text that the notebook printed."""
        if text:
            self.write("output", output={"output_type": "stream", "name": stream, "text": text})


def _encode(value: object) -> object:
    """Return the content of an output that JSON has no type for: a picture as base64, all else as text."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


class Stream(io.TextIOBase):
    """Standard output or standard error of the cells; each line is an event."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, log: Log, descriptor: int) -> None:
        self._log, self._descriptor, self._line = log, descriptor, ""
        self.buffer = io.FileIO(descriptor, "w", closefd=False)

    def write(self, text: str) -> int:
        """Write a text; what follows its last line end waits for the rest of the line."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        done, end, self._line = (self._line + text).rpartition("\n")
        self._log.write_text(STREAMS[self._descriptor], done + end)
        return len(text)

    def flush(self) -> None:
        """Write what waits for the rest of its line."""
        waiting, self._line = self._line, ""
        self._log.write_text(STREAMS[self._descriptor], waiting)

    def writable(self) -> bool:
        """Return that this can be written to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor, for programs that a cell starts."""
        return self._descriptor


class Pipes:
    """Turns what programs and libraries write to descriptors 1 and 2, past Python, into events."""

    def __init__(self, log: Log) -> None:
        self._log, self._lock = log, threading.Lock()
        self._decoders: dict[int, tuple[str, codecs.IncrementalDecoder]] = {}
        for descriptor, stream in STREAMS.items():
            ours, theirs = os.pipe()
            os.dup2(theirs, descriptor)
            os.close(theirs)
            self._decoders[ours] = stream, codecs.getincrementaldecoder("utf-8")("replace")
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            select.select([*self._decoders], [], [])
            self.drain()

    def drain(self) -> None:
        """Write all that has arrived, so that it belongs to the cell that is running."""
        with self._lock:
            while ready := select.select([*self._decoders], [], [], 0)[0]:
                for descriptor in ready:
                    stream, decoder = self._decoders[descriptor]
                    self._log.write_text(stream, decoder.decode(os.read(descriptor, 65536)))


class Publisher(DisplayPublisher):
    """Writes what cells display."""

    log: Log

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, str] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        """Write an output, or the new content of an earlier one."""
        _flush()
        key = (transient or {}).get("display_id")
        content = {"data": dict(data), "metadata": dict(metadata or {})}
        if update:
            self.log.write("update", display_id=key, **content)
        else:
            self.log.write("output", output={"output_type": "display_data", **content}, display_id=key)

    def clear_output(self, wait: bool = False) -> None:
        """Remove the outputs of the running cell, now or when the next one is written."""
        _flush()
        self.log.write("clear", wait=wait)


class ResultHook(DisplayHook):
    """Writes the value of a cell's last expression."""

    log: Log

    def write_output_prompt(self) -> None:
        """Write nothing: a notebook shows the number of a cell beside it."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        """Write the value in all formats that it has."""
        _flush()
        output = {"output_type": "execute_result", "data": format_dict, "metadata": md_dict or {}}
        self.log.write("output", output={**output, "execution_count": self.prompt_count})

    def finish_displayhook(self) -> None:
        """Stop: there is no prompt to draw."""
        self._is_active = False


class Shell(InteractiveShell):
    """The IPython of a notebook: magics, ``await``, pictures and shell commands as in a kernel."""

    log: Log

    def __init__(self) -> None:
        classes: dict[str, Any] = {"display_pub_class": Publisher, "displayhook_class": ResultHook}
        super().__init__(config=CONFIG, **classes)  # type: ignore[no-untyped-call]
        self.set_hook("show_in_pager", _show_help, 99)  # type: ignore[no-untyped-call]

    # programs that a cell starts with an exclamation mark have no terminal
    system = InteractiveShell.system_piped

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        _flush()
        error = {"output_type": "error", "ename": etype.__name__, "evalue": _describe(evalue)}
        self.log.write("output", output={**error, "traceback": stb})

    def ask_exit(self) -> None:
        """End as ``sys.exit`` does: a notebook that stops half-way is not complete."""
        raise SystemExit

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: no window can be opened."""

    def set_next_input(self, text: str, replace: bool = False) -> None:
        """Do nothing: nobody types."""


def _show_help(_: object, text: Any, *__: object, **___: object) -> None:
    """Display the help that a question mark asks for, which a terminal would show in a pager."""
    page.display_page(text)  # type: ignore[no-untyped-call]


def _describe(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "an error that cannot be described"


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def run_cells(cells: Sequence[tuple[int, str, bool]], descriptor: int) -> None:
    """Run cells one after another until one fails, and report to a file.

    Args:
        cells: for each cell its place in the notebook, its source, and whether the others run even if it
            fails.
        descriptor: the file of events, open for appending.
    """
    log = Log(descriptor)
    Publisher.log = ResultHook.log = Shell.log = log
    pipes = Pipes(log) if os.name == "posix" else None
    sys.stdout, sys.stderr = Stream(log, 1), Stream(log, 2)
    # as in a kernel, modules beside the folder in which the command was started can be imported
    sys.path.insert(0, "")
    shell = Shell.instance()

    async def run_all() -> None:
        own = os.getpid()
        for place, source, may_fail in cells:
            log.write("begin", cell=place)
            is_well = await _run_cell(shell, source)
            if os.getpid() != own:
                # a process that the cell forked ends with the cell
                os._exit(0)
            _flush()
            if pipes is not None:
                pipes.drain()
            log.write("end", cell=place, count=shell.execution_count - 1)
            if not (is_well or may_fail):
                break
        log.write("done")

    asyncio.run(run_all())


async def _run_cell(shell: Shell, source: str) -> bool:
    """Run a cell with a running event loop, as kernels do; return whether it did not fail."""
    try:
        transformed = shell.transform_cell(source)  # type: ignore[no-untyped-call]
        is_async = shell.should_run_async(source, transformed_cell=transformed)
    except Exception:
        # the shell shows the error
        is_async = False
    if not is_async:
        done = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        return bool(done.success)
    result = await shell.run_cell_async(source, store_history=True, transformed_cell=transformed)
    shell.events.trigger("post_execute")
    shell.events.trigger("post_run_cell", result)
    return bool(result.success)


def main() -> None:
    """Run the cells on standard input and write events to the file that is named on the command line."""
    limit_memory()
    cells = json.load(sys.stdin)
    descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    del sys.path[0]
    run_cells(cells, descriptor)


if __name__ == "__main__":
    main()
