"""Who checked what: each decision of a person is told from the codes, and so is what it did to the matrix."""

from dataclasses import replace

import pytest

from analysis.codes import Codes, Correction, Decision
from analysis.comparing.checking import changed_marks, checks

EVE = "human:eve"


@pytest.fixture
def checked(make_coder) -> Codes:
    """Return codes of which Eve confirmed one, changed the words of two with one, rejected one, added one."""
    coder = make_coder(
        {"a": "Ann wants a truce. Bob rejects the truce, and Ann is for it.", "b": "Bob joins."}
    )
    machine = [
        coder.statement("Ann", "truce", "support", "Ann wants a truce"),
        coder.statement("Bob", "truce", "oppose", "Bob rejects the truce"),
        coder.statement("Bob", "truce", "oppose", "rejects the truce"),
        coder.statement("Ann", "join", "support", "Ann is for it"),
        coder.statement("Bob", "join", "support", "Bob joins", doc="b"),
    ]
    own = [
        coder.statement("Ann", "truce", "support", "Ann wants a truce", coder=EVE),
        coder.statement("Bob", "truce", "oppose", "Bob rejects the truce, and", coder=EVE),
        coder.statement("Bob", "join", "oppose", "Ann is for it", coder=EVE),
    ]
    codes = coder.codes()
    made = codes["statements"].set_index("statement_id", drop=False)
    return replace(
        codes,
        tables={**codes.tables, "statements": made.loc[[*own, machine[4]]].reset_index(drop=True)},
        machine=made.loc[machine].reset_index(drop=True),
        human=made.loc[own].reset_index(drop=True),
        decisions=(
            *(Decision(EVE, key, "replaced") for key in machine[:3]),
            Decision(EVE, machine[3], "rejected"),
        ),
        singly=frozenset({(EVE, "a")}),
    )


def test_each_decision_has_its_verdict(checked: Codes) -> None:
    """One wide statement changes both that it covers; words that overlap nothing of hers are no change."""
    rows = checks(checked)
    assert [
        (row.verdict, row.actor, row.issue, row.differs, len(row.statements)) for row in rows.itertuples()
    ] == [
        ("confirmed", "Ann", "truce", [], 2),
        ("changed", "Bob", "truce", ["evidence"], 2),
        ("changed", "Bob", "truce", ["evidence"], 2),
        ("rejected", "Ann", "join", [], 1),
        ("added", "Bob", "join", [], 1),
    ]
    assert set(rows["coder"]) == {EVE}


def test_a_changed_statement_does_not_take_the_place_of_a_confirmed_one(make_coder) -> None:
    """Two statements share their words: one had its issue and stance changed, the other was confirmed."""
    coder = make_coder({"a": "Ann wants a truce."})
    machine = [coder.statement("Ann", issue, "support", "Ann wants a truce") for issue in ("join", "truce")]
    own = [
        coder.statement("Ann", "truce", "support", "Ann wants a truce", coder=EVE),
        coder.statement("Bob", "join", "oppose", "Ann wants a truce", coder=EVE),
    ]
    codes = coder.codes()
    made = codes["statements"].set_index("statement_id", drop=False)
    rows = checks(
        replace(
            codes,
            machine=made.loc[machine],
            human=made.loc[own],
            decisions=tuple(Decision(EVE, key, "replaced") for key in machine),
            singly=frozenset({(EVE, "a")}),
        )
    )
    assert [(row.verdict, row.differs, row.statements) for row in rows.itertuples()] == [
        ("confirmed", [], [own[0], machine[1]]),
        ("changed", ["actor", "stance"], [own[1], machine[0]]),
    ]


def test_a_table_of_ones_own_is_no_correction(checked: Codes) -> None:
    """Without decisions on single statements, every statement of a person is one that she coded."""
    rows = checks(replace(checked, decisions=(), singly=frozenset()))
    assert list(rows["verdict"]) == ["coded"] * 3
    assert rows["machine"].isna().all()


def test_events_and_attributions_are_listed_after_the_statements(codes: Codes) -> None:
    """They have the words they have now; what was rejected has none."""
    (event, _), (quote, _) = codes["events"]["event_id"], codes["quotes"]["quote_id"]
    corrected = (
        Correction(EVE, "quotes", quote, "changed"),
        Correction(EVE, "events", "gone", "rejected"),
        Correction(EVE, "events", event, "confirmed"),
    )
    rows = checks(replace(codes, corrections=corrected)).fillna("")
    assert [(row.kind, row.verdict, row.actor, row.words) for row in rows.itertuples()] == [
        ("event", "confirmed", "Ann, Bob", "They met on Monday"),
        ("event", "rejected", "", ""),
        ("attribution", "changed", "Bob", "“a farce”"),
    ]


def test_nobody_checked_anything(codes: Codes) -> None:
    """There is no decision, and the matrix of the machine alone is the matrix."""
    assert checks(codes).empty
    assert set(changed_marks(replace(codes, machine=codes["statements"]))["change"]) == {"the same"}


def test_marks_before_and_after_the_decisions(checked: Codes) -> None:
    """A rejected mark is gone, a changed stance shows, and a mark that nobody looked at is unchecked."""
    marks = changed_marks(checked).set_index(["actor", "issue"])
    assert list(marks["change"]) == ["the same", "gone", "the same", "another stance"]
    assert list(marks.index) == [("Ann", "truce"), ("Ann", "join"), ("Bob", "truce"), ("Bob", "join")]
    joined = marks.loc[("Bob", "join")]
    assert (joined["before"], joined["after"], joined["checked"]) == ("support", "mixed", True)
    assert not marks.loc[("Ann", "join"), "checked"]
    unmade = changed_marks(replace(checked, machine=checked.machine.head(0)))
    assert set(unmade["change"]) == {"new"}
