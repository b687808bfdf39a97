"""What may be published: what a person checked, or two independent texts support."""

from typing import Any

import pytest

from analysis.codes import Codes
from analysis.comparing.selecting import select, selected
from analysis.comparing.stances import stance_matrix
from analysis.comparing.timeline import timeline
from analysis.drawing.trust import trust
from analysis.errors import StancebookError

PUBLISH = select(publish=True)


@pytest.fixture
def codes(make_coder: Any) -> Codes:
    """Return two texts that agree on Ann's position and one event; Bob's is in one, Smith's is checked."""
    coder = make_coder({
        "a": "Ann wants a truce, and not only she. They met in Rome. Bob rejects the truce.",
        "b": "Yes, Ann wants a truce because of the war. The two met in Rome. Smith rejects the truce.",
    })  # fmt: skip
    for doc in "ab":
        coder.statement("Ann", "truce", "support", "Ann wants a truce", doc)
        coder.event("met in Rome", doc=doc, actors=["Ann", "Bob"], earliest="2025-05-19", latest="2025-05-19")
    coder.statement("Ann", "truce", "oppose", "not only she", "a")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", "a")
    coder.statement("Smith, John", "truce", "oppose", "Smith rejects", "b", coder="human:eve", confidence=1.0)
    coder.event("Bob rejects the truce", doc="a", type="REJECT", earliest="2025-05-20", latest="2025-05-20")
    return coder.codes()


def test_positions_need_two_texts_or_a_person(codes: Codes) -> None:
    """Of a mixed position only the stance that is supported remains."""
    matrix = stance_matrix(codes, PUBLISH)
    found = zip(matrix["actor"], matrix["stance"], matrix["n"], strict=True)
    assert list(found) == [("Ann", "support", 2), ("Smith, John", "oppose", 1)]
    assert len(selected(codes, "statements", PUBLISH)) == 3
    assert len(stance_matrix(codes)) == 3


def test_events_need_two_texts_or_a_person(codes: Codes) -> None:
    """What one article tells is left out."""
    assert timeline(codes, PUBLISH)["type"].tolist() == ["CONSULT"]
    assert len(timeline(codes)) == 2


def test_reprints_are_one_text(make_coder: Any) -> None:
    """The same article in two papers supports nothing."""
    words = f"Ann wants a truce. {' '.join(f'On day {n} line {n} was read in town {n}.' for n in range(40))}"
    coder = make_coder({"a": words, "b": words})
    for doc in "ab":
        coder.statement("Ann", "truce", "support", "Ann wants a truce", doc)
    assert stance_matrix(coder.codes(), PUBLISH).empty


def test_the_line_of_trust_counts_what_is_left_out(codes: Codes) -> None:
    """A reader of the published page knows that there is more."""
    assert "2 unchecked and without a second text are left out" in trust(codes, "statements", PUBLISH).html
    assert "checked by people: 1 of 3 statements" in trust(codes, "statements", PUBLISH).html


@pytest.mark.parametrize(("given", "value"), [("yes", True), ("False", False), (True, True), (None, False)])
def test_publish_is_a_switch(given: object, value: bool) -> None:
    """It is true or false, in words or as papermill passes it."""
    assert select(publish=given).publish is value  # type: ignore[arg-type]


def test_another_value_is_refused() -> None:
    """The message says what was expected."""
    with pytest.raises(StancebookError, match="publish: expected true or false, got 'maybe'"):
        select(publish="maybe")  # type: ignore[arg-type]
