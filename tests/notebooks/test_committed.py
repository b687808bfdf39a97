"""The committed notebooks are executed, clean and short; ``make test`` compares their outputs with nbval."""

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


def read_cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    """Return the cells of a notebook of one kind."""
    return [
        cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind
    ]


def join_source(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def run_nbval(folder: Path) -> subprocess.CompletedProcess[str]:
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
    """Requirements for each committed notebook."""

    def test_every_cell_was_executed_in_order(self, path: Path) -> None:
        """Execution counts start at 1 without gaps; nbval would skip cells without a count."""
        counts = [cell["execution_count"] for cell in read_cells(path)]
        assert counts == list(range(1, len(counts) + 1)), "run: make notebooks"

    def test_outputs_are_clean(self, path: Path) -> None:
        """Outputs contain no errors, no printed lines such as progress, and no local paths."""
        for cell in read_cells(path):
            for output in cell["outputs"]:
                assert output["output_type"] not in ("error", "stream"), "run again: make notebooks"
            shown = json.dumps(cell)
            assert str(ROOT) not in shown
            assert not re.search(r"/home/|/Users/|/tmp/|[A-Z]:\\\\Users", shown)

    def test_notebook_is_short(self, path: Path) -> None:
        """A notebook has at most 24 cells and 80 lines of code, without functions, loops or conditions."""
        code = [join_source(cell) for cell in read_cells(path)]
        assert len(code) + len(read_cells(path, "markdown")) <= 24
        assert sum(text.count("\n") + 1 for text in code) <= 80
        kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If)
        assert not [node for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]

    def test_metadata_is_clean(self, path: Path) -> None:
        """Metadata contain nothing that differs between runs."""
        from tests.notebooks.clean import clean

        notebook = json.loads(path.read_text(encoding="utf-8"))
        assert clean(notebook) == notebook

    def test_papermill_reads_the_parameters(self, path: Path) -> None:
        """Papermill reads the type, default and help of every parameter."""
        (cell,) = [cell for cell in read_cells(path) if "parameters" in cell["metadata"].get("tags", [])]
        declared = {
            node.target.id: (ast.unparse(node.annotation), ast.literal_eval(node.value))
            for node in ast.parse(join_source(cell)).body
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
        chosen = {"coder-agreement": {"coders"}, "review": {"name"}, "methods": set()}.get(path.stem, SELECTING)
        assert {"corpus", "title", *chosen} <= set(read)

    def test_papermill_explains_the_parameters(self, path: Path) -> None:
        """``papermill --help-notebook`` shows the type, default and help of every parameter."""
        shown = CliRunner().invoke(papermill, ["--help-notebook", str(path)]).stdout
        assert "Unknown type" not in shown
        for name, spec in inspect_notebook(str(path)).items():
            assert f"{name}: {spec['inferred_type_name']} (default {spec['default']})" in shown
            assert " ".join(spec["help"].split()[:4]) in " ".join(shown.split())


def test_plain_papermill_and_nbconvert_give_complete_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run from any folder on a corpus of the project, without Stancebook's own report.

    The page has marks, evidence and provenance, and no broken link.
    """
    monkeypatch.chdir(tmp_path)
    given = ["-p", "corpus", "data/putin-trump-call", "-p", "actors", "Trump"]
    done = CliRunner().invoke(papermill, [str(ROOT / "notebooks" / "accounts.ipynb"), "out.ipynb", *given])
    assert done.exit_code == 0, done.output
    convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", "out.ipynb"]
    subprocess.run(convert, cwd=tmp_path, capture_output=True, check=True)
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    for expected in (
        'id="chart-quoted"', 'id="marks"', ".source mark", 'id="known-error"', "On real news",
        "notebook “accounts”", "corpus: putin-trump-call; actors: Trump;", "Fingerprint", "rules-",
    ):  # fmt: skip
        assert expected in html, expected
    shown = html[html.index("<main") :]
    keys = set(re.findall(r'\sid="([^"]+)"', shown))
    assert [key for key in re.findall(r'href="#([^"]+)"', shown) if key not in keys] == []


@pytest.mark.usefixtures("fonts")
def test_changed_output_fails_the_comparison(tmp_path: Path) -> None:
    """A stored chart that differs in one colour fails the comparison."""
    path = tmp_path / "accounts.ipynb"
    shutil.copy(ROOT / "notebooks" / "accounts.ipynb", path)
    notebook = path.read_text(encoding="utf-8")
    assert "#0072b2" in notebook, "run: make notebooks"
    path.write_text(notebook.replace("#0072b2", "#0072b3", 1), encoding="utf-8")
    done = run_nbval(tmp_path)
    assert done.returncode == 1
    assert "1 failed" in done.stdout, done.stdout[-3000:]
