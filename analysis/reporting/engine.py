"""Execute the cells of a notebook in a process of its own, under limits on time, output and memory."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from analysis.reporting.kernels.process import MOST_MEMORY, start_process
from analysis.reporting.temporary import make_temporary_folder
from analysis.text import clean_line

Status = Literal["ok", "failed", "dead kernel", "timeout", "skipped"]
# maximum output of a notebook in characters; more would exhaust memory and yield pages too large to open
MAX_OUTPUT = 50_000_000
MAX_ERROR_LENGTH = 1000
# seconds between two looks at what a notebook has written; its end is noticed at once
PAUSE = 0.05
# numpy and Arrow have errors of their own
OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError", "ArrowMemoryError")
# tags with which JupyterLab and nbclient let a cell fail, or leave it out
MAY_FAIL, LEFT_OUT = "raises-exception", "skip-execution"


@dataclass(frozen=True)
class Limits:
    """Time limits in seconds.

    Attributes:
        cell: limit for one cell; notebooks read cached codes, so a cell that takes minutes is stuck.
        run: limit for one notebook, including the start of its process.
    """

    cell: float = 600
    run: float = 3600


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Outcome:
    """How the execution of a notebook ended.

    Attributes:
        status: the runner's status.
        error: error message, if it failed.
        cell: number of the code cell that failed, as numbered in the executed notebook.
    """

    status: Status = "ok"
    error: str | None = None
    cell: int | None = None


def execute(notebook: dict[str, Any], limits: Limits) -> Outcome:
    """Execute a notebook until a cell fails or a limit is reached; outputs so far are kept.

    Args:
        notebook: the content of the notebook; the outputs of its code cells are replaced.
        limits: time limits.
    """
    cells = []
    for place, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        cell.update(outputs=[], execution_count=None)
        tags, source = cell["metadata"].get("tags", ()), "".join(cell["source"])
        if source.strip() and LEFT_OUT not in tags:
            cells.append((place, source, MAY_FAIL in tags))
    with make_temporary_folder("stancebook-") as folder:
        path = folder / "events"
        path.touch()
        with path.open("rb") as events:
            process = start_process(cells, path)
            try:
                return _Execution(notebook["cells"], events, limits).follow(process)
            finally:
                process.end()


class _Execution:
    """Reads what happens in the process of a notebook, and writes it into the notebook."""

    def __init__(self, cells: list[dict[str, Any]], events: BinaryIO, limits: Limits) -> None:
        self._cells, self._events, self._limits = cells, events, limits
        self._late = time.monotonic() + limits.run
        self._cell_late = self._late
        self._line = b""
        self._size = self._number = 0
        self._outputs: list[dict[str, Any]] = []
        self._shown: dict[str, list[dict[str, Any]]] = {}
        self._is_running = self._is_done = self._clears_next = False
        self._error: str | None = None

    def follow(self, process: Any) -> Outcome:
        """Read events until the notebook has ended or must be ended."""
        while True:
            # in this order: what was written before the end is read
            has_ended = process.wait(PAUSE)
            for event in self._read():
                self._handle(**event)
                if self._size > MAX_OUTPUT:
                    return self._fail("failed", f"more than {MAX_OUTPUT:,} characters of output")
            if self._is_done:
                return self._fail("failed", self._error) if self._error else Outcome()
            if has_ended:
                return self._fail("dead kernel", "the kernel died")
            if time.monotonic() > self._late:
                return self._fail("timeout", f"the run took longer than {self._limits.run:g} seconds")
            if self._is_running and time.monotonic() > self._cell_late:
                return self._fail("timeout", f"took longer than {self._limits.cell:g} seconds")

    def _fail(self, status: Status, error: str) -> Outcome:
        cell = self._number or None
        prefix = f"cell {cell}: " if cell else ""
        return Outcome(status, clean_line(prefix + error, MAX_ERROR_LENGTH), cell)

    def _read(self) -> Iterator[dict[str, Any]]:
        """Yield the events that have been written since the last time."""
        while new := self._events.read(MAX_OUTPUT):
            *lines, self._line = (self._line + new).split(b"\n")
            for line in lines:
                yield json.loads(line)

    def _handle(self, event: str, **content: Any) -> None:
        match event:
            case "begin":
                self._is_running, self._cell_late = True, time.monotonic() + self._limits.cell
                self._number += 1
                self._outputs = self._cells[content["cell"]]["outputs"]
                self._error, self._clears_next = None, False
            case "end":
                self._is_running = False
                self._cells[content["cell"]]["execution_count"] = content["count"]
            case "output":
                self._add(content["output"], content.get("display_id"))
            case "update":
                for output in self._shown.get(content.pop("display_id"), ()):
                    output.update(content)
            case "clear" if content["wait"]:
                self._clears_next = True
            case "clear":
                self._outputs.clear()
            case "done":
                self._is_done = True

    def _add(self, output: dict[str, Any], display_id: str | None) -> None:
        """Add an output to the running cell; pieces of text that follow each other become one."""
        self._size += len(output.get("text", "")) + sum(map(len, map(str, output.get("data", {}).values())))
        if self._clears_next:
            self._outputs.clear()
            self._clears_next = False
        if output["output_type"] == "error":
            self._error = f"{output['ename']}: {output['evalue']}"
            if output["ename"] in OUT_OF_MEMORY:
                size = f"a notebook may take {MOST_MEMORY >> 30} GB of memory"
                self._error = f"MemoryError: {size}; {output['evalue']}".rstrip("; ")
        last = self._outputs[-1] if self._outputs else {}
        if output["output_type"] == "stream" == last.get("output_type") and output["name"] == last["name"]:
            last["text"] += output["text"]
            return
        self._outputs.append(output)
        if display_id is not None:
            self._shown.setdefault(display_id, []).append(output)
