"""The queue: what is in it, and what comes first."""

from analysis.codes import Codes
from analysis.reviewing.queue import BELOW, MARKS, RANDOM, UNSURE, list_items, order_items


def list_order(codes: Codes) -> list[tuple[str, str, str]]:
    """Return part, actor and evidence of each item, in order."""
    ordered = order_items(list_items(codes), [])
    return [(part, item.cells["actor"], item.cells["evidence"]) for part, item in ordered]


def test_what_one_decision_would_change_comes_first(make_coder) -> None:
    """Bob's only statement decides his mark, Ann's three do not; doubted and weak ones could add a mark."""
    coder = make_coder({"paper": "One. Two. Three. Four. Five. Six."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.95)
    coder.statement("Ann", "truce", "support", "Two", confidence=0.7)
    coder.statement("Ann", "truce", "support", "Three", confidence=0.75)
    coder.statement("Bob", "truce", "oppose", "Four", confidence=0.99)
    coder.statement("Bob", "join", "oppose", "Five", confidence=0.5)
    coder.statement("Bob", "join", "support", "Six", confidence=0.9, doubt="a question")
    assert list_order(coder.codes()) == [
        (MARKS, "Bob", "Four"),
        (BELOW, "Bob", "Six"),
        (BELOW, "Bob", "Five"),
        (UNSURE, "Ann", "Two"),
        (UNSURE, "Ann", "Three"),
        (RANDOM, "Ann", "One"),
    ]


def test_the_one_that_makes_a_mark_mixed_comes_first(make_coder) -> None:
    """Without the single statement against it, a mark of three would be clear."""
    coder = make_coder({"paper": "One. Two. Three."})
    for words, stance in (("One", "support"), ("Two", "support"), ("Three", "oppose")):
        coder.statement("Ann", "truce", stance, words, confidence=0.9)
    assert list_order(coder.codes())[0] == (MARKS, "Ann", "Three")


def test_a_checked_statement_beside_it_makes_a_mark_safe(codes: Codes) -> None:
    """Once a person found the same stance of Ann, her other statement decides nothing alone."""
    checked = [{"actor": "Ann", "issue": "truce", "stance": "support"}]
    parts = {item.cells["evidence"]: part for part, item in order_items(list_items(codes), checked)}
    assert parts["Ann wants a truce"] == RANDOM
    assert parts["Bob rejects the truce"] == MARKS


def test_attributions_on_an_issue_without_a_code_are_listed(make_coder) -> None:
    """Ann's words on the truce are coded, Bob's are not, Carl is not in the codebook, tea is no issue."""
    coder = make_coder({"paper": "Ann: the truce holds. Bob: a truce is due. Carl: no truce. Bob: more tea."})
    coder.statement("Ann", "truce", "support", "the truce holds")
    for actor, words in (("Ann", "the truce holds"), ("Bob", "a truce is due"), ("Bob", "more tea")):
        coder.quote(actor, words)
    coder.quote(None, "no truce")
    missed = [(part, actor, words) for part, actor, words in list_order(coder.codes()) if part == BELOW]
    assert missed == [(BELOW, "Bob", "a truce is due")]


def test_attributions_beside_an_issue_come_after_those_on_it(make_coder) -> None:
    """Ann on joining comes first; on the truce she has a statement, and tea is in another paragraph."""
    coder = make_coder(
        {"paper": "On the truce Bob said never. Ann said: let us join, soon.\n\nBob: more tea."}
    )
    coder.statement("Ann", "truce", "support", "Ann said")
    coder.quote("Bob", "never")
    coder.quote("Bob", "more tea")
    coder.quote("Ann", "let us join")
    coder.quote("Ann", "soon")
    listed = [
        (item.cells["actor"], item.cells["issue"], item.cells["evidence"])
        for part, item in order_items(list_items(coder.codes()), [])
        if part == BELOW
    ]
    assert listed[0] == ("Ann", "join", "let us join")
    assert sorted(listed[1:]) == [("Bob", "join", "never"), ("Bob", "truce", "never")]


def test_statements_of_people_are_not_listed(make_coder) -> None:
    """What a person coded needs no review."""
    coder = make_coder()
    coder.statement("Ann", "truce", "support", "Ann wants a truce", coder="human:ben", confidence=1.0)
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    assert [actor for _, actor, _ in list_order(coder.codes())] == ["Bob"]


def test_where_nothing_is_coded_only_attributions_are_listed(make_coder) -> None:
    """An article without a statement has a queue too."""
    coder = make_coder({"paper": "Bob: a truce is due."})
    coder.quote("Bob", "a truce is due")
    assert list_order(coder.codes()) == [(BELOW, "Bob", "a truce is due")]
    assert list_order(make_coder({"paper": "Tea."}).codes()) == []
