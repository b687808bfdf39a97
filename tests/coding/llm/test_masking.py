"""Actors' names can be hidden from the model, and its quotations still lead to the original words."""

import json

from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.llm.masking import Masks
from tests.coding.llm.conftest import CODEBOOK, STANCES, Asker, position, stance
from tests.coding.llm.scripted_server import Answer, Body, is_probe, read_data

WORDS = st.lists(
    st.sampled_from(["Mara Lind", "Mayor Lind", "Lindau", "Harbour Union", "toll", "said", "“no”", "."])
)


@given(WORDS, st.data())
def test_kept_words_lead_back_to_themselves(words: list[str], data: st.DataObject) -> None:
    """Any span of words without a name has the same words in the original."""
    masks = Masks(CODEBOOK, is_on=True)
    text = " ".join(words)
    masked = masks.apply(text)
    assert "Lind " not in f"{masked.text} "
    start = data.draw(st.integers(0, len(masked.text)))
    end = data.draw(st.integers(start, len(masked.text)))
    if start < end and not any(
        label in masked.text[max(0, start - 15) : end + 15] for label in masks.labels.values()
    ):
        begin, finish = masked.restore(start, end)
        assert text[begin:finish] == masked.text[start:end]


def test_longer_names_are_replaced_first_and_parts_of_words_never() -> None:
    """An alias within a name, or within another word, is not replaced on its own."""
    masks = Masks(CODEBOOK, is_on=True)
    assert masks.apply("Mayor Lind of Lindau met Mara Lind").text == "Person 1 of Lindau met Person 1"


def test_a_quotation_with_a_masked_name_is_found(ask: Asker) -> None:
    """The model sees no name in text, title and lists; the statement has the article's own words."""

    def script(body: Body) -> Answer:
        assert "Lind" not in json.dumps(body, ensure_ascii=False)
        if is_probe(body):
            return Answer("Hi.")
        if "article" in read_data(body):
            given = [position("Person 1", "Toll", "Person 1 said the “bridge toll” was wrong")]
            return Answer(json.dumps({"positions": given, "last_speaker": ""}))
        assert "Actor: Person 1" in read_data(body)["passages"]
        return Answer(json.dumps({"stances": STANCES[:1]}))

    rows = ask(script, mask=True)["statements"]
    assert rows[["actor", "evidence"]].to_numpy().tolist() == [
        ["Mara Lind", "Mayor Lind said the “bridge toll” was wrong"]
    ]


def test_a_condition_with_a_masked_name_is_restored(ask: Asker) -> None:
    """Conditions are mapped back like evidence."""
    text = "The Harbour Union would back the tunnel if Mayor Lind resigns."

    def script(body: Body) -> Answer:
        if is_probe(body):
            return Answer("Hi.")
        if "article" in read_data(body):
            given = [position("Organisation 2", "Tunnel", "would back the tunnel if Person 1 resigns")]
            return Answer(json.dumps({"positions": given, "last_speaker": ""}))
        return Answer(json.dumps({"stances": [stance(1, "conditional", "if Person 1 resigns", "support")]}))

    assert ask(script, (text,), mask=True)["statements"]["condition"].tolist() == ["if Mayor Lind resigns"]
