"""Notebooks in JupyterLab: as committed, and run on a user's own articles."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from axe_playwright_python.base import AXE_SCRIPT

from tests.lab.coder import install
from tests.lab.reviewing import Reviewer
from tests.lab.server import PATIENCE, Lab, open_notebook, run_all_cells, start_lab

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
# the page of methods shows no marks
MARKED = [name for name in NOTEBOOKS if name != "methods"]
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
DISPUTE = {
    "actors": [{"name": "Ada Reyes", "aliases": ["Reyes"]}, {"name": "Tom Falk"}],
    "issues": [
        {"name": "Merger", "proposition": "The hospitals should merge.", "terms": ["merger"]},
        {"name": "Strike", "proposition": "The nurses should strike.", "terms": ["strike"]},
    ],
}
REVIEWED = (
    'documents = ["paper.txt"]\ncodebook = "codebook.toml"\ncodings = ["codings/*.csv"]\ncoder = "{}"\n'
)
CORPUS = """documents = ["../articles/*.txt"]
files_outside = true
codebook = "codebook.toml"
codings = ["ada.csv"]
"""
# notebooks on what people coded; the parameter that opens a review
CODED = ("coder-agreement", "review")
# what JupyterLab says of the debugger of a notebook that is closed before it has answered
LEAVING = "Could not restore the debugger state"
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
RUN_AXE = """async () => {
    const found = await axe.run('.sb-review', {resultTypes: ['violations']})
    return found.violations.map(one => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`)
}"""
# attacks on HTML, Markdown and MathJax, which JupyterLab shows in outputs
ATTACKS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "</p></div><iframe srcdoc='<script>parent.hit=1</script>'>",
    "$\\unicode{x41}$ and \\(x\\) **bold** [click](javascript:window.hit=1)",
)
# all that a review consists of
ALLOWED = """
    br button datalist dd div dl dt form input kbd label mark option p span
"""


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
    """Return a browser window, whose pages load the scripts of JupyterLab from one cache."""
    opened = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    # a cell that codes articles takes long where many tests run at once
    opened.set_default_timeout(1000 * PATIENCE)
    yield opened
    opened.close()


def open_page(window: Any) -> Any:
    """Return a page that records errors in ``complaints``; it loads JupyterLab once, which takes seconds."""
    opened = window.new_page()
    opened.complaints = []
    opened.on("console", lambda line: opened.complaints.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    return opened


@pytest.fixture(scope="module")
def light(window: Any) -> Any:
    """Open a page for JupyterLab in its own theme."""
    return open_page(window)


@pytest.fixture(scope="module")
def dark(window: Any, lab: Lab) -> Any:
    """Open a page for JupyterLab in its dark theme."""
    lab.use_theme("JupyterLab Dark")
    return open_page(window)


@pytest.fixture
def page(light: Any) -> Any:
    """Return the page in its own theme, without complaints of earlier tests."""
    light.complaints.clear()
    return light


@pytest.fixture
def dark_page(dark: Any) -> Any:
    """Return the page in its dark theme, without complaints of earlier tests."""
    dark.complaints.clear()
    return dark


def assert_no_errors(page: Any) -> None:
    """Assert that there are no errors in cells, outputs or the console."""
    red = ["application/vnd.jupyter.stderr", "application/vnd.jupyter.error"]
    for kind in red:
        assert page.locator(f'[data-mime-type="{kind}"]').all_inner_texts() == []
    assert page.locator(".jp-RenderedText[data-mime-type*=error], .jp-mod-error").count() == 0
    assert page.get_by_text("Javascript Error").count() == 0
    assert page.get_by_text("This step failed").count() == 0
    assert [each for each in page.complaints if LEAVING not in each] == []


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


@pytest.mark.parametrize("name", MARKED)
def test_committed_notebooks_have_no_errors_and_working_links(page, lab: Lab, name: str) -> None:
    """A committed notebook shows no errors, and a click on a mark scrolls to its evidence."""
    open_notebook(page, lab, f"stored/{name}")
    page.wait_for_selector('a[href^="#x-"]', state="attached")
    assert_no_errors(page)
    assert follow_evidence_links(page) >= 2
    assert_no_errors(page)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_on_other_articles(dark_page, lab: Lab, name: str) -> None:
    """Running all cells on other articles in the dark theme gives readable text, links and no errors."""
    page = dark_page
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


def write_reviewed(lab: Lab, name: str, article: str, codebook: dict[str, Any]) -> Path:
    """Write a corpus of one article, in whose sentences a coder finds many statements."""
    folder = lab.folder / "mine" / name
    folder.mkdir()
    (folder / "corpus.toml").write_text(REVIEWED.format("keen"), encoding="utf-8")
    (folder / "codebook.toml").write_text(tomli_w.dumps(codebook), encoding="utf-8")
    (folder / "paper.txt").write_text(article, encoding="utf-8")
    return folder


def find_barriers(page: Any) -> list[str]:
    """Return what axe-core finds in a review that asks for an actor."""
    page.keyboard.press("a")
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN_AXE)
    page.keyboard.press("Escape")
    return found


def test_a_review_survives_the_death_of_its_kernel_and_new_codes(dark_page, lab: Lab) -> None:
    """After a kill, a reload and another threshold all decisions are there, once, and not asked again."""
    page = dark_page
    sentences = [f"Reyes spoke of the merger, of the strike, and of day {n} again." for n in range(40)]
    reviewer = Reviewer(page, lab, write_reviewed(lab, "reviewed", "\n\n".join(sentences), DISPUTE))
    reviewer.open()
    assert page.locator(".sb-review .sb-notice").is_hidden()
    going = reviewer.go_on("tom", "str")
    for _ in range(9):
        next(going)
    assert page.evaluate("document.querySelector('.sb-review').contains(document.activeElement)")
    assert page.locator(".jp-Notebook .jp-Cell").count() == 2
    assert find_barriers(page) == []
    focused = page.locator(".sb-review").screenshot()
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".sb-review").screenshot() != focused, "the focus cannot be seen"
    page.locator(".sb-review").focus()
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
    assert reviewer.find_without_effect() == []
    next(going)
    assert reviewer.find_differences() == []
    assert len(reviewer.decided) == 19


def test_a_review_of_hostile_articles_is_inert_and_usable(page, lab: Lab) -> None:
    """Names and texts from outside are shown as they are; 300 actors and a long paragraph do no harm."""
    attack = " ".join(ATTACKS)
    sentences = [f"He spoke {ATTACKS[n % len(ATTACKS)]} of day {n}." for n in range(40)]
    # without verbs, which would take long to parse
    long = " ".join([*sentences, *(["x" * 60 + "."] * 1600)])
    arabic = "وقالت الوزيرة إن الهدنة يجب أن تبدأ الآن."
    article = f"---\ntitle: {json.dumps(attack)}\noutlet: {json.dumps(attack)}\n---\n{long}\n\n{arabic}\n"
    actors = [{"name": f"Actor {n} {ATTACKS[n % len(ATTACKS)]}"} for n in range(300)]
    issues = [{"name": f"Toll {attack}", "proposition": attack, "terms": ["toll"]}]
    corpus = write_reviewed(lab, "hostile", article, {"actors": actors, "issues": issues})
    reviewer = Reviewer(page, lab, corpus)
    reviewer.open()
    shown = reviewer.answer("a", "actor 277")
    assert shown["actor"] == actors[277]["name"]
    assert shown["source"].startswith(f"{attack}, {attack}")
    assert shown["evidence"] in long
    assert page.locator(".sb-review mark").first.is_visible()
    for key in ("s", "x", "Enter"):
        reviewer.decide(key)
    assert reviewer.find_differences() == []
    kinds = page.evaluate("[...document.querySelectorAll('.sb-review *')].map(one => one.localName)")
    assert set(kinds) <= set(ALLOWED.split())
    assert page.evaluate("window.hit") is None
    assert page.complaints == []
