"""Batches are complete, report failures and survive interruption."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import StancebookError
from analysis.reporting.batch.batch import Batch, Order, plan_jobs, run_batch
from analysis.reporting.engine import Limits
from analysis.reporting.kernels.forking import is_possible


def run(order: Order) -> Batch:
    """Run a batch."""
    return run_batch(order, plan_jobs(order), lambda *_: None)


def lines(out: Path) -> list[dict]:
    """Return the records of a batch."""
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]


@pytest.mark.parametrize(
    "kernels",
    [nullcontext, pytest.param(None, marks=pytest.mark.skipif(not is_possible(), reason="no fork"))],
    ids=["plain", "forked"],
)
def test_failures_are_reported_and_the_others_complete(
    tmp_path: Path, corpora: list[str], books, kernels: Any, share_kernels
) -> None:
    """The status of each notebook is recorded; successful ones have their pages."""
    folder = books(
        bad="raise ValueError('spoilt')",
        dead="import os; os._exit(9)",
        endless="while True: pass",
        good="print('well')",
    )
    order = Order(tuple(corpora[:2]), out=tmp_path / "out", notebooks=folder, limits=Limits(3, 600))
    with (kernels or share_kernels)():
        made = run(order)
    assert made.counts == {"failed": 2, "dead kernel": 2, "timeout": 2, "ok": 2}
    by_notebook = {
        record["notebook"]: record for record in lines(order.out) if record["report"] == "corpus-0"
    }
    assert by_notebook["bad"]["error"] == "cell 1: ValueError: spoilt"
    assert by_notebook["bad"]["cell"] == 1
    for record in by_notebook.values():
        assert {"seconds", "parameters", "versions", "commit", "data", "notebook_hash", "package"} <= set(
            record
        )
    for name in ("corpus-0", "corpus-1"):
        assert "<pre>well" in (order.out / name / "good.html").read_text()
        assert "This page is not complete." in (order.out / name / "dead.html").read_text()
    index = made.index.read_text()
    assert "spoilt" in index


@pytest.mark.usefixtures("shared_kernels")
def test_resume_skips_unchanged_reports(
    tmp_path: Path, corpora: list[str], books: Callable[..., Path]
) -> None:
    """Only reports with a changed article, parameter or notebook or a missing page run again."""
    folder = books(one="corpus = ''", two=["title: str = ''  # Title", "print('x')"])
    order = Order(tuple(corpora), out=tmp_path / "out", notebooks=folder)
    run(order)
    again = Order(tuple(corpora), out=order.out, notebooks=folder, resume=True)
    before = {path: path.stat().st_mtime_ns for path in order.out.glob("corpus-*/*")}
    assert run(again).counts == {"skipped": 8}
    assert {path: path.stat().st_mtime_ns for path in order.out.glob("corpus-*/*")} == before
    (Path(corpora[0]) / "article.txt").write_text("Ann Lee supports sanctions on Norland.")
    (order.out / "corpus-1" / "two.html").unlink()
    assert run(again).counts == {"skipped": 4, "ok": 4}
    assert run(again).counts == {"skipped": 8}
    books(two="print('y')")
    assert run(again).counts == {"ok": 8}
    assert len(lines(order.out)) == 8


@pytest.mark.usefixtures("shared_kernels")
def test_only_failed_leaves_the_rest(tmp_path: Path, corpora: list[str], books: Callable[..., Path]) -> None:
    """What failed is made again, also from a corpus that could not be opened; the rest keeps its record."""
    folder = books(
        one="from pathlib import Path; assert Path('CORRECTED').exists()".replace(
            "CORRECTED", str(tmp_path / "x")
        )
    )
    order = Order((corpora[0], str(tmp_path / "missing")), out=tmp_path / "out", notebooks=folder)
    made = run(order)
    assert made.counts == {"failed": 2}
    assert "missing" in str([record["error"] for record in made.records])
    (tmp_path / "x").touch()
    only = Order(order.paths, out=order.out, notebooks=folder, only_failed=True)
    assert run(only).counts == {"ok": 1, "failed": 1}
    assert [job.name for job in plan_jobs(only)] == ["missing"]


@pytest.mark.usefixtures("shared_kernels")
def test_table_with_a_broken_row(tmp_path: Path, corpora: list[str], books: Callable[..., Path]) -> None:
    """A wrong parameter fails its own report; the others are made with their own parameters."""
    table = tmp_path / "reports.csv"
    table.write_text("corpus,name,title,colour\n" + "corpus-0,a,First,\ncorpus-1,b,Second,\ncorpus-2,c,,\n")
    folder = books(one=["parameters", "print(title)"])
    content = json.loads((folder / "one.ipynb").read_text())
    content["cells"][0]["metadata"]["tags"] = ["parameters"]
    content["cells"][0]["source"] = 'title: str = ""  # Heading'
    (folder / "one.ipynb").write_text(json.dumps(content))
    made = run(Order(table=table, out=tmp_path / "out", notebooks=folder))
    assert made.counts == {"ok": 3, "failed": 1}
    assert [record["report"] for record in made.records if record["status"] == "failed"] == [
        "reports-csv-line-1"
    ]
    assert "<pre>Second" in (tmp_path / "out" / "b" / "one.html").read_text()


@pytest.mark.usefixtures("shared_kernels")
def test_parts_make_the_whole(tmp_path: Path, corpora: list[str], books: Callable[..., Path]) -> None:
    """Two parts keep files of their own; the index shows all reports."""
    folder = books(one="print(1)")
    for part in (1, 2):
        made = run(Order(tuple(corpora), out=tmp_path / "out", notebooks=folder, part=part, parts=2))
        assert made.counts == {"ok": 2}
    assert len(set(re.findall(r"corpus-\d/index.html", made.index.read_text()))) == 4


def test_nothing_to_report_on_is_an_error(tmp_path: Path) -> None:
    """A batch needs corpora or a table."""
    with pytest.raises(StancebookError, match="nothing to report on"):
        plan_jobs(Order(out=tmp_path))


def command(corpora: list[str], out: Path, folder: Path, *more: str) -> list[str]:
    """Return the command line of a batch."""
    return [
        sys.executable,
        "-m",
        "analysis",
        "batch",
        *corpora,
        "--out",
        str(out),
        "--notebooks",
        str(folder),
        *more,
    ]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_completed_reports_survive_when_the_runner_is_killed(
    tmp_path: Path, corpora: list[str], books, number: str
) -> None:
    """After a kill and a resume, no record is lost or duplicated, and no page is partial."""
    out, first, go_on = tmp_path / "out", tmp_path / "first", tmp_path / "go-on"
    # the first report ends, the others wait
    wait = (
        f"import os, time\ntry: os.close(os.open('{first}', os.O_CREAT | os.O_EXCL))\n"
        f"except FileExistsError:\n    while not os.path.exists('{go_on}'): time.sleep(0.05)\nprint('well')"
    )
    folder = books(one=wait)
    process = subprocess.Popen(command(corpora, out, folder, "--jobs", "2"), stderr=subprocess.DEVNULL)
    while not (out / "manifest.jsonl").is_file() or not lines(out):
        assert process.poll() is None, "the batch ended before it was killed"
        time.sleep(0.05)
    process.send_signal(getattr(signal, number))
    process.wait(timeout=600)
    ended = {record["report"] for record in lines(out)}
    assert len(ended) == 1
    go_on.touch()
    for path in out.glob("corpus-*/*.html"):
        assert path.read_text().rstrip().endswith("</html>")
    before = {name: (out / name / "one.html").stat().st_mtime_ns for name in ended}
    subprocess.run(command(corpora, out, folder, "--resume"), check=True, capture_output=True)
    assert sorted(record["report"] for record in lines(out)) == [f"corpus-{n}" for n in range(4)]
    assert {record["report"] for record in lines(out) if record["status"] == "skipped"} == ended
    assert {name: (out / name / "one.html").stat().st_mtime_ns for name in ended} == before
    assert not list(out.rglob(".draft-*"))
    for path in out.glob("corpus-*/one.html"):
        assert "well" in path.read_text()


def test_dry_run_writes_nothing(tmp_path: Path, corpora: list[str], books: Callable[..., Path]) -> None:
    """A dry run lists the reports and their folders."""
    output = subprocess.run(
        command(corpora, tmp_path / "out", books(one="1"), "--dry-run"),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert [line.split(": ")[1] for line in output.splitlines()] == corpora
    assert not (tmp_path / "out").exists()
