"""Discourse networks of a coded corpus: firm statements, by person or organisation."""

import pytest

import analysis as sb
from analysis.codes import Codes
from analysis.comparing.networks.building import discourse_network, statements_by_actor
from analysis.comparing.selecting import select
from analysis.errors import StancebookError


@pytest.fixture
def codes(make_coder) -> Codes:
    """Return Ann (of North) and Bob on a truce, Bob once for his union, and Smith, doubted."""
    coder = make_coder({"d": "Yes. No. Perhaps. Never."}, published="2025-05-20")
    coder.statement("Ann", "truce", "support", "Yes")
    coder.statement("Bob", "truce", "conditional", "Perhaps", latest="2025-05-19")
    coder.statement("Bob", "truce", "oppose", "No", organisation="Union")
    coder.statement("Smith, John", "truce", "oppose", "Never", doubt="the article’s words")
    return coder.codes()


def test_an_organisation_is_the_one_the_actor_speaks_for(codes: Codes) -> None:
    """The statement's organisation, or else the codebook's side or the actor; no doubted statement."""
    made = discourse_network(codes, qualifier_aggregation="congruence")
    assert made.matrix.round(2).to_dict("list") == {
        "Bob": [0, 0.75, 0.25],
        "North": [0.75, 0, 0],
        "Union": [0.25, 0, 0],
    }
    assert made.statements("Bob", "North") == ["d-s2", "d-s1"]
    assert set(made.nodes["variable"]) == {"organisation"}


def test_a_person_is_each_actor(codes: Codes) -> None:
    """Bob speaks for himself in both statements; the selection narrows the network."""
    made = discourse_network(codes, mode="twomode", actors="person", qualifier_aggregation="subtract")
    assert made.matrix["truce"].to_dict() == {"Ann": 1, "Bob": -0.5}
    chosen = discourse_network(codes, select(["Bob"]), mode="twomode", actors="person")
    assert list(chosen.matrix.index) == ["Bob"]


def test_a_statement_has_its_last_day_or_the_publication_day(codes: Codes) -> None:
    """An undated statement was made by the day of publication."""
    assert list(statements_by_actor(codes)["date"]) == ["2025-05-20", "2025-05-19", "2025-05-20"]
    made = discourse_network(codes, mode="twomode", since="2025-05-20")
    assert list(made.matrix.index) == ["North", "Union"]


def test_windows_use_the_same_statements(codes: Codes) -> None:
    """The network and its windows have the same table of statements."""
    found = sb.windows(statements_by_actor(codes), "days", 1, variable1="organisation")
    assert [list(one.network.matrix.index) for one in found] == [["Bob"], ["North", "Union"]]


def test_a_corpus_without_statements_has_an_empty_network(coder) -> None:
    """Nothing is invented."""
    assert discourse_network(coder.codes()).matrix.shape == (0, 0)


def test_an_unknown_kind_of_actor_names_the_nearest(codes: Codes) -> None:
    """The American spelling is an error, and the British one is suggested."""
    with pytest.raises(StancebookError, match=r"'organization'\. Did you mean 'organisation'"):
        discourse_network(codes, actors="organization")


def test_networks_are_public() -> None:
    """The functions named in the docs exist."""
    for name in ("network", "discourse_network", "windows", "clusters", "polarisation", "backbone"):
        assert callable(getattr(sb, name))
