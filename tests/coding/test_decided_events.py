"""People's decisions on events: confirmed, changed, rejected and merged, whatever the machine codes later."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
import pytest

from analysis.codebook import Actor, Codebook
from analysis.codes import Correction
from analysis.coding.manual.events import apply_to_events
from analysis.comparing.timeline import timeline
from analysis.documents import Document, Problem
from analysis.reading.decisions import EVENT_COLUMNS, EventDecision

TEXTS = {
    "one": "Ann met Bob on Monday. They met again in Oslo. Ann struck the port.\n\nBob left Oslo.",
    "two": "The envoys met on Monday. They may meet again.",
}
BOOK = Codebook((Actor("Ann", aliases=("Annie",)), Actor("Bob")), ())
MONDAY = {"earliest": "2025-05-19", "latest": "2025-05-19"}


class Outcome(NamedTuple):
    """Events by evidence, the decisions as applied, and the problems."""

    events: dict[str, Any]
    corrections: list[Correction]
    problems: list[Problem]
    table: pd.DataFrame


Apply = Callable[..., Outcome]


def decide(
    evidence: str, trigger: str, status: str = "occurred", doc_id: str = "one", **more: str
) -> EventDecision:
    """Return eve's decision on an event."""
    cells = dict.fromkeys(EVENT_COLUMNS, "") | {"coder": "human:eve"}
    given = {"evidence": evidence, "trigger": trigger, "status": status, "doc_id": doc_id}
    return EventDecision(item="eve.csv line 2", table="eve.csv", **{**cells, **given, **more})


def same_as(evidence: str, trigger: str, doc_id: str = "one") -> dict[str, str]:
    """Return the columns of a merge."""
    return {"same_doc_id": doc_id, "same_evidence": evidence, "same_trigger": trigger}


@pytest.fixture
def machine(make_coder) -> Any:
    """Return a coder of what the machine found."""
    coder = make_coder(TEXTS, published="2025-05-20")
    add(coder, "Ann met Bob on Monday", "met", **MONDAY, edtf="2025-05-19")
    add(coder, "They met again in Oslo", "met", latest="2025-05-20", after=["one-e1"])
    add(coder, "Ann struck the port", "struck", "hypothetical", modality="threatened")
    add(coder, "The envoys met on Monday", "met", doc="two", **MONDAY)
    return coder


def add(coder: Any, evidence: str, trigger: str, status: str = "occurred", **more: Any) -> None:
    """Add an event of the machine, with its first mention."""
    start = TEXTS[more.get("doc", "one")].index(evidence) + evidence.index(trigger)
    coder.event(evidence, status, **{"mentions": [[start, start + len(trigger)]], "confidence": None, **more})


@pytest.fixture
def apply(machine) -> Apply:
    """Return a function that applies decisions to the machine's events."""

    def apply_decisions(*decisions: EventDecision) -> Outcome:
        documents = [Document(doc_id, text, published="2025-05-20") for doc_id, text in TEXTS.items()]
        table, corrections, problems = apply_to_events(machine.codes()["events"], decisions, documents, BOOK)
        rows = table.astype("object").where(table.notna(), None).to_dict("records")
        return Outcome({row["evidence"]: row for row in rows}, corrections, problems, table)

    return apply_decisions


def test_a_confirmed_event_is_the_persons_and_otherwise_unchanged(apply: Apply, machine: Any) -> None:
    """Coder and confidence change, status, days and their reason do not; nor do other events."""
    found = apply(decide("Ann met Bob on Monday", "met", **MONDAY, reason="as I read it"))
    row = found.events["Ann met Bob on Monday"]
    assert (row["coder"], row["confidence"]) == ("human:eve", 1.0)
    assert (row["status"], row["earliest"], row["reason"]) == ("occurred", "2025-05-19", "by hand")
    assert found.corrections == [Correction("human:eve", "events", "one-e1", "confirmed")]
    before = machine.codes()["events"]
    assert found.table[1:].reset_index(drop=True).equals(before[1:].reset_index(drop=True))
    assert not found.problems


def test_changed_days_are_dated_by_the_person(apply: Apply) -> None:
    """Days, their EDTF string and the reason follow the person; the machine's reason no longer applies."""
    first = apply(decide("Ann met Bob on Monday", "met", earliest="2025-05-18", latest="", reason="by hand"))
    row = first.events["Ann met Bob on Monday"]
    assert (row["earliest"], row["latest"], row["edtf"]) == ("2025-05-18", None, "[2025-05-18..]")
    assert row["reason"] == "dated by human:eve"
    assert [one.verdict for one in first.corrections] == ["changed"]
    explained = apply(decide("Ann met Bob on Monday", "met", reason="Bob was away; flagged: ask Ann"))
    assert explained.events["Ann met Bob on Monday"]["reason"] == "dated by human:eve: Bob was away"


@pytest.mark.parametrize(("status", "modality"), [("occurred", None), ("denied", "denied")])
def test_a_changed_status_replaces_how_the_event_is_spoken_of(
    apply: Apply, status: str, modality: str | None
) -> None:
    """An event that happened is no longer called threatened."""
    row = apply(decide("Ann struck the port", "struck", status)).events["Ann struck the port"]
    assert (row["status"], row["modality"]) == (status, modality)


def test_a_rejected_event_leaves_no_trace(apply: Apply) -> None:
    """It is gone, and other events no longer follow it."""
    found = apply(decide("Ann met Bob on Monday", "met", ""))
    assert "Ann met Bob on Monday" not in found.events
    assert found.events["They met again in Oslo"]["after"] == []
    assert found.corrections == [Correction("human:eve", "events", "one-e1", "rejected")]


def test_a_merge_names_the_other_event_and_shares_its_row(apply: Apply, machine: Any) -> None:
    """The timeline has one row for both, even within one article and on other days."""
    decision = decide(
        "They met again in Oslo", "met", latest="2025-05-20", **same_as("Ann met Bob on Monday", "met")
    )
    found = apply(decision)
    assert found.events["They met again in Oslo"]["same_as"] == "one-e1"
    codes = machine.codes()
    shown = timeline(replace(codes, tables={**codes.tables, "events": found.table}))
    told = {tuple(key for key, *_ in claims) for claims in shown["claims"]}
    assert ("one-e2", "one-e1") in told
    (together,) = (row for row in shown.to_dict("records") if row["event_id"] == "one-e2")
    assert (together["checked_by"], together["disputed"]) == (["human:eve"], False)


@pytest.mark.parametrize("target", [("Nobody met", "met"), ("They met again in Oslo", "met")])
def test_a_merge_with_no_other_event_is_reported(apply: Apply, target: tuple[str, str]) -> None:
    """Words that are no event, or the event itself: the rest of the decision still holds."""
    found = apply(decide("They met again in Oslo", "met", **same_as(*target)))
    assert found.events["They met again in Oslo"]["same_as"] is None
    assert found.events["They met again in Oslo"]["coder"] == "human:eve"
    (problem,) = found.problems
    assert problem.severity == "warning"
    assert "so it is not merged" in problem.message


def test_a_decision_holds_for_the_words_whatever_the_machine_makes_of_them(apply: Apply) -> None:
    """Less evidence, other quotation marks or spaces: the event is the same."""
    found = apply(decide("Ann  met Bob", "met", earliest="2025-05-18", start="99"))
    assert found.events["Ann met Bob on Monday"]["coder"] == "human:eve"
    assert len(found.events) == 4


def test_equal_words_at_two_places_are_two_events(make_coder) -> None:
    """The offset decides between them, and each decision takes its own."""
    text = "They met. Then it rained. They met."
    coder = make_coder({"one": text})
    coder.event("They met")
    again = text.rindex("They met")
    coder.event("They met", start=again, end=again + 8, mentions=[[again + 5, again + 8]])
    decisions = [
        decide("They met", "met", "denied", start=str(again)),
        decide("They met", "met", "planned", start="0"),
    ]
    table, _, _ = apply_to_events(coder.codes()["events"], decisions, [Document("one", text)], BOOK)
    assert list(table["status"]) == ["planned", "denied"]


def test_an_event_that_the_machine_codes_no_more_stays_as_the_person_described_it(apply: Apply) -> None:
    """Its words are in the text, so it is built from the row; another of its kind is not added twice."""
    row = {"description": "Bob leaves", "earliest": "2025-05-20", "latest": "2025-05-20"}
    found = apply(decide("Bob left Oslo", "left", **row), decide("Bob left Oslo", "left", **row))
    built = found.events["Bob left Oslo"]
    assert built["event_id"] == "one-e4"
    assert (built["coder"], built["description"], built["type"]) == ("human:eve", "Bob leaves", "OTHER")
    assert (built["edtf"], built["actors"], built["mentions"]) == ("2025-05-20", ["Bob"], [[73, 77]])
    assert TEXTS["one"][73:77] == "left"
    assert list(found.table["doc_id"]) == ["one"] * 4 + ["two"]
    assert {one.verdict for one in found.corrections} == {"changed"}


def test_rejecting_what_the_machine_codes_no_more_does_nothing(apply: Apply) -> None:
    """There is nothing to reject, and nothing wrong."""
    found = apply(decide("Bob left Oslo", "left", ""))
    assert (len(found.events), found.corrections, found.problems) == (4, [], [])


def test_decisions_on_words_that_are_gone_are_listed(apply: Apply) -> None:
    """One warning for the table names each of them; a document that is gone counts too."""
    found = apply(
        decide("Bob sailed away", "sailed"), decide("They met", "met", doc_id="gone"), decide("Ann", "x")
    )
    (problem,) = found.problems
    assert (problem.item, problem.severity) == ("eve.csv", "warning")
    assert problem.message.startswith("3 decisions on events without effect")
    assert "line 2 (one: “Bob sailed away”); line 2 (gone: “They met”)" in problem.message


def test_of_two_people_the_table_listed_last_holds(apply: Apply) -> None:
    """Both checked the event; a warning says that they differ and whose decision holds."""
    ann = decide("Ann met Bob on Monday", "met", "planned", **MONDAY)
    ben = replace(
        decide("Ann met Bob on Monday", "met", **MONDAY),
        coder="human:ben",
        table="z.csv",
        item="z.csv line 9",
    )
    found = apply(ann, ben)
    row = found.events["Ann met Bob on Monday"]
    assert (row["status"], row["coder"]) == ("occurred", "human:ben")
    assert [(one.coder, one.verdict) for one in found.corrections] == [
        ("human:eve", "changed"), ("human:ben", "confirmed"),
    ]  # fmt: skip
    (problem,) = found.problems
    assert problem.item == "z.csv line 9"
    assert "human:eve (eve.csv line 2) decided otherwise" in problem.message
    assert "Ann met Bob on Monday" not in apply(ben, replace(ann, status="")).events


def test_events_of_a_chronology_stay_as_they_are(machine: Any, apply: Apply) -> None:
    """A decision is about articles."""
    machine.dated("talks", "Ann met Bob on Monday", "2025-05-01")
    found = apply(decide("Ann met Bob on Monday", "met", "denied"))
    assert list(found.table["status"][found.table["event_id"] == "talks"]) == ["occurred"]


def test_undated_events_are_dated_from_one_that_a_person_dated(make_coder) -> None:
    """In an article without days, the day of its main event gives the others theirs."""
    text = "They met. Days before, Ann struck. Bob had left. He may return."
    coder = make_coder({"one": text})
    coder.event("They met")
    coder.event("Ann struck", anchor="one-e1", offset_min=-7, offset_max=-1)
    coder.event("Bob had left", anchor="one-e2", offset_max=0)
    coder.event("He may return", "hypothetical")
    decision = decide("They met", "They met", earliest="2025-05-19", latest="2025-05-19")
    table, _, _ = apply_to_events(coder.codes()["events"], [decision], [Document("one", text)], BOOK)
    assert table["edtf"].where(table["edtf"].notna(), "").tolist() == [
        "2025-05-19", "[2025-05-12..2025-05-18]", "[..2025-05-18]", "",
    ]  # fmt: skip
    assert table["reason"][1] == "by hand; “They met” was dated by human:eve"
    assert table["coder"][1] == "rules-test"


def test_of_two_events_in_one_clause_the_description_tells_which_is_meant(make_coder) -> None:
    """Their evidence and the words of their triggers are the same."""
    text = "They met and met again"
    coder = make_coder({"one": text})
    for begin, description in ((5, "they met"), (13, "they met again")):
        coder.event(text, mentions=[[begin, begin + 3]], description=description)
    decision = decide(text, "met", "denied", description="they met again")
    table, _, _ = apply_to_events(coder.codes()["events"], [decision], [Document("one", text)], BOOK)
    assert list(table["status"]) == ["occurred", "denied"]


@pytest.mark.parametrize("start", ["9" * 400, "1e400", "NaN", "-3", "²", "12.0", "1.2.3"])
@pytest.mark.parametrize("words", ["(", "\\", "$.*", "“", "[met"])
def test_hostile_cells_are_only_words(apply: Apply, start: str, words: str) -> None:
    """Offsets that are none and words that could be patterns raise nothing and match nothing."""
    found = apply(decide("Ann met Bob on Monday", words, start=start), decide(words, words, start=start))
    assert found.corrections == []
    assert found.problems[0].message.startswith("2 decisions on events without effect")
    kept = apply(decide("Ann met Bob on Monday", "met", "denied", start=start))
    assert kept.events["Ann met Bob on Monday"]["status"] == "denied"
