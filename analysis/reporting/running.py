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
from typing import Any

from analysis.reporting.notebooks import Notebook

# a report's notebook reads cached codes; a cell that takes minutes hangs
CELL_TIMEOUT = 600


@dataclass(frozen=True)
class Run:
    """How one notebook ended.

    Attributes:
        notebook: the one that ran.
        path: the executed notebook; not there when nothing of it could be run.
        seconds: wall time.
        parameters: what was handed to it.
        error: what went wrong, in words; from the runner and never from the notebook itself, which
            papermill marks as completed even when its kernel died.
    """

    notebook: Notebook
    path: Path
    seconds: float
    parameters: Mapping[str, Any]
    error: str | None = None

    @property
    def status(self) -> str:
        """``ok`` or ``failed``."""
        return "failed" if self.error else "ok"


def run_all(
    notebooks: Sequence[Notebook], parameters: Mapping[str, Any], folder: Path, timeout: int = CELL_TIMEOUT
) -> list[Run]:
    """Execute notebooks into a folder, as many at a time as there are cores.

    Args:
        notebooks: the ones to run; each is handed those of the parameters that it declares.
        parameters: name → value.
        folder: must exist.
        timeout: seconds that one cell may take.
    """
    with ThreadPoolExecutor(max_workers=min(len(notebooks), os.cpu_count() or 1)) as pool:
        return list(pool.map(lambda notebook: run(notebook, parameters, folder, timeout), notebooks))


def run(notebook: Notebook, parameters: Mapping[str, Any], folder: Path, timeout: int = CELL_TIMEOUT) -> Run:
    """Execute a notebook into a folder; arguments as for ``run_all``."""
    # papermill takes a second to import
    from jupyter_core.utils import ensure_event_loop
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    path = folder / notebook.path.name
    error = None
    started = time.monotonic()
    try:
        with _sockets() as config:
            execute_notebook(
                notebook.path, path, own, progress_bar=False, execution_timeout=timeout, config=config
            )
    except PapermillExecutionError as failure:
        error = f"cell {failure.exec_count}: {failure.ename}: {failure.evalue}"
    except Exception as failure:
        # a dead kernel, a timeout, a full disk: whatever it is, the other notebooks go on
        error = f"{_spaced(type(failure).__name__)}: {str(failure).strip()}"
    finally:
        # the one that the kernel's client made for this thread, and leaves open
        ensure_event_loop().close()
    return Run(notebook, path, round(time.monotonic() - started, 1), own, error)


def _spaced(name: str) -> str:
    """Return ``DeadKernelError`` as "dead kernel"."""
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
