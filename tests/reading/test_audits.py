"""Reading an audit: answers, and what is wrong with them."""

from pathlib import Path

import pytest

from analysis.reading.audits import read_audit

KEPT = (
    "cell,doc_id,actor,issue,stratum,size,probability,machine\n"
    '1,one,Ann,truce,"support, sure",8,0.25,support\n'
    ',two,Ann,truce,"support, sure",8,,support\n'
    "2,one,Bob,truce,apart,40,0.05,none\n"
)


def write(folder: Path, rows: str, kept: str = KEPT) -> Path:
    """Write the two tables of an audit and return the first."""
    (folder / "audit.machine.csv").write_text(kept, encoding="utf-8")
    table = folder / "audit.csv"
    table.write_text(f"cell;article;actor;issue;stance;note\n{rows}", encoding="utf-8-sig")
    return table


def test_answers_are_added_to_the_sample(tmp_path: Path) -> None:
    """As saved by an office program, in any case; an empty answer is none yet."""
    audit, problems = read_audit(write(tmp_path, "2;one;Bob;truce;;\n1;one;Ann;truce; Mixed ;odd\n"))
    assert audit is not None
    assert not problems
    assert audit.coder == "human:audit"
    assert audit.cells["answer"].fillna("").tolist() == ["mixed", "", ""]
    assert audit.cells["size"].tolist() == [8, 8, 40]
    assert audit.cells["probability"].fillna(0).tolist() == [0.25, 0, 0.05]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1;one;Ann;truce;suport;", "Did you mean 'support'"),
        ("1;one;Bob;truce;support;", "not a cell of the sample"),
        ("7;one;Ann;truce;support;", "not a cell of the sample"),
    ],
)
def test_a_wrong_row_is_named_and_not_used(tmp_path: Path, row: str, message: str) -> None:
    """A misspelt answer, or a row that was moved to another cell."""
    audit, (problem,) = read_audit(write(tmp_path, f"{row}\n"))
    assert audit is not None
    assert audit.cells["answer"].isna().all()
    assert problem.item == "audit.csv line 2"
    assert message in problem.message


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        ("cell,doc_id\n", "machine.csv"),
        (KEPT + KEPT.splitlines()[-1], "a cell twice"),
        (KEPT.replace("0.25", "often"), "It was changed"),
        (KEPT.replace("0.05,none", "0.05,maybe"), "It was changed"),
    ],
)
def test_without_the_file_kept_with_it_there_is_no_audit(tmp_path: Path, kept: str, message: str) -> None:
    """Nothing can be estimated without the probabilities."""
    audit, problems = read_audit(write(tmp_path, "1;one;Ann;truce;support;\n", kept))
    assert audit is None
    assert any(message in problem.item + problem.message for problem in problems)


def test_missing_files_are_problems(tmp_path: Path) -> None:
    """The path in corpus.toml may be wrong."""
    audit, problems = read_audit(tmp_path / "audit.csv")
    assert audit is None
    assert {problem.item for problem in problems} == {"audit.csv", "audit.machine.csv"}
