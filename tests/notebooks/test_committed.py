"""The notebooks as they are committed: executed, clean, readable, and really compared.

That running them again gives the same, byte for byte, is what nbval checks in ``make test``.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from papermill.cli import papermill
from papermill.inspection import inspect_notebook

ROOT = Path(__file__).parents[2]
# parameters that choose what a comparison uses
SELECTING = {"actors", "since", "until", "min_confidence"}
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    """Return the cells of a notebook of one kind."""
    return [
        cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind
    ]


def source(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run nbval on a folder of notebooks."""
    options = ["--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-q", "-c", os.devnull]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, folder],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
class TestCommitted:
    """What holds for each notebook."""

    def test_every_cell_was_executed_in_order(self, path: Path) -> None:
        """Counts run from 1 on; nbval would compare nothing of a cell without one."""
        counts = [cell["execution_count"] for cell in cells(path)]
        assert counts == list(range(1, len(counts) + 1)), "run: make notebooks"

    def test_outputs_are_clean(self, path: Path) -> None:
        """No standard error, no error and no path of the machine that ran it."""
        for cell in cells(path):
            for output in cell["outputs"]:
                assert output["output_type"] != "error"
                assert output.get("name") != "stderr"
            shown = json.dumps(cell)
            assert str(ROOT) not in shown
            assert not re.search(r"/home/|/Users/|/tmp/|[A-Z]:\\\\Users", shown)

    def test_notebook_is_short(self, path: Path) -> None:
        """At most 24 cells and 80 lines of code, and no logic: the functions are in the package."""
        code = [source(cell) for cell in cells(path)]
        assert len(code) + len(cells(path, "markdown")) <= 24
        assert sum(text.count("\n") + 1 for text in code) <= 80
        kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If)
        assert not [node for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]

    def test_metadata_is_clean(self, path: Path) -> None:
        """Nothing in it differs between two runs: ``make notebooks`` cleans it."""
        from tests.notebooks.clean import cleaned

        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert cleaned(notebook) == notebook

    def test_papermill_reads_the_parameters(self, path: Path) -> None:
        """Each parameter of the cell is known to papermill with its default, its type and a help."""
        (cell,) = [cell for cell in cells(path) if "parameters" in cell["metadata"].get("tags", [])]
        declared = {
            node.target.id: (ast.unparse(node.annotation), ast.literal_eval(node.value))
            for node in ast.parse(source(cell)).body
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.value is not None
        }
        read = inspect_notebook(str(path))
        assert {
            name: (spec["inferred_type_name"], ast.literal_eval(spec["default"]))
            for name, spec in read.items()
        } == declared
        assert all(len(spec["help"]) > 20 for spec in read.values())
        chosen = {"coders"} if path.stem == "coder-agreement" else SELECTING
        assert {"corpus", "title", *chosen} <= set(read)

    def test_papermill_explains_the_parameters(self, path: Path) -> None:
        """``papermill --help-notebook`` shows each with its type and its help."""
        shown = CliRunner().invoke(papermill, ["--help-notebook", str(path)]).stdout
        assert "Unknown type" not in shown
        for name, spec in inspect_notebook(str(path)).items():
            assert f"{name}: {spec['inferred_type_name']} (default {spec['default']})" in shown
            assert " ".join(spec["help"].split()[:4]) in " ".join(shown.split())


def test_papermill_runs_from_another_folder(tmp_path: Path) -> None:
    """The plain papermill command with a corpus of the project's works from anywhere."""
    command = [sys.executable, "-m", "papermill", ROOT / "notebooks" / "timeline.ipynb", "out.ipynb"]
    given = ["-p", "corpus", "data/putin-trump-call", "-p", "actors", "Trump,Putin"]
    done = subprocess.run([*command, *given], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "occurred" in (tmp_path / "out.ipynb").read_text()


def test_papermill_alone_gives_all_but_the_index(tmp_path: Path) -> None:
    """A notebook run and converted without this package's report has marks, evidence and provenance."""
    command = [sys.executable, "-m", "papermill", ROOT / "notebooks" / "accounts.ipynb", "out.ipynb"]
    subprocess.run([*command, "-p", "actors", "Trump"], cwd=tmp_path, capture_output=True, check=True)
    convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", "out.ipynb"]
    subprocess.run(convert, cwd=tmp_path, capture_output=True, check=True)
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    for told in (
        'id="chart-quoted"', 'id="marks"', ".source mark", 'id="known-error"', "Measured error of this coder",
        "notebook “accounts”", "corpus: putin-trump-call; actors: Trump;", "Fingerprint", "rules-",
    ):  # fmt: skip
        assert told in html, told
    shown = html[html.index("<main") :]
    keys = set(re.findall(r'\sid="([^"]+)"', shown))
    assert [key for key in re.findall(r'href="#([^"]+)"', shown) if key not in keys] == []


@pytest.mark.usefixtures("fonts")
def test_changed_output_is_noticed(tmp_path: Path) -> None:
    """A stored chart that differs in one colour fails the comparison."""
    path = tmp_path / "accounts.ipynb"
    shutil.copy(ROOT / "notebooks" / "accounts.ipynb", path)
    notebook = path.read_text(encoding="utf-8")
    assert "#0072b2" in notebook, "run: make notebooks"
    path.write_text(notebook.replace("#0072b2", "#0072b3", 1), encoding="utf-8")
    done = nbval(tmp_path)
    assert done.returncode == 1
    assert "1 failed" in done.stdout, done.stdout[-3000:]
