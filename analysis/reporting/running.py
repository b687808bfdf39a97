"""Run notebooks with the parameters of a report, and record the result of each."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from analysis.reporting.engine import DEFAULT_LIMITS, Limits, Outcome, Status, execute
from analysis.reporting.kernels.forks import can_fork_here
from analysis.reporting.notebooks import Notebook, read_content

# the tag of the cell that papermill adds for parameters, after the cell with their defaults
DEFAULTS, INJECTED = "parameters", "injected-parameters"


@dataclass(frozen=True)
class Run:
    """The result of running one notebook.

    Attributes:
        notebook: the notebook.
        path: the executed notebook; it does not exist if no cell could run.
        seconds: wall-clock time.
        parameters: the parameters that were passed to the notebook.
        status: the runner's status, which does not depend on what the notebook says of itself.
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
    run = partial(run_notebook, parameters=parameters, folder=folder, limits=limits)
    workers = min(len(notebooks), jobs or os.cpu_count() or 1)
    if workers <= 1:
        return [run(notebook) for notebook in notebooks]
    with _make_pool(workers) as pool:
        return list(pool.map(run, notebooks))


def _make_pool(workers: int) -> Executor:
    """Return forks of this process, if it may be forked: each of them can fork the process of a notebook."""
    if can_fork_here():
        return ProcessPoolExecutor(workers, get_context("fork"))
    return ThreadPoolExecutor(workers)


def run_notebook(notebook: Notebook, parameters: Mapping[str, Any], folder: Path, limits: Limits) -> Run:
    """Execute one notebook; the arguments are those of ``run_notebooks``."""
    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    path = folder / notebook.path.name
    started = time.monotonic()
    try:
        content = read_content(notebook.path)
        if own:
            _inject_parameters(content["cells"], own)
        outcome = execute(content, limits)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8", errors="replace")
    except Exception as failure:
        # a notebook that is none, a full disk: after any error the other notebooks still run
        outcome = Outcome("failed", str(failure))
    seconds = round(time.monotonic() - started, 2)
    return Run(notebook, path, seconds, own, outcome.status, outcome.error, outcome.cell)


def _inject_parameters(cells: list[dict[str, Any]], values: Mapping[str, Any]) -> None:
    """Insert a cell that sets parameters after the one with their defaults, as papermill does."""
    cells[:] = [cell for cell in cells if INJECTED not in cell["metadata"].get("tags", ())]
    lines = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    defaults = [place for place, cell in enumerate(cells) if DEFAULTS in cell["metadata"].get("tags", ())]
    injected = {
        "cell_type": "code",
        "id": INJECTED,
        "metadata": {"tags": [INJECTED]},
        "source": f"# Parameters\n{lines}",
    }
    cells.insert(defaults[0] + 1 if defaults else 0, injected)
