"""A table of reports: CSV, JSONL or TOML."""

from pathlib import Path

import pytest

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reporting.batch.table import ReportRow, read_table
from analysis.reporting.notebooks import declared_parameters, find_notebooks

PARAMETERS = declared_parameters(find_notebooks())


def table(folder: Path, name: str, content: str) -> list[ReportRow | Problem]:
    """Write a table and read it."""
    (folder / name).write_text(content, encoding="utf-8")
    return list(read_table(folder / name, PARAMETERS))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", 'corpus,name,actors,since\nstrike,one,"Ann, ""Smith, John""",\nstrike,,,2025-05-01\n'),
        ("t.tsv", 'corpus\tname\tactors\tsince\nstrike\tone\tAnn, "Smith, John"\t\nstrike\t\t\t2025-05-01\n'),
        (
            "t.jsonl",
            '{"corpus": "strike", "name": "one", "actors": "Ann, \\"Smith, John\\"", "since": null}\n\n'
            '{"corpus": "strike", "since": "2025-05-01"}\n',
        ),
        (
            "t.toml",
            '[[report]]\ncorpus = "strike"\nname = "one"\nactors = \'Ann, "Smith, John"\'\n'
            '[[report]]\ncorpus = "strike"\nsince = "2025-05-01"\n',
        ),
    ],
)
def test_formats_say_the_same(tmp_path: Path, name: str, content: str) -> None:
    """A corpus beside the table is found there, empty cells are not given."""
    (tmp_path / "strike").mkdir()
    found = [row.values for row in table(tmp_path, name, content) if isinstance(row, ReportRow)]
    corpus = str(tmp_path / "strike")
    assert found == [
        {"corpus": corpus, "name": "one", "actors": 'Ann, "Smith, John"'},
        {"corpus": corpus, "since": "2025-05-01"},
    ]


def test_broken_rows_cost_no_others(tmp_path: Path) -> None:
    """What is no JSON, no object, without a corpus or with an unknown column is told; the last row stays."""
    rows = table(
        tmp_path,
        "t.jsonl",
        '{"corpus"\n[1]\n{"name": "x"}\n{"corpus": "a", "actor": "Ann"}\n{"corpus": 7}\n{"corpus": "b"}\n',
    )
    assert [row.item for row in rows if isinstance(row, Problem)] == [
        f"t.jsonl line {n}" for n in range(1, 6)
    ]
    told = [row.message for row in rows if isinstance(row, Problem)]
    assert "Did you mean 'actors'?" in told[3]
    assert "corpus: expected a string, got 7." in told[4]
    assert rows[-1] == ReportRow("t.jsonl line 6", {"corpus": "b"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xlsx", "", "Unknown table format .* '.xlsx'"),
        ("t.toml", "corpus = ", "invalid TOML"),
        ("t.toml", "[[reports]]\ncorpus = 'a'\n", r"Did you mean '\[\[report\]\]'"),
        ("t.toml", "[report]\ncorpus = 'a'\n", r"expected \[\[report\]\] tables"),
    ],
)
def test_table_that_cannot_be_read_is_told(tmp_path: Path, name: str, content: str, message: str) -> None:
    """A kind that is not known, or a file that is broken as a whole, is an error."""
    with pytest.raises(StancebookError, match=message):
        table(tmp_path, name, content)


def test_csv_without_corpus_is_told(tmp_path: Path) -> None:
    """The column that is needed is named, with the nearest that is there."""
    (problem,) = table(tmp_path, "t.csv", "corpora,since\na,\n")
    assert isinstance(problem, Problem)
    assert "needs one named 'corpus'. Did you mean 'corpora'?" in problem.message


def test_table_that_is_missing_is_told(tmp_path: Path) -> None:
    """It names the file."""
    with pytest.raises(StancebookError, match="no such table"):
        list(read_table(tmp_path / "none.csv", PARAMETERS))
