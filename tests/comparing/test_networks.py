"""Discourse networks: filtering of statements, weights of cells, and provenance."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.comparing.networks.building import network
from analysis.errors import StancebookError

DATA = Path(__file__).parent / "data"
REFERENCE = json.loads((DATA / "dna_networks.json").read_text(encoding="utf-8"))
# the example of docs/networks.md
WORKED = "A truce 1|A truce 1|A join 0|B truce 1|B truce 0|B join 0"


def said(text: str, **columns) -> pd.DataFrame:
    """Return statements written as "actor issue level", with further columns as lists."""
    rows = [line.split() for line in text.split("|")]
    levels = [int(row[2]) if row[2].lstrip("-").isdigit() else row[2] for row in rows]
    table = {
        "statement_id": range(1, len(rows) + 1),
        "actor": [row[0] for row in rows],
        "issue": [row[1] for row in rows],
        "stance": levels,
    }
    return pd.DataFrame({**table, **columns})


def tie(text: str, aggregation: str, normalization: str = "no", **more) -> float:
    """Return the tie of the first two actors."""
    made = network(
        said(text), "onemode", qualifier_aggregation=aggregation, normalization=normalization, **more
    )
    return float(made.matrix.iloc[0, 1])


def cells(text: str, aggregation: str, normalization: str = "no", **more) -> list[list[float]]:
    """Return the cells of a two-mode network."""
    made = network(said(text), qualifier_aggregation=aggregation, normalization=normalization, **more)
    return made.matrix.to_numpy().tolist()


@pytest.mark.parametrize("name", REFERENCE["cells"])
def test_dna_computes_the_same_from_its_sample(name: str) -> None:
    """31 networks that DNA computed from its sample database, to 1e-9."""
    mode, one, two, aggregation, normalization, duplicates = name.split("_")
    made = network(
        pd.read_csv(DATA / "dna_statements.csv"), mode, one, two, "agreement",
        qualifier_aggregation=aggregation, normalization=normalization, duplicates=duplicates, compat="dna3",
    )  # fmt: skip
    assert list(made.matrix.index) == REFERENCE["labels"][one]
    assert list(made.matrix.columns) == REFERENCE["labels"][two if mode == "twomode" else one]
    np.testing.assert_allclose(made.matrix.to_numpy(), REFERENCE["cells"][name], rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("aggregation", "normalization", "right", "dna"),
    [
        ("ignore", "no", 5, 5), ("congruence", "no", 3, 3), ("conflict", "no", 2, 2),
        ("subtract", "no", 1, 1), ("congruence", "average", 1, 1), ("subtract", "average", 1 / 3, 1 / 3),
        ("congruence", "cosine", 3 / 15**0.5, 1 / 3), ("ignore", "cosine", 1, 5 / 9),
        ("congruence", "jaccard", 0.6, 0.75), ("conflict", "jaccard", 0.4, 0.5),
        ("ignore", "jaccard", 1, 5 / 4),
    ],
)  # fmt: skip
def test_one_mode_as_worked_in_the_docs(
    aggregation: str, normalization: str, right: float, dna: float
) -> None:
    """A says yes, yes and no; B yes and no, and no."""
    assert tie(WORKED, aggregation, normalization) == pytest.approx(right)
    assert tie(WORKED, aggregation, normalization, compat="dna3") == pytest.approx(dna)


@pytest.mark.parametrize(
    ("aggregation", "normalization", "expected"),
    [
        ("ignore", "no", [[1, 2], [1, 2]]), ("subtract", "no", [[-1, 2], [-1, 0]]),
        ("combine", "no", [[2, 1], [2, 3]]), ("ignore", "activity", [[1 / 3, 2 / 3], [1 / 3, 2 / 3]]),
        ("subtract", "prominence", [[-0.5, 0.5], [-0.5, 0]]),
    ],
)  # fmt: skip
def test_two_mode_as_worked_in_the_docs(aggregation: str, normalization: str, expected: list) -> None:
    """Columns are sorted by name: join, truce."""
    assert cells(WORKED, aggregation, normalization) == expected
    assert cells(WORKED, aggregation, normalization, compat="dna3") == expected


def test_ties_can_be_traced_to_their_statements() -> None:
    """Congruence has the agreeing statements, conflict the differing ones, others all on shared issues."""
    table = said("A truce 1|A truce 0|A join 1|B truce 1|B talks 1")
    for aggregation, expected in (
        ("congruence", [1, 4]), ("conflict", [2, 4]), ("ignore", [1, 2, 4]), ("subtract", [1, 2, 4])
    ):  # fmt: skip
        made = network(table, "onemode", qualifier_aggregation=aggregation)
        assert made.statements("A", "B") == made.statements("B", "A") == expected
        assert made.with_statements().to_dict("list")["statements"] == [expected]
    assert network(table).statements("A", "truce") == [1, 2]


def test_a_tie_whose_statements_cancel_out_is_kept() -> None:
    """A weight of 0 based on statements is listed; without shared issues there is no tie."""
    made = network(said("A x 1|A x 0|B x 1|C y 1"), "onemode", qualifier_aggregation="subtract")
    assert made.edges.to_numpy().tolist() == [["A", "B", 0.0]]
    assert made.nodes.to_numpy().tolist() == [
        ["A", "actor", 2, 1],
        ["B", "actor", 1, 1],
        ["C", "actor", 1, 1],
    ]


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [("support", "support", 1), ("support", "conditional", 0.75), ("support", "neutral", 0.5),
     ("conditional", "neutral", 0.75), ("conditional", "oppose", 0.25), ("support", "oppose", 0)],
)  # fmt: skip
def test_stances_are_similar_by_their_positions(one: str, other: str, similar: float) -> None:
    """Support 1, conditional ½, neutral 0, oppose −1; similarity is 1 minus half their difference."""
    text = f"A x {one}|B x {other}"
    assert tie(text, "congruence") == similar
    assert tie(text, "conflict") == 1 - similar


def test_stances_in_two_mode_networks() -> None:
    """Subtract sums their positions; combine encodes the levels in the order oppose … support as digits."""
    text = "A x support|A x conditional|A y oppose|A y support"
    assert cells(text, "subtract") == [[1.5, 0]]
    assert cells(text, "combine") == [[3, 9]]


def test_integers_use_the_scale_that_is_set() -> None:
    """5 and −1 are similar by 0.4 on −5 to 5; by default, and always in DNA, the observed range counts."""
    text = "A x 5|B x -1"
    assert tie(text, "congruence", scale=(-5, 5)) == pytest.approx(0.4)
    assert tie(text, "congruence") == tie(text, "congruence", compat="dna3") == 0
    assert cells("A x 5|A x -1|B x 2", "subtract") == [[4], [2]]


def test_dna_takes_the_integers_left_in_the_network() -> None:
    """Excluded statements widen the scale, but not in DNA; with one remaining value DNA yields NaN."""
    text, left = "A x 5|B x -1|C z -5", {"exclude_values": {"issue": ["z"]}}
    assert tie(text, "congruence", **left) == pytest.approx(0.4)
    assert tie(text, "congruence", compat="dna3", **left) == 0
    assert tie("A x 5|B x 5", "congruence") == 1
    assert np.isnan(tie("A x 5|B x 5", "congruence", compat="dna3"))


def test_integers_outside_the_scale_are_reported() -> None:
    """A value beyond the scale is an error."""
    with pytest.raises(StancebookError, match=r"values from -1 to 7 are outside the scale \(-5, 5\)"):
        tie("A x 7|B x -1", "congruence", scale=(-5, 5))


def test_texts_are_equal_or_not() -> None:
    """Equal texts agree, others differ; DNA counts for each text the statements of only one actor."""
    text = "A x red|A x red|B x red|B x blue|B y red"
    assert tie(text, "congruence") == tie(text, "congruence", compat="dna3") == 2
    assert (tie(text, "conflict"), tie(text, "conflict", compat="dna3")) == (2, 2)
    assert tie("A x red|B y red", "conflict") == 0
    dna = network(said("A x red|B y red"), "onemode", qualifier_aggregation="conflict", compat="dna3")
    assert (dna.matrix.iloc[0, 1], dna.statements("A", "B")) == (2, [1, 2])


def test_texts_in_two_mode_networks() -> None:
    """Combine uses the order of the texts (blue, red); they cannot be subtracted, but DNA counts them."""
    text = "A x red|A x blue|B x red"
    assert cells(text, "combine") == [[3], [1]]
    assert cells(text, "subtract", compat="dna3") == [[2], [1]]
    with pytest.raises(StancebookError, match="Texts cannot be subtracted"):
        cells(text, "subtract")


def test_patterns_are_not_divided() -> None:
    """A code is not an amount; DNA divides it by the statements of the column."""
    with pytest.raises(StancebookError, match="codes of patterns and cannot be divided"):
        cells(WORKED, "combine", "prominence")
    assert cells(WORKED, "combine", "prominence", compat="dna3") == [[1, 0.25], [1, 0.75]]


DAYS = ["2005-01-03", "2005-01-04", "2006-01-03", "2005-01-31"]


@pytest.mark.parametrize(
    ("duplicates", "kept", "dna"),
    [
        ("include", 4, 4), ("document", 3, 3), ("week", 3, 3), ("month", 2, 1), ("year", 2, 2),
        ("acrossrange", 1, 1),
    ],
)  # fmt: skip
def test_the_same_statement_counts_once(duplicates: str, kept: int, dna: int) -> None:
    """A week or month belongs to its year; DNA merges January 2005 and January 2006, and likewise weeks."""
    table = said("A x 1|A x 1|A x 1|A x 1", date=DAYS, doc_id=["a", "b", "a", "c"])
    assert network(table, duplicates=duplicates).matrix.iloc[0, 0] == kept
    assert network(table, duplicates=duplicates, compat="dna3").matrix.iloc[0, 0] == dna


@pytest.mark.parametrize(
    ("days", "right", "british", "american"),
    [
        (["2005-01-01", "2005-01-03"], 2, 2, 2), (["2005-01-02", "2005-01-03"], 2, 2, 1),
        (["2004-12-31", "2005-01-01"], 1, 1, 1), (["2005-01-08", "2005-01-09"], 1, 1, 2),
        (["2005-12-25", "2005-12-31"], 2, 2, 1), (["2005-01-12", "2006-01-11"], 2, 1, 2),
    ],
)  # fmt: skip
def test_dna_counts_weeks_by_locale(days: list, right: int, british: int, american: int) -> None:
    """American weeks begin on Sunday, British ones on Monday, and neither includes the year."""
    table = said("A x 1|A x 1", date=days)
    for compat, kept in (("dna3", american), ("dna3-iso-weeks", british), (None, right)):
        assert network(table, duplicates="week", compat=compat).matrix.iloc[0, 0] == kept


def test_yes_and_no_are_no_duplicates() -> None:
    """The qualifier is compared, except in DNA where it is ignored."""
    table = said("A x 1|A x 0|A x 1", doc_id="d")
    assert network(table, duplicates="document").matrix.iloc[0, 0] == 2
    assert network(table, duplicates="document", compat="dna3").matrix.iloc[0, 0] == 1
    subtracted = network(table, duplicates="document", compat="dna3", qualifier_aggregation="subtract")
    assert subtracted.matrix.iloc[0, 0] == 0


def test_dna_finds_no_large_integers_equal() -> None:
    """Two 500s stay two in DNA unless the qualifier is ignored; two 127s and two -128s count once each."""
    for value, kept in ((500, 2), (128, 2), (127, 1), (-128, 1), (-129, 2)):
        table = said(f"A x {value}|A x {value}", doc_id="d")
        found = {"duplicates": "document", "qualifier_aggregation": "subtract"}
        assert network(table, **found).matrix.iloc[0, 0] == value
        assert network(table, compat="dna3", **found).matrix.iloc[0, 0] == kept * value
        assert network(table, duplicates="document", compat="dna3").matrix.iloc[0, 0] == 1


def test_people_of_one_organisation_duplicate_each_other() -> None:
    """Two people making the same statement for one organisation in one document count once."""
    table = said("Ann x 1|Bob x 1|Cy x 1", org=["Union", "Union", "Port"], doc_id="d")
    by_person = network(table, variable1="actor", duplicates="document").matrix
    by_organisation = network(table, variable1="org", duplicates="document").matrix
    assert by_person["x"].to_dict() == {"Ann": 1, "Bob": 1, "Cy": 1}
    assert by_organisation["x"].to_dict() == {"Port": 1, "Union": 1}


def test_the_earliest_of_equal_statements_is_kept() -> None:
    """By date, then by the order of the table; undated statements come last."""
    table = said("A x 1|A x 1|A x 1|A x 1", date=[None, "2005-01-02", "2005-01-01", "2005-01-01"])
    assert network(table, duplicates="acrossrange").statements("A", "x") == [3]
    assert network(table, duplicates="month").statements("A", "x") == [3, 1]


def test_a_period_includes_its_last_day() -> None:
    """An end day counts in full, an end moment up to the moment; undated statements are kept."""
    table = said("A x 1|A x 1|A x 1|A x 1", date=["2005-01-01", "2005-01-02 23:59", "2005-01-03", None])
    made = network(table, since="2005-01-02", until="2005-01-02")
    assert made.statements("A", "x") == [2, 4]
    assert made.left_out["outside the period"] == 2
    assert network(table, until="2005-01-02 12:00").statements("A", "x") == [1, 4]


def test_dates_are_iso_days_timestamps_or_seconds() -> None:
    """DNA keeps seconds since 1970 in UTC."""
    for dates in (["2005-01-26"], [1106697600], [pd.Timestamp("2005-01-26T00:00Z")]):
        made = network(said("A x 1", date=dates), since="2005-01-26", until="2005-01-26")
        assert made.matrix.shape == (1, 1)
    with pytest.raises(StancebookError, match=r"expected days such as 2025-05-20, got '26\.1\.2005'"):
        network(said("A x 1", date=["26.1.2005"]))


def test_values_are_excluded_or_required() -> None:
    """In any column; all conditions must hold; isolates keep the names of excluded statements."""
    table = said("A x 1|A y 1|B y 0|C z 0", outlet=["p", "p", "q", "q"])
    assert network(table, exclude_values={"issue": ["x"], "stance": [0]}).statements("A", "y") == [2]
    only = {"outlet": "q", "issue": ["y", "x"]}
    assert list(network(table, only_values=only).matrix.index) == ["B"]
    assert list(network(table, only_values=only, isolates=True).matrix.index) == ["A", "B", "C"]
    with pytest.raises(StancebookError, match=r"Unknown value of issue 'zz'\. Did you mean 'z'"):
        network(table, exclude_values={"issue": ["zz"]})


def test_isolates_have_weight_zero() -> None:
    """0 / 0 is 0, or NaN in DNA."""
    table = said("A x 1|B x 1|C y 1|D y 1")
    chosen = {"exclude_values": {"issue": ["y"]}, "isolates": True, "normalization": "average"}
    for compat, expected in ((None, 0.0), ("dna3", float("nan"))):
        matrix = network(table, "onemode", compat=compat, **chosen).matrix
        np.testing.assert_equal(matrix.loc["C", "D"], expected)
        assert matrix.loc["A", "B"] == 1


def test_incomplete_statements_are_excluded() -> None:
    """Statements without a variable or qualifier are excluded and counted."""
    table = said("A x 1|A x 1|A x 1").astype({"stance": "float64"})
    table.loc[1, "actor"], table.loc[2, "stance"] = "", float("nan")
    made = network(table, qualifier_aggregation="subtract")
    assert made.statements("A", "x") == [1]
    assert (made.left_out["without both variables"], made.left_out["without a qualifier"]) == (1, 1)
    assert network(table).matrix.iloc[0, 0] == 2


def test_a_network_without_statements_is_empty() -> None:
    """It has no nodes and no ties."""
    for mode in ("onemode", "twomode"):
        made = network(said("A x 1").iloc[:0], mode)
        assert (made.matrix.shape, len(made.edges), len(made.nodes)) == ((0, 0), 0, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"mode": "one-mode"}, "Unknown mode 'one-mode'. Did you mean 'onemode'"),
        (
            {"qualifier_aggregation": "congruence"},
            "'congruence' is not available for twomode networks. Choose from: ignore",
        ),
        ({"normalization": "cosin"}, "Did you mean 'cosine'"),
        ({"variable1": "actr"}, "Unknown column of the statements 'actr'. Did you mean 'actor'"),
        ({"qualifier": None, "qualifier_aggregation": "subtract"}, "subtract requires a qualifier"),
        ({"duplicates": "week"}, "Unknown column of the statements 'date'"),
        ({"scale": (1, 1)}, "expected \\(lowest, highest\\)"),
        ({"qualifier_type": "stance"}, "expected support, conditional, neutral, oppose, got 1"),
        ({"variable2": "actor"}, "Name two columns"),
        ({"compat": "dna2"}, "Did you mean 'dna3'"),
    ],
)
def test_errors_name_the_expected_value(arguments: dict, message: str) -> None:
    """They state what was expected and found, with the nearest name."""
    with pytest.raises(StancebookError, match=message):
        network(said("A x 1"), **arguments)


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from("ABC"), st.sampled_from("xyz"), st.integers(-2, 2), st.sampled_from("de"),
        st.integers(0, 800),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def table_of(rows: list[tuple]) -> pd.DataFrame:
    """Return generated statements as a table."""
    table = pd.DataFrame(rows, columns=["actor", "issue", "stance", "doc_id", "date"])
    date = pd.Timestamp("2004-11-01") + pd.to_timedelta(table["date"], unit="D")
    return table.assign(statement_id=range(len(table)), date=date)


@settings(deadline=None)
@given(STATEMENTS, st.sampled_from(["document", "week", "month", "year", "acrossrange"]))
def test_duplicates_match_a_plain_search(rows: list[tuple], duplicates: str) -> None:
    """By definition, each statement is compared with all that were kept before it."""
    table = table_of(rows)
    same = {
        "document": lambda one: one.doc_id, "week": lambda one: one.date.isocalendar()[:2],
        "month": lambda one: (one.date.year, one.date.month), "year": lambda one: one.date.year,
        "acrossrange": lambda one: 0,
    }[duplicates]  # fmt: skip
    kept: list = []
    for one in table.sort_values("date", kind="stable").itertuples():
        key = (one.actor, one.issue, one.stance, same(one))
        if all(key != (other.actor, other.issue, other.stance, same(other)) for other in kept):
            kept.append(one)
    made = network(table, duplicates=duplicates, qualifier_type="integer", scale=(-2, 2))
    assert list(made.used.frame["statement_id"]) == [one.statement_id for one in kept]


@given(STATEMENTS)
@settings(deadline=None, max_examples=25)
def test_ties_are_sums_over_pairs_of_statements(rows: list[tuple]) -> None:
    """Congruence and conflict follow their definition, and normalised weights are within bounds."""
    table = table_of(rows)
    found = {"qualifier_type": "integer", "scale": (-2, 2)}
    made = {
        (relation, by): network(
            table, "onemode", qualifier_aggregation=relation, normalization=by, **found
        ).matrix
        for relation in ("ignore", "congruence", "conflict", "subtract")
        for by in ("no", "cosine", "jaccard")
    }
    for one in made["congruence", "no"].index:
        for other in made["congruence", "no"].index:
            pairs = [
                abs(mine.stance - theirs.stance) / 4
                for mine in table[table["actor"] == one].itertuples()
                for theirs in table[table["actor"] == other].itertuples()
                if mine.issue == theirs.issue and one != other
            ]
            assert made["conflict", "no"].loc[one, other] == sum(pairs)
            assert made["congruence", "no"].loc[one, other] == sum(1 - pair for pair in pairs)
            assert made["ignore", "no"].loc[one, other] == len(pairs)
    for (relation, by), matrix in made.items():
        assert (matrix.to_numpy() == matrix.to_numpy().T).all()
        if by != "no":
            assert (np.abs(matrix.to_numpy()) <= 1 + 1e-12).all(), relation
