"""The review of events: what comes first, what each key does, and what is written."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reading.decisions import EVENT_COLUMNS
from analysis.reviewing.event_ranks import OTHERS, RETOLD, SHOWN
from analysis.reviewing.items import Item
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session
from tests.reviewing.conftest import get_slots, go_to, read_rows

TEXTS = {
    "paper": "Ann met Bob in Oslo on Monday. A second meeting is planned. Bob left town.",
    "daily": "In Oslo Ann met Bob. It rained.",
}
MET, SECOND, LEFT, AGAIN = (
    "Ann met Bob in Oslo on Monday",
    "A second meeting is planned",
    "Bob left town",
    "In Oslo Ann met Bob",
)
STEPS = [
    ("right", ""), ("reject", ""), ("status", "denied"), ("days", "2025-05-01/.."), ("same", "planned"),
    ("same", "rained"), ("flag", "?"), ("undo", ""), ("next", ""), ("previous", ""),
]  # fmt: skip
DECIDED = ("evidence", "status", "earliest", "latest")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the place of Anna's table of events, which does not exist yet."""
    return tmp_path / "codings" / "anna.events.csv"


@pytest.fixture
def told(make_coder) -> Codes:
    """Return the events of two articles, of which both tell the meeting."""
    coder = make_coder(TEXTS, published="2025-05-20")
    both = {"actors": ["Ann", "Bob"], "place": "Oslo"}
    day = {"earliest": "2025-05-19", "latest": "2025-05-19"}
    coder.event(MET, doc="paper", **both, **day, mentions=[[4, 7]], confidence=None)
    coder.event(SECOND, "planned", doc="paper", earliest="2025-05-20", modality="planned", claimed_by=["Ann"])
    coder.event(LEFT, doc="paper", type="OTHER", latest="2025-05-20", actors=["Bob"])
    coder.event(AGAIN, doc="daily", **both, **day, mentions=[[12, 15]])
    return coder.codes()


def open_session(codes: Codes, table: Path) -> Session:
    """Return a review of events."""
    return Session(codes, Recorder(table, "events"))


def read_decisions(table: Path) -> list[tuple[str, ...]]:
    """Return words, status and days of each row."""
    return [tuple(row[name] for name in DECIDED) for row in read_rows(table)]


def test_the_least_sure_events_of_the_timeline_come_first(told, table) -> None:
    """The meeting has a day and two articles, the others have neither; its second mention comes after."""
    session = open_session(told, table)
    order = []
    for _ in range(4):
        order.append((session.describe()["part"], session.item.cells["evidence"]))
        session.act("next")
    assert [part for part, _ in order] == [SHOWN, SHOWN, SHOWN, RETOLD]
    assert {words for _, words in order[:2]} == {SECOND, LEFT}
    assert {words for _, words in order[2:]} == {MET, AGAIN}
    assert session.count_left() == {SHOWN: 3, RETOLD: 1}


def test_what_the_timeline_leaves_out_comes_last(make_coder, table) -> None:
    """Of 40 events a default timeline shows at most 25; the others are in their order of importance."""
    words = [f"Ann saw ship {number}" for number in range(40)]
    coder = make_coder({"paper": ". ".join(words)}, published="2025-05-20")
    for number, clause in enumerate(words):
        coder.event(clause, type="OTHER", earliest=f"2025-04-{number % 30 + 1:02}")
    session = open_session(coder.codes(), table)
    left = session.count_left()
    assert list(left) == [SHOWN, OTHERS]
    assert sum(left.values()) == 40


def test_the_screen_says_all_that_is_decided(told, table) -> None:
    """Status with how the article speaks of it, days with their reason, and what is doubtful."""
    session = open_session(told, table)
    go_to(session, SECOND)
    shown = session.describe()
    assert [piece for piece in shown["passage"][0] if piece[1]] == [(SECOND, True)]
    assert get_slots(session) == {
        "event": SECOND,
        "state": "planned (planned; claimed by Ann)",
        "days": "2025-05-20 or later (by hand)",
        "same": "",
        "actors": "",
        "doubt": "it has no single day; one article tells it",
        "status": "not decided",
    }


def test_a_right_event_is_written_with_the_words_of_its_mention(told, table) -> None:
    """The row says which event is meant, what it is, and who decided."""
    session = open_session(told, table)
    go_to(session, MET)
    session.act("right")
    (row,) = read_rows(table)
    assert tuple(row) == EVENT_COLUMNS
    assert row == dict.fromkeys(EVENT_COLUMNS, "") | {
        "doc_id": "paper",
        "start": "0",
        "end": str(len(MET)),
        "evidence": MET,
        "trigger": "met",
        "description": MET,
        "status": "occurred",
        "earliest": "2025-05-19",
        "latest": "2025-05-19",
        "reason": "by hand",
        "coder": "human:anna",
    }


def test_rejection_status_and_days_are_written(told, table) -> None:
    """A status decides at once; days are shown first and decided by Enter or by a status."""
    session = open_session(told, table)
    go_to(session, LEFT)
    session.act("reject")
    go_to(session, SECOND)
    session.act("status", "hypothetical")
    for _ in range(4):
        session.act("previous")
    go_to(session, MET)
    session.act("days", "../2025-05-18")
    assert get_slots(session)["days"] == "by 2025-05-18"
    assert len(read_rows(table)) == 2
    session.act("right")
    assert sorted(read_decisions(table)) == sorted(
        [
            (LEFT, "", "", "2025-05-20"),
            (SECOND, "hypothetical", "2025-05-20", ""),
            (MET, "occurred", "", "2025-05-18"),
        ]
    )
    assert all(row["reason"] == "corrected by human:anna" for row in read_rows(table))


def test_days_that_are_none_change_nothing(told, table) -> None:
    """The message shows how days are written."""
    session = open_session(told, table)
    with pytest.raises(StancebookError, match="Expected a day as YYYY-MM-DD"):
        session.act("days", "last Monday")
    assert get_slots(session)["status"] == "not decided"


def test_another_telling_is_merged(told, table) -> None:
    """Part of the other event's name is enough if no other has it; the row says which one it is."""
    session = open_session(told, table)
    go_to(session, AGAIN)
    (choices,) = session.describe()["choices"].values()
    assert choices[0] == f"{MET} (The Paper, 2025-05-19)"
    session.act("same", "on mon")
    (row,) = read_rows(table)
    assert [row[f"same_{name}"] for name in ("doc_id", "evidence", "trigger")] == ["paper", MET, "met"]
    assert row["status"] == "occurred"
    assert session.message.startswith(f"{AGAIN}: occurred, 2025-05-19, the same as “{MET}”")
    go_to_decided(session, AGAIN)
    assert get_slots(session)["same"] == MET
    assert session.describe()["choices"]["same"][0] == "no other event"
    session.act("same", "no other event")
    assert read_rows(table)[0]["same_doc_id"] == ""


def go_to_decided(session: Session, words: str) -> None:
    """Go back to an item."""
    for _ in range(9):
        session.act("previous")
    go_to(session, words)


def test_a_merge_needs_one_event(told, table) -> None:
    """Words of two events or of none decide nothing, and an event is not the same as itself."""
    session = open_session(told, table)
    go_to(session, LEFT)
    with pytest.raises(StancebookError, match="2 events have these words"):
        session.act("same", "met bob")
    with pytest.raises(StancebookError, match="No other event has the words"):
        session.act("same", LEFT)
    assert not table.exists()


def test_events_decided_earlier_can_be_decided_again(told, table) -> None:
    """After coding anew a rejected event is gone and a confirmed one the person's; both can be changed."""
    session = open_session(told, table)
    go_to(session, LEFT)
    session.act("reject")
    go_to_decided(session, MET)
    session.act("right")
    frame = told["events"]
    frame = frame[frame["evidence"] != LEFT].copy()
    frame.loc[frame["evidence"] == MET, "coder"] = "human:anna"
    again = open_session(replace(told, tables={**told.tables, "events": frame}), table)
    assert sum(again.count_left().values()) == 2
    again.act("previous")
    assert get_slots(again)["status"] == "you decided: occurred, 2025-05-19"
    again.act("status", "denied")
    again.act("previous")
    go_to_decided(again, LEFT)
    assert get_slots(again)["status"] == "you decided: not an event"
    with pytest.raises(StancebookError, match="You decided that this is no event"):
        again.act("right")
    again.act("status", "occurred")
    assert read_decisions(table) == [
        (LEFT, "occurred", "", "2025-05-20"),
        (MET, "denied", "2025-05-19", "2025-05-19"),
    ]


def test_a_decision_finds_its_event_with_other_evidence(told, table) -> None:
    """The same trigger in a clause cut differently is the same event; another trigger is not."""
    session = open_session(told, table)
    go_to(session, MET)
    session.act("right")
    frame = told["events"].copy()
    frame["evidence"] = ["Ann met Bob", *frame["evidence"][1:]]
    again = open_session(replace(told, tables={**told.tables, "events": frame}), table)
    assert sum(again.count_left().values()) == 3
    frame = frame.assign(mentions=[[[8, 11]], *frame["mentions"][1:]])
    again = open_session(replace(told, tables={**told.tables, "events": frame}), table)
    assert sum(again.count_left().values()) == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("doc_id,actor,issue,stance,evidence\npaper,Ann,truce,support,met\n", "Missing column 'trigger'"),
        (
            f"doc_id,evidence,trigger,status,earliest,coder\npaper,{MET},met,occurred,soon,human:anna\n",
            r"line 2: 'soon' is not clearly a day",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_not_touched(told, table, content, message) -> None:
    """A table of another kind, or a day that is none, is reported and not overwritten."""
    table.parent.mkdir()
    table.write_text(content, encoding="utf-8")
    with pytest.raises(StancebookError, match=message):
        open_session(told, table)
    assert table.read_text(encoding="utf-8") == content


def test_a_table_saved_by_a_spreadsheet_program_goes_on(told, table) -> None:
    """Semicolons, a byte order mark and days as 19.05.2025 change no decision."""
    session = open_session(told, table)
    go_to(session, MET)
    session.act("right")
    written = table.read_text(encoding="utf-8").replace("2025-05-19", "19.05.2025").replace(",", ";")
    table.write_text(f"\ufeff{written}", encoding="utf-8")
    again = open_session(told, table)
    assert sum(again.count_left().values()) == 3
    again.act("reject")
    assert read_decisions(table)[0] == (MET, "occurred", "2025-05-19", "2025-05-19")


def test_without_events_there_is_nothing_to_review(make_coder, table) -> None:
    """The review opens and says so."""
    session = open_session(make_coder({"paper": "Tea."}).codes(), table)
    assert session.message == "There is nothing to review."


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=20))
def test_any_keys_leave_each_event_decided_once_or_not(told, tmp_path_factory, steps) -> None:
    """After any keys, what is left and what is decided are all the events, and reopening finds the same."""
    table = tmp_path_factory.mktemp("review") / "anna.events.csv"
    session = open_session(told, table)
    for step in steps:
        try:
            session.act(*step)
        except StancebookError:
            continue
    rows = [row for row in read_rows(table) if row["coder"]] if table.exists() else []
    assert len({row["evidence"] for row in rows}) == len(rows)
    left = {item.cells["evidence"] for item in list_open(session)}
    assert left == {MET, SECOND, LEFT, AGAIN} - {row["evidence"] for row in rows}
    assert {item.cells["evidence"] for item in list_open(open_session(told, table))} == left


def list_open(session: Session) -> list[Item]:
    """Return what is still to be decided, by going through the whole queue."""
    for _ in range(9):
        session.act("previous")
    found = []
    for _ in range(4):
        if get_slots(session)["status"].endswith("not decided"):
            found.append(session.item)
        session.act("next")
    return found
