"""Broken or hostile DNA databases: nothing is executed, and the sound parts are read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.errors import StancebookError
from analysis.exchange.dna import event_list, read_dna, write_dna
from tests.exchange.databases import DNA3, create, sample_rows
from tests.exchange.test_dna_writing import tables_of


def run(path: Path, script: str) -> Path:
    """Run a script on a database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    return path


@pytest.mark.parametrize(
    "script",
    [
        "DROP TABLE REGEXES; CREATE VIEW REGEXES AS SELECT hex(zeroblob(40000000)) AS Label, 1 AS Red",
        "DROP TABLE REGEXES; CREATE VIEW REGEXES AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i "
        "FROM n) SELECT i AS Label FROM n",
        "CREATE TRIGGER boom AFTER INSERT ON CODERS BEGIN DELETE FROM DOCUMENTS; END",
        "DROP TABLE REGEXES; CREATE VIRTUAL TABLE REGEXES USING fts5(Label)",
        "CREATE TABLE SECRETS(Key TEXT)",
    ],
)
def test_unknown_tables_and_views_are_ignored(dna: Path, script: str) -> None:
    """Views, triggers, virtual and unknown tables are reported and ignored; the stances are read."""
    project = read_dna(run(dna, script))
    assert len(project.codings) == 5
    assert any(
        "not one of DNA's tables" in one.message or "plain table" in one.message for one in project.problems
    )


def test_computed_columns_are_not_computed(dna: Path) -> None:
    """Their expressions come from the file; a computed column counts as missing."""
    run(
        dna,
        "DROP TABLE REGEXES; CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, "
        "Red INTEGER GENERATED ALWAYS AS (length(hex(zeroblob(40000000)))));"
        "INSERT INTO REGEXES(Label) VALUES ('toll')",
    )
    (row,) = read_dna(dna).extras["tables"]["REGEXES"]
    assert (row["Label"], row["Red"]) == ("toll", 0)


@pytest.mark.parametrize("mode", ["WAL", "PERSIST"])
def test_a_project_that_is_open_elsewhere_is_an_error(dna: Path, mode: str) -> None:
    """Its latest changes lie in a second file, so the first would be read as it was before them."""
    with closing(sqlite3.connect(dna, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        # one page of cache, so that changes reach the disk before they are complete
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE DOCUMENTS SET Text = Text || hex(zeroblob(100000))")
        if mode == "WAL":
            other.execute("COMMIT")
        with pytest.raises(StancebookError, match="open in another program"):
            read_dna(dna)
    assert len(read_dna(dna).codings) == 5


@pytest.mark.parametrize("table", sorted(set(DNA3) - {"DOCUMENTS", "STATEMENTS"}))
def test_a_missing_table_is_reported(dna: Path, table: str, tmp_path: Path) -> None:
    """The documents are read whichever other table is missing, and the rest can be written again."""
    project = read_dna(run(dna, f"DROP TABLE {table}"))
    assert len(project.documents) == 2
    assert any(table in one.item and "missing" in one.message for one in project.problems)
    write_dna(tmp_path / "new.dna", *tables_of(project), project.codebook, project.extras)
    assert len(read_dna(tmp_path / "new.dna").documents) == 2


def test_dangling_rows_do_not_affect_others(dna: Path, tmp_path: Path) -> None:
    """Statements without document, type, coder or entity are reported; the others are read and written."""
    run(
        dna,
        "UPDATE STATEMENTS SET DocumentId = 99 WHERE ID = 11; UPDATE STATEMENTS SET StatementTypeId = 99 "
        "WHERE ID = 12; UPDATE STATEMENTS SET Coder = 99 WHERE ID = 13; UPDATE DATASHORTTEXT SET Entity = 99 "
        "WHERE StatementId = 14; UPDATE ENTITIES SET ChildOf = 99 WHERE ID = 5;"
        "UPDATE STATEMENTS SET Start = 9000, Stop = 9999 WHERE ID = 16",
    )
    project = read_dna(dna)
    assert [dict(one.cells)["statement_id"] for one in project.codings] == ["13", "15"]
    told = write_dna(tmp_path / "new.dna", *tables_of(project), project.codebook, project.extras)
    assert any("FOREIGN KEY" in one.message for one in told)
    assert 15 in set(event_list(tmp_path / "new.dna")["statement_id"])


def test_cells_of_a_wrong_type_are_ignored(dna: Path) -> None:
    """Text instead of a number, bytes, invalid UTF-8: the rest of the row is read."""
    run(
        dna,
        "UPDATE DOCUMENTS SET Date = 'soon', Source = x'54686520fe', Title = 7 WHERE ID = 1;"
        "UPDATE STATEMENTS SET Start = 'here' WHERE ID = 11; UPDATE ENTITIES SET Red = 'red', ChildOf = 'x'",
    )
    project = read_dna(dna)
    assert len(project.codings) == 4
    assert (project.documents[0].title, project.documents[0].outlet) == ("7", "The \ufffd")
    assert any("STATEMENTS row 1" in one.item and "Start" in one.message for one in project.problems)


def test_no_more_text_is_read_than_the_file_has_bytes(dna: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reused pages can expand to gigabytes: reading stops with a message."""
    size = dna.stat().st_size

    class Small:
        st_size, st_mode = 300, 0o100600

    monkeypatch.setattr(Path, "stat", lambda self, **_: Small())
    project = read_dna(dna)
    assert size > 300
    assert any("more text than the file has bytes" in one.message for one in project.problems)


def test_a_small_file_cannot_require_billions_of_rows(dna: Path, tmp_path: Path) -> None:
    """DNA requires a relation for each pair of coders: too many are refused before they fill the disk."""
    project = read_dna(dna)
    crowd = [{"ID": number, "Name": "x", "Password": "x"} for number in range(1, 5000)]
    project.extras["tables"]["CODERS"].extend(crowd)
    with pytest.raises(StancebookError, match="rows for its 4,999 coders"):
        write_dna(tmp_path / "new.dna", *tables_of(project), project.codebook, project.extras)
    assert not (tmp_path / "new.dna").exists()


def test_extras_may_be_anything(dna: Path, tmp_path: Path) -> None:
    """They come from a file that may have been edited: invalid rows are ignored."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    for broken in ([], {"CODERS": 3}, {"DOCUMENTS": [1, {"ID": "x"}], "ENTITIES": [{"ID": 2**70}]}, "rows"):
        extras = {"format": "dna", "tables": broken}
        write_dna(tmp_path / "new.dna", documents, statements, project.codebook, extras)
        assert len(event_list(tmp_path / "new.dna")) == 5


def test_a_schema_with_invalid_utf8_is_an_error_with_a_message(dna: Path) -> None:
    """In this case the library cannot format its own error message."""
    content = dna.read_bytes().replace(b"REGEXES (Label", b"REGEXES ((abel")
    dna.write_bytes(content.replace(b"REGEXES", b"\xd3EGEXES"))
    with closing(sqlite3.connect(dna)) as connection, pytest.raises(UnicodeDecodeError):
        connection.execute("SELECT name FROM sqlite_master")
    with pytest.raises(StancebookError, match="list of tables"):
        read_dna(dna)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"hello", "not an SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "cannot be read|could not be opened"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_not_a_database_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    """The message names the file and states what was expected."""
    path = tmp_path / "x.dna"
    path.write_bytes(content)
    with pytest.raises(StancebookError, match=f"x.dna: .*({message})"):
        read_dna(path)


def test_another_programs_database_is_an_error(tmp_path: Path) -> None:
    """An SQLite file without documents and statements is not DNA's."""
    path = run(tmp_path / "x.dna", "CREATE TABLE places(url TEXT)")
    with pytest.raises(StancebookError, match="tables DOCUMENTS and STATEMENTS"):
        read_dna(path)


@given(st.lists(st.tuples(st.integers(100, 60_000), st.integers(0, 255)), min_size=1, max_size=60))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_bytes_never_crash(tmp_path: Path, damage: list[tuple[int, int]]) -> None:
    """A damaged file is read as far as possible or refused with a message."""
    whole = tmp_path / "whole.dna"
    if not whole.exists():
        create(whole, DNA3, sample_rows())
    content = bytearray(whole.read_bytes())
    for place, value in damage:
        content[place % len(content)] = value
    path = tmp_path / "damaged.dna"
    path.write_bytes(content)
    try:
        project = read_dna(path)
    except StancebookError:
        return
    documents = tables.build("documents", (vars(document) for document in project.documents))
    write_dna(
        tmp_path / "new.dna", documents, tables.build("statements", []), project.codebook, project.extras
    )
