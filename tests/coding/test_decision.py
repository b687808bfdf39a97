"""The learned part of stances: what it may add to the rules, and pairs that somebody points at."""

from collections.abc import Callable

import pytest

import analysis as sb
from analysis import tables
from analysis.coding.statements.decision import LEARNED, RULED
from analysis.coding.statements.model import CELLS, EVIDENCE, GIVEN, load
from analysis.comparing.stances import MIN_FIRM_CONFIDENCE

PAIRS = {
    "rejection": ("Oslo rejected the plan for a new port.", "Oslo", "the plan", "oppose"),
    "praise": ("The union praised the mayor for the deal.", "The union", "the mayor", "support"),
    "condemnation": ("Norland condemned Sudria over the raid.", "Norland", "Sudria", "oppose"),
}


@pytest.mark.parametrize(("text", "actor", "target", "expected"), PAIRS.values(), ids=PAIRS.keys())
def test_a_pair_that_somebody_points_at(text: str, actor: str, target: str, expected: str) -> None:
    """Words and offsets name the same phrases."""
    assert sb.stance(text, actor, target) == expected
    start, end = text.index(actor), text.index(target)
    assert sb.stance(text, (start, start + len(actor)), (end, end + len(target))) == expected


def test_a_phrase_that_is_not_there_has_no_stance() -> None:
    """Nothing is guessed for words that the text does not have."""
    assert sb.stance("Oslo rejected the plan.", "Bergen", "the plan") is None
    assert sb.stance("", "Oslo", "the plan") is None


def test_a_text_that_tells_of_no_stance_gets_no_answer() -> None:
    """Who only meets somebody is neither for nor against them, and not called neutral either."""
    assert sb.stance("The minister met the envoy in Paris.", "The minister", "the envoy") is None


def test_the_weights_fit_what_they_are_read_with() -> None:
    """Each classifier has a column a class, the verdict a weight for each piece of evidence and one more."""
    model = load()
    assert model.cells.weights.shape[1] == len(CELLS)
    assert model.given.weights.shape[1] == len(GIVEN)
    assert model.verdict.shape == (len(EVIDENCE) + 1,)


def test_what_rules_find_on_a_named_issue_is_firm(coded: Callable[..., tables.Tables]) -> None:
    """It makes a position; what only the classifier found says so and may be too unsure for one."""
    found = coded("Mayor Lind rejected the harbour tunnel.")["statements"]
    assert (found["confidence"] >= RULED).all()
    assert LEARNED <= MIN_FIRM_CONFIDENCE <= RULED
    assert not found["reason"].str.contains("classifier").any()


def test_names_do_not_tell_stances(coded: Callable[..., tables.Tables]) -> None:
    """With actors exchanged the stances are exchanged, and nothing else changes."""
    one = coded("Norland blasted the tunnel while Sudria cheered it.")["statements"]
    other = coded("Sudria blasted the tunnel while Norland cheered it.")["statements"]
    exchanged = {"Norland": "Sudria", "Sudria": "Norland"}
    assert {(exchanged[a], s) for a, s in zip(one["actor"], one["stance"], strict=True)} == {
        (a, s) for a, s in zip(other["actor"], other["stance"], strict=True)
    }
