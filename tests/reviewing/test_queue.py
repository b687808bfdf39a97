"""The queue: what is in it, and what comes first."""

from dataclasses import replace

import pytest

from analysis.codes import Codes
from analysis.reviewing.queue import BELOW, MARKS, RANDOM, UNSURE, list_items, order_items


def list_order(codes: Codes) -> list[tuple[str, str, str]]:
    """Return part, actor and evidence of each item, in order."""
    ordered = order_items(list_items(codes), [])
    return [(part, item.cells["actor"], item.cells["evidence"]) for part, item in ordered]


def list_missed(codes: Codes) -> list[tuple[str, str, str]]:
    """Return actor, issue and words of each passage without a code, in order."""
    return [
        (item.cells["actor"], item.cells["issue"], item.cells["evidence"])
        for _, item in order_items(list_items(codes), [])
        if not item.cells["stance"]
    ]


def test_what_a_decision_is_likely_to_change_comes_first(make_coder) -> None:
    """The less sure of two marks first; of Ann's mark her best statement, whose other two hardly matter."""
    coder = make_coder({"paper": "One. Two. Three. Four. Five."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.95)
    coder.statement("Ann", "truce", "support", "Two", confidence=0.75)
    coder.statement("Ann", "truce", "support", "Three", confidence=0.7)
    coder.statement("Bob", "truce", "oppose", "Four", confidence=0.99)
    coder.statement("Bob", "join", "oppose", "Five", confidence=0.7)
    assert list_order(coder.codes()) == [
        (MARKS, "Bob", "Five"),
        (RANDOM, "Ann", "One"),
        (UNSURE, "Ann", "Three"),
        (UNSURE, "Ann", "Two"),
        (MARKS, "Bob", "Four"),
    ]


def test_what_does_not_count_comes_before_a_sure_mark_and_after_an_unsure_one(make_coder) -> None:
    """Statements below the threshold or doubted could add a mark; where there is one, they hardly matter."""
    coder = make_coder({"paper": "One. Two. Three. Four. Five."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.95)
    coder.statement("Ann", "truce", "support", "Two", confidence=0.5)
    coder.statement("Ann", "join", "support", "Three", confidence=0.66)
    coder.statement("Bob", "join", "oppose", "Four", confidence=0.9, doubt="a question")
    coder.statement("Bob", "truce", "oppose", "Five", confidence=0.97)
    assert list_order(coder.codes()) == [
        (MARKS, "Ann", "Three"),
        (BELOW, "Bob", "Four"),
        (MARKS, "Ann", "One"),
        (MARKS, "Bob", "Five"),
        (BELOW, "Ann", "Two"),
    ]


def test_once_a_mark_is_confirmed_its_other_statements_come_last(make_coder) -> None:
    """After Ann's best statement was found right, nothing hangs on the other one."""
    coder = make_coder({"paper": "One. Two. Three."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.9)
    coder.statement("Ann", "truce", "support", "Two", confidence=0.7)
    coder.statement("Bob", "truce", "oppose", "Three", confidence=0.85)
    items = {item.cells["evidence"]: item for item in list_items(coder.codes())}
    ordered = order_items([items["Two"], items["Three"]], [items["One"].cells])
    assert [item.cells["evidence"] for _, item in ordered] == ["Three", "Two"]


def test_once_a_statement_is_rejected_the_others_of_its_mark_come_first(make_coder) -> None:
    """Ann's best statement was wrong, so the other one of the article probably is too, however sure."""
    coder = make_coder({"paper": "One. Two. Three."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.95)
    coder.statement("Ann", "truce", "support", "Two", confidence=0.94)
    coder.statement("Bob", "truce", "oppose", "Three", confidence=0.7)
    items = {item.cells["evidence"]: item for item in list_items(coder.codes())}
    assert next(iter(order_items(items.values(), [])))[1] is items["Three"]
    assert order_items([items["Two"], items["Three"]], [])[0] == (MARKS, items["Two"])


def test_a_checked_statement_beside_it_makes_a_mark_safe(codes: Codes) -> None:
    """Once a person found the same stance of Ann, her other statement decides nothing alone."""
    checked = [{"doc_id": "other", "actor": "Ann", "issue": "truce", "stance": "support"}]
    parts = {item.cells["evidence"]: part for part, item in order_items(list_items(codes), checked)}
    assert parts["Ann wants a truce"] == RANDOM
    assert parts["Bob rejects the truce"] == MARKS


def test_words_of_an_actor_on_an_issue_without_a_code_are_listed(make_coder) -> None:
    """Ann's words on the truce are coded, Bob's are not, Carl is not in the codebook, tea is no issue."""
    coder = make_coder(
        {"paper": "Ann: the truce holds.\n\nBob: a truce is due.\n\nCarl: no truce. More tea."}
    )
    coder.statement("Ann", "truce", "support", "the truce holds")
    coder.quote("Ann", "the truce holds")
    coder.quote("Bob", "a truce is due")
    coder.quote("Bob", "More tea")
    coder.quote(None, "no truce")
    assert list_missed(coder.codes())[0] == ("Bob", "truce", "a truce is due")
    assert {words for _, _, words in list_missed(coder.codes())} <= {"a truce is due", "Carl: no truce."}


def test_the_likeliest_passage_of_an_actor_and_an_issue_is_listed(make_coder) -> None:
    """Said on it, said beside it, named with it, only in its paragraph: in this order, each cell once."""
    text = (
        "Bob: a truce is due. Bob: soon.\n\n"
        "They met about joining. Bob said tea.\n\n"
        "Ann saw the truce.\n\n"
        "Ann wore a hat. Carl would join."
    )
    coder = make_coder({"paper": text})
    for words in ("a truce is due", "soon", "tea"):
        coder.quote("Bob", words)
    assert list_missed(coder.codes()) == [
        ("Bob", "truce", "a truce is due"),
        ("Ann", "truce", "Ann saw the truce."),
        ("Bob", "join", "tea"),
        ("Ann", "join", "Carl would join."),
    ]


def test_other_words_on_a_coded_issue_are_listed_last(make_coder) -> None:
    """Bob speaks of the truce twice, and one is coded: the other could only repeat the mark."""
    coder = make_coder({"paper": "Bob: the truce is dead.\n\nBob: a truce is due.\n\nAnn saw the truce."})
    coder.statement("Bob", "truce", "oppose", "the truce is dead", confidence=0.9)
    coder.quote("Bob", "the truce is dead")
    coder.quote("Bob", "a truce is due")
    assert list_missed(coder.codes())[-1] == ("Bob", "truce", "a truce is due")


def test_where_a_person_found_no_position_none_is_listed(make_coder) -> None:
    """Ben answered that Bob has no position on the truce here."""
    coder = make_coder({"paper": "Bob: a truce is due."})
    coder.quote("Bob", "a truce is due")
    codes = replace(coder.codes(), none=(("human:ben", ("paper", "Bob", "truce")),))
    assert list_missed(codes) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "(((", "Bob", "truce " * 3000, "U.S. U.S. \u2028 Bob’s truce"]
)
def test_any_text_can_be_listed(make_coder, text: str) -> None:
    """The words of each passage are those of the article."""
    codes = make_coder({"paper": text}).codes()
    for item in list_items(codes):
        assert item.cells["evidence"] == text[item.cells["start"] : item.cells["end"]].strip() != ""


def test_statements_of_people_are_not_listed(make_coder) -> None:
    """What a person coded needs no review."""
    coder = make_coder({"paper": "Ann is here.\n\nBob is too."})
    coder.statement("Ann", "truce", "support", "Ann is here", coder="human:ben", confidence=1.0)
    coder.statement("Bob", "truce", "oppose", "Bob is too")
    assert [actor for _, actor, _ in list_order(coder.codes())] == ["Bob"]


def test_where_nothing_is_coded_only_passages_are_listed(make_coder) -> None:
    """An article without a statement has a queue too, one that names nobody has none."""
    coder = make_coder({"paper": "Bob: a truce is due."})
    coder.quote("Bob", "a truce is due")
    assert list_order(coder.codes()) == [(BELOW, "Bob", "a truce is due")]
    assert list_order(make_coder({"paper": "Tea."}).codes()) == []
