"""PLOVER types and modes of the events between two actors of a sentence."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.events import plover
from analysis.coding.events.plover import classify, classify_all, event_type, mode, model, modes
from analysis.coding.events.plover.event_context import find_predicate
from analysis.coding.syntax.extents import find_phrase
from analysis.language.parsing import load
from analysis.language.tokens import Doc, Span, Token
from analysis.tables import MODES, PLOVER

SIDES = ("Norland", "Sudria")
Mention = tuple[Token, Span | None, Span | None]


def parse_event(sentence: str, source: str = SIDES[0], target: str = SIDES[1]) -> Mention:
    """Parse a sentence and return its linking word, source and target."""
    doc = Doc(load()(sentence))
    acting, affected = find_phrase(doc[:], source), find_phrase(doc[:], target)
    return find_predicate(acting, affected, doc.sents[0]), acting, affected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland imposed a curfew on the capital of Sudria.", "COERCE"),
        ("Norland lifted its sanctions on Sudria.", "CONCEDE"),
        ("Norland threatened to impose sanctions on Sudria.", "THREATEN"),
        ("Norland called on Sudria to free the prisoners.", "REQUEST"),
        ("Norland launched an offensive against Sudria.", "ASSAULT"),
        ("Norland launched an inquiry into Sudria.", "ACCUSE"),
        ("Norland held talks with Sudria on fishing.", "CONSULT"),
        ("Norland shared satellite images and intelligence with Sudria.", "COOPERATE"),
        ("Norland cut off all aid to Sudria.", "SANCTION"),
        ("Norland sent food and medicine to Sudria.", "AID"),
        ("Norland massed tanks on the border with Sudria.", "MOBILIZE"),
        ("Norland refused to meet Sudria.", "REJECT"),
        ("Norland and Sudria signed a treaty on fishing.", "SUPPORT"),
        ("Norland agreed to negotiate with Sudria.", "AGREE"),
        ("Dockers of Norland went on strike against Sudria.", "PROTEST"),
    ],
)
def test_the_type_depends_on_verb_and_object(sentence: str, expected: str) -> None:
    """One verb can have many types: its dependents decide, and requests or threats above it."""
    assert event_type(sentence, *SIDES) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland excoriated Sudria over the dam.", "ACCUSE"),
        ("Norland bankrolled hospitals in Sudria.", "AID"),
        ("Norland obliterated a village in Sudria.", "ASSAULT"),
        ("Norland has stonewalled the inspectors of Sudria for weeks.", "REJECT"),
    ],
)
def test_rare_verbs_are_read_by_their_class(sentence: str, expected: str) -> None:
    """A verb that is missing from the human codes takes the type of its word class."""
    assert event_type(sentence, *SIDES) == expected


def test_a_demand_on_another_actor_is_a_request() -> None:
    """A report of one's own deed has the type of the deed; “another must act” is a demand."""
    assert event_type("Norland said it had expelled diplomats of Sudria.", *SIDES) == "SANCTION"
    assert event_type("Norland said Sudria must withdraw its troops.", *SIDES) == "REQUEST"


def test_the_passive_has_the_same_type() -> None:
    """The source may follow the verb."""
    assert event_type("Sudria was attacked by Norland.", *SIDES) == "ASSAULT"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Norland declared a ceasefire with Sudria.", "CONCEDE"),
        ("Norland apologised to Sudria.", "CONCEDE"),
        ("Norland withdrew its troops from Sudria.", "RETREAT"),
        ("Norland freed 40 prisoners from Sudria.", "RETREAT"),
    ],
)
def test_concessions_in_words_and_in_deeds_are_two_types(sentence: str, expected: str) -> None:
    """A concession that is declared is CONCEDE, one that is carried out is RETREAT."""
    assert event_type(sentence, *SIDES) == expected


@pytest.mark.parametrize(
    ("sentence", "type_", "expected"),
    [
        ("Norland spoke by phone with Sudria.", "CONSULT", "phone"),
        ("Norland visited Sudria.", "CONSULT", "visit"),
        ("Norland attended a summit in Sudria.", "CONSULT", "multilateral"),
        ("Norland met Sudria.", "CONSULT", None),
        ("Norland freed prisoners from Sudria.", "RETREAT", "release"),
        ("Norland withdrew its troops from Sudria.", "RETREAT", "withdraw"),
        ("Norland refused to meet Sudria.", "REJECT", "meet"),
        ("Norland asked Sudria for aid.", "REQUEST", "assist"),
        ("Norland threatened to attack Sudria.", "THREATEN", "violence"),
        ("Norland threatened Sudria.", "THREATEN", None),
        ("Norland launched a drone strike on Sudria.", "ASSAULT", "drone"),
        ("Norlandic drones of Norland struck Sudria.", "ASSAULT", "drone"),
        ("Norland shelled Sudria.", "ASSAULT", "heavy-weapons"),
        ("Norland arrested Sudria.", "COERCE", "arrest"),
        ("Norland suspended aid to Sudria.", "SANCTION", "discontinue"),
        ("Workers of Norland began a hunger strike against Sudria.", "PROTEST", "hunger"),
        ("Norland investigated Sudria.", "ACCUSE", "investigate"),
        ("Norland praised Sudria.", "SUPPORT", None),
    ],
)
def test_the_words_of_the_event_give_its_mode(sentence: str, type_: str, expected: str | None) -> None:
    """Without an indicative word, the mode is missing."""
    trigger, source, target = parse_event(sentence)
    assert mode(trigger, type_, source, target) == expected


def test_another_clause_does_not_give_the_mode() -> None:
    """An event in another clause does not affect the mode."""
    assert (
        mode(*_mode_arguments("CONSULT", parse_event("Norland met Sudria after rebels visited the port.")))
        is None
    )


def _mode_arguments(type_: str, mention: Mention) -> tuple[Token, str, Span | None, Span | None]:
    trigger, source, target = mention
    return trigger, type_, source, target


def test_probabilities_are_over_all_types() -> None:
    """There are sixteen types, and their probabilities add up to one."""
    shares = classify(*parse_event("Norland bombed a harbour in Sudria on Monday."))
    assert set(shares) == set(PLOVER)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "ASSAULT"


def test_a_noun_goes_with_its_light_verb() -> None:
    """The trigger alone, without actors, gives the type too: "launched an attack", "lifted the ban"."""
    doc = Doc(load()("Norland launched an attack. Norland lifted the ban."))
    attack, ban = (classify(token) for token in doc if token.text in ("attack", "ban"))
    assert plover.most_likely_type(attack) == "ASSAULT"
    assert plover.most_likely_type(ban) == "CONCEDE"


def test_a_batch_gives_the_same_result_as_single_events() -> None:
    """Events do not depend on each other, and the result is deterministic."""
    mentions = [parse_event("Norland bombed Sudria."), parse_event("Norland praised Sudria.")]
    assert classify_all(mentions) == [classify(*mention) for mention in mentions]
    assert classify_all([]) == []


@pytest.mark.parametrize(
    "sentence", ["", " ", "!!!", "\n\n", "Norland", "ÄÖ 你好 🙂", "a " * 400, "(((" * 50]
)
def test_odd_sentences_do_not_fail(sentence: str) -> None:
    """Any input gives a type or None."""
    for source, target in (SIDES, ("", ""), ("(", "*"), (sentence, sentence)):
        assert event_type(sentence, source, target) in (None, *PLOVER)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_no_text_fails(sentence: str, source: str, target: str) -> None:
    """No text makes the classifier fail, and no word of it the modes."""
    assert event_type(sentence, source, target) in (None, *PLOVER)
    for token in Doc(load()(sentence)):
        shares = classify(token)
        assert mode(token, plover.most_likely_type(shares)) in (None, *MODES)


def test_modes_are_those_of_the_tables() -> None:
    """The word lists contain only modes and types of the tables."""
    import tomllib

    listed = tomllib.loads(modes.WORDS.read_text(encoding="utf-8"))
    assert set(listed) <= set(PLOVER)
    assert {name for lists in listed.values() for name in lists} <= set(MODES)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    """Saving the shipped model again changes nothing."""
    first = model.load()
    model.save(first, tmp_path / "again.npz")
    again = model.read(tmp_path / "again.npz")
    for before, after in ((first.events, again.events), (first.sentences, again.sentences)):
        assert after.rows == before.rows
        assert (after.weights == before.weights).all()
        assert (after.bias == before.bias).all()


def test_weights_are_small() -> None:
    """The file that decides on types ships with the package."""
    assert model.WEIGHTS.stat().st_size < 1_000_000
