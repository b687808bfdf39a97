"""Which clauses become events, how they are described, and who claims them."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]
LEAD = "Brandt said on Thursday that she may resign."


def find_events(coded: Coded, text: str) -> pd.DataFrame:
    """Return the events of a text that is published on a Friday."""
    return coded(text, published="2025-05-09")["events"]


@pytest.mark.parametrize(
    "text",
    [
        "The old ferry capsized on Tuesday.",
        "Brandt died in Geneva.",
        "The mayor was elected in 2012.",
        "The council passed the budget.",
        "The factory acquired a rival.",
        "Brandt announced her candidacy.",
        "Brandt was found guilty on all counts.",
    ],
)
def test_whatever_happened_is_an_event(coded: Coded, text: str) -> None:
    """News is more than acts between actors: PLOVER's types do not cover it, the timeline does."""
    (event,) = find_events(coded, text).itertuples()
    assert (event.type, event.status, event.description) == ("OTHER", "occurred", text[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "The mayor knew the harbour well.",
        "The law forbids strikes of nurses.",
        "We are committed to the harbour.",
        "Two cranes, carrying flags, stood in the harbour.",
        "The mayor said that it was late.",
        "Brandt remembered lengthy negotiations.",
        "Brandt found the report useful.",
    ],
)
def test_states_habits_sayings_and_mere_names_are_no_events(coded: Coded, text: str) -> None:
    """An editor prints what happened, not what holds, what is said or what is only named."""
    assert find_events(coded, text).empty


def test_what_is_quoted_is_no_event(coded: Coded) -> None:
    """Words in quotation marks are a speaker's, not the article's account."""
    text = "The mayor opened the bridge. “The union destroyed the old one,” she said."
    assert find_events(coded, text)["description"].tolist() == ["The mayor opened the bridge"]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("The council asked Norland to withdraw its troops.", "asked Norland to withdraw its troops"),
        ("Brandt left the hall and joined the union.", "Brandt left the hall and joined the union"),
        ("The court jailed the pilot who had hijacked the ferry.", "the pilot hijacked the ferry"),
        ("Norland had already accepted the truce.", "Norland accepted the truce"),
        (
            "Lind proposed a new truce, something Norland had already accepted, and left.",
            "a new truce, something Norland had already accepted",
        ),
        ("Lind wants a truce, which Sudria had already accepted.", "Sudria accepted a truce"),
        ("The vaccine the firm developed on Friday is safe.", "the firm developed the vaccine on Friday"),
        ("The union, whose leader was arrested, left.", "The union, whose leader was arrested"),
        ("OSLO (Reuters) - A Norland soldier died.", "A Norland soldier died"),
        ("Crowds burned the deal that Norland had signed.", "the deal that Norland signed"),
        ("The talks had begun. Norland had not signed.", "The talks had begun"),
        ("A drone had been destroyed in Sudria.", "A drone had been destroyed"),
    ],
)
def test_a_row_is_a_clause_with_its_subject_and_object(coded: Coded, text: str, description: str) -> None:
    """Who did what to whom stands in the row, even if the clause shares its subject with another."""
    found = find_events(coded, text)["description"]
    assert any(description in row and not row.startswith("OSLO") for row in found)


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("The council asked Norland to withdraw its troops.", "REQUEST", "occurred"),
        ("Norland is scheduled to withdraw its troops.", "RETREAT", "planned"),
        ("The purpose of the ship was clear: Norland sent it to deliver aid.", "AID", "occurred"),
    ],
)
def test_a_clause_is_one_row(coded: Coded, text: str, type_: str, status: str) -> None:
    """A request and what it asks for are one event, and so are a plan and what is planned."""
    events = find_events(coded, text)
    assert events[["type", "status"]].to_numpy().tolist() == [[type_, status]]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("A bomber crashed on Tuesday. The bomber crashed near the runway.", [2]),
        ("The bomber crashed on Tuesday. The crash happened at noon.", [2]),
        ("Anna Holm died on Tuesday. Holm died in Geneva.", [2]),
        ("The bomber crashed on Tuesday. The tanker crashed near the runway.", [1, 1]),
        ("Anna Holm died on Tuesday. Ola Brandt died in Geneva.", [1, 1]),
        ("The mayor ran for parliament. The mayor ran for president.", [1, 1]),
        ("The bomber crashed on Monday. The bomber crashed on Thursday.", [1, 1]),
        ("The union emailed the mayor. The union emailed the mayor again.", [1, 1]),
    ],
)
def test_a_later_sentence_that_adds_when_or_where_is_no_further_row(
    coded: Coded, text: str, mentions: list[int]
) -> None:
    """It is a mention of the event, unless somebody else did it, or did it to another, or once more."""
    assert [len(spans) for spans in find_events(coded, text)["mentions"]] == mentions


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The court jailed the pilot, who hijacked the ferry.", ["The court jailed the pilot"]),
        ("The mayor closed the harbour because the crane collapsed.", ["The mayor closed the harbour"]),
        ("Two soldiers died in the attack.", ["Two soldiers died in the attack"]),
        ("The harbour was closed after the attack.", ["The harbour was closed after the attack"]),
        (
            "The court jailed the pilot, who hijacked the ferry on Monday.",
            ["The court jailed the pilot", "the pilot hijacked the ferry on Monday"],
        ),
    ],
)
def test_a_clause_within_another_is_a_row_only_with_a_day_of_its_own(
    coded: Coded, text: str, rows: list[str]
) -> None:
    """What happened beside an event and without a day is told with it."""
    assert find_events(coded, text)["description"].tolist() == rows


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Anna Holm left the hall. She opened the bridge.", "[Anna Holm] opened the bridge"),
        ("Anna Holm met Eva Rask. She opened the bridge.", "She opened the bridge"),
        ("The crane fell. It hit the bridge.", "It hit the bridge"),
    ],
)
def test_a_subject_is_named_only_where_it_is_certain(coded: Coded, text: str, description: str) -> None:
    """A wrong name is worse than the article's own pronoun."""
    assert description in find_events(coded, text)["description"].tolist()


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("The bus, which was late, crashed on Tuesday in Geneva.", "The bus, which was late, crashed"),
        ("The bank closed at noon (1200 UTC) on Tuesday.", "The bank closed at noon (1200 UTC)"),
        ("The union left the hall, the mayor announced on Friday.", "The union left the hall"),
    ],
)
def test_a_row_is_whole(coded: Coded, text: str, description: str) -> None:
    """It begins with its subject, closes its brackets and is not only the verb of saying."""
    (event,) = find_events(coded, text).itertuples()
    assert event.description.startswith(description)


def test_two_acts_of_one_kind_are_two_events(coded: Coded) -> None:
    """The same actor with the same verb does another thing to another object."""
    text = "Norland won the cup. Later Norland won the shield. Norland won the cup, and Sudria lost."
    won = [row for row in find_events(coded, text)["mentions"] if text[slice(*row[0])] == "won"]
    assert [len(mentions) for mentions in won] == [2, 1]


def test_a_lead_with_a_day_is_news(coded: Coded) -> None:
    """The first sentence tells the news, even if it is only that somebody said what may happen."""
    (event,) = (row for row in find_events(coded, LEAD).itertuples() if row.status == "occurred")
    assert event.description.startswith("Brandt said on Thursday")


def test_an_event_is_described_by_its_best_telling(coded: Coded) -> None:
    """A clause with a named subject describes an event better than the noun that mentions it first."""
    text = "The summit on Tuesday was long. Norland and Sudria held the summit in Geneva."
    (event,) = find_events(coded, text).itertuples()
    assert event.description == "Norland and Sudria held the summit in Geneva"


@pytest.mark.parametrize(
    ("text", "claimed_by"),
    [
        ("Norland said that it had shelled the port of Sudria.", ["Norland"]),
        ("Anna Holm said that she had shelled the port of Sudria.", ["Anna Holm"]),
        ("Norland admitted that it had shelled the port of Sudria.", []),
        ("Norland shelled the port of Sudria.", []),
    ],
)
def test_a_claim_is_told_as_a_claim(coded: Coded, text: str, claimed_by: list[str]) -> None:
    """What one side says is described with its words of saying; what it admits is a fact."""
    (event,) = (row for row in find_events(coded, text).itertuples() if row.type == "ASSAULT")
    assert list(event.claimed_by) == claimed_by
    assert event.description.startswith(tuple(f"{name} said" for name in claimed_by)) == bool(claimed_by)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norland will attack Sudria.", "planned"),
        ("Norland is expected to attack Sudria.", "expected"),
        ("Norland could attack Sudria.", "possible"),
        ("If Norland attacked Sudria, the city would suffer.", "conditional"),
        ("Norland did not attack Sudria.", "denied"),
        ("Brandt rejected the fee and called for talks.", "demanded"),
        ("Norland attacked Sudria.", None),
    ],
)
def test_what_is_no_fact_says_in_what_way(coded: Coded, text: str, modality: str | None) -> None:
    """Planned, expected, demanded, conditional and denied events are told apart."""
    found = find_events(coded, text)["modality"].iloc[-1]
    assert (None if pd.isna(found) else found) == modality
