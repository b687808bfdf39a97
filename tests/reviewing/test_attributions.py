"""The review of attributions: what comes first, and what each key does."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reading.decisions import ATTRIBUTION_COLUMNS
from analysis.reviewing.attributions import CARRYING, DOUBTED, OTHERS, UNKNOWN
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session
from tests.reviewing.conftest import get_slots, go_to, read_rows

TEXT = "Ann: a truce. He said no. The Russian president said yes. Bob: perhaps. Bob: never. Bob: no."
NAMES = ("Ann", "He", "The Russian president", "Bob")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the place of Anna's table of attributions, which does not exist yet."""
    return tmp_path / "codings" / "anna.attributions.csv"


@pytest.fixture
def quoted(make_coder) -> Codes:
    """Return six attributions, of which the first carries a statement."""
    coder = make_coder({"paper": TEXT})
    coder.quote("Bob", "perhaps", source="Bob", confidence=0.9)
    coder.quote("Bob", "never", source="Bob", confidence=0.4, cue="said")
    coder.quote("Bob", "no", source="Bob", doubt="a question")
    coder.quote(None, "said no", source="He", sourcing="vague")
    coder.quote(None, "yes", source="The Russian president", sourcing="role")
    key = coder.quote("Ann", "a truce", source="Ann", confidence=0.99)
    coder.statement("Ann", "truce", "support", "a truce", quote_id=key)
    coder.statement("Bob", "truce", "oppose", "never", quote_id="paper-q2", confidence=0.3)
    return coder.codes()


def open_session(codes: Codes, table: Path) -> Session:
    """Return a review of attributions."""
    return Session(codes, Recorder(table, "attributions"))


def test_attributions_that_carry_a_mark_come_first(quoted, table) -> None:
    """Then doubted ones, then unknown speakers, then the others, the least confident first."""
    session = open_session(quoted, table)
    order = []
    for _ in range(6):
        order.append((session.describe()["part"], session.item.cells["content"]))
        session.act("next")
    assert order == [
        (CARRYING, "a truce"),
        (DOUBTED, "no"),
        (UNKNOWN, "said no"),
        (UNKNOWN, "yes"),
        (OTHERS, "never"),
        (OTHERS, "perhaps"),
    ]


def test_the_screen_says_what_rests_on_an_attribution(quoted, table) -> None:
    """The speaker, the source in the text, and the statements in the matrix."""
    session = open_session(quoted, table)
    assert get_slots(session) == {
        "actor": "Ann",
        "source": "Ann",
        "sourcing": "named",
        "statements": "truce: support",
        "doubt": "",
        "why": "attributed without a verb (rules-test, confidence 0.99)",
        "status": "not decided",
    }


def test_speaker_and_sourcing_are_written(quoted, table) -> None:
    """A speaker is shown first and decided by Enter or a kind of sourcing; x means no attribution."""
    session = open_session(quoted, table)
    go_to(session, "a truce")
    session.act("actor", "somebody")
    assert get_slots(session)["actor"] == "nobody in the codebook"
    assert not table.exists()
    session.act("right")
    go_to(session, "said no")
    session.act("actor", "smi")
    session.act("sourcing", "role")
    go_to(session, "never")
    session.act("reject")
    rows = read_rows(table)
    assert tuple(rows[0]) == ATTRIBUTION_COLUMNS
    assert [(row["content"], row["actor"], row["sourcing"], row["coder"]) for row in rows] == [
        ("a truce", "", "named", "human:anna"),
        ("said no", "Smith, John", "role", "human:anna"),
        ("never", "Bob", "", "human:anna"),
    ]


def test_one_of_two_attributions_in_the_same_words_is_meant(make_coder, table) -> None:
    """Its place says which one was decided."""
    coder = make_coder({"paper": "Ann said yes. Bob said yes."})
    coder.quote("Ann", "yes")
    coder.quote("Bob", "yes", start=23, end=26)
    codes = coder.codes()
    session = open_session(codes, table)
    session.act("next")
    session.act("reject")
    again = open_session(codes, table)
    assert again.item.cells["actor"] == "Ann"
    assert sum(again.count_left().values()) == 1


def test_attributions_decided_earlier_can_be_decided_again(quoted, table) -> None:
    """A rejected one is not coded any more; it needs a kind of sourcing to be one again."""
    session = open_session(quoted, table)
    go_to(session, "never")
    session.act("reject")
    frame = quoted["quotes"]
    codes = replace(quoted, tables={**quoted.tables, "quotes": frame[frame["content"] != "never"]})
    again = open_session(codes, table)
    again.act("previous")
    assert get_slots(again)["status"] == "you decided: not an attribution"
    with pytest.raises(StancebookError, match="You decided that this is no attribution"):
        again.act("right")
    again.act("sourcing", "vague")
    assert [(row["content"], row["sourcing"]) for row in read_rows(table)] == [("never", "vague")]
