"""Long work shows how far it is, where readers take it for progress and not for an error."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from analysis import progress

WORK = """
from analysis import progress
progress.PATIENCE = 0
with progress.progress(2, "Coding", "articles") as bar:
    bar.update()
    bar.update()
"""


def test_terminal_has_it_beside_the_output() -> None:
    """A command's own output stays clean: the bar is on the standard error stream."""
    ran = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    assert ran.stdout == ""
    assert "Coding: 100%" in ran.stderr
    assert "2/2" in ran.stderr


def test_notebook_has_it_as_plain_output(tmp_path: Path) -> None:
    """Below a cell it is no red strip of the error stream."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WORK)])
    NotebookClient(notebook).execute()
    assert {output.name for output in notebook.cells[0].outputs} == {"stdout"}


def test_no_thread_is_left() -> None:
    """Kernels are forked from a process that has used a bar, and only one of a single thread can be."""
    before = threading.active_count()
    with progress.progress(3, "Coding", "articles") as bar:
        bar.update(3)
        assert threading.active_count() == before


def test_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """What is done within some seconds needs no bar, and committed notebooks hold none."""
    with progress.progress(3, "Coding", "articles") as bar:
        bar.update(3)
    assert capsys.readouterr().err == ""
