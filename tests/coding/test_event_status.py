"""Whether an event occurred, is planned, hypothetical or denied, and who claims it."""

from collections.abc import Callable
from typing import Any

import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]


def find_events(coded: Coded, text: str) -> list[dict[str, Any]]:
    """Return the events of a text as dictionaries, missing values as None."""
    events = coded(text, published="2025-05-09")["events"].astype("object")
    return events.where(events.notna(), None).to_dict("records")


def find_event(coded: Coded, text: str, word: str) -> dict[str, Any] | None:
    """Return the event that a word of a text denotes, None if it denotes none."""
    start = text.index(word)
    told = (event for event in find_events(coded, text) if any(a <= start < b for a, b in event["mentions"]))
    return next(told, None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A summit, set for Monday, has been prepared.", "planned"),
        ("Norland is to release 40 prisoners.", "planned"),
        ("Norland ruled out bombing Sudria.", "denied"),
        ("Norland denied a report that it had attacked Sudria.", "denied"),
        ("Norland has no intention of attacking Sudria.", "denied"),
        ("The mayor ended a strike that had dragged on.", "occurred"),
        ("Norland said it would attack Sudria.", "planned"),
        ("Norland failed to arrest the mayor.", "denied"),
        ("Norland rejected the fee and called for talks.", "hypothetical"),
        ("Norland rejected the fee, warning the mayor.", "occurred"),
        ("Norland denied that it had met Sudria and that it had signed the accord.", "denied"),
        ("Norland denied talks with Sudria.", "denied"),
    ],
)
def test_the_governor_of_an_event_decides_its_status(coded: Coded, text: str, status: str) -> None:
    """An event that is due, ruled out or denied is not a fact; an event that is ended was one."""
    assert find_events(coded, text)[-1]["status"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Norland rejected the fee and called for its repeal.",
        "Norland refused the fee but urged the mayor to wait.",
        "Norland rejected the visit on Friday, a week after Sudria had offered to help.",
        "Rejecting the fee, Norland warned Sudria.",
    ],
)
def test_what_is_joined_to_a_denial_is_not_denied(coded: Coded, text: str) -> None:
    """A demand, a warning or an offer beside a rejection occurred."""
    assert "denied" not in [event["status"] for event in find_events(coded, text)]


@pytest.mark.parametrize("when", ["", "on Monday "])
def test_an_act_that_is_denied_is_denied(coded: Coded, when: str) -> None:
    """“Denied shelling the port” denies the shelling."""
    events = find_events(coded, f"The army of Norland denied {when}shelling the port.")
    assert [event["status"] for event in events if event["type"] == "ASSAULT"] == ["denied"]


@pytest.mark.parametrize(
    ("status", "word", "text"),
    [
        # infinitives: what one is told to do has not been done, what one decides or proceeds to do has
        ("hypothetical", "withdraw", "Norland has been told to withdraw its troops."),
        ("hypothetical", "investigated", "The union called for the death to be investigated."),
        ("hypothetical", "closed", "The court ordered that the port be closed."),
        ("occurred", "attack", "Norland succeeded in its plan and proceeded to attack the port."),
        ("occurred", "cancel", "The council decided to cancel the fair."),
        ("occurred", "talks", "Norland became the first state to hold talks with the rebels."),
        # would
        ("planned", "resign", "Brandt has said that she would resign."),
        ("planned", "attack", "The army replied, adding that it would attack the port."),
        ("hypothetical", "attacked", "Brandt said that rebels would have attacked the port."),
        ("hypothetical", "killed", "The bomb would have killed hundreds."),
        ("occurred", "attack", "Norland would later attack the port."),
        ("occurred", "kill", "The rebels would sometimes kill farmers."),
        # plans that came to nothing
        ("denied", "visited", "Brandt was to have visited Sudria last week."),
        ("denied", "visit", "Brandt called off a visit to Sudria."),
        ("denied", "visit", "Brandt cancelled her visit to Sudria."),
        ("denied", "attack", "The guards foiled an attack on the port."),
        ("denied", "attacking", "The truce prevented Norland from attacking Sudria."),
        ("denied", "striking", "A judge barred the nurses from striking."),
        ("planned", "visit", "Brandt postponed her visit to Sudria."),
        ("planned", "releasing", "Norland delayed releasing the pilots."),
        # lacking
        ("denied", "signing", "Brandt left Geneva without signing the accord."),
        ("denied", "attacking", "Norland withdrew instead of attacking the port."),
        ("denied", "sign", "Brandt was unable to sign the accord."),
        # whether it is so
        ("hypothetical", "bombed", "It is unclear whether Norland bombed the port."),
        ("hypothetical", "attacked", "The inquiry is looking into whether rebels attacked the port."),
        ("hypothetical", "attacked", "Norland acted as if Sudria had attacked it."),
        ("occurred", "killed", "Hundreds, if not thousands, were killed."),
        ("hypothetical", "bombed", "It is possible that Norland bombed the port."),
        ("hypothetical", "bombed", "Brandt raised the possibility that Norland had bombed the port."),
        ("hypothetical", "bombed", "Perhaps Norland bombed the port."),
        ("hypothetical", "fled", "Rumours spread that Brandt had fled."),
        ("hypothetical", "bombed", "Norland may have bombed the port."),
        ("denied", "bombed", "It is not true that Norland bombed the port."),
        ("denied", "met", "It is false that Brandt met the rebels."),
        ("denied", "attacked", "There was no evidence that Norland had attacked the port."),
        ("hypothetical", "withdrew", "Sudria would not talk until Norland withdrew its troops."),
        ("denied", "attack", "There was no sign of an attack on Monday."),
        ("hypothetical", "joined", "Brandt promised protests every week until Norland joined the accord."),
        # beside a denial, and what is named as a reason
        ("occurred", "warning", "Norland did not sign the accord, warning Sudria."),
        ("occurred", "called", "The campaign called for a boycott."),
        ("occurred", "vanished", "No ransom has been paid and the ship vanished in May."),
        ("occurred", "arrested", "Despite the strike, police arrested the mayor."),
        ("occurred", "searched", "Brandt had her house searched."),
    ],
)
def test_the_joint_of_a_clause_decides_its_status(coded: Coded, status: str, word: str, text: str) -> None:
    """What is only advised, doubted, prevented or lacking is no fact; what is managed or beside it is one."""
    event = find_event(coded, text, word)
    assert event is not None
    assert event["status"] == status


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("killed", "Who killed the mayor?"),
        ("changed", "How have the floods changed Marn?"),
        ("evacuate", "Residents were instructed to evacuate."),
        ("kill", "Brandt advised the crowd to kill the pilot."),
        ("shooting", "Brandt was charged with shooting the pilot."),
        ("bombing", "Sudria accused Norland of bombing the port."),
        ("Speaking", "Speaking with reporters, Brandt said that it was late."),
        ("conviction", "Brandt appealed the conviction."),
    ],
)
def test_what_is_asked_or_told_with_another_verb_is_no_row(coded: Coded, word: str, text: str) -> None:
    """A question tells nothing, and an offence is told with the charge."""
    assert find_event(coded, text, word) is None


@pytest.mark.parametrize(
    ("claimed_by", "word", "text"),
    [
        (["Officials"], "shelled", "Officials said that Norland had shelled the port."),
        (["police"], "sank", "The ferry sank on Tuesday, police said."),
        (["local media"], "killed", "A blast killed six people, local media reported."),
        (["prosecutors"], "killed", "The driver killed two nurses, according to prosecutors."),
        (["reports"], "shelled", "According to reports, Norland shelled the port."),
        (["unnamed sources"], "shelled", "Norland allegedly shelled the port."),
        (["unnamed sources"], "killed", "Two farmers were reportedly killed."),
        (["unnamed sources"], "shelled", "Norland is believed to have shelled the port."),
        (["unnamed sources"], "sunk", "The ferry was said to have been sunk by Norland."),
        (["unnamed sources"], "killed", "It was reported that gunmen killed two farmers."),
        (["unnamed sources"], "won", "By reports, Brandt won the race."),
        (["unnamed sources"], "hit", "There were reports that a missile hit the port."),
        (["unnamed sources"], "robbed", "Brandt reportedly entered the bank and robbed it."),
        ([], "killed", "Norland acknowledged that gunmen had killed six people."),
        ([], "resigned", "Officials said that it was late. The mayor resigned."),
        ([], "shelled", "Norland allowed that its army had shelled the port."),
    ],
)
def test_a_claim_names_whoever_makes_it(coded: Coded, claimed_by: list[str], word: str, text: str) -> None:
    """Unnamed speakers and hearsay are claims too; what is confirmed or granted is a fact."""
    event = find_event(coded, text, word)
    assert event is not None
    assert (event["status"], list(event["claimed_by"])) == ("occurred", claimed_by)
