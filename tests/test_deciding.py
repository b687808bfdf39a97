"""Decisions on events and attributions end to end: recorded, applied, written, exported, opened again."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.coding import code
from analysis.converting import convert
from analysis.corpus import open_corpus
from analysis.exporting import export_events
from analysis.reading.decisions import ATTRIBUTION_COLUMNS, EVENT_COLUMNS
from analysis.reviewing.queue import list_items
from analysis.reviewing.recording import Recorder

ROOT = Path(__file__).parents[1]
PLAN = ("01-council", "Mayor Lind on Monday presented the plan for a harbour tunnel", "presented")
REJECTED = ("01-council", "The union rejected the mayor's call for a toll", "rejected")
VOTE = ("02-strike", "The Harbour Union voted for a strike on Friday", "voted")
DROPPED = ("03-deal", "After two nights of talks Lind dropped the toll", "dropped")
# the attribution in which the machine finds that the union opposes the toll
CALL = ("01-council", "the mayor's call for a toll")
EVE = {"coder": "human:eve"}


@pytest.fixture
def tunnel(tmp_path: Path) -> Path:
    """Return the invented dispute without its codings, all tables of the folder ``codings`` listed."""
    folder = tmp_path / "tunnel"
    shutil.copytree(ROOT / "data" / "harbour-tunnel", folder, ignore=shutil.ignore_patterns("codings"))
    (folder / "codings").mkdir()
    settings = 'documents = ["articles/*.md"]\ncodebook = "codebook.toml"\ncodings = ["codings/*.csv"]\n'
    (folder / "corpus.toml").write_text(settings, encoding="utf-8")
    return folder


def on_event(place: tuple[str, str, str], status: str = "occurred", **more: str) -> dict[str, str]:
    """Return eve's decision on an event."""
    named = dict(zip(("doc_id", "evidence", "trigger"), place, strict=True))
    return {**named, "status": status, **EVE, **more}


def on_attribution(actor: str, sourcing: str = "named", **more: str) -> dict[str, str]:
    """Return eve's decision on the attribution of the call."""
    return {"doc_id": CALL[0], "content": CALL[1], "actor": actor, "sourcing": sourcing, **EVE, **more}


def write(folder: Path, kind: str, *rows: dict[str, str]) -> None:
    """Write a table of decisions."""
    columns = EVENT_COLUMNS if kind == "events" else ATTRIBUTION_COLUMNS
    with (folder / "codings" / f"eve.{kind}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def decide_on_events(folder: Path) -> None:
    """Confirm the plan, date the vote, reject that a call was rejected, and merge the drop with the plan."""
    merged = dict(zip(("same_doc_id", "same_evidence", "same_trigger"), PLAN, strict=True))
    write(
        folder,
        "events",
        on_event(PLAN, earliest="2024-03-04", latest="2024-03-04"),
        on_event(VOTE, earliest="2024-03-07", latest="2024-03-07", reason="the ballot was on Thursday"),
        on_event(REJECTED, ""),
        on_event(DROPPED, latest="2024-03-19", **merged),
        on_event(("01-council", "He said", "said"), "denied", coder="", reason="flagged: is this one?"),
    )


def list_statements(codes: Codes) -> set[tuple[Any, ...]]:
    """Return actor, stance and coder of the statements on the toll in the first article."""
    made = codes["statements"]
    chosen = made[(made["doc_id"] == CALL[0]) & (made["issue"] == "Toll")]
    return set(chosen[["actor", "stance", "coder"]].itertuples(index=False, name=None))


def test_written_tables_and_exports_have_the_persons_events(stancebook_here, tunnel: Path) -> None:
    """The tables of ``stancebook code`` and the timeline hold what was decided, and nothing else changes."""
    before = code(open_corpus(tunnel))["events"].set_index("evidence")
    decide_on_events(tunnel)
    assert stancebook_here("code", tunnel, "--out", tunnel / "out").returncode == 0
    events = pd.read_csv(tunnel / "out" / "events.csv").set_index("evidence")
    hers = events[events["coder"] == "human:eve"]
    assert set(hers.index) == {PLAN[1], VOTE[1], DROPPED[1]}
    assert set(events.index) == set(before.index) - {REJECTED[1]}
    assert (hers["confidence"] == 1).all()
    assert events.loc[VOTE[1], "edtf"] == "2024-03-07"
    assert events.loc[VOTE[1], "reason"] == "dated by human:eve: the ballot was on Thursday"
    assert events.loc[PLAN[1], "reason"] == before.loc[PLAN[1], "reason"]
    assert events.loc[DROPPED[1], "same_as"] == events.loc[PLAN[1], "event_id"]

    codes = code(open_corpus(tunnel))
    assert not [problem for problem in codes.problems if problem.severity != "note"]
    export_events(codes, tunnel / "timeline.csv")
    with (tunnel / "timeline.csv").open(encoding="utf-8", newline="") as file:
        shown = {row["event_id"]: row for row in csv.DictReader(file)}
    together = shown[events.loc[PLAN[1], "event_id"]]
    assert together["mentions"].split() == [events.loc[name, "event_id"] for name in (PLAN[1], DROPPED[1])]
    assert (together["checked_by"], together["edtf"]) == ("human:eve", "2024-03-04")
    assert len(shown) == len(events) - 1


def test_a_corrected_speaker_takes_over_the_machines_statements(tunnel: Path) -> None:
    """Not those that a person decided on; and a decision on the corrected statement holds."""
    (union,) = (one for one in list_statements(code(open_corpus(tunnel))) if one[0] == "Harbour Union")
    write(tunnel, "attributions", on_attribution("Brandt"))
    corrected = code(open_corpus(tunnel))
    assert ("Ola Brandt", *union[1:]) in list_statements(corrected)
    assert union not in list_statements(corrected)
    assert union in set(corrected.machine[["actor", "stance", "coder"]].itertuples(index=False, name=None))

    recorder = Recorder(tunnel / "codings" / "ben.csv")
    (item,) = (
        one for one in list_items(corrected)
        if (one.cells["actor"], one.cells["stance"], one.cells["issue"]) == ("Ola Brandt", union[1], "Toll")
        and one.cells["doc_id"] == CALL[0]
    )  # fmt: skip
    recorder.record(item, item.cells | {"reason": "as I read it", "coder": recorder.coder})
    confirmed = list_statements(code(open_corpus(tunnel)))
    assert {one for one in confirmed if one[0] in ("Ola Brandt", "Harbour Union")} == {
        ("Ola Brandt", union[1], "human:ben")
    }
    recorder.record(item, item.cells | {"stance": "", "reason": "", "coder": recorder.coder})
    assert {one[0] for one in list_statements(code(open_corpus(tunnel)))} == {"Mara Lind", "Port Company"}


@pytest.mark.parametrize("decision", [on_attribution(""), on_attribution("Harbour Union", "")])
def test_statements_of_nobody_go_unless_a_person_decided_on_them(
    stancebook_here, tunnel: Path, decision: dict[str, str]
) -> None:
    """The machine's statement goes with its speaker; a person's stays, and so it does in a later export."""
    machine = code(open_corpus(tunnel))
    (item,) = (
        one for one in list_items(machine)
        if (one.cells["doc_id"], one.cells["actor"], one.cells["issue"]) == (CALL[0], "Harbour Union", "Toll")
    )  # fmt: skip
    write(tunnel, "attributions", decision)
    assert "Harbour Union" not in {one[0] for one in list_statements(code(open_corpus(tunnel)))}
    assert stancebook_here("code", tunnel, "--out", tunnel / "out").returncode == 0
    write(tunnel, "attributions", decision | {"coder": ""})
    shutil.copy(tunnel / "out" / "statements.csv", tunnel / "codings" / "ben.csv")
    assert "Harbour Union" in {one[0] for one in list_statements(code(open_corpus(tunnel)))}
    (tunnel / "codings" / "ben.csv").unlink()

    write(tunnel, "attributions", decision)
    recorder = Recorder(tunnel / "codings" / "eve.csv")
    recorder.record(item, item.cells | {"reason": "", "coder": recorder.coder})
    assert ("Harbour Union", item.cells["stance"], "human:eve") in list_statements(code(open_corpus(tunnel)))


def test_a_folder_carries_the_decisions_along(tunnel: Path, tmp_path: Path) -> None:
    """A converted corpus has the same codes, and the remarks too."""
    decide_on_events(tunnel)
    write(tunnel, "attributions", on_attribution("Ola Brandt"))
    convert(tunnel, tmp_path / "copy")
    here, there = open_corpus(tunnel), open_corpus(tmp_path / "copy")
    assert [one.coder for one in there.decisions].count("") == 1
    assert set(here.decisions) == set(there.decisions)
    one, other = code(here), code(there)
    for name in ("events", "quotes", "statements"):
        assert one[name].equals(other[name])
    assert one.corrections == other.corrections
