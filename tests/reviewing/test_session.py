"""A session of statements: conditions, what was decided earlier, and how long it takes."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reviewing.pace import Pace
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import KINDS, Session
from tests.reviewing.conftest import get_slots, go_to, read_rows

DOCS = Path(__file__).parents[2] / "docs" / "review.md"
ANN, BOB, JOIN, IF = (
    "Ann wants a truce",
    "Bob rejects the truce",
    "Bob wants to join",
    "Ann would join if Bob came",
)


def decide(session: Session, words: str, action: str, value: str = "") -> None:
    """Go to an item and decide on it."""
    go_to(session, words)
    session.act(action, value)


def recode(codes: Codes, table: Path, apply) -> Codes:
    """Return the codes as they are once a table has been applied: what was decided is not the machine's."""
    frame = codes["statements"]
    left = [words for *_, words in apply(codes, table).machine]
    undecided = {**codes.tables, "statements": frame[frame["evidence"].isin(left)]}
    return replace(codes, tables=undecided, machine=frame)


def test_a_condition_is_set_in_the_words_of_the_passage(coded, table) -> None:
    """It makes the stance conditional; the stance shown before is the one once it is met; Enter decides."""
    session = Session(coded, Recorder(table))
    go_to(session, ANN)
    session.act("condition", " if  Bob came ")
    assert not table.exists()
    assert get_slots(session)["condition"] == "if Bob came (if met: support)"
    session.act("right")
    (row,) = read_rows(table)
    assert (row["stance"], row["condition"], row["if_met"]) == ("conditional", "if Bob came", "support")


def test_the_stance_once_a_condition_is_met_can_be_given(coded, table) -> None:
    """It follows an arrow and is for or against; c keeps the condition."""
    session = Session(coded, Recorder(table))
    go_to(session, ANN)
    with pytest.raises(StancebookError, match="support or oppose, got 'perhaps'"):
        session.act("condition", "if Bob came -> perhaps")
    session.act("condition", "if Bob came -> oppose")
    session.act("stance", "conditional")
    (row,) = read_rows(table)
    assert (row["stance"], row["condition"], row["if_met"]) == ("conditional", "if Bob came", "oppose")


def test_a_condition_that_is_not_in_the_passage_is_refused(coded, table) -> None:
    """Nothing changes, and the message says what to type."""
    session = Session(coded, Recorder(table))
    go_to(session, ANN)
    with pytest.raises(StancebookError, match="'if it rains' does not occur in the passage"):
        session.act("condition", "if it rains")
    assert get_slots(session)["status"] == "not decided"


def test_the_condition_of_the_machine_comes_back_with_its_stance(coded, table) -> None:
    """A stance that was set by mistake does not lose the condition."""
    session = Session(coded, Recorder(table))
    decide(session, IF, "stance", "support")
    assert read_rows(table)[0]["condition"] == ""
    session.act("previous")
    go_to(session, IF)
    session.act("stance", "conditional")
    (row,) = read_rows(table)
    assert (row["condition"], row["if_met"]) == ("if Bob came", "support")


def test_what_was_decided_earlier_is_before_the_beginning(coded, table, apply) -> None:
    """After coding anew, k goes back through all decisions, the last one first, and j leads on again."""
    session = Session(coded, Recorder(table))
    decide(session, BOB, "right")
    decide(session, ANN, "reject")
    again = Session(recode(coded, table, apply), Recorder(table))
    assert again.message == "3 to review. Go back with k to what you decided before (2)."
    first = again.item
    seen = []
    for _ in range(3):
        again.act("previous")
        seen.append((again.item.cells["evidence"], get_slots(again)["status"]))
    assert seen == [
        (ANN, "you decided: not a position"),
        (BOB, "you decided: oppose"),
        (BOB, "you decided: oppose"),
    ]
    again.act("next")
    assert get_slots(again)["stance"] == "support"
    again.act("next")
    assert again.item is first


def test_an_earlier_decision_is_changed_in_its_own_row(coded, table, apply) -> None:
    """What was rejected is accepted and what was accepted rejected; the machine's statements are decided."""
    session = Session(coded, Recorder(table))
    decide(session, BOB, "right")
    decide(session, ANN, "reject")
    again = Session(recode(coded, table, apply), Recorder(table))
    again.act("previous")
    again.act("previous")
    again.act("reject")
    assert again.item.cells["evidence"] == ANN, "the next one in order follows"
    again.act("right")
    assert [(row["evidence"], row["stance"]) for row in read_rows(table)] == [(BOB, ""), (ANN, "support")]
    people, machine, problems = apply(coded, table)
    assert [row[3] for row in people] == [ANN]
    assert [row[3] for row in machine] == [JOIN, IF]
    assert not problems
    again.act("undo")
    again.act("undo")
    assert [(row["evidence"], row["stance"]) for row in read_rows(table)] == [(BOB, "oppose"), (ANN, "")]


def test_after_the_last_decision_was_changed_what_was_skipped_follows(coded, table) -> None:
    """The review does not end while something is left."""
    session = Session(coded, Recorder(table))
    skipped = session.item
    session.act("next")
    while session.item is not skipped:
        session.act("reject")
    for _ in range(9):
        session.act("next")
    session.act("reject")
    assert session.item is skipped


def test_decisions_whose_words_are_gone_are_kept(coded, table, apply, make_coder) -> None:
    """They are counted and named, are not in the queue, and remain in the table after further decisions."""
    session = Session(coded, Recorder(table))
    decide(session, ANN, "reject")
    decide(session, JOIN, "right")
    shorter = make_coder({"paper": "Bob rejects the truce. Bob wants to join."})
    shorter.statement("Bob", "truce", "oppose", BOB)
    again = Session(shorter.codes(), Recorder(table))
    assert [record.cells["evidence"] for record in again.vanished] == [ANN]
    assert again.describe()["decided"] == 2
    again.act("right")
    assert [row["evidence"] for row in read_rows(table)] == [ANN, JOIN, BOB]


def test_an_issue_that_left_the_codebook_is_said_to_be_missing(coded, table, apply) -> None:
    """The decision is shown, so that it can be given to another issue."""
    session = Session(coded, Recorder(table))
    decide(session, JOIN, "right")
    codes = recode(coded, table, apply)
    left = tuple(issue for issue in codes.codebook.issues if issue.name != "join")
    frame = codes["statements"]
    codes = replace(
        codes,
        codebook=replace(codes.codebook, issues=left),
        tables={**codes.tables, "statements": frame[frame["issue"] != "join"]},
    )
    again = Session(codes, Recorder(table))
    again.act("previous")
    assert get_slots(again)["issue"] == "join: not in the codebook"
    again.act("issue", "tru")
    again.act("right")
    assert [row["issue"] for row in read_rows(table)] == ["truce"]


def test_the_pace_leaves_breaks_out() -> None:
    """Three decisions after 10, 20 and 30 seconds and one after an hour take one minute, 20 seconds each."""
    times = iter([0, 10, 30, 60, 3660])
    pace = Pace(lambda: next(times))
    assert pace.describe() == ""
    for _ in range(4):
        pace.count()
    assert pace.describe() == "This session: 4 decisions in 1 minute, 20 seconds each."


def test_the_screen_says_how_many_were_decided_and_are_left(coded, table) -> None:
    """Flags and moves are no decisions."""
    times = iter([0, 9])
    session = Session(coded, Recorder(table), Pace(lambda: next(times)))
    session.act("flag", "who?")
    session.act("next")
    session.act("reject")
    progress = session.describe()["progress"]
    assert progress.startswith("1 decided in codings/anna.csv. Left: ")
    assert progress.endswith("This session: 1 decision in less than a minute, 9 seconds each.")


@pytest.mark.parametrize("of", KINDS)
def test_every_key_is_on_the_page_about_reviews(of: str) -> None:
    """The table of its kind, or the one of all kinds, has it, and no key does two things."""
    sections = (
        DOCS.read_text(encoding="utf-8").partition("## The keys")[2].partition("\n## ")[0].split("\nFor a")
    )
    own = next(section for section in sections if f"**{of.removesuffix('s')}**" in section)
    keys = [key.key for key in KINDS[of].keys]
    assert len(set(keys)) == len(keys)
    rows = [line.split("|")[1] for line in (sections[0] + own).splitlines() if line.startswith("| ")]
    assert {key for row in rows[1:] for key in row.replace(",", " ").split()} - {"Key"} == set(keys)
