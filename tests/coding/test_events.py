"""What happened, whether it did, and when it can have been."""

from collections.abc import Callable

import pytest

from analysis import tables

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
def test_an_event_has_an_honest_interval(
    coded: Coded, text: str, earliest: str | None, latest: str | None
) -> None:
    """A day is claimed only with a date; else tense and publication bound one side."""
    events = coded(text, published=PUBLISHED)["events"]
    found = [None if value != value else value for value in events.loc[0, ["earliest", "latest"]]]
    assert found == [earliest, latest]


def test_days_before_hang_on_the_other_event(coded: Coded) -> None:
    """“Just days before” is a window of one to seven days, counted from what it names."""
    text = "Just days before Norland and Sudria spoke, Brandt met the mayor in Geneva."
    events = coded(text)["events"].set_index("event_id")
    (met,) = [event for event in events.itertuples() if event.anchor == event.anchor]
    assert "met" in met.description
    assert (met.offset_min, met.offset_max) == (-7, -1)
    assert "spoke" in events.loc[met.anchor, "description"]


def test_mentions_of_one_meeting_are_one_event(coded: Coded) -> None:
    """A later “that meeting” is the meeting told before."""
    text = "Norland and Sudria held a meeting in Geneva. That meeting lasted an hour."
    meetings = coded(text)["events"]
    assert [len(mentions) for mentions in meetings["mentions"]] == [2]
    assert meetings["place"].tolist() == ["Geneva"]
    assert meetings["actors"].tolist() == [["Norland", "Sudria"]]
