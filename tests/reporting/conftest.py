"""Short notebooks and articles for tests of running notebooks."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one short article and one empty file."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "one.txt").write_text(
        "Ann Lee rejected sanctions on Norland on Monday. Bob Ray supports the sanctions."
    )
    (folder / "two.txt").write_text("")
    return folder


@pytest.fixture
def books(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that creates a folder of notebooks with the given code cells."""

    def make(**cells: str | list[str]) -> Path:
        folder = tmp_path / "notebooks"
        folder.mkdir(exist_ok=True)
        for name, sources in cells.items():
            listed = [sources] if isinstance(sources, str) else sources
            notebook = new_notebook(cells=[new_code_cell(source) for source in listed], metadata=KERNEL)
            nbformat.write(notebook, folder / f"{name}.ipynb")
        return folder

    return make
