"""The order of issues and actors in a stance matrix, and the statements quoted beside it."""

from typing import Any

from analysis.codebook import Actor, Issue
from analysis.comparing.arranging import arrange
from analysis.comparing.quoting import choose_quotations
from analysis.comparing.stances import stance_matrix

# who supports (+) or opposes (-) what; both Greens agree with the union, Port with the mayor
POSITIONS = {
    "Port": {"toll": "+", "tunnel": "+"},
    "Green One": {"toll": "-", "tunnel": "-", "park": "+"},
    "Mayor": {"toll": "+", "tunnel": "+"},
    "Union": {"toll": "-"},
    "Green Two": {"tunnel": "-"},
}


def code_positions(make_coder: Any) -> Any:
    """Return a coder of the positions above, one statement each."""
    coder = make_coder({"a": "Yes."})
    coder.actors = [Actor(name, side="Greens" if name.startswith("Green") else "") for name in POSITIONS]
    coder.issues = [Issue(name, name, (name,)) for name in ("park", "tunnel", "toll")]
    for actor, taken in POSITIONS.items():
        for issue, sign in taken.items():
            coder.statement(actor, issue, "support" if sign == "+" else "oppose", "Yes")
    return coder


def test_issues_with_most_actors_on_the_smaller_side_come_first(make_coder) -> None:
    """Two against two on the tunnel and the toll; nobody is against the park."""
    matrix = stance_matrix(code_positions(make_coder).codes())
    assert arrange(matrix, 9, 9).issues == ["tunnel", "toll", "park"]


def test_actors_stand_beside_those_who_agree(make_coder) -> None:
    """The most active side begins; its members stay together, and who agrees with it comes next."""
    matrix = stance_matrix(code_positions(make_coder).codes())
    assert arrange(matrix, 9, 9).sides == [["Green One", "Green Two"], ["Union"], ["Port"], ["Mayor"]]


def test_of_many_the_most_active_actors_and_most_divided_issues_are_kept(make_coder) -> None:
    """With room for two actors and one issue, those with most positions and the first issue stay."""
    kept = arrange(stance_matrix(code_positions(make_coder).codes()), 2, 1)
    assert (kept.actors, kept.issues) == (["Green One", "Port"], ["tunnel"])


def test_the_surest_words_are_quoted_and_the_same_words_once(make_coder) -> None:
    """A person's statement is first, then the most confident; repeated and further ones are left out."""
    coder = make_coder({"a": "One two three four five.", "b": "Four five."})
    coder.statement("Ann", "truce", "support", "One", confidence=0.7)
    coder.statement("Ann", "truce", "support", "two", confidence=0.9)
    coder.statement("Ann", "truce", "support", "two", confidence=0.8)
    coder.statement("Ann", "truce", "support", "three", confidence=1.0, coder="human:eve")
    coder.statement("Ann", "truce", "support", "four", confidence=0.66)
    coder.statement("Bob", "truce", "oppose", "five", confidence=0.7)
    codes = coder.codes()
    chosen = choose_quotations(codes, stance_matrix(codes), ["truce"])
    assert list(chosen["evidence"]) == ["three", "five", "two", "One"]


def test_of_many_words_each_mark_keeps_its_first(make_coder, monkeypatch) -> None:
    """With room for two quotations, the two marks have one each, not the first mark both."""
    monkeypatch.setattr("analysis.comparing.quoting.QUOTED", 2)
    coder = make_coder({"a": "One two three."})
    for actor, words in (("Ann", "One"), ("Ann", "two"), ("Bob", "three")):
        coder.statement(actor, "truce", "support", words)
    codes = coder.codes()
    chosen = choose_quotations(codes, stance_matrix(codes), ["truce"])
    assert list(chosen["evidence"]) == ["One", "three"]


def test_issues_and_stances_take_turns(make_coder, monkeypatch) -> None:
    """With room for three, the second issue and the other stance come before a second supporter."""
    monkeypatch.setattr("analysis.comparing.quoting.QUOTED", 3)
    coder = make_coder({"a": "One two three four."})
    for actor, issue, stance, words in (
        ("Ann", "truce", "support", "One"), ("Bob", "truce", "support", "two"),
        ("Smith, John", "truce", "oppose", "three"), ("Ann", "join", "support", "four"),
    ):  # fmt: skip
        coder.statement(actor, issue, stance, words)
    codes = coder.codes()
    chosen = choose_quotations(codes, stance_matrix(codes), ["truce", "join"])
    assert sorted(chosen["evidence"]) == ["One", "four", "three"]
