"""Manual codings in a corpus: located in the text, replacing the machine's, and kept separately."""

from pathlib import Path

import pytest

from analysis.codes import Codes
from analysis.coding import code, write_codes
from analysis.corpus import open_corpus

TEXT = "Mayor Lind rejected the toll. Brandt backed the harbour tunnel. The mayor said “No toll, never”."
BOOK = """
[[actors]]
name = "Mara Lind"
aliases = ["Mayor Lind", "Lind"]
[[actors]]
name = "Ola Brandt"
[[issues]]
name = "Toll"
proposition = "A toll should be levied."
terms = ["toll"]
[[issues]]
name = "Tunnel"
proposition = "The tunnel should be built."
terms = ["tunnel"]
"""
HEAD = "doc_id,actor,issue,stance,evidence,start,end,condition,if_met\n"


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Code the article with the given rows of a human coder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(rows: str) -> Codes:
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
        (tmp_path / "anna.csv").write_text(HEAD + rows, encoding="utf-8")
        (tmp_path / "corpus.toml").write_text(
            'documents = ["*.txt"]\ncodebook = "codebook.toml"\ncodings = ["anna.csv"]\n', encoding="utf-8"
        )
        return code(open_corpus(tmp_path))

    return run


def stances(frame: object) -> set[tuple[str, str, str, str]]:
    """Return actor, issue, stance and coder of every statement."""
    columns = [frame[name] for name in ("actor", "issue", "stance", "coder")]  # type: ignore[index]
    return {(a, i, s, c.split("-")[0]) for a, i, s, c in zip(*columns, strict=True)}


def test_a_persons_stance_replaces_the_machines(coded) -> None:  # type: ignore[no-untyped-def]
    """For the same article, actor and issue the person's code counts; the machine's is kept separately."""
    codes = coded("a,Lind,Toll,neutral,rejected the toll,,,,\n")
    assert stances(codes["statements"]) == {
        ("Mara Lind", "Toll", "neutral", "human:anna"),
        ("Ola Brandt", "Tunnel", "support", "rules"),
    }
    assert ("Mara Lind", "Toll", "oppose", "rules") in stances(codes.machine)
    assert stances(codes.human) == {("Mara Lind", "Toll", "neutral", "human:anna")}


def test_an_empty_stance_means_that_there_is_none(coded) -> None:  # type: ignore[no-untyped-def]
    """A person can remove the machine's code without replacing it."""
    codes = coded("a,Ola Brandt,Tunnel,,,,,,\n")
    assert not any(actor == "Ola Brandt" for actor in codes["statements"]["actor"])
    assert codes.none == (("human:anna", ("a", "Ola Brandt", "Tunnel")),)


def test_words_are_found_whatever_their_quotation_marks(coded) -> None:  # type: ignore[no-untyped-def]
    """Evidence typed with straight marks matches curly ones, and is stored as in the article."""
    codes = coded('a,Lind,Toll,oppose,"said ""No toll, never""",,,,\n')
    (row,) = codes.human.to_dict("records")
    assert row["evidence"] == "said “No toll, never”"
    assert TEXT[row["start"] : row["end"]] == row["evidence"]


def test_offsets_select_one_of_several_occurrences(coded) -> None:  # type: ignore[no-untyped-def]
    """Correct offsets are used unchanged; with wrong ones the words are searched for."""
    place = TEXT.index("toll", TEXT.index("toll") + 1)
    right = coded(f"a,Lind,Toll,oppose,toll,{place},{place + 4},,\n")
    assert list(right.human["start"]) == [place]
    wrong = coded("a,Ola Brandt,Tunnel,support,Brandt backed,3,9,,\n")
    assert list(wrong.human["start"]) == [TEXT.index("Brandt backed")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b,Lind,Toll,oppose,toll,,,,", "Unknown document 'b'"),
        ("a,Lindt,Toll,oppose,toll,,,,", "Unknown actor 'Lindt'"),
        ("a,Lind,Tol,oppose,toll,,,,", "Unknown issue 'Tol'"),
        ("a,Lind,Toll,opose,rejected,,,,", "Unknown stance 'opose'"),
        ("a,Lind,Toll,oppose,a word that is not there,,,,", "does not occur in 'a'"),
        ("a,Lind,Toll,oppose,,,,,", "evidence: expected a text"),
        ("a,Lind,Toll,conditional,rejected,,,if pigs fly,support", "condition: 'if pigs fly' does not occur"),
    ],
)
def test_an_invalid_row_is_reported_and_the_others_are_used(coded, row: str, message: str) -> None:  # type: ignore[no-untyped-def]
    """An error affects only its own row, and is reported with file and line."""
    codes = coded(f"{row}\na,Ola Brandt,Tunnel,oppose,Brandt backed,,,,\n")
    (problem,) = (one for one in codes.problems if one.severity != "note")
    assert problem.item == "anna.csv line 2"
    assert message in problem.message
    assert len(codes.human) == 1


def test_a_corpus_can_be_coded_by_people_only(coded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """With the coder "none" there are no machine statements; the machine's are cached separately."""
    coded("a,Lind,Toll,neutral,rejected the toll,,,,\n")
    settings = (tmp_path / "corpus.toml").read_text(encoding="utf-8")
    (tmp_path / "corpus.toml").write_text(f'coder = "none"\n{settings}', encoding="utf-8")
    codes = code(open_corpus(tmp_path))
    assert stances(codes["statements"]) == {("Mara Lind", "Toll", "neutral", "human:anna")}
    assert (len(codes.machine), codes.coder, len(codes["quotes"]) > 0) == (0, "", True)
    assert len(code(open_corpus(tmp_path), "rules").machine) > 0


def test_a_persons_identifiers_are_kept(coded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The exceptions are a duplicate, and one in the form of the machine's."""
    coded("")
    head = HEAD.strip() + ",statement_id\n"
    row = "a,Lind,Toll,oppose,rejected the toll,,,,"
    (tmp_path / "anna.csv").write_text(f"{head}{row},17\n{row},17\n{row},a-s1\n", encoding="utf-8")
    assert list(code(open_corpus(tmp_path)).human["statement_id"]) == ["17", "a-h2", "a-h3"]


def test_written_statements_are_those_that_count(coded, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """``stancebook code`` writes the person's code, not the machine's that it replaces."""
    coded("a,Lind,Toll,neutral,rejected the toll,,,,\n")
    write_codes(open_corpus(tmp_path), tmp_path / "out")
    assert "human:anna" in (tmp_path / "out" / "statements.csv").read_text(encoding="utf-8")
