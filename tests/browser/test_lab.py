"""Notebooks in JupyterLab: as committed, and run on a user's own articles."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
TOKEN = "test"
ARTICLES = {
    "monday.txt": "Mayor Ada Reyes backed the merger on Monday. Tom Falk of the nurses rejected it.\n\n"
    "The nurses marched to the town hall after the vote.",
    "friday.txt": "Reyes said the merger must go ahead. Falk called for a referendum on the merger.",
}
CODINGS = """doc_id,actor,issue,stance,evidence
monday,Ada Reyes,Merger,support,Ada Reyes backed the merger
monday,Tom Falk,Merger,oppose,Tom Falk of the nurses rejected the merger
"""
CODEBOOK = """
[[actors]]
name = "Ada Reyes"
aliases = ["Reyes"]
[[actors]]
name = "Tom Falk"
aliases = ["Falk"]
[[issues]]
name = "Merger"
proposition = "The hospitals should merge."
terms = ["merger"]
"""
REVIEW = """import os, pathlib
import analysis as sb
pathlib.Path("pid").write_text(str(os.getpid()))
sb.review(sb.code(sb.open_corpus("reviewed")), name="anna")
"""
CORPUS = """documents = ["../articles/*.txt"]
codebook = "codebook.toml"
codings = ["ada.csv"]
"""
# links to follow in each notebook
FOLLOWED = 4
IS_IN_VIEW = """key => {
    const box = document.getElementById(key).getBoundingClientRect()
    return box.height > 0 && box.top > 0 && box.bottom < innerHeight
}"""
FIND_UNREADABLE = """() => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)
    return [...document.querySelectorAll('.jp-OutputArea :is(figure.chart svg, figcaption, .source p)')]
        .filter(one => light(getComputedStyle(one).color) < 400).map(one => one.outerHTML.slice(0, 200))
}"""


@dataclass
class Lab:
    """A JupyterLab server with committed notebooks in ``stored`` and notebooks to run in ``mine``."""

    address: str
    folder: Path

    def use_dark_theme(self) -> None:
        """Choose the dark theme, as in the menu Settings, Theme."""
        settings = self.folder / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, fonts: None) -> Iterator[Lab]:
    """Start JupyterLab with copies of all notebooks, two articles, and a coded corpus of them."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("stored", "mine", "mine/articles", "mine/coded"):
        (folder / name).mkdir()
    for name, text in ARTICLES.items():
        (folder / "mine/articles" / name).write_text(text, encoding="utf-8")
    for name, text in (("corpus.toml", CORPUS), ("codebook.toml", CODEBOOK), ("ada.csv", CODINGS)):
        (folder / "mine/coded" / name).write_text(text, encoding="utf-8")
    for name in NOTEBOOKS:
        committed = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        (folder / "stored" / f"{name}.ipynb").write_text(committed, encoding="utf-8")
        mine = set_corpus(json.loads(committed), "coded" if name == "coder-agreement" else "articles")
        (folder / "mine" / f"{name}.ipynb").write_text(json.dumps(mine), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "HOME": str(folder)}
    stored = sorted(map(str, (folder / "stored").glob("*.ipynb")))
    subprocess.run(
        [sys.executable, "-m", "jupyter", "trust", *stored], env=environment, check=True, capture_output=True
    )
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--notebook-dir={folder}"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
        "--LabApp.news_url=None",
    ]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for_server(f"{address}/api?token={TOKEN}")
        yield Lab(address, folder)
    finally:
        server.terminate()
        server.wait(timeout=30)


def set_corpus(notebook: dict[str, Any], corpus: str) -> dict[str, Any]:
    """Return a notebook without outputs, with another corpus as its parameter."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if "parameters" in cell["metadata"].get("tags", ()):
            source = re.sub(r'(?m)^(corpus\b[^=]*= )"[^"]*"', rf'\1"{corpus}"', "".join(cell["source"]))
            cell["source"] = source.splitlines(keepends=True)
    return notebook


def _wait_for_server(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("JupyterLab did not start within a minute")


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    """Return a browser window, whose pages load the scripts of JupyterLab once."""
    opened = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.fixture
def page(window: Any) -> Iterator[Any]:
    """Return a browser page that records errors in ``complaints``."""
    opened = window.new_page()
    opened.complaints = []
    opened.on("console", lambda line: opened.complaints.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    opened.close()


def open_notebook(page: Any, lab: Lab, name: str) -> None:
    """Open a notebook and wait until its kernel is idle."""
    page.goto(f"{lab.address}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector("text=| Idle", timeout=60_000)


def assert_no_errors(page: Any) -> None:
    """Assert that there are no errors in cells, outputs or the console."""
    red = ["application/vnd.jupyter.stderr", "application/vnd.jupyter.error"]
    for kind in red:
        assert page.locator(f'[data-mime-type="{kind}"]').all_inner_texts() == []
    assert page.locator(".jp-RenderedText[data-mime-type*=error], .jp-mod-error").count() == 0
    assert page.get_by_text("Javascript Error").count() == 0
    assert page.get_by_text("This step failed").count() == 0
    assert page.complaints == []


def follow_evidence_links(page: Any) -> int:
    """Follow some links of charts, or of tables if there is no chart, and return their number."""
    marks = page.locator("figure.chart svg a:not([tabindex]):visible")
    links = marks if marks.count() else page.locator('.jp-OutputArea td a[href^="#x-"]')
    number = links.count()
    places = {round(place * (number - 1) / (FOLLOWED - 1)) for place in range(FOLLOWED)} if number else set()
    for place in sorted(places):
        link = links.nth(place)
        key = (link.get_attribute("xlink:href") or link.get_attribute("href"))[1:]
        spot = link.locator("use, path, text").first if marks.count() else link
        spot.scroll_into_view_if_needed()
        spot.click(force=True)
        page.wait_for_function(IS_IN_VIEW, arg=key)
    return len(places)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_committed_notebooks_have_no_errors_and_working_links(page, lab: Lab, name: str) -> None:
    """A committed notebook shows no errors, and a click on a mark scrolls to its evidence."""
    open_notebook(page, lab, f"stored/{name}")
    page.wait_for_selector('a[href^="#x-"]', state="attached")
    assert_no_errors(page)
    assert follow_evidence_links(page) >= 2
    assert_no_errors(page)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_on_other_articles(page, lab: Lab, name: str) -> None:
    """Running all cells on other articles in the dark theme gives readable text, links and no errors."""
    lab.use_dark_theme()
    open_notebook(page, lab, f"mine/{name}")
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell .jp-InputPrompt").last
    for _ in range(240):
        if re.search(r"\d", last.inner_text()):
            break
        page.wait_for_timeout(500)
    page.wait_for_selector("text=| Idle", timeout=60_000)
    assert_no_errors(page)
    follow_evidence_links(page)
    assert page.evaluate(FIND_UNREADABLE) == []
    assert_no_errors(page)
    if name == "stance-comparison":
        assert page.get_by_text("The codebook was suggested by the machine.").count() == 1
        assert page.get_by_text("Tom Falk").count() > 1


@pytest.fixture
def reviewed(lab: Lab) -> Path:
    """Return a corpus without human codings, beside a notebook that opens its review."""
    folder = lab.folder / "mine" / "reviewed"
    folder.mkdir()
    settings = CORPUS.replace("ada.csv", "codings/*.csv")
    for name, text in (("corpus.toml", settings), ("codebook.toml", CODEBOOK)):
        (folder / name).write_text(text, encoding="utf-8")
    kernel = {"name": "python3", "display_name": "Python 3"}
    cells = [nbformat.v4.new_code_cell(REVIEW)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder.parent / "review.ipynb")
    return folder


def open_review(page: Any, lab: Lab) -> int:
    """Open the notebook of the review, run it, and return how many decisions are left."""
    open_notebook(page, lab, "mine/review")
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".sb-review mark", timeout=60_000)
    page.locator(".sb-review").focus()
    return count_left(page)


def count_left(page: Any) -> int:
    """Return how many decisions the review says are left."""
    said = page.inner_text(".sb-review .sb-progress").partition("Left: ")[2].partition(".")[0]
    return sum(map(int, re.findall(r"\d+", said)))


def decide(page: Any, key: str) -> None:
    """Press the key of a decision, and wait until one decision fewer is left."""
    left = count_left(page)
    page.keyboard.press(key)
    for _ in range(200):
        if count_left(page) < left:
            return
        page.wait_for_timeout(20)
    pytest.fail(f"{key} decided nothing")


def test_a_review_survives_the_death_of_its_kernel(page, lab: Lab, reviewed: Path) -> None:
    """Keys decide and do not reach JupyterLab; after a killed kernel and a reload all decisions are there."""
    lab.use_dark_theme()
    left = open_review(page, lab)
    assert left >= 3
    assert page.locator(".sb-review .sb-notice").is_hidden()
    decide(page, "x")
    decide(page, "Enter")
    assert page.evaluate("document.querySelector('.sb-review').contains(document.activeElement)")
    assert page.locator(".jp-Notebook .jp-Cell").count() == 1
    os.kill(int((reviewed.parent / "pid").read_text()), signal.SIGKILL)
    table = reviewed / "codings" / "anna.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    assert open_review(page, lab) == left - 2
    decide(page, "x")
    kept = table.read_text(encoding="utf-8").splitlines()
    # the listing at the end of each row counts the rows
    assert [row.rpartition("row ")[0] for row in kept[:3]] == [row.rpartition("row ")[0] for row in rows]
    assert len(kept) == 4
