"""Tables of human codings, as people write and spreadsheets save them."""

from pathlib import Path

from analysis.documents import Problem
from analysis.reading.codings import Coding, read_codings

HEAD = "doc_id,actor,issue,stance,evidence"


def read(folder: Path, text: str, encoding: str = "utf-8") -> list[Coding | Problem]:
    """Write a table and read it."""
    path = folder / "anna.csv"
    path.write_bytes(text.encode(encoding))
    return list(read_codings(path))


def test_a_row_is_a_coding_of_the_person_the_file_is_named_after(tmp_path: Path) -> None:
    """Without a coder column the file name gives the coder."""
    (coding,) = read(tmp_path, f"{HEAD}\na,Lind,Toll,oppose,rejected the toll\n")
    assert isinstance(coding, Coding)
    assert (coding.item, coding.coder) == ("anna.csv line 2", "human:anna")
    assert dict(coding.cells)["evidence"] == "rejected the toll"


def test_the_coder_column_names_the_person_but_not_for_a_machine(tmp_path: Path) -> None:
    """In a row of the machine, a person's changes belong to the person the file is named after."""
    rows = f"{HEAD},coder\na,Lind,Toll,oppose,x,human:ben\na,Lind,Toll,oppose,x,rules-0.1.0\n"
    assert [(row.coder, row.machine) for row in read(tmp_path, rows) if isinstance(row, Coding)] == [
        ("human:ben", ""),
        ("human:anna", "rules-0.1.0"),
    ]


def test_a_table_without_rows_is_reported(tmp_path: Path) -> None:
    """It has no effect, although its author may have meant to reject everything."""
    (problem,) = read(tmp_path, f"{HEAD}\n")
    assert isinstance(problem, Problem)
    assert "It has no rows, so it has no effect." in problem.message


def test_a_spreadsheet_with_semicolons_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Files saved by office programs are read without changes."""
    (coding,) = read(
        tmp_path, "doc_id;actor;issue;stance;evidence\r\na;Lind;Toll;oppose;“no toll”\r\n", "utf-8-sig"
    )
    assert isinstance(coding, Coding)
    assert dict(coding.cells)["evidence"] == "“no toll”"


def test_a_missing_column_is_reported_with_the_nearest(tmp_path: Path) -> None:
    """A table without a required column yields no codings; the problem names the column."""
    (problem,) = read(tmp_path, "doc_id,actor,isue,stance\na,Lind,Toll,oppose\n")
    assert isinstance(problem, Problem)
    assert "'issue'" in problem.message
    assert "isue" in problem.message


def test_the_machines_own_table_is_a_table_of_codings(tmp_path: Path) -> None:
    """Every column of the statements table is known, so edited output can be read back."""
    from analysis import tables

    columns = list(tables.schema("statements"))
    found = read(tmp_path, ",".join(columns) + "\n" + ",".join(["x"] * len(columns)) + "\n")
    assert [type(item) for item in found] == [Coding]
