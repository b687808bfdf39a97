"""Tables of reports in CSV, JSONL or TOML."""

from pathlib import Path

import pytest

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reporting.batch.table import ReportRow, read_table
from analysis.reporting.notebooks import collect_parameters, find_notebooks

PARAMETERS = collect_parameters(find_notebooks())


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
def test_formats_are_equivalent(tmp_path: Path, name: str, content: str) -> None:
    """A corpus path is relative to the table, and empty cells are ignored."""
    (tmp_path / "strike").mkdir()
    found = [row.values for row in table(tmp_path, name, content) if isinstance(row, ReportRow)]
    corpus = str(tmp_path / "strike")
    assert found == [
        {"corpus": corpus, "name": "one", "actors": 'Ann, "Smith, John"'},
        {"corpus": corpus, "since": "2025-05-01"},
    ]


def test_invalid_rows_do_not_affect_others(tmp_path: Path) -> None:
    """Invalid JSON, a missing corpus and an unknown column are reported; the valid last row is read."""
    rows = table(
        tmp_path,
        "t.jsonl",
        '{"corpus"\n[1]\n{"name": "x"}\n{"corpus": "a", "actor": "Ann"}\n{"corpus": 7}\n{"corpus": "b"}\n',
    )
    assert [row.item for row in rows if isinstance(row, Problem)] == [
        f"t.jsonl line {n}" for n in range(1, 6)
    ]
    messages = [row.message for row in rows if isinstance(row, Problem)]
    assert "Did you mean 'actors'?" in messages[3]
    assert "corpus: expected a string, got 7." in messages[4]
    assert rows[-1] == ReportRow("t.jsonl line 6", {"corpus": "b"})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.xlsx", "", "Unknown table format .* '.xlsx'"),
        ("t.toml", "corpus = ", "not valid TOML"),
        ("t.toml", "[[reports]]\ncorpus = 'a'\n", r"Did you mean '\[\[report\]\]'"),
        ("t.toml", "[report]\ncorpus = 'a'\n", r"expected \[\[report\]\] tables"),
    ],
)
def test_unreadable_table_is_an_error(tmp_path: Path, name: str, content: str, message: str) -> None:
    """An unknown format and an invalid file are errors."""
    with pytest.raises(StancebookError, match=message):
        table(tmp_path, name, content)


def test_csv_without_corpus_is_a_problem(tmp_path: Path) -> None:
    """The message names the required column and the nearest existing one."""
    (problem,) = table(tmp_path, "t.csv", "corpora,since\na,\n")
    assert isinstance(problem, Problem)
    assert (
        "Missing column 'corpus': a table of reports requires it. The nearest column is 'corpora'"
        in problem.message
    )


def test_missing_table_is_an_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(StancebookError, match="no such table"):
        list(read_table(tmp_path / "none.csv", PARAMETERS))


@pytest.mark.parametrize(
    "row",
    [
        '{"corpus": "a", "since": ' + "9" * 5000 + "}",
        '{"corpus": "a", "actors": ' + "[" * 500 + "]" * 500 + "}",
        '{"corpus": "a", "min_confidence": NaN}',
        '{"corpus": "\\u0000"}',
        '{"corpus": "\\ud800"}',
        '{"corpus": "~nobodyx/y"}',
        '{"corpus": "' + "x" * 5000 + '"}',
        '{"corpus": "a", "against": "' + "x" * 5000 + '"}',
    ],
)
def test_no_row_ends_the_reading(tmp_path: Path, row: str) -> None:
    """Whatever is in a row, it is a problem of that row, told in few words."""
    bad, good = table(tmp_path, "t.jsonl", row + '\n{"corpus": "b"}\n')
    assert isinstance(bad, Problem)
    assert bad.item == "t.jsonl line 1"
    assert len(bad.message) < 500
    assert good == ReportRow("t.jsonl line 2", {"corpus": "b"})


def test_a_row_of_toml_that_is_no_table_is_a_problem(tmp_path: Path) -> None:
    """The other rows are read."""
    bad, good = table(tmp_path, "t.toml", 'report = [1, {corpus = "b"}]')
    assert bad == Problem("t.toml [[report]] 1", "Expected a table with column names, got 1.")
    assert good == ReportRow("t.toml [[report]] 2", {"corpus": "b"})
