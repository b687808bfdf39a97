"""Claims that stand unanswered: articles with one side of an issue only."""

import pytest

from analysis.comparing.one_sided import one_sided, unanswered
from analysis.comparing.selecting import Selection

TEXTS = dict.fromkeys("abc", "Ann wants a truce. Bob rejects it.")


@pytest.fixture
def divided(make_coder):
    """Return a coder of three articles: Ann is for the truce in two, Bob against it in the third."""
    coder = make_coder(TEXTS)
    coder.statement("Ann", "truce", "support", "wants a truce", "a")
    coder.statement("Ann", "truce", "support", "wants a truce", "b")
    coder.statement("Bob", "truce", "oppose", "rejects it", "c")
    return coder


def test_articles_without_the_other_side_are_counted(divided) -> None:
    """Both sides stand unanswered, each in its own articles; those with more articles come first."""
    sides = one_sided(divided.codes())
    assert sides.to_dict("records") == [
        {"issue": "truce", "stance": "support", "actors": ["Ann"], "others": ["Bob"],
         "articles": 2, "reporting": 2, "statements": ["a-s1", "b-s2"]},
        {"issue": "truce", "stance": "oppose", "actors": ["Bob"], "others": ["Ann"],
         "articles": 1, "reporting": 1, "statements": ["c-s3"]},
    ]  # fmt: skip
    assert list(unanswered(divided.codes(), sides)["statement_id"]) == ["a-s1", "b-s2", "c-s3"]


@pytest.mark.parametrize("stance", ["oppose", "neutral", "conditional"])
def test_any_other_stance_in_the_article_is_an_answer(divided, stance: str) -> None:
    """Even a statement of low confidence keeps an article from being called one-sided."""
    divided.statement("Smith, John", "truce", stance, "rejects it", "a", confidence=0.1)
    first = one_sided(divided.codes()).iloc[0]
    assert (first["articles"], first["reporting"], first["statements"]) == (1, 2, ["b-s2"])


def test_a_quotation_of_the_other_side_is_an_answer(divided) -> None:
    """Where Bob is quoted, the article is not without his word, whatever the coder made of it."""
    divided.quote("Bob", "rejects it", "b")
    assert one_sided(divided.codes()).iloc[0]["statements"] == ["a-s1"]


def test_without_another_side_nothing_is_unanswered(make_coder) -> None:
    """No article is one-sided if nobody is against the truce, or only somebody who is also for it."""
    coder = make_coder(TEXTS)
    coder.statement("Ann", "truce", "support", "wants a truce", "a")
    assert one_sided(coder.codes()).empty
    coder.statement("Ann", "truce", "oppose", "rejects it", "b")
    assert one_sided(coder.codes()).empty


def test_answers_by_actors_that_are_not_selected_count(divided) -> None:
    """Selecting Ann lists her claims only, but Bob’s word in an article still answers them."""
    divided.statement("Bob", "truce", "oppose", "rejects it", "a")
    (row,) = one_sided(divided.codes(), Selection(actors=("Ann",))).to_dict("records")
    assert (row["stance"], row["statements"]) == ("support", ["b-s2"])
