"""Run notebooks with papermill and tell honestly how each ended."""

import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.reporting.notebooks import Notebook
from analysis.text import plain

Status = Literal["ok", "failed", "dead kernel", "timeout", "skipped"]
MOST_OF_AN_ERROR = 1000


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds.

    Attributes:
        cell: one cell; a report's notebook reads cached codes, so one that takes minutes hangs.
        run: one notebook from its kernel's start.
    """

    cell: float = 600
    run: float = 3600


USUAL = Limits()


@dataclass(frozen=True)
class Run:
    """How one notebook ended.

    Attributes:
        notebook: the one that ran.
        path: the executed notebook; not there when nothing of it could be run.
        seconds: wall time.
        parameters: what was handed to it.
        status: from the runner and never from the notebook itself, which papermill marks as completed
            even when its kernel died.
        error: what went wrong, in words.
        cell: number of the code cell in which it went wrong, as the executed notebook counts.
    """

    notebook: Notebook
    path: Path
    seconds: float
    parameters: Mapping[str, Any]
    status: Status = "ok"
    error: str | None = None
    cell: int | None = None


def run_all(
    notebooks: Sequence[Notebook],
    parameters: Mapping[str, Any],
    folder: Path,
    limits: Limits = USUAL,
    jobs: int | None = None,
) -> list[Run]:
    """Execute notebooks into a folder.

    Args:
        notebooks: the ones to run; each is handed those of the parameters that it declares.
        parameters: name → value.
        folder: must exist.
        limits: how long things may take.
        jobs: how many at a time; by default as many as there are cores.
    """
    with ThreadPoolExecutor(max_workers=min(len(notebooks), jobs or os.cpu_count() or 1) or 1) as pool:
        return list(pool.map(lambda notebook: run(notebook, parameters, folder, limits), notebooks))


def run(notebook: Notebook, parameters: Mapping[str, Any], folder: Path, limits: Limits) -> Run:
    """Execute a notebook into a folder; arguments as for ``run_all``."""
    # papermill takes a second to import
    from jupyter_core.utils import ensure_event_loop
    from papermill import execute_notebook

    from analysis.reporting.engine import NAME, Watch

    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    path = folder / notebook.path.name
    ending: tuple[Status, str | None, int | None] = ("ok", None, None)
    started = time.monotonic()
    try:
        with _sockets() as config, Watch(limits.run) as watch:
            try:
                execute_notebook(
                    notebook.path,
                    path,
                    own,
                    NAME,
                    # a save after each cell costs more than the cells
                    request_save_on_cell_execute=False,
                    progress_bar=False,
                    execution_timeout=limits.cell,
                    config=config,
                    watch=watch,
                    kept=path,
                )
            except Exception as failure:
                # a dead kernel, a timeout, a full disk: whatever it is, the other notebooks go on
                ending = _ending(failure, watch, limits)
    finally:
        # the one that the kernel's client made for this thread, and leaves open
        ensure_event_loop().close()
    return Run(notebook, path, round(time.monotonic() - started, 2), own, *ending)


def _ending(failure: Exception, watch: Any, limits: Limits) -> tuple[Status, str, int | None]:
    """Return status, words and cell of a failure."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from analysis.reporting.engine import MOST_OUTPUT

    cell = watch.cell or None
    at = f"cell {cell}: " if cell else ""
    if watch.too_long:
        return "timeout", f"{at}the run took longer than {limits.run:g} seconds", cell
    if watch.too_much:
        return "failed", f"{at}more than {MOST_OUTPUT:,} characters of output", cell
    if isinstance(failure, CellTimeoutError):
        return "timeout", f"{at}took longer than {limits.cell:g} seconds", cell
    if isinstance(failure, DeadKernelError):
        return "dead kernel", f"{at}the kernel died", cell
    if isinstance(failure, PapermillExecutionError):
        return "failed", plain(f"{at}{failure.ename}: {failure.evalue}", MOST_OF_AN_ERROR), cell
    return "failed", plain(f"{at}{_spaced(type(failure).__name__)}: {failure}", MOST_OF_AN_ERROR), cell


def _spaced(name: str) -> str:
    """Return ``NoSuchKernel`` as "no such kernel"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Error")).lower()


@contextmanager
def _sockets() -> Iterator[Any]:
    """Let a kernel talk over private sockets where the system has them: no open ports, no races for one."""
    from traitlets.config import Config

    if os.name != "posix":
        yield Config()
        return
    with tempfile.TemporaryDirectory(prefix="stancebook-") as folder:
        yield Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
