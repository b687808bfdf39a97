"""The warm parent has imported the modules that the notebooks use, and can still fork."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import analysis
from analysis.reporting.kernels.forking import ENVIRONMENT, can_fork, warm_kernels
from analysis.reporting.notebooks import find_notebooks

REPORT = (
    "import json, os, sys\n"
    "from analysis.reporting.kernels.warming import warm\n"
    "warm()\n"
    "threads = len(os.listdir('/proc/self/task')) if os.path.isdir('/proc/self/task') else 1\n"
    "print(json.dumps([threads, sorted(sys.modules)]))\n"
)


@pytest.fixture(scope="module")
def warmed() -> tuple[int, set[str]]:
    """Return the number of threads and the modules of a process that has warmed up."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT],
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=True,
    )
    threads, modules = json.loads(done.stdout)
    return threads, set(modules)


@pytest.mark.parametrize("notebook", find_notebooks(), ids=lambda notebook: notebook.name)
def test_modules_of_each_notebook_are_imported(warmed: tuple[int, set[str]], notebook) -> None:
    """The module of every public name that a notebook uses is imported before a kernel is forked."""
    cells = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    names = set(re.findall(r"\bsb\.(\w+)", code))
    assert len(names) > 5
    assert {f"analysis.{analysis._PUBLIC[name]}" for name in names} - warmed[1] == set()


def test_networkx_is_imported_and_spacy_is_not(warmed: tuple[int, set[str]]) -> None:
    """Network charts start at once; the language pipeline is loaded only to code a corpus."""
    assert "networkx" in warmed[1]
    assert "spacy" not in warmed[1]


def test_warm_process_has_one_thread(warmed: tuple[int, set[str]]) -> None:
    """Only a single-threaded process can be forked safely."""
    assert warmed[0] == 1


def test_a_temporary_folder_may_have_a_long_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's limit on the address of a socket is none on the path of its folder."""
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with warm_kernels():
        assert can_fork()
