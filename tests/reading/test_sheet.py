"""Tables written by hand come from spreadsheets too."""

from analysis.reading.sheet import Row, Sheet, read_sheet


def test_the_separator_line_of_excel_is_passed_over(tmp_path):
    """Line numbers are still those of the file."""
    (tmp_path / "t.csv").write_text("sep=;\nplace;sum\nQuay;3\n")
    sheet = Sheet("the sums", ("place", "sum"), ("place",))
    assert list(read_sheet(tmp_path / "t.csv", sheet)) == [Row("t.csv line 3", {"place": "Quay", "sum": "3"})]
