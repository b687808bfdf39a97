"""The stance classifiers: what they add to the rules, and stances between given phrases."""

from collections.abc import Callable

import pytest

import analysis as sb
from analysis import tables
from analysis.coding.statements.decision import LEARNED
from analysis.coding.statements.model import CELLS, EVIDENCE, GIVEN, load
from analysis.comparing.stances import MIN_FIRM_CONFIDENCE

PAIRS = {
    "rejection": ("Oslo rejected the plan for a new port.", "Oslo", "the plan", "oppose"),
    "praise": ("The union praised the mayor for the deal.", "The union", "the mayor", "support"),
    "condemnation": ("Norland condemned Sudria over the raid.", "Norland", "Sudria", "oppose"),
}


@pytest.mark.parametrize(("text", "actor", "target", "expected"), PAIRS.values(), ids=PAIRS.keys())
def test_the_stance_between_given_phrases(text: str, actor: str, target: str, expected: str) -> None:
    """A phrase can be given as words or as offsets."""
    assert sb.stance(text, actor, target) == expected
    start, end = text.index(actor), text.index(target)
    assert sb.stance(text, (start, start + len(actor)), (end, end + len(target))) == expected


def test_a_missing_phrase_has_no_stance() -> None:
    """A phrase that is not in the text has no stance."""
    assert sb.stance("Oslo rejected the plan.", "Bergen", "the plan") is None
    assert sb.stance("", "Oslo", "the plan") is None


def test_a_text_without_a_stance_gets_no_answer() -> None:
    """A meeting is neither support nor opposition, nor a declared neutral stance."""
    assert sb.stance("The minister met the envoy in Paris.", "The minister", "the envoy") is None


def test_the_weights_match_classes_and_features() -> None:
    """Each classifier has a column per class; the confidence model a weight per feature and an intercept."""
    model = load()
    assert model.cells.weights.shape[1] == len(CELLS)
    assert model.given.weights.shape[1] == len(GIVEN)
    assert model.verdict.shape == (len(EVIDENCE) + 1,)


def test_a_plain_rejection_is_firm(coded: Callable[..., tables.Tables]) -> None:
    """What rules and classifier agree on counts as a position; what only one of them found may not."""
    found = coded("Mayor Lind rejected the harbour tunnel.")["statements"]
    assert (found["confidence"] >= MIN_FIRM_CONFIDENCE).all()
    assert not found["reason"].str.contains("classifier").any()
    assert LEARNED <= MIN_FIRM_CONFIDENCE


def test_what_rules_find_is_no_surer_than_the_model_is(coded: Callable[..., tables.Tables]) -> None:
    """A rule's finding is kept with its own confidence, however low, and is then not firm."""
    found = coded("Mayor Lind will not accept the toll unless residents do.")["statements"]
    assert (found["confidence"] < MIN_FIRM_CONFIDENCE).all()
    assert set(found["actor"]) == {"Mara Lind"}


def test_names_do_not_determine_stances(coded: Callable[..., tables.Tables]) -> None:
    """If the actors are swapped, only the actors of the stances change."""
    one = coded("Norland blasted the tunnel while Sudria cheered it.")["statements"]
    other = coded("Sudria blasted the tunnel while Norland cheered it.")["statements"]
    swapped = {"Norland": "Sudria", "Sudria": "Norland"}
    assert {(swapped[a], s) for a, s in zip(one["actor"], one["stance"], strict=True)} == {
        (a, s) for a, s in zip(other["actor"], other["stance"], strict=True)
    }
