"""Refitting the confidence to decisions: what is right, what is fitted, and what it would do."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.codes import Codes, Decision
from analysis.comparing.calibrating import fit_calibration, fit_logistic
from analysis.comparing.cross_validating import measure_effect, predict_by_article
from analysis.comparing.judged import list_judged
from analysis.comparing.refitting import apply_logistic
from analysis.errors import StancebookError

MACHINE = "rules-1"


def build_codes(coder: Any, human: list[tuple[str, ...]], **more: Any) -> Codes:
    """Return codes of two articles: three statements of the machine, s1 to s3, and people's."""
    coder.texts = {"a": "rejected the toll; backed the tunnel", "b": "rejected the toll"}
    for key, doc, issue, stance, words in (
        ("s1", "a", "Toll", "oppose", "rejected the toll"),
        ("s2", "a", "Tunnel", "support", "backed the tunnel"),
        ("s3", "b", "Toll", "support", "rejected the toll"),
    ):
        coder.statement("Lind", issue, stance, words, doc, coder=MACHINE, confidence=0.8, statement_id=key)
    for person, doc, issue, stance, words in human:
        coder.statement("Lind", issue, stance, words, doc, coder=person)
    codes = coder.codes()
    made = codes["statements"]
    is_machine = made["coder"] == MACHINE
    return replace(codes, machine=made[is_machine], human=made[~is_machine], coder=MACHINE, **more)


def read_verdicts(codes: Codes) -> dict[str, float]:
    """Return what is said of each judged statement."""
    judged = list_judged(codes)
    return dict(zip(judged["statement_id"], judged["right"], strict=True))


def test_a_kept_stance_is_right_and_a_changed_or_rejected_one_wrong(coder) -> None:
    """Ann confirms s1, rejects s2 and turns s3; the same stance elsewhere in the cell confirms nothing."""
    ann = "human:ann"
    human = [(ann, "a", "Toll", "oppose", "the toll"), (ann, "b", "Toll", "oppose", "rejected the toll")]
    decisions = (
        Decision(ann, "s1", "replaced"), Decision(ann, "s2", "rejected"), Decision(ann, "s3", "replaced")
    )  # fmt: skip
    singly = frozenset({(ann, "a"), (ann, "b")})
    codes = build_codes(coder, human, decisions=decisions, singly=singly)
    assert read_verdicts(codes) == {"s1": 1.0, "s2": 0.0, "s3": 0.0}


def test_a_statement_confirmed_elsewhere_is_not_confirmed_here(coder) -> None:
    """Ann replaced s1 by the same stance in other words of the article: its own words were no position."""
    codes = build_codes(
        coder,
        [("human:ann", "a", "Toll", "oppose", "backed")],
        decisions=(Decision("human:ann", "s1", "replaced"),),
        singly=frozenset({("human:ann", "a")}),
    )
    assert read_verdicts(codes) == {"s1": 0.0}


def test_own_codes_judge_the_cells_that_they_cover(coder) -> None:
    """Ben coded without the machine: a stance in one cell, none in another, and nothing in the third."""
    codes = build_codes(
        coder,
        [("human:ben", "a", "Toll", "oppose", "the toll")],
        none=(("human:ben", ("b", "Lind", "Toll")),),
    )
    assert read_verdicts(codes) == {"s1": 1.0, "s3": 0.0}


def test_people_who_disagree_leave_a_statement_open(coder) -> None:
    """One confirms and one rejects: it is neither right nor wrong, and both are named."""
    codes = build_codes(
        coder,
        [("human:ann", "a", "Toll", "oppose", "the toll")],
        decisions=(Decision("human:ann", "s1", "replaced"), Decision("human:ben", "s1", "rejected")),
        singly=frozenset({("human:ann", "a"), ("human:ben", "a")}),
    )
    (row,) = list_judged(codes).to_dict("records")
    assert np.isnan(row["right"])
    assert row["people"] == ("human:ann", "human:ben")


def test_doubted_statements_are_left_out(coder) -> None:
    """They do not count, whatever their confidence."""
    codes = build_codes(coder, [], decisions=(Decision("human:ann", "s1", "rejected"),))
    doubted = codes.machine.assign(doubt="somebody else says so")
    assert list_judged(replace(codes, machine=doubted)).empty
    assert len(list_judged(codes)) == 1


def make_judged(confidence: Any, right: Any, articles: int = 23) -> pd.DataFrame:
    """Return decisions of one person, spread over articles in turn."""
    count = len(confidence)
    return pd.DataFrame(
        {
            "statement_id": [f"s{number}" for number in range(count)],
            "doc_id": [f"d{number % articles}" for number in range(count)],
            "confidence": np.asarray(confidence, float),
            "right": np.asarray(right, float),
            "people": [("human:ann",)] * count,
        }
    )


def test_many_decisions_recover_what_they_were_made_with() -> None:
    """Of 20,000 statements, as many are right as a slope of .5 and an intercept of -.4 say."""
    generator = np.random.default_rng(1)
    confidence = generator.uniform(0.5, 0.98, 20_000)
    right = generator.random(20_000) < apply_logistic(confidence, 0.5, -0.4)
    slope, intercept = fit_logistic(confidence, right.astype(float))
    assert slope == pytest.approx(0.5, abs=0.1)
    assert intercept == pytest.approx(-0.4, abs=0.15)


def test_few_decisions_change_little() -> None:
    """Four wrong statements of .8 lower it, but not to their share; forty do so by far more."""
    for count, lowest, highest in ((4, 0.6, 0.75), (40, 0.2, 0.5)):
        slope, intercept = fit_logistic(np.full(count, 0.8), np.zeros(count))
        assert lowest < apply_logistic(np.array([0.8]), slope, intercept)[0] < highest


def test_the_fit_names_who_decided_on_how_much() -> None:
    """Statements on which people disagree are not counted."""
    judged = make_judged([0.9] * 20 + [0.7] * 20, [1] * 20 + [0, 1] * 10)
    judged.loc[0, "right"] = np.nan
    found = fit_calibration(judged, MACHINE, "2026-11-30")
    assert (found.coder, found.decisions, found.people) == (MACHINE, 39, ("human:ann",))
    assert found.slope > 1


@pytest.mark.parametrize(
    ("right", "articles", "found"),
    [
        ([1, 0] * 10, 20, "20 \\(10 right, 10 wrong\\) in 20 articles"),
        ([1] * 40, 20, "40 \\(40 right, 0 wrong\\)"),
        ([0] * 40, 20, "0 right, 40 wrong"),
        ([1, 0] * 30, 3, "in 3 articles"),
    ],
)
def test_too_few_decisions_are_refused(right: list[int], articles: int, found: str) -> None:
    """The message counts what is there and says what is expected."""
    with pytest.raises(StancebookError, match=f"{found}.*Expected at least 30"):
        fit_calibration(make_judged([0.8] * len(right), right, articles), MACHINE, "")


def test_a_confidence_that_says_nothing_is_refused() -> None:
    """Where the surer statements are the wrong ones, refitting would turn the order around."""
    judged = make_judged([0.95] * 60 + [0.55] * 60, [0] * 60 + [1] * 60)
    with pytest.raises(StancebookError, match="says nothing here"):
        fit_calibration(judged, MACHINE, "")


def test_a_decision_is_predicted_from_other_articles_only() -> None:
    """Turning the decisions on one article around changes what is predicted for all others, not for it."""
    judged = make_judged([0.9, 0.7] * 30, [1, 0, 1, 1] * 15)
    is_first = judged["doc_id"] == "d0"
    turned = judged.assign(right=judged["right"].where(~is_first, 1 - judged["right"]))
    before, after = predict_by_article(judged), predict_by_article(turned)
    assert before[is_first].tolist() == after[is_first].tolist()
    assert (before[~is_first] != after[~is_first]).all()


def test_the_effect_is_advised_where_the_machine_is_too_sure() -> None:
    """Of 200 statements of .7, two in five are right: they no longer count, and those of .95 still do."""
    judged = make_judged([0.95] * 100 + [0.7] * 200, [1] * 90 + [0] * 10 + [1, 0, 1, 0, 0] * 40)
    effect = measure_effect(judged)
    assert effect.verdict == "helps"
    assert (effect.now.shown, effect.now.right) == (300, 170)
    assert (effect.refitted.shown, effect.refitted.right) == (100, 90)
    assert effect.refitted.low < 0.9 < effect.refitted.high
    excess = effect.changes[-1]
    assert excess.now == pytest.approx((100 * 0.95 + 200 * 0.7 - 170) / 300)
    assert abs(excess.refitted) < 0.05
    assert [(band.start, band.decisions, band.right) for band in effect.bands] == [
        (0.65, 200, 80),
        (0.95, 100, 90),
    ]


def test_a_confidence_that_is_right_already_is_left_alone() -> None:
    """As many are right as the machine says: nothing is advised."""
    judged = make_judged([0.9] * 50 + [0.7] * 50, [1] * 45 + [0] * 5 + [1] * 35 + [0] * 15)
    assert measure_effect(judged).verdict != "helps"


def test_a_refitted_confidence_can_be_worse() -> None:
    """Where articles contradict each other, each is predicted worse from the others."""
    right = [1.0 if number % 2 else 0.0 for number in range(40)]
    judged = make_judged([0.5] * 40, right, articles=2)
    (loss, *_) = measure_effect(judged).changes
    assert loss.refitted > loss.now
    assert measure_effect(judged).verdict == "harms"
