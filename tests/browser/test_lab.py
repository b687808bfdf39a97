"""Notebooks in JupyterLab: as committed, and run on a user's own articles."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lab.coder import install
from tests.lab.reviewing import Reviewer
from tests.lab.server import Lab, open_notebook, run_all_cells, start_lab

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
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
STRIKE = """
[[issues]]
name = "Strike"
proposition = "The nurses should strike."
terms = ["strike"]
"""
REVIEWED = (
    'documents = ["paper.txt"]\ncodebook = "codebook.toml"\ncodings = ["codings/*.csv"]\ncoder = "{}"\n'
)
CORPUS = """documents = ["../articles/*.txt"]
codebook = "codebook.toml"
codings = ["ada.csv"]
"""
# notebooks on what people coded; the parameter that opens a review
CODED = ("coder-agreement", "review")
NOBODY = 'name: str = ""'
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
        mine = set_corpus(json.loads(committed), "coded" if name in CODED else "articles")
        (folder / "mine" / f"{name}.ipynb").write_text(json.dumps(mine), encoding="utf-8")
    install(folder / "coders")
    paths = os.pathsep.join([str(folder / "coders"), str(ROOT)])
    with start_lab(folder, {"PYTHONPATH": paths}) as started:
        yield started


def set_corpus(notebook: dict[str, Any], corpus: str) -> dict[str, Any]:
    """Return a notebook without outputs, on another corpus and, if people review in it, for Eva."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if "parameters" in cell["metadata"].get("tags", ()):
            source = re.sub(r'(?m)^(corpus\b[^=]*= )"[^"]*"', rf'\1"{corpus}"', "".join(cell["source"]))
            cell["source"] = source.replace(NOBODY, 'name: str = "eva"').splitlines(keepends=True)
    return notebook


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
    lab.use_theme("JupyterLab Dark")
    open_notebook(page, lab, f"mine/{name}")
    run_all_cells(page)
    assert_no_errors(page)
    follow_evidence_links(page)
    assert page.evaluate(FIND_UNREADABLE) == []
    assert_no_errors(page)
    if name == "review":
        page.locator(".sb-review").focus()
        page.keyboard.press("x")
        page.wait_for_selector("text=1 decided in codings/eva.csv")
        assert (lab.folder / "mine" / "coded" / "codings" / "eva.csv").exists()
    if name == "stance-comparison":
        assert page.get_by_text("The codebook was suggested by the machine.").count() == 1
        assert page.get_by_text("Tom Falk").count() > 1


@pytest.fixture
def reviewer(page, lab: Lab) -> Reviewer:
    """Return Anna with a corpus in whose sentences a coder finds many statements, and no human codings."""
    folder = lab.folder / "mine" / "reviewed"
    folder.mkdir()
    sentences = [f"Reyes spoke of the merger, of the strike, and of day {n} again." for n in range(40)]
    for name, text in (
        ("corpus.toml", REVIEWED.format("keen")),
        ("codebook.toml", CODEBOOK + STRIKE),
        ("paper.txt", "\n\n".join(sentences)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return Reviewer(page, lab)


def test_a_review_survives_the_death_of_its_kernel_and_new_codes(lab: Lab, reviewer: Reviewer) -> None:
    """After a kill, a reload and another threshold all decisions are there, once, and not asked again."""
    lab.use_theme("JupyterLab Dark")
    reviewer.open()
    assert reviewer.page.locator(".sb-review .sb-notice").is_hidden()
    going = reviewer.go_on("tom", "str")
    for _ in range(9):
        next(going)
    assert reviewer.page.evaluate("document.querySelector('.sb-review').contains(document.activeElement)")
    assert reviewer.page.locator(".jp-Notebook .jp-Cell").count() == 2
    reviewer.kill_kernel()
    assert reviewer.find_differences() == []
    reviewer.open()
    for _ in range(9):
        next(going)
    assert reviewer.find_differences() == []
    settings = reviewer.corpus / "corpus.toml"
    settings.write_text(REVIEWED.format("strict"), encoding="utf-8")
    reviewer.open()
    asked = list(reviewer.list_open())
    assert len(asked) > 5
    assert reviewer.find_asked_again(asked) == []
    next(going)
    assert reviewer.find_differences() == []
    assert len(reviewer.decided) == 19
