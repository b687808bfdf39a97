"""The paragraph for a methods section says what the data hold and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from analysis.codes import Codes, Correction, Decision
from analysis.drawing.methods import describe_methods, methods

EVE = "human:eve"


@pytest.fixture
def machine(coder: Any) -> Codes:
    """Return the codes of the built-in coder: three statements, of which one is too uncertain to count."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    coder.statement("Ann", "join", "support", "Ann would join", confidence=0.5)
    codes = coder.codes()
    return replace(codes, machine=codes["statements"], coder="rules-9")


def test_of_unchecked_codes_it_names_coder_codebook_and_threshold(machine: Codes) -> None:
    """Nothing is said of people, agreement or an audit, of which there are none."""
    said = describe_methods(machine)
    assert "coded 3 statements in 1 article with its built-in coder rules-9." in said
    assert "The codebook has 3 actors and 2 issues (fingerprint " in said
    assert "below 0.65 and probable misattributions do not count as positions (1 of 3)." in said
    for word in ("human", "person", "agree", "audit", "cells", "sample", "chance"):
        assert word not in said.casefold()


def test_a_coder_of_ones_own_and_a_suggested_codebook_are_named(machine: Codes) -> None:
    """The paragraph does not call another coder built in, nor a suggestion the researcher's."""
    book = replace(machine.codebook, suggested=True)
    said = describe_methods(replace(machine, coder="keywords-2", codebook=book))
    assert "with the coder keywords-2." in said
    assert "The codebook was suggested by the machine and has 3 actors" in said


def test_a_review_is_counted_and_called_no_sample(machine: Codes, coder: Any) -> None:
    """One statement confirmed, one rejected, one added; one of two marks rests on what she checked."""
    own = [
        coder.statement("Ann", "truce", "support", "Ann wants a truce", coder=EVE, confidence=1.0),
        coder.statement("Bob", "join", "support", "Bob came", coder=EVE, confidence=1.0),
    ]
    made = coder.codes()["statements"].set_index("statement_id", drop=False)
    first, second, third = machine.machine["statement_id"]
    reviewed = replace(
        machine,
        tables={**machine.tables, "statements": made.loc[[*own, second]].reset_index(drop=True)},
        human=made.loc[own].reset_index(drop=True),
        decisions=(Decision(EVE, first, "replaced"), Decision(EVE, third, "rejected")),
        singly=frozenset({(EVE, "paper")}),
    )
    said = describe_methods(reviewed)
    assert (
        "human:eve decided on 2 of the machine’s 3 statements one by one: 1 confirmed, 1 rejected. "
        "human:eve added 1 statement that the machine did not have."
    ) in said
    assert "not left to chance" in said
    assert "2 of 3 marks of the stance matrix rest on at least one statement" in said
    assert "Krippendorff" not in said
    assert methods(reviewed).html == f"<p>{said}</p>"


def test_people_who_coded_alone_are_counted_with_their_agreement(machine: Codes, coder: Any) -> None:
    """Ann coded one cell as the machine did; of six cells, the second statement of the machine differs."""
    own = coder.statement("Ann", "truce", "support", "Ann wants a truce", coder=EVE, confidence=1.0)
    made = coder.codes()["statements"].set_index("statement_id", drop=False)
    said = describe_methods(replace(machine, human=made.loc[[own]].reset_index(drop=True)))
    assert "human:eve coded 1 statement in 1 text, in a table of their own." in said
    assert "between human:eve and rules-9, Krippendorff’s alpha is " in said
    assert "83 % of 6 cells are the same" in said
    assert "not left to chance" not in said


def test_decisions_on_events_and_attributions_are_counted(machine: Codes) -> None:
    """One event was changed and one rejected; statements nobody decided on are not named."""
    verdicts = (("a", "changed"), ("b", "rejected"))
    said = describe_methods(
        replace(machine, corrections=tuple(Correction(EVE, "events", *one) for one in verdicts))
    )
    assert "human:eve decided on 2 events one by one: 1 changed, 1 rejected." in said
    assert "of the machine’s 3 statements" not in said
    assert "not left to chance" in said


def test_names_are_escaped(machine: Codes) -> None:
    """A coder's name is data from outside."""
    assert "<b>" not in methods(replace(machine, coder="<b>")).html
