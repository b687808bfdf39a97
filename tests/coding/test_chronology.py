"""The codes of a person, taken over as they are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook
from analysis.coding import code, store, write_codes
from analysis.corpus import Corpus
from analysis.documents import Document
from analysis.reading.chronology import Dated

MET = Dated(
    "m", "They met", "CONSULT", "occurred", "human:ann", "visit", ("Zelensky", "Bob"), ("Zelensky",), (),
    "Oslo", "2025-05-23", "2025-05-25", "throughout", ("https://a.org",), "two papers say so",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / "cache")


def test_a_chronology_fills_the_events_table(tmp_path: Path) -> None:
    """Its event stands there with its coder, sure, without a document; names are the codebook's."""
    codebook = Codebook((Actor("Volodymyr Zelenskyy", aliases=("Zelensky",)), Actor("Bob")), ())
    codes = code(Corpus("C", tmp_path, (), codebook, (), (MET,)))
    (event,) = tables.check("events", codes["events"]).to_dict("records")
    assert event["actors"] == ["Volodymyr Zelenskyy", "Bob"]
    assert event["sources"] == ["Volodymyr Zelenskyy"]
    assert (event["coder"], event["confidence"], event["edtf"]) == ("human:ann", 1.0, "2025-05-23/2025-05-25")
    assert event["urls"] == ["https://a.org"]
    assert event["doc_id"] != event["doc_id"]
    assert all(codes[name].empty for name in tables.SCHEMAS if name != "events")


def test_without_a_codebook_its_names_are_one(tmp_path: Path) -> None:
    """A machine suggests nothing where there is no article."""
    codes = code(Corpus("C", tmp_path, (), None, (), (MET,)))
    assert [actor.name for actor in codes.codebook.actors] == ["Zelensky", "Bob"]
    assert not codes.codebook.suggested


def test_it_stands_beside_what_the_coder_finds(tmp_path: Path) -> None:
    """Both are in one table, each with its coder; the cache knows the chronology."""
    documents = (Document("a", "Ann Lee met Bob Ray in Oslo on Monday."),)
    alone, both = (code(Corpus("C", tmp_path, documents, None, (), dated)) for dated in ((), (MET,)))
    assert alone.key != both.key
    assert len(both["events"]) == len(alone["events"]) + 1
    assert {coder.split(":")[0].split("-")[0] for coder in both["events"]["coder"]} == {"human", "rules"}
    assert "Zelensky" in {actor.name for actor in both.codebook.actors}


def test_its_tables_are_written(tmp_path: Path) -> None:
    """All six tables are there, the empty ones with their columns, and read back."""
    write_codes(Corpus("C", tmp_path, (), None, (), (MET,)), tmp_path / "out")
    assert len(tables.read(tmp_path / "out")["events"]) == 1
    assert (tmp_path / "out" / "statements.csv").read_text().startswith("statement_id,")


def test_a_chronology_needs_no_language_pipeline(tmp_path: Path) -> None:
    """Where there is no article nothing is parsed, and nothing that parses is loaded."""
    run = (
        "import sys, analysis as sb; sb.code(sb.open_corpus('data/ukraine-talks-2025'));"
        "sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", run], check=False, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    )
    assert done.returncode == 0
