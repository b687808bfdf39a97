"""Accuracy of stances in short sentences of calling, refusing, blocking, wishing and doubting.

There are 200 sentences with some forty verbs and nouns; the holder of a call is in the codebook or not. They
were written before the rules were tuned: a random half was used for tuning, the other half was held out.
"""

from collections.abc import Callable

import pytest

from tests.coding.calls import Answer, code_calls, compute_figures, read_calls, split_calls

# minimum precision of the coded stances, minimum share of expressed stances that are coded, and minimum
# precision in the held-out half
MIN_PRECISION, MIN_COVERAGE = 0.95, 0.92
MIN_HELD_OUT_PRECISION = 0.92


@pytest.fixture(scope="module")
def answers_found() -> list[Answer]:
    """Code every sentence once."""
    return list(code_calls(read_calls()))


def test_precision_and_coverage(
    answers_found: list[Answer], record_property: Callable[[str, object], None]
) -> None:
    """Almost all coded stances are correct, and most stances are coded."""
    precision, coverage, counts = compute_figures(answers_found)
    record_property("figures", f"{precision:.3f} precision, {coverage:.3f} coverage, {dict(counts)}")
    assert precision >= MIN_PRECISION
    assert coverage >= MIN_COVERAGE


def test_the_held_out_half_is_nearly_as_good(answers_found: list[Answer]) -> None:
    """The rules were not tuned on these sentences."""
    held_out = {call.text for call in split_calls()[1]}
    precision, _, _ = compute_figures(answer for answer in answers_found if answer.call.text in held_out)
    assert precision >= MIN_HELD_OUT_PRECISION


def test_the_sentences_are_valid() -> None:
    """Each sentence occurs once, and every expected answer is a stance or none."""
    sentences = read_calls()
    assert len({call.text for call in sentences}) == len(sentences) >= 200
    assert len({call.word for call in sentences}) >= 20
    expected = {answer for call in sentences for answers in call.answers.values() for answer in answers}
    assert expected == {"support", "oppose", "conditional", "none"}
