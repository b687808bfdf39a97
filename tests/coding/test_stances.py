"""Stances in sentences of an invented dispute, one for each rule."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis import tables
from analysis.codebook import Codebook, Issue
from analysis.coding.statements.conditions import find_conditions
from analysis.language.parsing import load
from tests.coding.conftest import CODEBOOK, code_text

CASES = {
    "a supporter and an opponent in one sentence": (
        "The union rejected the mayor's call for a toll.",
        {("Harbour Union", "Toll", "oppose"), ("Mara Lind", "Toll", "support")},
    ),
    "a verb of support": ("Brandt backed the tunnel.", {("Ola Brandt", "Tunnel", "support")}),
    "negation": ("Mayor Lind does not support the tunnel.", {("Mara Lind", "Tunnel", "oppose")}),
    "no longer": ("Mayor Lind no longer supports the tunnel.", {("Mara Lind", "Tunnel", "oppose")}),
    "a typographic apostrophe negates as well": (
        "Mayor Lind doesn’t support the tunnel.",
        {("Mara Lind", "Tunnel", "oppose")},
    ),
    "ending something is opposing it": (
        "Mayor Lind demanded an end to the strike.",
        {("Mara Lind", "Strike", "oppose")},
    ),
    "an appeal to somebody is for what it asks": (
        "Mayor Lind appealed to the union for talks.",
        {("Mara Lind", "Talks", "support")},
    ),
    "two reversals cancel out": (
        "Brandt rejected the mayor's objections to the tunnel.",
        {("Ola Brandt", "Tunnel", "support"), ("Mara Lind", "Tunnel", "oppose")},
    ),
    "support that is withdrawn is rejection": (
        "The union withdrew its support for the strike.",
        {("Harbour Union", "Strike", "oppose")},
    ),
    "a wording of the opposite": (
        "Residents want to abolish the toll.",
        {("Residents", "Toll", "oppose")},
    ),
    "a position taken in a quotation is the speaker's": (
        "“The tunnel is necessary,” Brandt said.",
        {("Ola Brandt", "Tunnel", "support")},
    ),
    "British quotation marks quote as well": (
        "‘The tunnel is necessary,’ Brandt said.",
        {("Ola Brandt", "Tunnel", "support")},
    ),
    "little of a noun of support is rejection": (
        "Mayor Lind showed little appetite for the toll.",
        {("Mara Lind", "Toll", "oppose")},
    ),
    "a little of it is support": (
        "Mayor Lind showed a little enthusiasm for the toll.",
        {("Mara Lind", "Toll", "support")},
    ),
    "taking no position is neutral": (
        "The union takes no position on the tunnel.",
        {("Harbour Union", "Tunnel", "neutral")},
    ),
    "the reporter's comment is no actor's stance": ("The tunnel is a mistake.", set()),
    "what happens during an issue is not about it": (
        "Mayor Lind called for patience during the strike.",
        set(),
    ),
    "naming an issue is no stance": ("Brandt spoke for an hour near the tunnel.", set()),
    "an if-clause codes no one": ("If the union rejected the tunnel, the city would wait.", set()),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_stance(
    stances: Callable[..., set[tuple[str, str, str]]], text: str, expected: set[tuple[str, str, str]]
) -> None:
    """Each sentence codes exactly the expected holders."""
    assert stances(text) == expected


CONDITIONS = {
    "only if": (
        "Brandt said the union would accept the toll only if wages rise.",
        "only if wages rise",
        "support",
    ),
    "unless reverses the stance": (
        "Mayor Lind will oppose the tunnel unless Norland pays.",
        "unless Norland pays",
        "support",
    ),
    "a fronted condition": ("If wages rise, Brandt will support the toll.", "If wages rise", "support"),
    "once": ("Brandt will accept the toll once wages rise.", "once wages rise", "support"),
    "until after refusing": (
        "Norland refused talks with Sudria until the troops leave.",
        "until the troops leave",
        "support",
    ),
    "until after a negation": (
        "Norland will not hold talks until the troops leave.",
        "until the troops leave",
        "support",
    ),
    "but something is needed": (
        "Brandt could accept the toll but a wage rise is needed.",
        "a wage rise is needed",
        "support",
    ),
    "but first": (
        "Brandt said the union could accept the toll but stressed the need to raise wages.",
        "raise wages",
        "support",
    ),
}


@pytest.mark.parametrize(("text", "condition", "if_met"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_conditional_stance_keeps_its_condition(
    coded: Callable[..., tables.Tables], text: str, condition: str, if_met: str
) -> None:
    """A condition makes a stance conditional; its words and the stance if it is met are kept."""
    found = coded(text)["statements"]
    assert set(found["stance"]) == {"conditional"}
    assert set(found["condition"]) == {condition}
    assert set(found["if_met"]) == {if_met}


UNCONDITIONAL = {
    "once again": ("Mayor Lind once again rejected the toll.", "oppose"),
    "left unsaid": ("Brandt backs the toll but did not say if drivers will pay.", "support"),
    "whether": ("Brandt backs the toll but did not say whether drivers will pay.", "support"),
    "asked": ("Brandt supported the toll but was asked if he would pay.", "support"),
    "unclear": ("Brandt backs the toll, but it is unclear if residents will pay.", "support"),
    "to be seen": ("Brandt backs the toll and will see if residents pay.", "support"),
    "until a day": ("Mayor Lind opposed the toll until last year.", "oppose"),
}


@pytest.mark.parametrize(("text", "stance"), UNCONDITIONAL.values(), ids=UNCONDITIONAL.keys())
def test_a_question_is_not_a_condition(
    stances: Callable[..., set[tuple[str, str, str]]], text: str, stance: str
) -> None:
    """An indirect question does not make a stance conditional."""
    assert {(issue, found) for _, issue, found in stances(text)} == {("Toll", stance)}


OPENING = (
    "Brandt will accept the toll {}.", "Lind said she would back the toll {}.",
    "Norland will join the talks {}.",
)  # fmt: skip
CONDITIONAL = (
    "if wages rise", "only if wages rise", "once wages have risen", "once a truce is in place",
    "once the money is paid", "as long as wages rise", "on condition that wages rise",
    "unless wages fall",
)  # fmt: skip
OTHER_CLAUSES = (
    "once again", "once a week", "once more", "even if wages fall", "for once", "at once",
    "as if wages did not matter",
)  # fmt: skip
QUESTIONS = (
    "France did not say if it supports the toll.", "The minister asked if Lind supports the toll.",
    "The minister asked the union if it supports the toll.",
    "He was asked by reporters if he backs the toll.", "Lind doubted if the toll would help.",
    "It remains to be seen if Lind supports the toll.", "They discussed if the toll should rise.",
    "Lind is unsure if the toll will come.", "She questioned if it is fair.",
    "Voters will decide if the toll stays.", "The once popular toll was rejected.",
    "Lind once backed the toll.", "Once a fisherman, Lind opposes the toll.",
    "Lind, who once led the union, backed the toll.",
    "The talks were held once, and Lind opposed them.", "More than once Lind rejected the toll.",
    "Lind wondered if the toll was right.", "Nobody knows whether Lind supports the toll.",
)  # fmt: skip


def conditions(text: str) -> list[str]:
    """Return the conditions in a text."""
    return [found.span.text for sent in load()(text).sents for found in find_conditions(sent)]


@pytest.mark.parametrize("clause", CONDITIONAL)
@pytest.mark.parametrize("opening", OPENING)
def test_a_conditional_clause_is_found(opening: str, clause: str) -> None:
    """One conditional clause is found, whatever the main clause."""
    (found,) = conditions(opening.format(clause))
    assert found.split()[0] == clause.split()[0]


@pytest.mark.parametrize(
    "text", [*(opening.format(words) for opening in OPENING for words in OTHER_CLAUSES), *QUESTIONS]
)
def test_questions_and_times_are_not_conditions(text: str) -> None:
    """Questions and adverbials of time are not conditions, whatever their first word."""
    assert conditions(text) == []


def test_a_condition_stays_in_its_own_clause(coded: Callable[..., tables.Tables]) -> None:
    """Another actor's condition does not make a stance conditional."""
    found = coded("Mayor Lind rejected the toll, and Brandt will support the tunnel if Norland pays.")
    by_actor = dict(zip(found["statements"]["actor"], found["statements"]["stance"], strict=True))
    assert by_actor == {"Mara Lind": "oppose", "Ola Brandt": "conditional"}


def test_a_statement_has_evidence_and_a_reason(coded: Callable[..., tables.Tables]) -> None:
    """Every statement has the clause that it is based on and the words that determined it."""
    (statement,) = coded("On Monday Mayor Lind rejected the harbour tunnel.")["statements"].to_dict("records")
    assert statement["evidence"] == "Mayor Lind rejected the harbour tunnel"
    assert statement["reason"] == "“harbour tunnel” ← “rejected”"


def test_the_latest_day_is_the_publication_day(coded: Callable[..., tables.Tables]) -> None:
    """The latest day of a stance is the publication day; the text does not state the earliest."""
    (statement,) = coded("Brandt backed the tunnel.", published="2024-03-08")["statements"].to_dict("records")
    assert statement["latest"] == "2024-03-08"
    assert pd.isna(statement["earliest"])


BAN = Codebook(
    CODEBOOK.actors,
    (
        Issue("Lifting", "p", ("lift the ban on trawling",), ("ban on trawling", "trawling ban")),
        Issue("Toll", "p", ("toll",), ("abolish the toll",)),
        Issue("Tunnel", "p", ("build the tunnel",), ("scrap the tunnel",)),
        Issue("Sanctions", "p", ("sanctions on Sudria",), ("lift the sanctions on Sudria",)),
        Issue("Troops", "p", ("withdraw the troops", "troop withdrawal"), ("troops should stay",)),
    ),
)
ACTIONS = {
    "{} wants the toll abolished.": ("Toll", "oppose"),
    "{} called for the toll to be abolished.": ("Toll", "oppose"),
    "{} wants the tunnel to be built.": ("Tunnel", "support"),
    "{} wants the ban on trawling lifted.": ("Lifting", "support"),
    "{} wants the trawling ban to be lifted.": ("Lifting", "support"),
    "{} called for the trawling ban to be lifted.": ("Lifting", "support"),
    "{} would like the trawling ban lifted.": ("Lifting", "support"),
    "{} demanded that the ban on trawling be lifted.": ("Lifting", "support"),
    "{} said the trawling ban should not be lifted.": ("Lifting", "oppose"),
    "{} does not want the trawling ban to be lifted.": ("Lifting", "oppose"),
    "{} rejected the lifting of the trawling ban.": ("Lifting", "oppose"),
    "{} backed the trawling ban.": ("Lifting", "oppose"),
    "{} wants the sanctions on Sudria lifted.": ("Sanctions", "oppose"),
    "{} wants the troops withdrawn.": ("Troops", "support"),
}


@pytest.mark.parametrize("actor", ["Lind", "Brandt", "Norland"])
@pytest.mark.parametrize(("frame", "expected"), ACTIONS.items(), ids=ACTIONS.keys())
def test_the_action_on_a_thing_determines_the_stance(
    frame: str, expected: tuple[str, str], actor: str
) -> None:
    """To want a ban lifted is to support lifting it, in any grammatical form."""
    found = code_text(frame.format(actor), codebook=BAN)["statements"]
    assert {(row.issue, row.stance) for row in found.itertuples()} == {expected}
