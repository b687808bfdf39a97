"""Exploring: the notebooks in JupyterLab, as a newcomer runs them on her own articles."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "test"
ARTICLES = {
    "monday.txt": "Mayor Ada Reyes backed the merger on Monday. Tom Falk of the nurses rejected the merger.",
    "friday.txt": "Reyes said the merger must go ahead. Falk called for a referendum on the merger.",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Start JupyterLab on a copy of a notebook and a folder of articles without a codebook."""
    folder = tmp_path_factory.mktemp("lab")
    notebook = json.loads((ROOT / "notebooks" / "stance-comparison.ipynb").read_text(encoding="utf-8"))
    parameters = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    changed = "".join(parameters["source"]).replace("data/putin-trump-call", "articles")
    parameters["source"] = changed.splitlines(keepends=True)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    (folder / "mine.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--notebook-dir={folder}"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
        "--LabApp.news_url=None",
    ]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "HOME": str(folder)}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/api?token={TOKEN}")
        yield address, folder
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("JupyterLab did not start within a minute")


def test_a_newcomer_runs_all_cells_on_her_own_articles(browser: Any, lab: tuple[str, Path]) -> None:
    """Run All on a folder without a codebook draws the matrix and says that the codebook was suggested."""
    address, folder = lab
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{address}/lab/tree/mine.ipynb?token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector("text=| Idle", timeout=60_000)
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".jp-OutputArea figure.chart svg", timeout=120_000)
    page.wait_for_selector("text=Measured error of this coder", timeout=60_000)
    page.keyboard.press("Control+s")
    shown = _shown(folder / "mine.ipynb")
    assert "The codebook was suggested by the machine." in shown
    assert "Tom Falk" in shown
    assert "This step failed" not in shown
    page.close()


def _shown(notebook: Path) -> str:
    """Return what the cells of a saved notebook show, once it has been saved with its last result."""
    for _ in range(60):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        shown = "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)
        if "Measured error of this coder" in shown:
            return shown
        time.sleep(0.5)
    pytest.fail("the notebook was not saved within half a minute")
