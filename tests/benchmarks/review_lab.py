"""Review 2,000 statements in JupyterLab by keyboard alone: what is kept, and how long a decision takes.

The articles are those of ``gold/news`` that come with their text. The statements are no one's: a coder finds
one in every sentence.
"""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import which

import numpy as np
import tomli_w

from analysis.codebook import Actor, Codebook, Issue, write_codebook
from tests.lab.coder import install
from tests.lab.reviewing import Reviewer
from tests.lab.server import start_lab

ROOT = Path(__file__).parents[2]
NEWS = ROOT / "gold" / "news"
DECISIONS = 60
ACTORS, ISSUES = 30, 20


def measure() -> Iterator[str]:
    """Yield what became of 60 decisions when the kernel was killed and the codes changed, and their times."""
    chromium = which("chromium") or which("chromium-browser") or which("google-chrome")
    if chromium is None:
        yield "not measured: there is no chromium on the PATH"
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        install(folder / "coders")
        environment = {
            "PYTHONPATH": os.pathsep.join([str(folder / "coders"), str(ROOT)]),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        _write_corpus(folder / "news")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with start_lab(folder, environment) as lab:
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            yield from _review(Reviewer(page, lab, folder / "news"))
        browser.close()


def _write_corpus(folder: Path) -> None:
    """Write a corpus of real articles, with the actors and issues that are in most of them."""
    folder.mkdir(parents=True)
    labels = [json.loads(line) for line in (NEWS / "labels" / "wikinews.jsonl").open(encoding="utf-8")]
    actors = _take_most_common((one for label in labels for one in label["actors"]), ACTORS)
    issues = _take_most_common((one for label in labels for one in label["issues"]), ISSUES)
    codebook = Codebook(
        tuple(Actor(one["name"], one["kind"], tuple(one["aliases"])) for one in actors),
        tuple(Issue(one["name"], one["proposition"], tuple(one["terms"])) for one in issues),
    )
    write_codebook(codebook, folder / "codebook.toml", "News")
    _choose_coder(folder, "keen")


def _take_most_common(entries: Iterable[dict[str, object]], number: int) -> list[dict[str, object]]:
    listed = list(entries)
    names = [name for name, _ in Counter(entry["name"] for entry in listed).most_common(number)]
    return [next(entry for entry in listed if entry["name"] == name) for name in names]


def _choose_coder(folder: Path, coder: str) -> None:
    settings = {
        "documents": [os.path.relpath(NEWS / "wikinews.jsonl", folder)],
        "files_outside": True,
        "codebook": "codebook.toml",
        "codings": ["codings/*.csv"],
        "coder": coder,
    }
    (folder / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")


def _review(reviewer: Reviewer) -> Iterator[str]:
    reviewer.open()
    going = reviewer.go_on("world h", "climate")
    yield f"{reviewer.count_left():,} statements to review"
    for _ in range(DECISIONS // 2):
        next(going)
    reviewer.decide_and_die()
    yield f"kernel killed after {DECISIONS // 2} decisions: {_compare(reviewer)}"
    reviewer.open()
    yield f"page loaded again: {reviewer.count_left():,} left"
    for _ in range(DECISIONS - DECISIONS // 2):
        next(going)
    yield f"after {DECISIONS} decisions: {_compare(reviewer)}"
    _choose_coder(reviewer.corpus, "strict")
    reviewer.open()
    again = reviewer.find_asked_again(list(reviewer.list_open()))
    yield f"coded again with another threshold: {_compare(reviewer)}, {len(again)} asked again"
    next(going)
    yield f"one more decision: {_compare(reviewer)}"
    reviewer.open()
    wrong = reviewer.find_without_effect()
    yield (
        f"opened again: {reviewer.count_left():,} left, "
        f"{len(wrong)} decisions without their effect on the codes"
    )
    times = np.array(reviewer.waits)
    yield (
        f"from key to next screen: median {np.median(times):.0f} ms, 95 % within "
        f"{np.quantile(times, 0.95):.0f} ms, at most {times.max():.0f} ms (n = {len(times)}; "
        f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors)"
    )


def _compare(reviewer: Reviewer) -> str:
    return f"{len(reviewer.rows)} rows in the table, {len(reviewer.find_differences())} not as decided"
