"""CSV as people and programs actually write it."""

import pytest

from analysis.documents import Document
from analysis.files import ARTICLE_LIMIT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_the_delimiter_is_detected(reading, delimiter, suffix):
    """The header reveals the delimiter, even if the texts are full of another one."""
    content = f'id{delimiter}text\n1{delimiter}"One, two; three | four"\n'
    assert reading(f"t{suffix}", content).document == Document("1", "One, two; three | four")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_of_spreadsheets(reading, encoding):
    """Excel writes a byte order mark, UTF-16 or Windows-1252; the first column keeps its name in each."""
    content = 'id\ttext\r\n7\t"It’s “over”.\r\nSo it is."\r\n'.encode(encoding)
    assert reading("t.csv", content).document == Document("7", "It’s “over”.\nSo it is.")


def test_quoted_quotes_and_line_breaks(reading):
    """A cell may contain paragraphs and doubled quotation marks."""
    assert (
        reading("t.csv", 'id,text\n1,"She said ""no"".\n\nHe left."\n').document.text
        == 'She said "no".\n\nHe left.'
    )


def test_a_table_of_texts_only(reading):
    """A single column is enough; quoted commas are part of the text."""
    assert reading("t.csv", 'text\n"One, two."\nThree.\n').documents == [
        Document("t-1", "One, two."),
        Document("t-2", "Three."),
    ]


def test_blank_rows_are_skipped_but_counted(reading):
    """Blank rows are not articles, but row numbers match those that a spreadsheet shows."""
    found = reading("t.csv", "id,text\n,\n\n,One.\n,,,\n")
    assert (found.documents, found.problems) == ([Document("t-3", "One.")], [])


def test_a_row_with_too_many_cells(reading):
    """A text with an unquoted delimiter would be cut, so the row is left out and reported."""
    found = reading("t.csv", "id,text\n1,One, two\n2,Three\n3,Four,,\n")
    assert [document.text for document in found.documents] == ["Three", "Four"]
    assert found.problems[0].item == "t.csv row 1"
    assert found.problems[0].message.startswith("It has 3 cells but the header has 2; put texts")


def test_a_short_row(reading):
    """Absent cells at the end of a row are missing values."""
    assert reading("t.csv", "text,title,date\nOne.\n").document == Document("t-1", "One.")


def test_a_quote_that_is_never_closed(reading):
    """The rows before it are read; the rest of the table is not swallowed silently."""
    found = reading("t.csv", 'id,text\n1,One.\n2,"Two.\n3,Three.\n')
    assert found.documents == [Document("1", "One.")]
    assert [problem.item for problem in found.problems] == ["t.csv"]
    assert found.problems[0].message.startswith("Its last row, which ends in line 4, has a quotation mark")


def test_a_cell_over_the_limit(reading):
    """An oversized cell ends reading, and the message says where."""
    found = reading("t.csv", "id,text\n1,One.\n2," + "x" * (ARTICLE_LIMIT + 1) + "\n")
    assert found.documents == [Document("1", "One.")]
    assert found.problems[0].message.startswith("It could not be read beyond line 3 (field larger than")


def test_a_header_alone(reading):
    """The message for a table without rows says what was expected."""
    assert reading("t.csv", "id,text\n").problem.message.startswith("No article was found in it")


def test_a_table_without_a_header(reading):
    """Its first row is reported as the header."""
    message = reading("t.csv", "1,Talks began.\n2,Talks go on.\n").problem.message
    assert "found: 1, Talks began." in message


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\r\n", "\ufeffsep=;\r\n"])
def test_the_separator_line_of_excel(reading, line):
    """The line that tells Excel the delimiter is no header."""
    assert reading("t.csv", f"{line}id;text\n1;One, two\n").document == Document("1", "One, two")


def test_lines_before_the_header(reading):
    """Titles and remarks above the header are passed over and told."""
    found = reading("t.csv", "Press review\n\nQuay, spring\nid,text\n1,One.\n")
    assert found.document == Document("1", "One.")
    assert "Before its header 2 rows are passed over." in found.problems[0].message
