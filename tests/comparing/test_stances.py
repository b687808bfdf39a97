"""Positions, agreement between actors, and contested issues."""

from analysis.codes import Codes
from analysis.comparing.selecting import select
from analysis.comparing.stances import agreement, contested, stance_matrix


def test_one_row_for_each_position(codes: Codes) -> None:
    """The matrix has actor, side, issue and stance in codebook order."""
    matrix = stance_matrix(codes)
    assert matrix[["actor", "side", "issue", "stance", "n"]].to_numpy().tolist() == [
        ["Ann", "North", "truce", "support", 1],
        ["Ann", "North", "join", "conditional", 1],
        ["Bob", "Bob", "truce", "oppose", 1],
    ]


def test_differing_statements_make_a_mixed_position(coder) -> None:
    """An actor with two stances on one issue is mixed, and each statement keeps its stance."""
    first = coder.statement("Ann", "truce", "support", "Ann wants a truce")
    second = coder.statement("Ann", "truce", "oppose", "Ann would join")
    (cell,) = stance_matrix(coder.codes()).to_dict("records")
    assert (cell["stance"], cell["n"], cell["support"], cell["oppose"]) == ("mixed", 2, 1, 1)
    assert cell["statements"] == [first, second]
    assert cell["stances"] == ["support", "oppose"]


def test_human_coded_statements_are_checked(coder) -> None:
    """Statements that a person coded or corrected are checked; machine-coded ones are not."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Ann", "truce", "support", "Ann would join", coder="human:eve")
    (cell,) = stance_matrix(coder.codes()).to_dict("records")
    assert cell["checked"] == [False, True]


def test_articles_and_statements_are_counted_separately(make_coder) -> None:
    """Three statements in two articles are n = 3 from 2 documents."""
    coder = make_coder({"a": "Yes. Indeed.", "b": "Yes."})
    for words, doc in (("Yes", "a"), ("Indeed", "a"), ("Yes", "b")):
        coder.statement("Ann", "truce", "support", words, doc)
    (cell,) = stance_matrix(coder.codes()).to_dict("records")
    assert (cell["n"], cell["documents"]) == (3, 2)


def test_the_matrix_is_empty_without_statements(coder) -> None:
    """It keeps its columns, as do the comparisons based on it."""
    matrix = stance_matrix(coder.codes())
    assert matrix.empty
    assert "statements" in matrix
    assert agreement(matrix).empty
    assert contested(matrix).empty


def test_support_against_oppose_differs(codes: Codes) -> None:
    """Ann and Bob share one issue and differ on it; the evidence is grouped by relation."""
    (pair,) = agreement(stance_matrix(codes)).to_dict("records")
    assert (pair["actor"], pair["other"]) == ("Ann", "Bob")
    assert (pair["shared"], pair["agree"], pair["partly"], pair["differ"]) == (1, 0, 0, 1)
    assert pair["statements"] == {"agree": [], "partly": [], "differ": ["paper-s1", "paper-s2"]}


def test_conditional_support_agrees_in_part(coder) -> None:
    """Two conditional positions agree only partly, since their conditions may differ."""
    coder.statement("Ann", "truce", "conditional", "Ann wants")
    coder.statement("Bob", "truce", "conditional", "Bob rejects")
    (pair,) = agreement(stance_matrix(coder.codes())).to_dict("records")
    assert pair["issues"] == {"agree": [], "partly": ["truce"], "differ": []}


def test_pairs_with_most_shared_issues_come_first(coder) -> None:
    """Pairs are ordered by the number of issues on which they can be compared."""
    coder.statement("Ann", "truce", "support", "Ann wants")
    coder.statement("Bob", "truce", "support", "Bob rejects")
    coder.statement("Smith, John", "truce", "support", "Experts")
    coder.statement("Bob", "join", "support", "Bob called")
    coder.statement("Smith, John", "join", "oppose", "say")
    pairs = agreement(stance_matrix(coder.codes()))
    assert list(zip(pairs["actor"], pairs["other"], pairs["shared"], strict=True)) == [
        ("Bob", "Smith, John", 2), ("Ann", "Bob", 1), ("Ann", "Smith, John", 1),
    ]  # fmt: skip


def test_contested_is_the_share_of_opposed_pairs(coder) -> None:
    """With two actors in support and one opposed, two of three pairs differ."""
    coder.statement("Ann", "truce", "support", "Ann wants")
    coder.statement("Bob", "truce", "oppose", "Bob rejects")
    coder.statement("Smith, John", "truce", "support", "Experts")
    coder.statement("Ann", "join", "support", "Ann would join")
    issues = contested(stance_matrix(coder.codes())).set_index("issue")
    assert list(issues.index) == ["truce", "join"]
    assert issues.loc["truce", "contested"] == 2 / 3
    assert issues.loc["truce", "statements"] == ["paper-s1", "paper-s2", "paper-s3"]
    assert issues["contested"].isna()["join"]


def test_most_contested_is_what_most_actors_stand_against_each_other_on(make_coder) -> None:
    """Two against two on the toll divide more than one against one on the park, where all pairs differ."""
    coder = make_coder({"a": "Yes."})
    for actor, issue, stance in (
        ("Ann", "park", "support"), ("Bob", "park", "oppose"),
        ("Ann", "toll", "support"), ("Bob", "toll", "support"),
        ("Eva", "toll", "oppose"), ("Tom", "toll", "oppose"),
    ):  # fmt: skip
        coder.statement(actor, issue, stance, "Yes")
    issues = contested(stance_matrix(coder.codes()))
    assert issues[["issue", "contested"]].to_numpy().tolist() == [["toll", 4 / 6], ["park", 1.0]]


def test_selection_narrows_the_matrix(codes: Codes) -> None:
    """Only selected actors have rows."""
    assert set(stance_matrix(codes, select(["Bob"]))["actor"]) == {"Bob"}


def test_issues_have_their_place_in_the_codebook(coder) -> None:
    """Issues are in codebook order, whatever the order of the first actor."""
    coder.statement("Ann", "join", "support", "Ann would join")
    coder.statement("Bob", "truce", "oppose", "Bob rejects")
    assert stance_matrix(coder.codes())[["issue", "place"]].to_numpy().tolist() == [["join", 1], ["truce", 0]]


def test_a_doubted_statement_is_no_position(coder) -> None:
    """It does not count, but remains in the table of statements."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Ann", "truce", "oppose", "Ann would join", doubt="the article’s words")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", doubt="the article’s words")
    codes = coder.codes()
    matrix = stance_matrix(codes)
    assert matrix[["actor", "stance", "n"]].to_numpy().tolist() == [["Ann", "support", 1]]
    assert len(codes["statements"]) == 3
