"""Chronologies: a person's event codes are used unchanged."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import table_files, tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.codes import Codes
from analysis.coding import cache, code, write_codes
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.reading.chronology import DatedEvent
from analysis.reading.codings import Coding

MET = DatedEvent(
    "m", "They met", "CONSULT", "occurred", "human:ann", "visit", ("Zelensky", "Bob"), ("Zelensky",), (),
    "Oslo", "2025-05-23", "2025-05-25", "throughout", ("https://a.org",), "two papers say so",
)  # fmt: skip


BOOK = Codebook((Actor("Ann"), Actor("Bob")), (Issue("Truce", "A truce should begin.", ("truce",)),))
CALLED = DatedEvent(
    "c1", "Ann called for a truce if Bob keeps it, and Bob did", "REQUEST", "occurred", "human:ann",
    actors=("Ann", "Bob"), earliest="2025-05-23", latest="2025-05-25",
)  # fmt: skip


def code_event(folder: Path, event: DatedEvent, documents: tuple[Document, ...] = (), **cells: str) -> Codes:
    """Code Ann's stance on the truce in an event, with the given cells in its row."""
    row = {"doc_id": event.event_id, "actor": "Ann", "issue": "Truce", "stance": "support",
           "evidence": "called for a truce", **cells}  # fmt: skip
    coding = Coding("s.csv line 2", "human:ann", tuple(row.items()))
    return code(Corpus("C", folder, documents, BOOK, (), (event,), (coding,)))


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")


def test_a_chronology_fills_the_events_table(tmp_path: Path) -> None:
    """Its event has its coder, full confidence and no document; names are the codebook's."""
    codebook = Codebook((Actor("Volodymyr Zelenskyy", aliases=("Zelensky",)), Actor("Bob")), ())
    codes = code(Corpus("C", tmp_path, (), codebook, (), (MET,)))
    (event,) = tables.check("events", codes["events"]).to_dict("records")
    assert event["actors"] == ["Volodymyr Zelenskyy", "Bob"]
    assert event["sources"] == ["Volodymyr Zelenskyy"]
    assert (event["coder"], event["confidence"], event["edtf"]) == ("human:ann", 1.0, "2025-05-23/2025-05-25")
    assert event["urls"] == ["https://a.org"]
    assert pd.isna(event["doc_id"])
    assert all(codes[name].empty for name in tables.SCHEMAS if name != "events")


def test_without_a_codebook_its_names_become_the_codebook(tmp_path: Path) -> None:
    """Without an article the machine suggests nothing."""
    codes = code(Corpus("C", tmp_path, (), None, (), (MET,)))
    assert [actor.name for actor in codes.codebook.actors] == ["Zelensky", "Bob"]
    assert not codes.codebook.suggested


def test_it_is_combined_with_the_machines_events(tmp_path: Path) -> None:
    """Both are in one table, each with its coder; the cache key depends on the chronology."""
    documents = (Document("a", "Ann Lee met Bob Ray in Oslo on Monday."),)
    alone, both = (code(Corpus("C", tmp_path, documents, None, (), dated)) for dated in ((), (MET,)))
    assert alone.key != both.key
    assert len(both["events"]) == len(alone["events"]) + 1
    assert {coder.split(":")[0].split("-")[0] for coder in both["events"]["coder"]} == {"human", "rules"}
    assert "Zelensky" in {actor.name for actor in both.codebook.actors}


def test_its_tables_are_written(tmp_path: Path) -> None:
    """All six tables are written, empty ones with their columns, and can be read back."""
    write_codes(Corpus("C", tmp_path, (), None, (), (MET,)), tmp_path / "out")
    assert len(table_files.read(tmp_path / "out")["events"]) == 1
    assert (tmp_path / "out" / "statements.csv").read_text().startswith("statement_id,")


def test_a_chronology_needs_no_language_pipeline(tmp_path: Path) -> None:
    """Without an article nothing is parsed, and spaCy is not loaded."""
    run = (
        "import sys, analysis as sb; sb.code(sb.open_corpus('data/ukraine-talks-2025'));"
        "sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", run], check=False, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    )
    assert done.returncode == 0


def test_a_stance_may_rest_on_an_event(tmp_path: Path) -> None:
    """Its evidence is quoted from the description, its days are the event's, its coder is the person."""
    (row,) = code_event(tmp_path, CALLED)["statements"].to_dict("records")
    assert (row["statement_id"], row["doc_id"], row["coder"]) == ("c1-h1", "c1", "human:ann")
    assert CALLED.description[row["start"] : row["end"]] == row["evidence"] == "called for a truce"
    assert (row["earliest"], row["latest"]) == ("2025-05-23", "2025-05-25")


def test_its_condition_is_located_in_the_description(tmp_path: Path) -> None:
    """A conditional stance keeps the words of its condition, with their offsets."""
    codes = code_event(tmp_path, CALLED, stance="conditional", condition="if Bob keeps it", if_met="support")
    (row,) = codes["statements"].to_dict("records")
    assert (row["condition"], row["if_met"]) == ("if Bob keeps it", "support")
    assert CALLED.description[row["condition_start"] : row["condition_end"]] == "if Bob keeps it"


@pytest.mark.parametrize(
    ("status", "days"),
    [
        ("occurred", ("2025-05-23", "2025-05-25")),
        ("planned", (None, "2025-05-25")),
        ("hypothetical", (None, None)),
        ("denied", (None, None)),
    ],
)
def test_only_what_happened_dates_its_stances(tmp_path: Path, status: str, days: object) -> None:
    """A plan was agreed to by its day at the latest; a denied or hypothetical event dates no stance."""
    (row,) = code_event(tmp_path, replace(CALLED, status=status))["statements"].to_dict("records")
    assert tuple(None if pd.isna(day) else day for day in (row["earliest"], row["latest"])) == days


def test_the_coder_may_state_the_day(tmp_path: Path) -> None:
    """The row's days override the event's; if they contradict each other, only the row is lost."""
    (row,) = code_event(tmp_path, CALLED, latest="2025-05-23")["statements"].to_dict("records")
    assert (row["earliest"], row["latest"]) == ("2025-05-23", "2025-05-23")
    codes = code_event(tmp_path, CALLED, latest="2025-05-22")
    assert codes["statements"].empty
    assert "2025-05-23 is later than latest, 2025-05-22" in codes.problems[0].message


def test_an_error_names_the_nearest_event(tmp_path: Path) -> None:
    """An unknown identifier, or words that do not occur in the event, are reported."""
    assert "Did you mean 'c1'" in code_event(tmp_path, CALLED, doc_id="c2").problems[0].message
    assert "does not occur in 'c1'" in code_event(tmp_path, CALLED, evidence="a treaty").problems[0].message


def test_stances_of_articles_and_events_are_one_table(tmp_path: Path) -> None:
    """The machine's statements on the article are kept with the person's on the event."""
    documents = (Document("a", "Bob rejected the truce.", published="2025-06-01"),)
    found = code_event(tmp_path, CALLED, documents)["statements"]
    assert set(zip(found["doc_id"], found["actor"], found["stance"], strict=True)) == {
        ("c1", "Ann", "support"), ("a", "Bob", "oppose"),
    }  # fmt: skip


def test_names_of_events_and_codes_are_kept_apart(tmp_path: Path) -> None:
    """An event with the identifier of an article, or of another event's code, is omitted and reported."""
    (tmp_path / "a.txt").write_text("Ann met Bob.", encoding="utf-8")
    rows = "".join(f"{key},They met,CONSULT,occurred,human:ann\n" for key in ("a", "c1", "c1-h1", "a-e1"))
    (tmp_path / "e.csv").write_text(f"event_id,description,type,status,coder\n{rows}", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('documents = ["*.txt"]\nchronology = "e.csv"\n', encoding="utf-8")
    corpus = open_corpus(tmp_path)
    assert [event.event_id for event in corpus.chronology] == ["c1"]
    left_out = [problem for problem in corpus.problems if problem.severity == "left out"]
    assert [problem.message.split(";")[0] for problem in left_out] == [
        "event_id: 'a' is also the identifier of an article",
        "event_id: 'c1-h1' is also the identifier of a code of an article or event",
        "event_id: 'a-e1' is also the identifier of a code of an article or event",
    ]


def test_the_second_example_has_stances_and_shifts() -> None:
    """All 53 stances are located in the descriptions of 31 events, without a problem."""
    codes = code(open_corpus("data/ukraine-talks-2025"))
    found = tables.check("statements", codes["statements"])
    assert (len(found), found["doc_id"].nunique(), codes.problems) == (53, 31, ())
    aid = found[found["issue"] == "Military aid"]
    assert list(zip(aid["stance"], aid["latest"], strict=True)) == [
        ("oppose", "2025-03-04"), ("oppose", "2025-03-05"), ("support", "2025-03-11"),
    ]  # fmt: skip
