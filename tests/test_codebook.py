"""The codebook: actors and issues, edited by hand."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import Actor, Codebook, Issue, Role, read_codebook, write_codebook
from analysis.errors import StancebookError

BOOK = Codebook(
    (Actor("Ana Soler", aliases=("the president",), side="Norland"), Actor("Sudria", "state")),
    (Issue("Toll", "A toll should be levied.", ("toll",)),),
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
DAYS = st.none() | st.dates().map(str)
ROLES = st.builds(Role, title=WORDS, since=DAYS, until=DAYS)
ACTORS = st.builds(
    Actor,
    name=WORDS,
    kind=st.sampled_from(["person", "state", "organisation", "group"]),
    aliases=st.lists(WORDS, max_size=2).map(tuple),
    side=st.none() | WORDS,
    roles=st.lists(ROLES, max_size=2).map(tuple),
)
TERMS = st.lists(WORDS, min_size=1, max_size=3).map(tuple)
ISSUES = st.builds(Issue, name=WORDS, proposition=WORDS, terms=TERMS, against=TERMS)
CODEBOOKS = st.builds(
    Codebook,
    actors=st.lists(ACTORS, max_size=3, unique_by=lambda actor: actor.name).map(tuple),
    issues=st.lists(ISSUES, max_size=3, unique_by=lambda issue: issue.name).map(tuple),
    suggested=st.booleans(),
)


@given(CODEBOOKS)
def test_a_codebook_is_read_as_it_was_written(codebook: Codebook) -> None:
    """A codebook written to TOML keeps every name, term and side."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.toml"
        write_codebook(codebook, path, "Title")
        assert read_codebook(path) == codebook


@given(CODEBOOKS, st.lists(st.text()), st.booleans())
def test_comments_never_break_a_codebook(codebook: Codebook, lines: list[str], above_all: bool) -> None:
    """Quoted text of any content stays inside its comment, and the codebook is read as written."""
    comments = {issue.name: lines for issue in codebook.issues[: None if above_all else 1]}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.toml"
        write_codebook(codebook, path, "Title", comments)
        assert read_codebook(path) == codebook


def test_comments_are_above_their_issue(tmp_path: Path) -> None:
    """A quoted sentence stays on one line, and its bidirectional controls are removed."""
    path = tmp_path / "codebook.toml"
    write_codebook(BOOK, path, "Title", {"Toll": ["a: “A toll!\nsuggested = true\u202e\x00”", "b: no"]})
    content = path.read_text(encoding="utf-8")
    assert '# a: “A toll! suggested = true ”\n# b: no\n[[issues]]\nname = "Toll"' in content


def test_actors_are_found_by_name_and_alias() -> None:
    """Case does not matter; the error for a misspelt name suggests the nearest."""
    assert BOOK.actor("The President").name == "Ana Soler"
    assert BOOK.issue("toll").name == "Toll"
    with pytest.raises(StancebookError, match="Did you mean 'Ana Soler'"):
        BOOK.actor("Ana Solar")


@pytest.mark.parametrize(
    ("day", "held"),
    [("2023-12-31", False), ("2024-01-01", True), ("2024-05-31", True), ("2024-06-01", False)],
)
def test_a_role_is_held_from_its_first_day_to_the_day_before_its_end(day: str, held: bool) -> None:
    """The day of a change belongs to the successor; without a day only current roles are held."""
    assert Role("King", "2024-01-01", "2024-06-01").is_held(day) is held
    assert not Role("King", "2024-01-01", "2024-06-01").is_held(None)
    assert Role("King", "2024-01-01").is_held(None)


def test_days_of_a_role_may_be_toml_dates(tmp_path: Path) -> None:
    """TOML dates, without quotation marks, are accepted as days."""
    path = tmp_path / "codebook.toml"
    path.write_text(
        "[[actors]]\nname = 'A'\nroles = [{title = 'King', since = 2024-01-01}]", encoding="utf-8"
    )
    assert read_codebook(path).actors[0].roles == (Role("King", since="2024-01-01"),)


def test_an_actor_without_a_side_is_its_own_side() -> None:
    """An actor speaks for a side, or for itself."""
    assert [BOOK.side(name) for name in ("Ana Soler", "Sudria", "Nobody")] == ["Norland", "Sudria", "Nobody"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("actors = 1", "actors"),
        ("[[actors]]\nkind = 'state'", "has no name"),
        ("[[actors]]\nname = 'A'\nkind = 'planet'", "kind of actor"),
        ("[[actors]]\nname = 'A'\nalias = ['B']", "Did you mean 'aliases'"),
        ("[[actors]]\nname = 'A'\naliases = 'B'", "a list of texts"),
        ("[[actors]]\nname = 'A'\n[[actors]]\nname = 'A'", "Two actors are named 'A'"),
        ("[[actors]]\nname = 'A'\nroles = ['king']", "expected tables such as"),
        ("[[actors]]\nname = 'A'\nroles = [{title = 'King', untill = '2020-01-01'}]", "Did you mean 'until'"),
        ("[[actors]]\nname = 'A'\nroles = [{since = '2020-01-01'}]", "has no title"),
        ("[[actors]]\nname = 'A'\nroles = [{title = 'King', since = '1/2/2020'}]", "a day as YYYY-MM-DD"),
        ("[[issues]]\nname = 'A'\nterms = ['a']", "has no proposition"),
        ("[[issues]]\nname = 'A'\nproposition = 'A.'\nterms = ['']", "a list of texts"),
        ("name = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_reported_with_its_file(tmp_path: Path, content: str, message: str) -> None:
    """Each error names the file and says what was expected."""
    path = tmp_path / "codebook.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StancebookError, match=message) as error:
        read_codebook(path)
    assert str(path) in str(error.value)


def test_a_missing_codebook_is_reported(tmp_path: Path) -> None:
    """A missing file is reported as an error without a traceback."""
    with pytest.raises(StancebookError, match="no such codebook"):
        read_codebook(tmp_path / "none.toml")
