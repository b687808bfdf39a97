"""Stances in sentences that also name people whom they only set apart from the one who takes it."""

from collections.abc import Callable

import pytest

Stances = Callable[..., set[tuple[str, str, str]]]


@pytest.mark.parametrize(
    "text",
    [
        "Unlike Mara Lind, Ola Brandt opposes the toll.",
        "Ola Brandt, unlike Mara Lind, opposes the toll.",
        "Ola Brandt opposes the toll, unlike Mara Lind.",
        "In contrast to Mayor Lind, Ola Brandt rejects the toll.",
        "Contrary to Mara Lind, Ola Brandt opposes the toll.",
        "Ola Brandt, rather than Mara Lind, opposes the toll.",
        "Not Mara Lind but Ola Brandt opposes the toll.",
        "Ola Brandt, a critic of Mara Lind, opposes the toll.",
        "Despite pressure from Mara Lind, Ola Brandt rejected the toll.",
    ],
)
def test_who_takes_the_stance_has_it(stances: Stances, text: str) -> None:
    """The one who is contrasted with the one who takes a stance has none."""
    assert stances(text) == {("Ola Brandt", "Toll", "oppose")}


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind's opponents reject the toll.",
        "Mayor Lind's fiercest critics opposed the toll.",
        "Critics of Mara Lind oppose the toll.",
        "The brother of Mara Lind opposes the toll.",
        "Mara Lind's husband rejects the toll.",
        "Rivals of the Harbour Union called for a strike.",
        "Opponents of the Sudrian government rejected the talks.",
        "All but the Harbour Union reject the toll.",
        "Mara Lind, whose opponents reject the toll, smiled.",
    ],
)
def test_opponents_stances_are_not_those_of_whom_they_oppose(stances: Stances, text: str) -> None:
    """“X's critics” and “rivals of X” name X, who takes no stance."""
    assert stances(text) == set()


def test_a_rivals_plan_is_the_owners(stances: Stances) -> None:
    """“X's opposition” and “X's rival plan” are X's own."""
    assert ("Mara Lind", "Toll", "oppose") in stances("Mara Lind's opposition to the toll is well known.")


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Lind defended the toll, hours after the Harbour Union had demanded its end.",
        "Mayor Lind defended the toll before the Harbour Union met.",
        "Days after the Harbour Union had called for calm, Mayor Lind defended the toll.",
    ],
)
def test_a_clause_of_time_takes_no_part(stances: Stances, text: str) -> None:
    """Who acts in a clause that only says when is not given the stance of the main clause."""
    assert stances(text) == {("Mara Lind", "Toll", "support")}


def test_a_stance_stays_in_its_clause_of_time(stances: Stances) -> None:
    """Who acts in the main clause is not given the stance of a clause that only says when."""
    found = stances("Mayor Lind celebrated hours after the Harbour Union had rejected the strike.")
    assert found == {("Harbour Union", "Strike", "oppose")}


def test_a_stance_stays_in_its_sentence(stances: Stances) -> None:
    """Supporters and opponents in two sentences do not exchange their stances."""
    found = stances("Mayor Lind supports the toll. Ola Brandt opposes the strike.")
    assert found == {("Mara Lind", "Toll", "support"), ("Ola Brandt", "Strike", "oppose")}
