"""Clusters, polarisation into camps, and the backbone of a network."""

from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparing.networks import partitioning
from analysis.comparing.networks.backbone import backbone, loss_without
from analysis.comparing.networks.building import network
from analysis.comparing.networks.clusters import clusters
from analysis.comparing.networks.network import Network
from analysis.comparing.networks.partitioning import find_best_partition, sum_within_groups
from analysis.comparing.networks.polarisation import distance_from_ideal, polarisation
from analysis.errors import StancebookError

SAMPLE = Path(__file__).parent / "data" / "dna_statements.csv"
SUBTRACT = {"qualifier_aggregation": "subtract", "normalization": "average"}


def debate(stances: dict[str, str], **chosen) -> Network:
    """Return the network of actors who say yes (+), no (−) or nothing ( ) on the issues 0, 1, 2."""
    rows = [
        (actor, str(issue), int(mark == "+"))
        for actor, marks in stances.items()
        for issue, mark in enumerate(marks)
        if mark != " "
    ]
    table = pd.DataFrame(rows, columns=["actor", "issue", "stance"]).assign(statement_id=range(len(rows)))
    return network(table, "onemode", qualifier_type="boolean", **{**SUBTRACT, **chosen})


@pytest.fixture
def toy() -> Network:
    """Return four actors who agree with each other against three who all say the opposite."""
    return debate(
        {**{f"a{number}": "+" for number in range(4)}, **{f"b{number}": "-" for number in range(3)}}
    )


@pytest.fixture
def sample() -> Network:
    """Return the organisations of DNA's sample."""
    return network(pd.read_csv(SAMPLE), "onemode", "organization", "concept", "agreement", **SUBTRACT)


def test_perfect_camps_score_one(toy: Network) -> None:
    """All agreement within and all conflict between camps, whatever their sizes."""
    found = polarisation(toy)
    assert found.names() == [["a0", "a1", "a2", "a3"], ["b0", "b1", "b2"]]
    assert found.score == pytest.approx(1)
    assert found.exact


def test_consensus_has_no_camps() -> None:
    """Where all agree, no division is better than chance."""
    assert polarisation(debate(dict.fromkeys("ABCDEF", "+"))).score == pytest.approx(0)


def test_the_ideal_is_nearest_to_the_true_camps(toy: Network) -> None:
    """DNA reports .5397, the largest of the 35 divisions into 3 and 4; the true camps have the smallest."""
    names = list(toy.matrix.index)
    values = {
        chosen: distance_from_ideal(toy, {name: int(name in chosen) for name in names})
        for chosen in combinations(names, 3)
    }
    assert min(values, key=values.__getitem__) == ("b0", "b1", "b2")
    assert (min(values.values()), max(values.values())) == pytest.approx((0.2381, 0.5397), abs=5e-5)


def test_dnas_number_for_its_sample(sample: Network) -> None:
    """.534249 for the camps that DNA reports, .335915 for those nearest to the ideal."""
    names = list(sample.matrix.index)
    for of_one, expected in ((("All", "Nat", "Sen", "U.S"), 0.534249), (("Ene", "Nat", "Sen"), 0.335915)):
        camps = {name: int(name[:3] in of_one) for name in names}
        assert distance_from_ideal(sample, camps) == pytest.approx(expected, abs=5e-7)


def test_clusters_are_actors_who_agree(toy: Network) -> None:
    """Two groups agree internally; an actor without positive ties is in neither."""
    assert clusters(toy).names() == [["a0", "a1", "a2", "a3"], ["b0", "b1", "b2"]]
    # 12 and 6 of 18 ordered ties: 1 − (12² + 6²) / 18²
    assert clusters(toy).score == pytest.approx(1 - (12**2 + 6**2) / 18**2)
    alone = clusters(debate({"A": "+", "B": "+", "C": "-"}))
    assert alone.names() == [["A", "B"]]
    assert alone.members["group"].isna().tolist() == [False, False, True]


def test_without_ties_there_is_no_score() -> None:
    """Without shared issues there are no groups and no score."""
    apart = debate({"A": "+", "B": " +"})
    assert clusters(apart).names() == polarisation(apart).names() == []
    assert np.isnan(clusters(apart).score)
    assert np.isnan(polarisation(apart).score)


def test_a_larger_debate_is_divided_by_local_search() -> None:
    """24 actors in three groups of eight, each with an issue on which the other groups differ."""
    stances = {f"{group}{number}": "+" * 3 for group, number in product("abc", range(8))}
    for name in stances:
        stances[name] = "".join("+" if group == name[0] else "-" for group in "abc")
    found = clusters(debate(stances, qualifier_aggregation="congruence", normalization="no"))
    camps = polarisation(debate(stances), camps=3)
    assert not found.exact
    assert not camps.exact
    expected = [[f"{group}{number}" for number in range(8)] for group in "abc"]
    assert found.names() == camps.names() == expected


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(4, 7), st.sampled_from([None, 2, 3]))
def test_small_networks_have_the_best_partition(seed: int, count: int, groups: int | None) -> None:
    """No other assignment of groups has a higher sum."""
    gains = np.random.default_rng(seed).normal(size=(count, count)).round(3)
    gains = gains + gains.T
    labels, exact = find_best_partition(gains, groups)
    every = (np.array(one) for one in product(range(groups or 4), repeat=count))
    rivals = [
        sum_within_groups(gains, one) for one in every if groups is None or len({*one.tolist()}) == groups
    ]
    assert exact
    assert sum_within_groups(gains, labels) >= max(rivals) - 1e-9


@settings(deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, 2, 3]))
def test_local_search_ends_where_no_move_gains(seed: int, groups: int | None) -> None:
    """A larger network has the requested number of groups, and moving any single node gains nothing."""
    gains = np.random.default_rng(seed).normal(size=(20, 20))
    gains = gains + gains.T
    labels, exact = find_best_partition(gains, groups)
    assert not exact
    assert groups is None or len({*labels.tolist()}) == groups
    for node, target in product(range(20), range(labels.max() + 1)):
        moved = labels.copy()
        moved[node] = target
        if len({*moved.tolist()}) == len({*labels.tolist()}):
            assert sum_within_groups(gains, moved) <= sum_within_groups(gains, labels) + 1e-9
    assert (find_best_partition(gains, groups)[0] == labels).all()


def test_local_search_finds_the_best_partition_of_the_sample(
    monkeypatch: pytest.MonkeyPatch, sample: Network
) -> None:
    """It is not always that good, and never reports its result as exact."""
    exact = clusters(sample)
    monkeypatch.setattr(partitioning, "MOST", 1)
    assert clusters(sample).names() == exact.names()


def test_the_issue_that_changes_least_is_removed_first() -> None:
    """Issue 2 has no ties; issue 1 ties one pair that issue 0 ties too."""
    made = debate({"A": "++", "B": "++", "C": "+ +"}, normalization="no", qualifier_aggregation="congruence")
    found = backbone(made)
    assert list(found["issue"]) == ["2", "1", "0"]
    assert found["loss"].iloc[0] == pytest.approx(0)
    assert found["remaining"].tolist() == [2, 1, 0]
    # ties 2, 1, 1: Laplacian 5, 3, 0; of issue 0 alone 3, 3, 0
    assert found["loss"].iloc[1] == pytest.approx(2 * (5 / 8 - 1 / 2)) == loss_without(made, ["1", "2"])
    assert found["loss"].iloc[2] == pytest.approx(1)


def test_invalid_calls_are_reported(toy: Network, sample: Network) -> None:
    """Two-mode networks have no groups, and unknown issues or actors are errors."""
    two = network(pd.read_csv(SAMPLE), "twomode", "organization", "concept", "agreement")
    for function in (clusters, polarisation, backbone):
        with pytest.raises(StancebookError, match="one-mode network"):
            function(two)
    with pytest.raises(StancebookError, match="expected a number from 2 to 7, the actors with ties, got 8"):
        polarisation(toy, camps=8)
    with pytest.raises(StancebookError, match="Unknown issue of the network 'cap and trade'"):
        loss_without(sample, ["cap and trade"])
    with pytest.raises(StancebookError, match="Unknown node"):
        distance_from_ideal(toy, {"z": 1})
