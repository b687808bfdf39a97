"""PLOVER types and modes: what a sentence tells that one actor did to another, and how."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span, Token

from analysis.coding.events import plover
from analysis.coding.events.plover import classify, classify_all, event_type, mode, model, modes
from analysis.coding.events.plover.event_context import linking, phrase_of
from analysis.language.parsing import load
from analysis.tables import MODES, PLOVER

SIDES = ("Norland", "Sudria")
Told = tuple[Token, Span | None, Span | None]


def told(sentence: str, source: str = SIDES[0], target: str = SIDES[1]) -> Told:
    """Parse a sentence and return its linking word, source and target."""
    doc = load()(sentence)
    acting, affected = phrase_of(doc[:], source), phrase_of(doc[:], target)
    return linking(acting, affected, next(doc.sents)), acting, affected


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
def test_the_type_is_of_what_is_done_to_what(sentence: str, expected: str) -> None:
    """One verb does many things: what it governs decides, and who asked or threatened it."""
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
    """Verbs that the human codes never showed are known by the words they are listed with."""
    assert event_type(sentence, *SIDES) == expected


def test_what_is_said_to_be_needed_of_another_is_a_request() -> None:
    """A report of one's own deed is the deed; that another must act is a demand."""
    assert event_type("Norland said it had expelled diplomats of Sudria.", *SIDES) == "SANCTION"
    assert event_type("Norland said Sudria must withdraw its troops.", *SIDES) == "REQUEST"


def test_the_passive_is_read_alike() -> None:
    """Who acts may stand behind."""
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
    """What is declared is conceded, what is carried out is a retreat."""
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
def test_modes_are_told_by_the_words_of_the_event(sentence: str, type_: str, expected: str | None) -> None:
    """Where no word tells how, the mode is missing."""
    trigger, source, target = told(sentence)
    assert mode(trigger, type_, source, target) == expected


def test_another_clause_does_not_tell_the_mode() -> None:
    """What happens elsewhere in the sentence is not how this was done."""
    assert mode(*_with("CONSULT", told("Norland met Sudria after rebels visited the port."))) is None


def _with(type_: str, mention: Told) -> tuple[Token, str, Span | None, Span | None]:
    trigger, source, target = mention
    return trigger, type_, source, target


def test_probabilities_are_over_all_types() -> None:
    """Sixteen types, their probabilities adding up to one."""
    shares = classify(*told("Norland bombed a harbour in Sudria on Monday."))
    assert set(shares) == set(PLOVER)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "ASSAULT"


def test_a_noun_goes_with_its_light_verb() -> None:
    """The word alone, without its actors, tells the type too: "launched an attack", "lifted the ban"."""
    doc = load()("Norland launched an attack. Norland lifted the ban.")
    attack, ban = (classify(token) for token in doc if token.text in ("attack", "ban"))
    assert plover.likeliest(attack) == "ASSAULT"
    assert plover.likeliest(ban) == "CONCEDE"


def test_many_at_once_are_read_as_one_by_one() -> None:
    """The events of an article do not depend on each other, and the same is found each time."""
    mentions = [told("Norland bombed Sudria."), told("Norland praised Sudria.")]
    assert classify_all(mentions) == [classify(*mention) for mention in mentions]
    assert classify_all([]) == []


@pytest.mark.parametrize(
    "sentence", ["", " ", "!!!", "\n\n", "Norland", "ÄÖ 你好 🙂", "a " * 400, "(((" * 50]
)
def test_odd_sentences_are_survived(sentence: str) -> None:
    """Whatever comes in, a type or nothing comes out."""
    for source, target in (SIDES, ("", ""), ("(", "*"), (sentence, sentence)):
        assert event_type(sentence, source, target) in (None, *PLOVER)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_any_text_is_survived(sentence: str, source: str, target: str) -> None:
    """No text breaks it, and no word of it breaks the modes."""
    assert event_type(sentence, source, target) in (None, *PLOVER)
    for token in load()(sentence):
        shares = classify(token)
        assert mode(token, plover.likeliest(shares)) in (None, *MODES)


def test_modes_are_those_of_the_tables() -> None:
    """The lists name no mode or type that the tables do not know."""
    import tomllib

    listed = tomllib.loads(modes.WORDS.read_text(encoding="utf-8"))
    assert set(listed) <= set(PLOVER)
    assert {name for lists in listed.values() for name in lists} <= set(MODES)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    """Saving what ships again changes nothing."""
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
