"""How papermill executes a notebook here: watched over, never beyond its bounds."""

import os
import signal
from pathlib import Path
from threading import Timer
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from analysis.reporting.kernels.provisioner import FastKernelManager

NAME = "stancebook"
# a kernel that does not start gets another chance: a machine under load is slow now and quick then
STARTS = 3
# characters that one notebook may put out: pages must open, and memory has an end
MOST_OUTPUT = 50_000_000


class Watch:
    """Ends a run that goes beyond its bounds, and says why.

    Args:
        timeout: seconds that the whole run may take.

    Attributes:
        cell: number of the code cell that runs, as the executed notebook counts; 0 before the first.
        too_long, too_much: which bound was passed, if any.
    """

    def __init__(self, timeout: float) -> None:
        self.cell = 0
        self.too_long = self.too_much = False
        self._output = 0
        self._manager: Any = None
        self._timer = Timer(timeout, self._late)
        self._timer.daemon = True

    def __enter__(self) -> "Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def over(self, manager: Any) -> None:
        """Watch over a kernel from now on."""
        self._manager = manager

    def add(self, content: dict[str, Any]) -> None:
        """Count what a kernel puts out."""
        self._output += len(content.get("text", "")) + sum(
            map(len, map(str, content.get("data", {}).values()))
        )
        if self._output > MOST_OUTPUT:
            self.too_much = True
            self.end()

    def _late(self) -> None:
        self.too_long = True
        self.end()

    def end(self) -> None:
        """Kill the kernel, whatever it does."""
        provisioner = getattr(self._manager, "provisioner", None)
        pid = getattr(provisioner, "pid", None)
        if pid is not None:
            try:
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            except ProcessLookupError:
                return


class WatchedClient(PapermillNotebookClient):  # type: ignore[misc]
    """Executes a notebook cell by cell, and tells a watch of all that happens."""

    def __init__(self, *args: Any, watch: Watch, **more: Any) -> None:
        super().__init__(*args, kernel_manager_class=FastKernelManager, **more)
        self._watch = watch

    def papermill_execute_cells(self) -> None:
        """Execute all cells."""
        self._watch.over(self.km)
        super().papermill_execute_cells()

    def execute_cell(self, cell: Any, cell_index: int, **more: Any) -> Any:
        """Execute one cell."""
        if cell.cell_type == "code" and cell.source.strip():
            self._watch.cell += 1
        try:
            return super().execute_cell(cell, cell_index, **more)
        except CellTimeoutError:
            self._watch.end()
            raise

    def process_message(self, msg: Any, *args: Any, **more: Any) -> Any:
        """Take what the kernel puts out, as long as it is not too much."""
        self._watch.add(msg["content"])
        if self._watch.too_much:
            return None
        return super().process_message(msg, *args, **more)


class WatchedEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook under a watch, and keeps what it had come to where it fails."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        watch: Watch,
        kept: Path,
        execution_timeout: float,
        start_timeout: float = 60,
        config: Any = None,
        **_: Any,
    ) -> Any:
        """Execute a notebook.

        Args:
            nb_man: papermill's view of it.
            kernel_name: which kernel.
            watch: over the run.
            kept: where to write the notebook when it can not be brought to its end.
            execution_timeout: seconds that one cell may take.
            start_timeout: seconds that the kernel may take to start.
            config: of the kernel's manager.
        """
        for start in range(1, STARTS + 1):
            client = WatchedClient(
                nb_man,
                watch=watch,
                timeout=execution_timeout,
                startup_timeout=start_timeout,
                kernel_name=kernel_name,
                config=config,
            )
            try:
                return client.execute()
            except NoSuchKernel:
                raise
            except Exception:
                if watch.cell or watch.too_long:
                    nbformat.write(nb_man.nb, kept)  # type: ignore[no-untyped-call]
                    raise
                if start == STARTS:
                    raise
        return None


papermill_engines.register(NAME, WatchedEngine)
