"""Intercoder agreement: published examples, and a small corpus worked out by hand."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis import tables
from analysis.codes import Codes, Decision
from analysis.comparing.coders import coder_agreement, disagreements
from analysis.comparing.reliability import alpha, bootstrap_interval
from analysis.errors import StancebookError


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
)
def test_alpha_matches_the_published_examples(one: str, other: str, expected: float) -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A and B."""
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(expected, abs=0.0006)


def test_alpha_is_undefined_without_variation() -> None:
    """Without variation, agreement beyond chance cannot be measured."""
    assert math.isnan(alpha([("a", "a"), ("a", "a")]))
    assert math.isnan(alpha([]))


def test_the_interval_contains_the_estimate_and_is_reproducible() -> None:
    """Documents are resampled with a fixed seed."""
    values = list(zip("aabbdcccedda" * 3, "babbbccceddd" * 3, strict=True))
    documents = [str(number // 4) for number in range(len(values))]
    low, high = bootstrap_interval(values, documents)
    assert low < alpha(values) < high
    assert (low, high) == bootstrap_interval(values, documents)


def _codes(coder: Any) -> Codes:
    """Return two articles, coded by a machine and Anna, and one of them also by Ben."""
    coder.texts = {"a": "rejected the toll; backed the tunnel", "b": "rejected the toll"}
    for doc, actor, issue, stance, words, who in (
        ("a", "Lind", "Toll", "oppose", "rejected the toll", "rules-1"),
        ("a", "Lind", "Tunnel", "support", "backed the tunnel", "rules-1"),
        ("b", "Lind", "Toll", "support", "rejected the toll", "rules-1"),
        ("a", "Lind", "Toll", "oppose", "rejected the toll", "human:anna"),
        ("b", "Lind", "Toll", "oppose", "rejected the toll", "human:anna"),
        ("a", "Lind", "Toll", "neutral", "the toll", "human:ben"),
    ):
        coder.statement(actor, issue, stance, words, doc, coder=who)
    codes = coder.codes()
    made = codes["statements"]
    human = made[made["coder"].str.startswith("human:")]
    machine = made[~made["coder"].str.startswith("human:")]
    none = (("human:ben", ("a", "Lind", "Tunnel")),)
    return replace(codes, machine=machine, human=human, none=none, coder="rules-1")


@pytest.fixture
def codes(coder: Any) -> Codes:
    """Return the coded corpus."""
    from analysis.codebook import Actor, Issue

    coder.actors = [Actor("Lind")]
    coder.issues = [Issue("Toll", "p", ("toll",)), Issue("Tunnel", "p", ("tunnel",))]
    return _codes(coder)


def test_cells_come_from_articles_that_both_coded(codes: Codes) -> None:
    """Ben coded one article, so two cells are compared with him; Anna and the machine share four."""
    found = coder_agreement(codes).set_index(["one", "other", "variable"])
    everything = "stance or none"
    assert found.loc[("human:anna", "rules-1", everything), "cells"] == 4
    assert found.loc[("human:anna", "human:ben", everything), "cells"] == 2
    assert found.loc[("human:anna", "rules-1", "stance"), "cells"] == 2
    assert found.loc[("human:anna", "rules-1", "stance"), "agree"] == 0.5
    assert found.loc[("human:anna", "rules-1", "whether there is one"), "agree"] == 0.75


def test_disagreements_list_both_stances_and_statements(codes: Codes) -> None:
    """A cell that one coder left empty counts as a disagreement."""
    found = disagreements(codes, ["human:anna", "rules-1"])
    listed = {
        (row.doc_id, row.issue): (row.by_one, row.by_other, len(row.statements)) for row in found.itertuples()
    }
    assert listed == {("a", "Tunnel"): ("none", "support", 1), ("b", "Toll"): ("oppose", "support", 2)}


def test_an_article_that_a_coder_failed_on_does_not_count(codes: Codes) -> None:
    """A failure is not a coding of "no stance"."""
    found = coder_agreement(replace(codes, failed=frozenset({"b"})), ["human:anna", "rules-1"])
    assert set(found["documents"]) == {1}


def test_a_machine_that_found_nothing_is_compared_too(codes: Codes) -> None:
    """Finding no stance in any article is a coding."""
    silent = replace(codes, machine=codes.machine.iloc[:0])
    found = coder_agreement(silent, ["human:anna", "rules-1"]).set_index("variable")
    assert found.loc["whether there is one", "agree"] == 0.5


@pytest.fixture
def corrected(codes: Codes) -> Codes:
    """Return the corpus as corrected by Eve: the toll stance in a changed, the one in b rejected."""
    (toll, _, other) = codes.machine["statement_id"]
    hers = codes.human.head(1).assign(coder="human:eve", stance="support", statement_id="e1")
    made = (Decision("human:eve", toll, "replaced"), Decision("human:eve", other, "rejected"))
    singly = frozenset({("human:eve", "a"), ("human:eve", "b")})
    return replace(codes, human=hers, none=(), decisions=made, singly=singly)


def test_corrections_are_compared_only_in_decided_cells(corrected: Codes) -> None:
    """Rows that Eve left unchanged are not agreement, and cells picked out to correct have no alpha."""
    (row,) = coder_agreement(corrected).to_dict("records")
    assert (row["one"], row["other"], row["variable"]) == ("human:eve", "rules-1", "decided one by one")
    assert (row["cells"], row["documents"], row["agree"]) == (2, 2, 0.0)
    assert all(math.isnan(row[name]) for name in ("alpha", "low", "high"))
    found = {(one.doc_id, one.by_one, one.by_other) for one in disagreements(corrected).itertuples()}
    assert found == {("a", "support", "oppose"), ("b", "none", "support")}


def test_only_decided_machine_statements_count_in_a_cell(corrected: Codes) -> None:
    """Another, unchanged statement in the same cell does not make the machine's stance mixed."""
    other = corrected.machine.head(1).assign(statement_id="a-s9", stance="neutral")
    machine = pd.concat([corrected.machine, other], ignore_index=True)
    found = {one.by_other for one in disagreements(replace(corrected, machine=machine)).itertuples()}
    assert found == {"oppose", "support"}


def test_unchanged_machine_rows_are_no_second_coder(corrected: Codes) -> None:
    """An unchanged table of the machine is not a human coding."""
    with pytest.raises(StancebookError, match="unchanged machine rows do not count as a coder"):
        coder_agreement(replace(corrected, human=corrected.human.head(0), decisions=(), singly=frozenset()))


def test_one_coder_alone_cannot_be_compared(codes: Codes) -> None:
    """The error says what is missing, and names the nearest match of an unknown coder."""
    with pytest.raises(StancebookError, match="at least two coders"):
        coder_agreement(codes, ["human:anna"])
    with pytest.raises(StancebookError, match="'human:anna'"):
        coder_agreement(codes, ["human:ana", "rules-1"])
    assert set(tables.STANCES) >= set(codes["statements"]["stance"])
