"""The stance classifiers: what they add to the rules, and stances between given phrases."""

from collections.abc import Callable

import numpy as np
import pytest

import analysis as sb
from analysis import tables
from analysis.coding.statements.decision import LISTED, Facts, guess_stances
from analysis.coding.statements.judging import combine, find_doubtful
from analysis.coding.statements.model import CELLS, EVIDENCE, GIVEN, load
from analysis.comparing.support import MIN_FIRM_CONFIDENCE

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
    assert LISTED <= MIN_FIRM_CONFIDENCE


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


def know(**known: object) -> Facts:
    """Return what is known of a plain pair, with the given exceptions."""
    plain = {
        "cell": ("Lind", "Tunnel"), "polarity": 1, "how": "named", "rule": None, "is_rule_conditional": False,
        "is_conditional": False, "is_quoted": False, "is_outside": False, "others": 0, "is_mixed": False,
        "is_unasserted": False,
    }  # fmt: skip
    return Facts(**{**plain, **known})  # type: ignore[arg-type]


def share(**shares: float) -> list[float]:
    """Return probabilities in the order of CELLS."""
    return [shares.get(name, 0.0) for name in CELLS]


def test_passages_about_one_actor_and_issue_are_weighed_together() -> None:
    """What another passage says counts for or against, by its direction; other actors do not count."""
    facts = [know(), know(polarity=-1), know(), know(cell=("Brandt", "Tunnel"))]
    shares = np.array(
        [
            share(support=0.9, none=0.1),
            share(oppose=0.7, none=0.3),
            share(oppose=0.6, none=0.4),
            share(none=1.0),
        ]
    )
    guesses = [found[0] for found in guess_stances(facts, shares)]
    agreeing, differing = EVIDENCE.index("elsewhere agrees"), EVIDENCE.index("elsewhere differs")
    assert [guess.evidence[agreeing] for guess in guesses] == [0.7, 0.9, 0.0, 0.0]
    assert [guess.evidence[differing] for guess in guesses] == [0.6, 0.6, 0.9, 0.0]


def test_a_stance_of_the_rules_is_weighed_beside_the_likeliest() -> None:
    """If rules and judges differ, both stances are possible; what is not asserted has none."""
    facts = [know(rule="oppose"), know(rule="support"), know(is_unasserted=True)]
    found = guess_stances(facts, np.array([share(none=0.5, support=0.5)] * 3))
    assert [[guess.label for guess in guesses] for guesses in found] == [
        ["support", "oppose"],
        ["support"],
        [],
    ]


def test_the_encoder_counts_more_where_both_have_judged() -> None:
    """It reads only where a stance is possible; there the two are averaged, and it has more weight."""
    shares = np.array([share(none=0.99, support=0.01), share(none=0.8, support=0.2)])
    assert find_doubtful(shares) == [1]
    combined = combine(shares, [1], np.array([share(none=0.2, support=0.8)]))
    assert combined[0].tolist() == shares[0].tolist()
    assert 0.5 < combined[1][CELLS.index("support")] < 0.8
