"""Who takes which stance: sentences of an invented dispute, one rule each."""

from collections.abc import Callable

import pytest

from analysis import tables

CASES = {
    "a supporter and an opponent in one sentence": (
        "The union rejected the mayor's call for a toll.",
        {("Harbour Union", "Toll", "oppose"), ("Mara Lind", "Toll", "support")},
    ),
    "a verb of support": ("Brandt backed the tunnel.", {("Ola Brandt", "Tunnel", "support")}),
    "negation": ("Mayor Lind does not support the tunnel.", {("Mara Lind", "Tunnel", "oppose")}),
    "a typographic apostrophe negates as well": (
        "Mayor Lind doesn’t support the tunnel.",
        {("Mara Lind", "Tunnel", "oppose")},
    ),
    "ending something is being against it": (
        "Mayor Lind demanded an end to the strike.",
        {("Mara Lind", "Strike", "oppose")},
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
    "hardly any of a noun of support is rejection": (
        "Mayor Lind showed little appetite for the toll.",
        {("Mara Lind", "Toll", "oppose")},
    ),
    "a little of it is some": (
        "Mayor Lind showed a little enthusiasm for the toll.",
        {("Mara Lind", "Toll", "support")},
    ),
    "who takes no position is neutral": (
        "The union takes no position on the tunnel.",
        {("Harbour Union", "Tunnel", "neutral")},
    ),
    "the article's own gloss is nobody's stance": ("The tunnel is a mistake.", set()),
    "what happens during an issue is not about it": (
        "Mayor Lind called for patience during the strike.",
        set(),
    ),
    "naming an issue is no stance": ("Brandt spoke for an hour near the tunnel.", set()),
    "an if-clause codes nobody": ("If the union rejected the tunnel, the city would wait.", set()),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_stance(
    stances: Callable[..., set[tuple[str, str, str]]], text: str, expected: set[tuple[str, str, str]]
) -> None:
    """Each sentence codes exactly its holders, and no one else."""
    assert stances(text) == expected


CONDITIONS = {
    "only if": (
        "Brandt said the union would accept the toll only if wages rise.",
        "only if wages rise",
        "support",
    ),
    "unless turns the stance around": (
        "Mayor Lind will oppose the tunnel unless Norland pays.",
        "unless Norland pays",
        "support",
    ),
    "a fronted condition": ("If wages rise, Brandt will support the toll.", "If wages rise", "support"),
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
    """A condition makes a stance conditional; its words and the stance once it is met are kept."""
    found = coded(text)["statements"]
    assert set(found["stance"]) == {"conditional"}
    assert set(found["condition"]) == {condition}
    assert set(found["if_met"]) == {if_met}


def test_a_condition_stays_in_its_own_clause(coded: Callable[..., tables.Tables]) -> None:
    """Another actor's condition does not make a stance conditional."""
    found = coded("Mayor Lind rejected the toll, and Brandt will support the tunnel if Norland pays.")
    by_actor = dict(zip(found["statements"]["actor"], found["statements"]["stance"], strict=True))
    assert by_actor == {"Mara Lind": "oppose", "Ola Brandt": "conditional"}


def test_the_evidence_and_the_reason_are_given(coded: Callable[..., tables.Tables]) -> None:
    """Every statement shows the clause it rests on and the words that decided."""
    (statement,) = coded("On Monday Mayor Lind rejected the harbour tunnel.")["statements"].to_dict("records")
    assert statement["evidence"] == "Mayor Lind rejected the harbour tunnel"
    assert statement["reason"] == "“harbour tunnel” ← “rejected”"


def test_a_statement_is_known_by_the_day_of_publication(coded: Callable[..., tables.Tables]) -> None:
    """A stance is held at the latest when it is published; from when on, the text does not tell."""
    (statement,) = coded("Brandt backed the tunnel.", published="2024-03-08")["statements"].to_dict("records")
    assert statement["latest"] == "2024-03-08"
    assert statement["earliest"] is None or statement["earliest"] != statement["earliest"]
