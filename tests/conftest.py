"""Fixtures for all tests: a separate cache, small corpora coded by hand, and reports of the examples."""

import io
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import (
    AbstractContextManager,
    ExitStack,
    closing,
    contextmanager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
)
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.codes import Codes
from analysis.documents import Problem
from analysis.reporting.kernels import forking

ROOT = Path(__file__).parents[1]
SEED = ROOT / "data" / "putin-trump-call"
TEXT = (
    "Ann wants a truce. Bob rejects the truce.\n"
    "Ann would join if Bob came. Experts say that Bob called it “a farce”.\n"
    "They met on Monday. A second meeting is planned."
)


# files and folders of tests that wait for processes, kernels or a browser: they begin, so that no worker is
# left alone with one of them at the end
LONG = (
    "browser/test_lab.py",
    "test_docs.py",
    "reporting/",
    "notebooks/test_committed.py",
    "test_site.py",
    "test_correcting.py",
    "test_cli.py",
    "browser/",
    "coding/llm/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long modules first; needs ``--no-loadscope-reorder``, or xdist puts the fullest first."""
    items.sort(
        key=lambda item: next(
            (n for n, name in enumerate(LONG) if item.nodeid.startswith(f"tests/{name}")), len(LONG)
        )
    )


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name no test by its bytes: archives hold the time at which they were made, and workers must agree."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_cache(shared: Path) -> Iterator[None]:
    """Use a separate cache for the whole session, so each corpus is coded once."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(shared / "cache")
    # matplotlib keeps its font list in the cache folder; build it once, not in each process
    os.environ.setdefault("MPLCONFIGDIR", str(shared / "matplotlib"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def make_once(shared: Path) -> Callable[[str, Callable[[Path], object]], Path]:
    """Return a function that fills a folder by calling another, once for all workers: the others wait."""

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        # a database as a lock: it works everywhere, and a worker that dies gives it back
        with closing(sqlite3.connect(shared / f"{name}.lock", timeout=600, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            if not done.exists():
                fill(folder)
                done.touch()
        return folder

    return make


class Coder:
    """Builds codes by hand; each span is given by its words, which must occur in the text."""

    def __init__(self, texts: Mapping[str, str] | None = None, published: str | None = None) -> None:
        """Create a coder of articles that were all published on one day."""
        self.texts = dict({"paper": TEXT} if texts is None else texts)
        self.published = published
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.SCHEMAS}
        self.problems: list[Problem] = []
        self.actors = [Actor("Ann", aliases=("Annie",), side="North"), Actor("Bob"), Actor("Smith, John")]
        self.issues = [
            Issue("truce", "A truce should begin.", ("truce",)),
            Issue("join", "All should join.", ("join",)),
        ]
        self.document: dict[str, Any] = {"title": "A truce?", "outlet": "The Paper"}

    def _spot(self, words: str, doc: str | None) -> dict[str, Any]:
        doc = doc or next(iter(self.texts))
        start = self.texts[doc].index(words)
        return {
            "doc_id": doc,
            "start": start,
            "end": start + len(words),
            "coder": "rules-test",
            "confidence": 0.8,
        }

    def _add(self, table: str, prefix: str, row: dict[str, Any]) -> str:
        listed = self.rows[table]
        column = f"{table[:-1]}_id"
        row.setdefault(column, f"{row['doc_id']}-{prefix}{len(listed) + 1}")
        listed.append(row)
        return str(row[column])

    def statement(
        self, actor: str, issue: str, stance: str, words: str, doc: str | None = None, **more: Any
    ) -> str:
        """Add a statement and return its identifier."""
        row = {"actor": actor, "issue": issue, "stance": stance, "evidence": words, "reason": "by hand"}
        return self._add("statements", "s", {**self._spot(words, doc), **row, **more})

    def quote(self, actor: str | None, words: str, doc: str | None = None, **more: Any) -> str:
        """Add an attribution and return its identifier."""
        row = {
            "actor": actor,
            "content": words,
            "directness": "direct",
            "sourcing": "named",
            "content_spans": [],
        }
        return self._add("quotes", "q", {**self._spot(words, doc), **row, **more})

    def tone(self, actor: str, target: str, words: str, polarity: str = "positive", **more: Any) -> str:
        """Add a characterisation and return its identifier."""
        row = {"actor": actor, "target": target, "expression": words, "polarity": polarity}
        return self._add("tones", "t", {**self._spot(words, None), **row, **more})

    def event(self, words: str, status: str = "occurred", doc: str | None = None, **more: Any) -> str:
        """Add an event and return its identifier."""
        spot = self._spot(words, doc)
        row = {
            "evidence": words, "description": words, "status": status, "type": "CONSULT", "actors": [],
            "sources": [], "targets": [], "claimed_by": [], "after": [], "urls": [], "extent": "within",
            "reason": "by hand", "mentions": [[spot["start"], spot["end"]]],
        }  # fmt: skip
        return self._add("events", "e", {**spot, **row, **more})

    def dated(self, event_id: str, description: str, day: str | None, **more: Any) -> str:
        """Add an event of a chronology, by default on one day, and return its identifier."""
        row = {
            "event_id": event_id, "description": description, "type": "CONSULT", "status": "occurred",
            "actors": [], "sources": [], "targets": [], "claimed_by": [], "after": [], "mentions": [],
            "urls": ["https://paper.example/1"], "earliest": day, "latest": day, "extent": "within",
            "reason": "two papers say so", "coder": "human:ann", "confidence": 1.0,
        }  # fmt: skip
        self.rows["events"].append({**row, **more})
        return event_id

    def codes(self, suggested: bool = False) -> Codes:
        """Return the codes, with validated tables."""
        self.rows["documents"] = [
            {"doc_id": key, "text": words, "published": self.published, **self.document}
            for key, words in self.texts.items()
        ]
        made = {name: tables.check(name, tables.build(name, rows)) for name, rows in self.rows.items()}
        codebook = Codebook(tuple(self.actors), tuple(self.issues), suggested)
        return Codes("By hand", made, codebook, tuple(self.problems), "key")


@pytest.fixture
def make_coder() -> type[Coder]:
    """Return the class of hand coders, for tests with their own articles."""
    return Coder


@pytest.fixture
def coder() -> Coder:
    """Return a hand coder of one article, with nothing coded yet."""
    return Coder()


@pytest.fixture
def codes(coder: Coder) -> Codes:
    """Return a small coded corpus: Ann for and Bob against a truce, Ann joining on a condition."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    coder.statement(
        "Ann", "join", "conditional", "Ann would join if Bob came", condition="if Bob came", if_met="support"
    )
    coder.quote("Bob", "“a farce”", source="Bob", directness="direct")
    coder.quote(
        None, "that Bob called it “a farce”", source="Experts", directness="indirect", sourcing="vague"
    )
    coder.tone("Bob", "the truce", "a farce", "negative")
    coder.event("They met on Monday", actors=["Ann", "Bob"], earliest="2025-05-19", latest="2025-05-19")
    coder.event("A second meeting is planned", "planned", earliest="2025-05-20")
    return coder.codes()


@pytest.fixture(scope="session")
def fonts(make_once: Callable[..., Path]) -> None:
    """List the fonts before a notebook does, which says so on standard error if that takes long."""
    make_once("fonts", lambda _: import_module("matplotlib.font_manager"))


@pytest.fixture(scope="session")
def share_kernels() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Return a context in which kernels come from one warm parent, which takes seconds to start.

    It starts when first needed, once in each worker, and inside the context no other parent is started.
    """
    with ExitStack() as session:

        @cache
        def start_parent() -> str:
            session.enter_context(forking.warm_kernels())
            # tests outside the context do not use it
            return os.environ.pop(forking.ADDRESS)

        @contextmanager
        def share() -> Iterator[None]:
            with pytest.MonkeyPatch.context() as patch:
                if forking.is_possible():
                    patch.setenv(forking.ADDRESS, start_parent())
                    patch.setattr(forking, "warm_kernels", nullcontext)
                yield

        yield share
        if start_parent.cache_info().currsize:
            os.environ[forking.ADDRESS] = start_parent()


@pytest.fixture
def shared_kernels(share_kernels: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Share the warm parent during a test, for what a parent of its own adds nothing to."""
    with share_kernels():
        yield


@pytest.fixture(scope="session")
def make_report(
    make_once: Callable[..., Path], share_kernels: Callable[[], AbstractContextManager[None]]
) -> Callable[..., Path]:
    """Return a function that makes the report of a corpus under ``data`` once and returns its folder."""
    from analysis.reporting.report import report

    def make(corpus: str, **parameters: str) -> Path:
        def fill(folder: Path) -> None:
            with share_kernels():
                report(ROOT / "data" / corpus, folder, parameters, say=lambda _: None)

        return make_once(f"report-{corpus}", fill)

    return make


@pytest.fixture(scope="session")
def seed_report(make_report: Callable[..., Path]) -> Path:
    """Return the folder of the report of the seed article; tests that change it copy it first."""
    return make_report("putin-trump-call")


@pytest.fixture(scope="session")
def coded_report(make_report: Callable[..., Path]) -> Path:
    """Return the folder of the report of a corpus that people coded too."""
    return make_report("harbour-tunnel")


@pytest.fixture(scope="session")
def dated_report(make_report: Callable[..., Path]) -> Path:
    """Return the folder of the report of a corpus that consists of a chronology only."""
    return make_report("ukraine-talks-2025", actors="Zelensky")


@pytest.fixture(scope="session")
def stancebook() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command line in a separate process."""

    def run(
        *arguments: object, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "analysis", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=cwd,
            env={**os.environ, **environment},
            timeout=600,
            check=False,
        )

    return run


@pytest.fixture
def stancebook_here(monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command in this process, for what a process of its own adds nothing to.

    An exception that nobody catches ends the test, and so does a warning.
    """
    from analysis.cli import main

    def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        said, complained = io.StringIO(), io.StringIO()
        listed = list(map(str, arguments))
        with monkeypatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
            patch.setattr(sys, "argv", ["stancebook", *listed])
            if cwd is not None:
                patch.chdir(cwd)
            try:
                status = main(listed)
            except SystemExit as done:
                status = done.code
        return subprocess.CompletedProcess(listed, status, said.getvalue(), complained.getvalue())

    return run


@pytest.fixture(scope="session")
def astray() -> Callable[[str], list[str]]:
    """Return a function that lists missing and duplicate link targets on a page.

    Links to other sections are exempt, since pages drop them if the section is missing.
    """

    def faults(html: str) -> list[str]:
        html = re.sub(r'<a class="way" [^>]*>', "<a>", html)
        keys = re.findall(r'\sid="([^"]+)"', html)
        missing = [f"no #{key}" for key in re.findall(r'href="#([^"]*)"', html) if key not in keys]
        return missing + [f"twice #{key}" for key in set(keys) if keys.count(key) > 1]

    return faults
