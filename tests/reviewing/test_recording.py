"""Decisions become codings of the person, and none is lost."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import StancebookError
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session
from tests.reviewing.conftest import go_to, list_statements

ANN = ("Ann", "truce", "support", "Ann wants a truce")
BOB = ("Bob", "truce", "oppose", "Bob rejects the truce")
JOIN = ("Bob", "join", "support", "Bob wants to join")
IF = ("Ann", "join", "conditional", "Ann would join if Bob came")
ACTIONS = [
    "right",
    "reject",
    "support",
    "oppose",
    "neutral",
    "conditional",
    "flag",
    "undo",
    "next",
    "previous",
]


def decide(session: Session, words: str, action: str, value: str = "") -> None:
    """Go to an item from the beginning and decide on it."""
    for _ in range(9):
        session.act("previous")
    go_to(session, words)
    session.act(action, value)


def test_a_right_statement_becomes_the_person_s_and_nothing_else_changes(coded, table, apply) -> None:
    """Bob's other statements remain the machine's, though one is of the same cell as an attribution."""
    decide(Session(coded, Recorder(table)), BOB[3], "right")
    assert apply(coded, table) == ([BOB], [ANN, JOIN, IF], [])


def test_a_rejected_statement_is_gone(coded, table, apply) -> None:
    """Rejecting Ann's truce leaves all others."""
    decide(Session(coded, Recorder(table)), ANN[3], "reject")
    assert apply(coded, table) == ([], [BOB, JOIN, IF], [])


def test_one_of_two_statements_of_a_cell_is_rejected_and_the_other_remains(make_coder, table, apply) -> None:
    """A cell with two statements keeps the one that nobody decided on."""
    coder = make_coder({"paper": "Ann wants a truce. Ann hates the truce."})
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Ann", "truce", "oppose", "Ann hates the truce")
    codes = coder.codes()
    decide(Session(codes, Recorder(table)), "Ann hates the truce", "reject")
    assert apply(codes, table) == ([], [ANN], [])


def test_another_stance_actor_issue_and_evidence_are_recorded(coded, table, apply) -> None:
    """A changed statement replaces the machine's; a condition goes with the conditional stance."""
    session = Session(coded, Recorder(table))
    go_to(session, IF[3])
    session.act("actor", "bo")
    session.act("issue", "truce")
    session.act("widen")
    assert not table.exists()
    session.act("stance", "neutral")
    changed = ("Bob", "truce", "neutral", "Ann would join if Bob came.")
    assert apply(coded, table) == ([changed], [ANN, BOB, JOIN], [])


def test_a_condition_is_kept(coded, table, apply) -> None:
    """An accepted conditional statement is conditional on the same words."""
    decide(Session(coded, Recorder(table)), IF[3], "right")
    assert apply(coded, table) == ([IF], [ANN, BOB, JOIN], [])
    assert "if Bob came,support" in table.read_text(encoding="utf-8")


def test_a_missed_position_is_added(coded, table, apply) -> None:
    """An attribution without a code gets a stance; right means nothing there."""
    session = Session(coded, Recorder(table))
    go_to(session, "the truce is dead")
    with pytest.raises(StancebookError, match="Set a stance"):
        session.act("right")
    session.act("stance", "oppose")
    found = ("Bob", "truce", "oppose", "the truce is dead")
    assert apply(coded, table) == ([found], [ANN, BOB, JOIN, IF], [])


def test_a_second_position_in_the_same_words_is_added(coded, table, apply) -> None:
    """With m, another actor's position is added, and the statement on the screen is still to be decided."""
    session = Session(coded, Recorder(table))
    go_to(session, BOB[3])
    session.act("missing")
    session.act("actor", "Annie")
    session.act("stance", "neutral")
    assert apply(coded, table) == ([("Ann", "truce", "neutral", BOB[3])], [ANN, BOB, JOIN, IF], [])


def test_a_flag_decides_nothing_and_its_note_stays(coded, table, apply) -> None:
    """Flagged statements and attributions remain as they are, and the note outlasts a decision."""
    session = Session(coded, Recorder(table))
    decide(session, ANN[3], "flag", "ask Ben")
    decide(session, "the truce is dead", "flag", "who?")
    assert apply(coded, table) == ([], [ANN, BOB, JOIN, IF], [])
    again = Session(coded, Recorder(table))
    decide(again, ANN[3], "right")
    assert apply(coded, table).people == [ANN]
    assert "ask Ben" in table.read_text(encoding="utf-8")


def test_a_table_of_remarks_has_no_missing_rows(coded, table, apply) -> None:
    """A flag alone, on words in which nothing was coded, rejects nothing and gives no warning."""
    decide(Session(coded, Recorder(table)), "the truce is dead", "flag", "who?")
    assert apply(coded, table) == ([], [ANN, BOB, JOIN, IF], [])


def test_undo_takes_back_decisions_one_by_one(coded, table, apply) -> None:
    """The last decision goes first; a decision that replaced another gives it back."""
    session = Session(coded, Recorder(table))
    decide(session, ANN[3], "reject")
    decide(session, BOB[3], "right")
    decide(session, ANN[3], "stance", "oppose")
    session.act("undo")
    assert apply(coded, table) == ([BOB], [JOIN, IF], [])
    session.act("undo")
    assert apply(coded, table) == ([], [BOB, JOIN, IF], [])
    session.act("undo")
    assert list_statements(coded["statements"]) == [ANN, BOB, JOIN, IF]
    with pytest.raises(StancebookError, match="nothing to undo"):
        session.act("undo")


def test_decisions_survive_another_threshold_and_other_codes(coded, table, apply, recode) -> None:
    """After coding anew, what was decided does not come back, whatever is coded in the same words."""
    session = Session(coded, Recorder(table))
    decide(session, ANN[3], "reject")
    decide(session, BOB[3], "right")
    for column, values in (
        ("confidence", dict.fromkeys((ANN[3], BOB[3], JOIN[3], IF[3]), 0.4)),
        ("stance", {ANN[3]: "neutral", BOB[3]: "support"}),
        ("evidence", {ANN[3]: "wants a truce", BOB[3]: "Bob rejects the truce. Bob wants to join"}),
        ("coder", dict.fromkeys((ANN[3], BOB[3], JOIN[3], IF[3]), "other-2")),
    ):
        new = recode(column, values)
        people, machine, _ = apply(new, table)
        assert people == [BOB]
        assert [row[:2] for row in machine] == [JOIN[:2], IF[:2]]
        recorder = Recorder(table)
        assert len(recorder.list_decisions()) == 2
        left = Session(new, recorder).count_left()
        assert sum(left.values()) == 3


@pytest.mark.parametrize(
    "content",
    ["doc_id,actor,issue,stance,evidence\npaper,Ann,truce,support,Ann wants a truce\n", "a,b\n1,2\n"],
)
def test_a_table_of_another_kind_is_not_touched(table, content) -> None:
    """A person's own coding would change its meaning, so another name is asked for."""
    table.parent.mkdir()
    table.write_text(content, encoding="utf-8")
    with pytest.raises(StancebookError):
        Recorder(table)
    assert table.read_text(encoding="utf-8") == content


def test_a_damaged_row_is_named_and_not_overwritten(coded, table) -> None:
    """A cut-off fingerprint says no more on which words the decision was made: its row is not lost."""
    session = Session(coded, Recorder(table))
    session.act("reject")
    whole = table.read_text(encoding="utf-8")
    table.write_text(whole.rstrip()[:-30] + "\n", encoding="utf-8")
    with pytest.raises(StancebookError, match="`listing` is damaged"):
        Recorder(table)
    assert len(table.read_text(encoding="utf-8")) == len(whole) - 30


def test_a_table_opened_twice_is_not_overwritten(coded, table, apply) -> None:
    """The second window is told, and its decision changes neither the table nor its own progress."""
    first, second = Session(coded, Recorder(table)), Session(coded, Recorder(table))
    decide(first, ANN[3], "reject")
    with pytest.raises(StancebookError, match="changed elsewhere"):
        decide(second, BOB[3], "reject")
    assert apply(coded, table) == ([], [BOB, JOIN, IF], [])
    assert sum(second.count_left().values()) == 5


KILLED = """
import sys
from pathlib import Path
from analysis.reviewing.queue import COPIED, Item
from analysis.reviewing.recording import Recorder
recorder = Recorder(Path(sys.argv[1]))
for number in range(100_000):
    cells = dict.fromkeys(COPIED, "") | {"doc_id": "paper", "actor": "Ann", "issue": "truce", "start": number}
    item = Item(cells | {"evidence": f"words {number}"}, "")
    recorder.record(item, item.cells | {"stance": "support", "reason": "", "coder": "human:anna"})
    print(number, flush=True)
"""


def test_a_kill_loses_nothing_that_was_decided(table) -> None:
    """Killed while it writes, the table is whole and holds all decisions that were acknowledged."""
    command = [sys.executable, "-c", KILLED, str(table)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(50):
            process.stdout.readline()
        process.kill()
        acknowledged = 50 + len(process.stdout.read().split())
    words = [record.cells["evidence"] for record in Recorder(table).list_decisions()]
    assert words[:acknowledged] == [f"words {number}" for number in range(acknowledged)]
    assert acknowledged <= len(words) <= acknowledged + 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(ACTIONS), max_size=25))
def test_the_table_says_what_was_decided(coded, tmp_path_factory, apply, actions) -> None:
    """After any keys, each statement is decided once or the machine's, and reopening finds it all."""
    table = tmp_path_factory.mktemp("review") / "anna.csv"
    session = Session(coded, Recorder(table))
    for action in actions:
        value = action if action in ("support", "oppose", "neutral", "conditional") else ""
        try:
            session.act("stance" if value else action, value)
        except StancebookError:
            continue
    left = sum(session.count_left().values())
    decisions = Recorder(table).list_decisions()
    assert left + len(decisions) == 5
    assert sum(Session(coded, Recorder(table)).count_left().values()) == left
    if table.exists():
        people, machine, problems = apply(coded, table)
        assert sorted(people) == sorted(
            tuple(record.cells[name] for name in ("actor", "issue", "stance", "evidence"))
            for record in decisions
            if record.cells["stance"]
        )
        undecided = 4 - sum(record.cells["evidence"] != "the truce is dead" for record in decisions)
        assert len(machine) == undecided
        assert not [message for message in problems if "no rows" not in message]


def test_a_corpus_with_nothing_to_review_says_so(make_coder, table) -> None:
    """The review opens, and every key explains that nothing is left."""
    session = Session(make_coder({"paper": "Tea."}).codes(), Recorder(table))
    assert session.message == "There is nothing to review."
    assert (session.describe()["item"], session.count_left()) == (None, {})
    with pytest.raises(StancebookError, match="Nothing is left"):
        session.act("right")
