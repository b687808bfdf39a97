"""Run notebooks with papermill and record the result of each."""

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
from analysis.text import clean_line

Status = Literal["ok", "failed", "dead kernel", "timeout", "skipped"]
MAX_ERROR_LENGTH = 1000


@dataclass(frozen=True)
class Limits:
    """Time limits in seconds.

    Attributes:
        cell: limit for one cell; notebooks read cached codes, so a cell that takes minutes is stuck.
        run: limit for one notebook, including the start of its kernel.
    """

    cell: float = 600
    run: float = 3600


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Run:
    """The result of running one notebook.

    Attributes:
        notebook: the notebook.
        path: the executed notebook; it does not exist if no cell could run.
        seconds: wall-clock time.
        parameters: the parameters that were passed to the notebook.
        status: the runner's status, not the notebook's own: papermill marks a notebook as completed even
            when its kernel died.
        error: error message, if the run failed.
        cell: number of the code cell that failed, as numbered in the executed notebook.
    """

    notebook: Notebook
    path: Path
    seconds: float
    parameters: Mapping[str, Any]
    status: Status = "ok"
    error: str | None = None
    cell: int | None = None


def run_notebooks(
    notebooks: Sequence[Notebook],
    parameters: Mapping[str, Any],
    folder: Path,
    limits: Limits = DEFAULT_LIMITS,
    jobs: int | None = None,
) -> list[Run]:
    """Execute notebooks and write them to a folder.

    Args:
        notebooks: the notebooks; each receives the parameters that it declares.
        parameters: name → value.
        folder: an existing folder.
        limits: time limits.
        jobs: number of notebooks to run in parallel; by default the number of CPU cores.
    """
    with ThreadPoolExecutor(max_workers=min(len(notebooks), jobs or os.cpu_count() or 1) or 1) as pool:
        return list(pool.map(lambda notebook: run_notebook(notebook, parameters, folder, limits), notebooks))


def run_notebook(notebook: Notebook, parameters: Mapping[str, Any], folder: Path, limits: Limits) -> Run:
    """Execute one notebook; the arguments are those of ``run_notebooks``."""
    # papermill takes a second to import
    from jupyter_core.utils import ensure_event_loop
    from papermill import execute_notebook

    from analysis.reporting.engine import NAME, Watch

    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    path = folder / notebook.path.name
    outcome: tuple[Status, str | None, int | None] = ("ok", None, None)
    started = time.monotonic()
    try:
        with _configure_sockets() as config, Watch(limits.run) as watch:
            try:
                execute_notebook(
                    notebook.path,
                    path,
                    own,
                    NAME,
                    # saving after each cell takes longer than the cells themselves
                    request_save_on_cell_execute=False,
                    progress_bar=False,
                    execution_timeout=limits.cell,
                    config=config,
                    watch=watch,
                    fallback_path=path,
                )
            except Exception as failure:
                # a dead kernel, a timeout, a full disk: after any error the other notebooks still run
                outcome = _classify_failure(failure, watch, limits)
    finally:
        # the kernel's client creates an event loop for this thread and does not close it
        ensure_event_loop().close()
    return Run(notebook, path, round(time.monotonic() - started, 2), own, *outcome)


def _classify_failure(failure: Exception, watch: Any, limits: Limits) -> tuple[Status, str, int | None]:
    """Return the status, message and cell of a failure."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from analysis.reporting.engine import MAX_OUTPUT

    cell = watch.cell or None
    prefix = f"cell {cell}: " if cell else ""
    if watch.is_too_long:
        return "timeout", f"{prefix}the run took longer than {limits.run:g} seconds", cell
    if watch.has_too_much_output:
        return "failed", f"{prefix}more than {MAX_OUTPUT:,} characters of output", cell
    if isinstance(failure, CellTimeoutError):
        return "timeout", f"{prefix}took longer than {limits.cell:g} seconds", cell
    if isinstance(failure, DeadKernelError):
        return "dead kernel", f"{prefix}the kernel died", cell
    if isinstance(failure, PapermillExecutionError):
        return "failed", clean_line(f"{prefix}{failure.ename}: {failure.evalue}", MAX_ERROR_LENGTH), cell
    kind = _split_name(type(failure).__name__)
    return "failed", clean_line(f"{prefix}{kind}: {failure}", MAX_ERROR_LENGTH), cell


def _split_name(name: str) -> str:
    """Return ``NoSuchKernel`` as "no such kernel"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Error")).lower()


@contextmanager
def _configure_sockets() -> Iterator[Any]:
    """Yield a configuration with private sockets, if supported: no open ports, no races for ports."""
    from traitlets.config import Config

    if os.name != "posix":
        yield Config()
        return
    with tempfile.TemporaryDirectory(prefix="stancebook-") as folder:
        yield Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
