"""Execute notebooks with papermill under limits on time and output."""

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
# attempts to start a kernel: a start can fail on a busy machine and succeed moments later
MAX_STARTS = 3
# maximum output of a notebook in characters; more would exhaust memory and yield pages too large to open
MAX_OUTPUT = 50_000_000


class Watch:
    """Kills the kernel of a run that exceeds a limit, and records which.

    Args:
        timeout: time limit for the whole run in seconds.

    Attributes:
        cell: number of the running code cell, as numbered in the executed notebook; 0 before the first.
        is_too_long, has_too_much_output: which limit was exceeded, if any.
    """

    def __init__(self, timeout: float) -> None:
        self.cell = 0
        self.is_too_long = self.has_too_much_output = False
        self._output = 0
        self._manager: Any = None
        self._timer = Timer(timeout, self._stop_late_run)
        self._timer.daemon = True

    def __enter__(self) -> "Watch":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, manager: Any) -> None:
        """Set the kernel to watch."""
        self._manager = manager

    def count_output(self, content: dict[str, Any]) -> None:
        """Count output of the kernel, and kill the kernel if there is too much."""
        self._output += len(content.get("text", "")) + sum(
            map(len, map(str, content.get("data", {}).values()))
        )
        if self._output > MAX_OUTPUT:
            self.has_too_much_output = True
            self.kill()

    def _stop_late_run(self) -> None:
        self.is_too_long = True
        self.kill()

    def kill(self) -> None:
        """Kill the kernel."""
        provisioner = getattr(self._manager, "provisioner", None)
        pid = getattr(provisioner, "pid", None)
        if pid is not None:
            try:
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            except ProcessLookupError:
                return


class WatchedClient(PapermillNotebookClient):  # type: ignore[misc]
    """Executes a notebook cell by cell under a watch."""

    def __init__(self, *args: Any, watch: Watch, **more: Any) -> None:
        super().__init__(*args, kernel_manager_class=FastKernelManager, **more)
        self._watch = watch

    def papermill_execute_cells(self) -> None:
        """Execute all cells."""
        self._watch.watch(self.km)
        super().papermill_execute_cells()

    def execute_cell(self, cell: Any, cell_index: int, **more: Any) -> Any:
        """Execute one cell."""
        if cell.cell_type == "code" and cell.source.strip():
            self._watch.cell += 1
        try:
            return super().execute_cell(cell, cell_index, **more)
        except CellTimeoutError:
            self._watch.kill()
            raise

    def process_message(self, msg: Any, *args: Any, **more: Any) -> Any:
        """Process a message of the kernel unless the output limit is exceeded."""
        self._watch.count_output(msg["content"])
        if self._watch.has_too_much_output:
            return None
        return super().process_message(msg, *args, **more)


class WatchedEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook under a watch, and saves the partly executed notebook if it fails."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        watch: Watch,
        fallback_path: Path,
        execution_timeout: float,
        start_timeout: float = 60,
        config: Any = None,
        **_: Any,
    ) -> Any:
        """Execute a notebook.

        Args:
            nb_man: papermill's notebook manager.
            kernel_name: name of the kernel.
            watch: the watch over the run.
            fallback_path: file for the partly executed notebook if the run fails.
            execution_timeout: time limit for one cell in seconds.
            start_timeout: time limit for the start of the kernel in seconds.
            config: configuration of the kernel manager.
        """
        for start in range(1, MAX_STARTS + 1):
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
                if watch.cell or watch.is_too_long:
                    nbformat.write(nb_man.nb, fallback_path)  # type: ignore[no-untyped-call]
                    raise
                if start == MAX_STARTS:
                    raise
        return None


papermill_engines.register(NAME, WatchedEngine)
