"""Events with their type, status and interval."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis import tables
from analysis.coding.events.dating import date_mentions
from analysis.errors import StancebookError

Coded = Callable[..., tables.Tables]
PUBLISHED = "2025-05-09"


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Norland attacked Sudria.", "ASSAULT", "occurred"),
        ("Norland will attack Sudria.", "ASSAULT", "planned"),
        ("Norland is planning to attack Sudria.", "ASSAULT", "planned"),
        ("Norland could attack Sudria.", "ASSAULT", "hypothetical"),
        ("If Norland attacked Sudria, the city would suffer.", "ASSAULT", "hypothetical"),
        ("Norland did not attack Sudria.", "ASSAULT", "denied"),
        ("Norland and Sudria held a summit.", "CONSULT", "occurred"),
        ("Norland withdrew its troops.", "RETREAT", "occurred"),
    ],
)
def test_type_and_status(coded: Coded, text: str, type_: str, status: str) -> None:
    """Planned, hypothetical and denied events never look like past ones."""
    events = coded(text, published=PUBLISHED)["events"]
    assert events[["type", "status"]].to_numpy().tolist()[0] == [type_, status]


def test_events_and_tones_state_no_confidence(coded: Coded) -> None:
    """The probability that they are right was not measured, so none is stated."""
    found = coded("Norland attacked Sudria. Norland praised the excellent mayor of Sudria.")
    assert len(found["events"])
    assert len(found["tones"])
    assert found["events"]["confidence"].isna().all()
    assert found["tones"]["confidence"].isna().all()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("Norland attacked Sudria on Tuesday.", "2025-05-06", "2025-05-06"),
        ("Norland attacked Sudria.", None, PUBLISHED),
        ("Norland will attack Sudria.", PUBLISHED, None),
        ("Norland will attack Sudria by Monday.", PUBLISHED, "2025-05-12"),
        ("Norland did not attack Sudria.", None, None),
    ],
)
def test_an_event_has_no_narrower_interval_than_the_text_allows(
    coded: Coded, text: str, earliest: str | None, latest: str | None
) -> None:
    """Only a date gives an exact day; otherwise tense and publication bound one side."""
    events = coded(text, published=PUBLISHED)["events"]
    found = [None if pd.isna(value) else value for value in events.loc[0, ["earliest", "latest"]]]
    assert found == [earliest, latest]


def test_days_before_are_anchored_to_the_other_event(coded: Coded) -> None:
    """“Just days before” is a window of one to seven days before the event that it names."""
    text = "Just days before Norland and Sudria spoke, Brandt met the mayor in Geneva."
    events = coded(text)["events"].set_index("event_id")
    (met,) = [event for event in events.itertuples() if pd.notna(event.anchor)]
    assert "met" in met.description
    assert (met.offset_min, met.offset_max) == (-7, -1)
    assert "spoke" in events.loc[met.anchor, "description"]


def test_mentions_of_one_meeting_are_one_event(coded: Coded) -> None:
    """A later “that meeting” is the meeting mentioned before."""
    text = "Norland and Sudria held a meeting in Geneva. That meeting lasted an hour."
    meetings = coded(text)["events"]
    assert [len(mentions) for mentions in meetings["mentions"]] == [2]
    assert meetings["place"].tolist() == ["Geneva"]
    assert meetings["actors"].tolist() == [["Norland", "Sudria"]]


def find_events(coded: Coded, text: str, published: str | None = PUBLISHED) -> list[dict[str, Any]]:
    """Return the events of a text as dictionaries, missing values as None."""
    events = coded(text, published=published)["events"].astype("object")
    return events.where(events.notna(), None).to_dict("records")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "extent"),
    [
        ("Norland has blockaded Sudria since Tuesday.", "2025-05-06", None, "throughout"),
        ("Norland will meet Sudria from Monday to Wednesday.", "2025-05-12", "2025-05-14", "throughout"),
        ("Norland met Sudria this week.", "2025-05-05", PUBLISHED, "within"),
        ("Norland will meet Sudria this week.", PUBLISHED, "2025-05-11", "within"),
        ("Norland was preparing a truce starting Sunday.", "2025-05-11", "2025-05-11", "within"),
        ("Norland left a cup that begins on Monday after it attacked Sudria.", None, PUBLISHED, "within"),
    ],
)
def test_prepositions_and_tense_shape_the_interval(
    coded: Coded, text: str, earliest: str | None, latest: str | None, extent: str
) -> None:
    """“Since” covers all its days, “from … to” is one window, and the report bounds a week."""
    found = find_events(coded, text)[-1]
    assert (found["earliest"], found["latest"], found["extent"]) == (earliest, latest, extent)


def test_statements_are_dated_to_the_day_of_the_report(coded: Coded) -> None:
    """In a report of the day, an undated statement is dated to that day; an undated deed is not."""
    text = "The mayor said on Friday that it was late. Brandt warned the union. Norland attacked Sudria."
    warned, attacked = find_events(coded, text)
    assert (warned["earliest"], warned["latest"]) == ("2025-05-09", "2025-05-09")
    assert (attacked["earliest"], attacked["latest"]) == (None, PUBLISHED)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The bakers' strike entered its third week.", ["PROTEST"]),
        ("A ferry strike hit travellers on Monday.", ["PROTEST"]),
        ("Teachers in Marn voted to strike next week.", ["PROTEST"]),
        ("Nurses began a two-day strike over pay.", ["PROTEST"]),
        ("The prisoner began a hunger strike.", ["PROTEST"]),
        ("The senate killed the bill on Monday.", ["REJECT"]),
        ("The amendment was killed in the senate.", ["REJECT"]),
        ("Brandt attacked the proposal.", ["ACCUSE"]),
        ("The union began an attack on the policy.", ["ACCUSE"]),
        ("The two parties clashed over the fee.", ["ACCUSE"]),
        ("Rising prices hit shoppers.", []),
        ("The film bombed at the box office.", []),
        ("An earthquake killed 40 people.", ["OTHER"]),
        ("The mayor killed off the scheme.", ["REJECT"]),
        ("The senate gunned down the proposal.", ["REJECT"]),
        ("The two ministers clashed over pensions.", ["ACCUSE"]),
        ("A strike by baggage handlers began on Monday.", ["PROTEST"]),
        ("The bank was hit with a fine.", []),
        ("Brandt bombarded the mayor with letters.", []),
        ("Inflation ambushed the bank.", []),
        ("The mayor fired her chief of staff.", []),
        ("Brandt was fired on Monday.", []),
        ("Brandt shot back that the fee was too high.", []),
        ("Marn Rovers crushed Port Elan 4-0 on Sunday.", []),
    ],
)
def test_violence_in_words_only_is_no_assault(coded: Coded, text: str, types: list[str]) -> None:
    """A strike of workers is a protest, an attack on a plan criticism, and what nobody does no event."""
    found = [event["type"] for event in find_events(coded, text)]
    assert found == types or (types and found and set(found) == set(types))


@pytest.mark.parametrize(
    "text",
    [
        "A missile strike hit the port on Monday.",
        "Norland carried out strikes on the railways of Sudria.",
        "Rebels attacked the village.",
        "Gunmen killed the mayor.",
        "Police clashed with protesters over the fee.",
        "Drone strikes killed two nurses.",
        "Rebels attacked the dam project.",
        "Soldiers fired rubber bullets on Monday.",
        "Shots were fired at the embassy.",
        "Rebels hit the town with shells.",
        "Rebels killed 10-12 farmers.",
        "Farmers and herders clashed over water.",
    ],
)
def test_violence_is_assault(coded: Coded, text: str) -> None:
    """Armed attacks, and clashes with a crowd, are assaults, whatever they are about."""
    assert {event["type"] for event in find_events(coded, text)} == {"ASSAULT"}


@pytest.mark.parametrize(
    "text",
    [
        "This article was amended on 4 May 2025. An earlier version said Norland had attacked Sudria.",
        "Correction, May 4: An earlier version said that Brandt met the mayor.",
        "First published on 3 May 2025 after the mayor resigned.",
    ],
)
def test_a_note_about_the_article_tells_no_event(coded: Coded, text: str) -> None:
    """What an earlier version said, and that it was corrected, did not happen in the world."""
    assert not find_events(coded, text)


def test_order_narrows_windows(coded: Coded) -> None:
    """An event after a dated one cannot be earlier than it."""
    text = "Norland attacked Sudria on Tuesday. After the attack, Sudria expelled the envoys of Norland."
    attack, expelled = find_events(coded, text)
    assert expelled["earliest"] == attack["latest"] == "2025-05-06"
    assert expelled["after"] == [attack["event_id"]]
    assert "after" in expelled["reason"].lower()


def test_a_contradiction_is_reported(coded: Coded) -> None:
    """Days that contradict the order stay as stated, with the contradiction."""
    text = "After Norland met Sudria on Wednesday, it attacked Sudria on Tuesday."
    events = find_events(coded, text)
    assert {event["earliest"] for event in events} == {"2025-05-06", "2025-05-07"}
    assert all("contradict the text" in event["conflict"] for event in events)


def test_sources_and_targets(coded: Coded) -> None:
    """The subject is the source, the object the target, also in the passive and with a noun."""
    for text in (
        "Norland attacked Sudria.",
        "Sudria was attacked by Norland.",
        "Norland launched an attack on Sudria.",
    ):
        (event,) = find_events(coded, text)
        assert (event["sources"], event["targets"]) == (["Norland"], ["Sudria"])


def test_a_light_verb_and_its_noun_are_one_mention(coded: Coded) -> None:
    """“Imposed an embargo” and “signed an accord” are one event each, marked from verb to noun."""
    text = "Norland imposed an embargo on Sudria. Norland signed an accord with Sudria."
    imposed, signed = find_events(coded, text)
    assert text[slice(*imposed["mentions"][0])] == "imposed an embargo"
    assert text[slice(*signed["mentions"][0])] == "signed an accord"


def test_mode(coded: Coded) -> None:
    """A call is a meeting by phone."""
    (event,) = find_events(coded, "Norland and Sudria had a phone call.")
    assert (event["type"], event["mode"]) == ("CONSULT", "phone")


def test_mentions_found_elsewhere_are_dated() -> None:
    """Events whose spans are already known can be dated."""
    text = "Norland attacked Sudria on Tuesday. The mayor will resign."
    dated = date_mentions(text, [(8, 16), (51, 57)], PUBLISHED)
    assert dated["text"].tolist() == ["attacked", "resign"]
    assert dated["earliest"].tolist() == ["2025-05-06", PUBLISHED]
    assert dated["reason"].str.len().min() > 0


def test_a_span_beyond_the_text_is_an_error() -> None:
    """The error names the span and the length of the text."""
    with pytest.raises(
        StancebookError, match="Span 3 to 99 is empty or outside the text, which has 6 characters"
    ):
        date_mentions("Short.", [(3, 99)])
