"""The progress bar of long tasks never looks like an error."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from analysis import progress

WORK = """
from analysis import progress
progress.PATIENCE = 0
with progress.show_progress(2, "Coding", "articles") as bar:
    bar.update()
    bar.update()
"""


def test_the_bar_is_on_standard_error_in_a_terminal() -> None:
    """In a terminal the bar is written to standard error, not to standard output."""
    ran = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    assert ran.stdout == ""
    assert "Coding: 100%" in ran.stderr
    assert "2/2" in ran.stderr


def test_the_bar_is_on_standard_output_in_a_notebook(tmp_path: Path) -> None:
    """In a notebook the bar is on standard output, since standard error is shown in red."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WORK)])
    NotebookClient(notebook).execute()
    assert {output.name for output in notebook.cells[0].outputs} == {"stdout"}


def test_the_bar_leaves_no_thread() -> None:
    """The bar leaves no thread, since kernels are forked from a process that must have only one."""
    before = threading.active_count()
    with progress.show_progress(3, "Coding", "articles") as bar:
        bar.update(3)
        assert threading.active_count() == before


def test_short_tasks_show_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """Tasks of a few seconds show no bar, so committed notebooks contain none."""
    with progress.show_progress(3, "Coding", "articles") as bar:
        bar.update(3)
    assert capsys.readouterr().err == ""
