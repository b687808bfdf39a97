"""Fixtures for all tests: a separate cache, small corpora coded by hand, and reports of the examples."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.codes import Codes
from analysis.documents import Problem

ROOT = Path(__file__).parents[1]
SEED = ROOT / "data" / "putin-trump-call"
TEXT = (
    "Ann wants a truce. Bob rejects the truce.\n"
    "Ann would join if Bob came. Experts say that Bob called it “a farce”.\n"
    "They met on Monday. A second meeting is planned."
)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Use a separate cache for the whole session, so each corpus is coded once."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    # matplotlib keeps its font list in the cache folder; build it once, not in each process
    os.environ.setdefault("MPLCONFIGDIR", str(tmp_path_factory.mktemp("matplotlib")))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


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
            "sources": [], "targets": [], "after": [], "urls": [], "extent": "within",
            "reason": "by hand", "mentions": [[spot["start"], spot["end"]]],
        }  # fmt: skip
        return self._add("events", "e", {**spot, **row, **more})

    def dated(self, event_id: str, description: str, day: str | None, **more: Any) -> str:
        """Add an event of a chronology, by default on one day, and return its identifier."""
        row = {
            "event_id": event_id, "description": description, "type": "CONSULT", "status": "occurred",
            "actors": [], "sources": [], "targets": [], "after": [], "mentions": [],
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
def seed_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the seed's report."""
    from analysis.reporting.report import report

    return report(SEED, tmp_path_factory.mktemp("report"), say=lambda _: None).folder


@pytest.fixture(scope="session")
def coded_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report of a corpus that people coded too."""
    from analysis.reporting.report import report

    path = ROOT / "data" / "harbour-tunnel"
    return report(path, tmp_path_factory.mktemp("coded"), say=lambda _: None).folder


@pytest.fixture(scope="session")
def dated_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the report of a corpus that consists of a chronology only."""
    from analysis.reporting.report import report

    path = ROOT / "data" / "ukraine-talks-2025"
    chosen = {"actors": "Zelensky"}
    return report(path, tmp_path_factory.mktemp("dated"), chosen, say=lambda _: None).folder


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
            timeout=120,
            check=False,
        )

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
