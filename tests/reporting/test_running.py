"""How a notebook ended is told by the runner, never by the notebook."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis.reporting.notebooks import notebooks
from analysis.reporting.running import run_all


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("1 + 1", None),
        ("1 / 0", "cell 1: ZeroDivisionError: division by zero"),
        ("import os; os._exit(1)", "dead kernel: Kernel died"),
        (
            "import time; time.sleep(60)",
            "cell timeout: A cell timed out while it was being executed, after 2 seconds",
        ),
    ],
)
def test_end_of_a_run(tmp_path: Path, source: str, error: str | None) -> None:
    """An error, a dead kernel and a cell that hangs are failures with their reason."""
    cell = new_code_cell(source)
    books = tmp_path / "books"
    books.mkdir()
    notebook = new_notebook(
        cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    )
    nbformat.write(notebook, books / "own.ipynb")
    (run,) = run_all(notebooks(books), {"corpus": "unknown to it"}, tmp_path, timeout=2)
    assert run.status == ("failed" if error else "ok")
    assert (run.error or "").startswith(error or "")
    assert run.parameters == {}
