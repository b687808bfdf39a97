"""People's decisions on attributions, and what a corrected speaker means for the machine's statements."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
import pytest

from analysis.codes import Correction
from analysis.coding.manual.attributions import Speaker, apply_to_attributions, apply_to_statements
from analysis.documents import Document, Problem
from analysis.reading.decisions import ATTRIBUTION_COLUMNS, AttributionDecision

TEXT = (
    "Ann said the truce must hold. He called it “a farce, no more”.\n\n"
    "Ann said that Bob rejects the truce. An aide said: “All is lost.” Bob left."
)
TRUCE = "the truce must hold"


class Outcome(NamedTuple):
    """Attributions by content, the speakers decided on, the decisions as applied, and the problems."""

    quotes: dict[str, Any]
    speakers: dict[str, Speaker]
    corrections: list[Correction]
    problems: list[Problem]


Apply = Callable[..., Outcome]


def decide(content: str, actor: str = "Ann", sourcing: str = "named", **more: str) -> AttributionDecision:
    """Return eve's decision on an attribution."""
    cells = dict.fromkeys(ATTRIBUTION_COLUMNS, "") | {"coder": "human:eve", "doc_id": "one"}
    given = {"content": content, "actor": actor, "sourcing": sourcing}
    return AttributionDecision(item="eve.csv line 2", table="eve.csv", **{**cells, **given, **more})


@pytest.fixture
def machine(make_coder) -> Any:
    """Return a coder of what the machine found: two attributions to Ann, one of them doubted."""
    coder = make_coder({"one": TEXT})
    coder.quote("Ann", TRUCE, source="Ann", directness="indirect")
    coder.quote("Ann", "that Bob rejects the truce", source="Ann", directness="indirect", doubt="no cue")
    return coder


@pytest.fixture
def apply(machine) -> Apply:
    """Return a function that applies decisions to the machine's attributions."""

    def apply_decisions(*decisions: AttributionDecision) -> Outcome:
        codes = machine.codes()
        table, speakers, corrections, problems = apply_to_attributions(
            codes["quotes"], decisions, [Document("one", TEXT)], codes.codebook
        )
        rows = table.astype("object").where(table.notna(), None).to_dict("records")
        return Outcome({row["content"]: row for row in rows}, speakers, corrections, problems)

    return apply_decisions


def test_a_confirmed_attribution_is_the_persons_and_no_longer_doubted(apply: Apply) -> None:
    """Coder, confidence and doubt change; speaker and sourcing do not."""
    found = apply(decide("that Bob  rejects the truce", "Annie"))
    row = found.quotes["that Bob rejects the truce"]
    assert (row["coder"], row["confidence"], row["doubt"]) == ("human:eve", 1.0, None)
    assert (row["actor"], row["sourcing"], row["source"]) == ("Ann", "named", "Ann")
    assert found.corrections == [Correction("human:eve", "quotes", "one-q2", "confirmed")]
    assert found.quotes[TRUCE]["coder"] == "rules-test"


def test_the_speaker_and_the_sourcing_can_be_changed(apply: Apply) -> None:
    """Nobody in the codebook is a missing actor."""
    found = apply(decide(TRUCE, "", "vague"))
    assert (found.quotes[TRUCE]["actor"], found.quotes[TRUCE]["sourcing"]) == (None, "vague")
    assert found.speakers == {"one-q1": Speaker("Ann", None, "human:eve")}
    assert [one.verdict for one in found.corrections] == ["changed"]


def test_a_rejected_attribution_is_gone(apply: Apply) -> None:
    """The other one stays."""
    found = apply(decide(TRUCE, "Ann", ""))
    assert list(found.quotes) == ["that Bob rejects the truce"]
    assert found.speakers == {"one-q1": Speaker("Ann", None, "human:eve")}
    assert [one.verdict for one in found.corrections] == ["rejected"]


def test_an_unknown_speaker_is_reported_with_the_nearest(apply: Apply) -> None:
    """The machine's attribution stays."""
    found = apply(decide(TRUCE, "Bobb"))
    (problem,) = found.problems
    assert (problem.item, problem.severity) == ("eve.csv line 2", "left out")
    assert "Did you mean 'Bob'?" in problem.message
    assert found.quotes[TRUCE]["coder"] == "rules-test"


def test_a_part_of_the_content_from_the_same_source_is_the_same_attribution(apply: Apply) -> None:
    """Another version may cut the words otherwise; words of another source are another attribution."""
    same = apply(decide("the truce must", "Bob", source="Ann"))
    assert same.quotes[TRUCE]["actor"] == "Bob"
    other = apply(decide("the truce must", "Bob", source="He"))
    assert other.quotes[TRUCE]["actor"] == "Ann"
    assert other.quotes["the truce must"]["actor"] == "Bob"


@pytest.mark.parametrize(
    ("content", "source", "directness"),
    [
        ("All is lost.", "An aide", "direct"),
        ("called it “a farce, no more”", "He", "mixed"),
        ("Bob left", "", "indirect"),
    ],
)
def test_what_the_machine_codes_no_more_stays_as_the_person_described_it(
    apply: Apply, content: str, source: str, directness: str
) -> None:
    """The attribution is built from the row, with its words located in the text."""
    row = apply(decide(content, "Bob", "anonymous", source=source)).quotes[content]
    assert (row["quote_id"], row["actor"], row["sourcing"]) == ("one-q3", "Bob", "anonymous")
    assert row["directness"] == directness
    assert row["content_spans"] == [[TEXT.index(content), TEXT.index(content) + len(content)]]
    assert row["source"] == (source or None)
    assert row["source_start"] == (TEXT.index(source) if source else None)


def test_words_that_are_gone_are_listed(apply: Apply) -> None:
    """Rejected ones too."""
    (problem,) = apply(decide("war is over"), decide("peace now", sourcing="")).problems
    assert problem.message.startswith("2 decisions on attributions without effect")
    assert "(one: “war is over”)" in problem.message
    assert "(one: “peace now”)" in problem.message


@pytest.fixture
def statements(machine) -> pd.DataFrame:
    """Return Ann's statement in her attribution, Bob's in the same, and one without an attribution."""
    given = {"quote_id": "one-q1", "organisation": "North", "doubt": "no cue"}
    machine.statement("Ann", "truce", "support", TRUCE, **given)
    machine.statement("Bob", "truce", "oppose", TRUCE, **given)
    machine.statement("Ann", "join", "support", "Bob left")
    return machine.codes()["statements"]


def list_codes(statements: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return identifier and actor of each statement."""
    return list(statements[["statement_id", "actor"]].itertuples(index=False, name=None))


def test_a_corrected_speaker_takes_over_the_statements(statements: pd.DataFrame) -> None:
    """Only those of the attribution's own speaker; they remain the machine's and say why."""
    found = apply_to_statements(statements, {"one-q1": Speaker("Ann", "Smith, John", "human:eve")})
    assert list_codes(found) == [("one-s1", "Smith, John"), ("one-s2", "Bob"), ("one-s3", "Ann")]
    row = found.iloc[0]
    assert row["reason"] == "by hand; speaker corrected by human:eve"
    assert row["coder"] == "rules-test"
    assert row[["organisation", "doubt"]].isna().all()
    assert found[1:].reset_index(drop=True).equals(statements[1:].reset_index(drop=True))


def test_statements_of_nobody_go(statements: pd.DataFrame) -> None:
    """An attribution that is none, or whose speaker is nobody in the codebook, holds no position."""
    found = apply_to_statements(statements, {"one-q1": Speaker("Ann", None, "human:eve")})
    assert list_codes(found) == [("one-s2", "Bob"), ("one-s3", "Ann")]


def test_a_confirmed_speaker_settles_the_doubt(statements: pd.DataFrame) -> None:
    """The statement then counts; nothing else changes."""
    found = apply_to_statements(statements, {"one-q1": Speaker("Ann", "Ann", "human:eve")})
    assert found["doubt"].isna().tolist() == [True, False, True]
    assert found.drop(columns="doubt").equals(statements.drop(columns="doubt"))


def test_a_later_table_decides_between_two_people(apply: Apply) -> None:
    """As for events."""
    ben = replace(decide(TRUCE, "Bob"), coder="human:ben", table="z.csv")
    found = apply(decide(TRUCE), ben)
    assert (found.quotes[TRUCE]["actor"], found.quotes[TRUCE]["coder"]) == ("Bob", "human:ben")
    assert [problem.severity for problem in found.problems] == ["warning"]


def test_of_two_decisions_each_has_an_attribution_of_its_own(apply: Apply) -> None:
    """One source, and the content of one within that of the other: the machine's, and one that is built."""
    inner, outer = decide("Bob rejects the truce", source="Ann"), decide("that Bob rejects the truce")
    found = apply(inner, outer)
    assert found.quotes["that Bob rejects the truce"]["quote_id"] == "one-q2"
    assert found.quotes["Bob rejects the truce"]["quote_id"] == "one-q3"
    assert len(found.corrections) == 2
