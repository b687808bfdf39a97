"""Which actors and issues an article names together."""

import pytest

from analysis.auditing.named import named
from analysis.comparing.selecting import select


def test_pairs_are_named_in_one_article(make_coder) -> None:
    """Ann and the truce are named in two articles, Bob and the truce in none together."""
    coder = make_coder({"a": "Ann on the truce.", "b": "A truce?\n\nAnnie came.", "c": "Bob came."})
    assert named(coder.codes()).to_numpy().tolist() == [["Ann", "truce", 2]]


def test_only_the_period_of_a_selection_counts(make_coder) -> None:
    """An article of another month is not read; selected actors and issues make no difference."""
    coder = make_coder({"a": "Ann on the truce."}, "2025-05-19")
    assert named(coder.codes(), select(["Bob"], ["join"])).to_numpy().tolist() == [["Ann", "truce", 1]]
    assert named(coder.codes(), select(since="2025-06-01")).empty


def test_of_many_articles_some_are_read_spread_evenly(make_coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for two of five articles, the first and the fourth are read."""
    monkeypatch.setattr("analysis.comparing.foremost.READ", 2)
    coder = make_coder(dict.fromkeys("abcde", "Ann on the truce."))
    assert list(named(coder.codes())["documents"]) == [2]
