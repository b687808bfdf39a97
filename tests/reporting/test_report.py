"""Reports on disk are complete, report failures and are never half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.reporting import running
from analysis.reporting.report import report
from analysis.resources import find_root
from analysis.text import slug

LISTS = {f"{name}.csv" for name in ("timeline", "statements", "quotes", "tones")}
ALWAYS = {"index.html", "manifest.json", "codes.json", "summary.md", *LISTS}
PAGES = ("stance-comparison", "timeline", "accounts", "methods")


def quiet(_: str) -> None:
    """Ignore a progress message."""


def files(folder: Path) -> set[str]:
    """Return the names of everything in a folder."""
    return {path.name for path in folder.iterdir()}


def test_report_is_complete(seed_report: Path) -> None:
    """Pages, notebooks, index, manifest, tables, a page for each actor and issue, and nothing else."""
    manifest = json.loads((seed_report / "manifest.json").read_text())
    pairs = {f"{name}.{end}" for name in PAGES for end in ("html", "ipynb")}
    assert len(manifest["profiles"]) == 8 + 11
    assert files(seed_report) == ALWAYS | pairs | set(manifest["profiles"])
    assert manifest["status"] == "ok"
    assert [page["status"] for page in manifest["pages"]] == ["ok"] * 4
    assert manifest["codes"]


def test_every_link_of_the_report_works(seed_report: Path, astray) -> None:
    """On each page every link has a target, and linked files exist."""
    import re

    for page in seed_report.glob("*.html"):
        html = page.read_text()
        assert astray(html) == [], page.name
        for file in re.findall(r'href="([^"#:]+)"', html):
            assert (seed_report / file).is_file(), file


def test_the_summary_says_what_was_found_and_who_checked_it(seed_report: Path) -> None:
    """The plain text, which may travel alone, opens with what it rests on."""
    title, extent, *_, accounts = (seed_report / "summary.md").read_text().split("\n\n")
    assert title == "# The Trump–Putin phone call"
    assert extent.endswith("20 events. These are machine codes that nobody has checked.")
    assert accounts.startswith("- Most quoted: Vladimir Putin, in 6 of 31 attributions\n")


def test_marks_of_the_report_are_links(seed_report: Path) -> None:
    """The marks of the seed's charts link to evidence, such as Putin's rejection."""
    html = (seed_report / "stance-comparison.html").read_text()
    assert "<title>Vladimir Putin, 30-day ceasefire: oppose, 1 statement, unchecked</title>" in html


@pytest.mark.usefixtures("shared_kernels")
def test_failed_notebook_does_not_stop_the_others(tmp_path: Path, articles: Path, books) -> None:
    """If one notebook fails and one loses its kernel, the report fails but the third page is complete."""
    out = tmp_path / "out"
    folder = books(bad="raise ValueError('spoilt')", dead="import os; os._exit(9)", good="print('well')")
    made = report(articles, out, say=quiet, notebook_path=folder)
    assert made.status == "failed"
    pairs = {f"{name}.{end}" for name in ("bad", "dead", "good") for end in ("html", "ipynb")}
    assert files(out) == ALWAYS | pairs
    pages = {page["notebook"]: page for page in json.loads(made.manifest.read_text())["pages"]}
    assert pages["good.ipynb"]["status"] == "ok"
    assert pages["bad.ipynb"]["error"] == "cell 1: ValueError: spoilt"
    assert (pages["dead.ipynb"]["status"], pages["dead.ipynb"]["cell"]) == ("dead kernel", 1)
    assert "This page is not complete." in (out / "bad.html").read_text()
    assert "This page is not complete." in (out / "dead.html").read_text()
    assert "<pre>well" in (out / "good.html").read_text()
    assert "failed: cell 1: ValueError: spoilt" in (out / "index.html").read_text()


def test_second_run_replaces_the_first(tmp_path: Path, articles: Path, books, monkeypatch) -> None:
    """An earlier page is deleted if its notebook cannot run now; other files are unchanged."""
    out = tmp_path / "out"
    folder = books(one="1", two="2")
    report(articles, out, say=quiet, notebook_path=folder)
    (out / "mine.txt").write_text("kept")

    def run_one(notebook: dict, limits: object) -> object:
        if "".join(notebook["cells"][0]["source"]) == "2":
            raise OSError("No more processes")
        return execute(notebook, limits)

    execute = running.execute
    monkeypatch.setattr(running, "execute", run_one)
    made = report(articles, out, say=quiet, notebook_path=folder)
    assert made.status == "failed"
    assert [run.error for run in made.runs] == [None, "No more processes"]
    assert files(out) == ALWAYS | {"one.html", "one.ipynb", "mine.txt"}


@pytest.mark.usefixtures("shared_kernels")
def test_left_out_documents_make_the_report_partial(tmp_path: Path, articles: Path, books) -> None:
    """An empty file is left out: the report is partial and its index lists the file."""
    made = report(articles, tmp_path / "out", say=quiet, notebook_path=books(one="1"))
    assert made.status == "partial"
    left_out = [problem for problem in made.problems if problem.severity == "left out"]
    assert [Path(problem.item).name for problem in left_out] == ["two.txt"]
    assert "two.txt" in (made.folder / "index.html").read_text()


def test_selection_is_checked_before_any_notebook_runs(tmp_path: Path) -> None:
    """The message for a misspelt actor or issue suggests the nearest one, and nothing is written."""
    seed = find_root() / "data" / "putin-trump-call"
    for given, hint in (({"actors": "Trumpp"}, "Trump"), ({"issues": "30-day ceasfire"}, "30-day ceasefire")):
        with pytest.raises(StancebookError, match=f"Did you mean '[^']*{hint}'"):
            report(seed, tmp_path / "out", given, say=quiet)
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_written_is_an_error(tmp_path: Path, articles: Path) -> None:
    """A file in place of the folder is a clear error, before anything is coded."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StancebookError, match=r"cannot write there .* --out"):
        report(articles, tmp_path / "file" / "out", say=quiet)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_interrupt_leaves_nothing_behind(tmp_path: Path, articles: Path, books) -> None:
    """After Ctrl-C during a run, the folder is unchanged."""
    code = (
        "import sys; from pathlib import Path; from analysis.reporting.report import report\n"
        "report(sys.argv[1], Path(sys.argv[2]), notebook_path=Path(sys.argv[3]))"
    )
    out = tmp_path / "out"
    started = tmp_path / "started"
    slow = books(slow=f"open({str(started)!r}, 'w'); import time; time.sleep(60)")
    process = subprocess.Popen([sys.executable, "-c", code, articles, out, slow], stderr=subprocess.PIPE)
    while not started.exists():
        assert process.poll() is None, "the run ended before it was interrupted"
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in process.communicate(timeout=600)[1]
    assert files(out) == set()


@pytest.mark.parametrize(
    ("name", "made"), [("A B", "a-b"), ("Übung/2", "übung-2"), ("…", "report"), ("x" * 99, "x" * 80)]
)
def test_names_become_folder_names(name: str, made: str) -> None:
    """Letters of any script are kept; everything else becomes a dash."""
    assert slug(name) == made


def test_a_chronology_alone_has_all_pages(dated_report: Path, astray) -> None:
    """No notebook fails without quotes; a single coder is not compared."""
    manifest = json.loads((dated_report / "manifest.json").read_text())
    assert (manifest["status"], manifest["documents"], manifest["chronology"]) == ("ok", 0, 49)
    assert manifest["coders"] == ["human:facts-2025"]
    for page in dated_report.glob("*.html"):
        assert astray(page.read_text()) == [], page.name
        said = "with 53 statements coded from the event descriptions by human:facts-2025" in page.read_text()
        assert said == (page.name not in manifest["profiles"])
        assert "machine codes that nobody has checked" not in page.read_text()
    assert "there is nothing to compare" in (dated_report / "accounts.html").read_text()
    assert not (dated_report / "coder-agreement.html").exists()
    assert not (dated_report / "review.html").exists()


def test_stances_of_a_chronology_link_to_its_events(dated_report: Path) -> None:
    """Zelensky's mark links to the description of the event, shown with the URLs of its sources."""
    html = (dated_report / "stance-comparison.html").read_text()
    assert 'href="#x-UA25-24-h5"' in html
    assert 'id="x-UA25-24-h5" class="support">with Zelensky call for a 30-day ceasefire' in html
    assert 'href="https://capitaltimesnews.com/' in html


def test_aliases_select_events_of_a_chronology(dated_report: Path) -> None:
    """Only events of Zelensky are shown, with their sources."""
    html = (dated_report / "timeline.html").read_text()
    assert 'id="x-UA25-20"' in html
    assert 'id="x-UA25-30"' not in html
    assert 'href="https://www.thisdaylive.com/' in html


@pytest.mark.usefixtures("shared_kernels")
def test_the_example_is_compared_with_the_chronology(tmp_path: Path, astray) -> None:
    """The undated call and the earlier meeting are shown with dates from the chronology and their sources."""
    given = {"against": "data/ukraine-talks-2025"}
    folder = report(find_root() / "data" / "putin-trump-call", tmp_path / "out", given, say=quiet).folder
    html = (folder / "timeline.html").read_text()
    assert astray(html) == []
    assert "<strong>2025-05-19</strong>: Trump and Putin speak by phone for more than two hours" in html
    assert "<strong>2025-05-16</strong>: First direct Russia-Ukraine talks" in html
