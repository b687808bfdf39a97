"""Excel workbooks: typed cells, titles above the header, several sheets."""

import re
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from analysis.documents import Document
from analysis.reading import read


@pytest.fixture
def save(tmp_path):
    """Write sheets, each a list of rows by its name, and read the workbook."""

    def write_and_read(**sheets):
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / "t.xlsx")
        return list(read(tmp_path / "t.xlsx"))

    return write_and_read


@pytest.mark.parametrize(
    "day", [datetime(2025, 3, 3, 18, 5), date(2025, 3, 3), 45719, "45719", "3 March 2025"]
)
def test_days(save, day):
    """A day may be a date, a time, a serial number or words."""
    assert save(Sheet1=[["id", "published", "text"], [7, day, "“No,” said Ada.\n\nBo left."]]) == [
        Document("7", "“No,” said Ada.\n\nBo left.", published="2025-03-03")
    ]


def test_rows_above_the_header_and_blank_rows(save):
    """What stands above the header is passed over and told; blank rows are counted."""
    note, first, second = save(
        Sheet1=[["Press review"], [], ["Title", "Text"], ["A", "One."], [None, None], ["B", "Two."]]
    )
    assert (first.doc_id, second.doc_id) == ("t-1", "t-3")
    assert "Before its header 1 row is passed over." in note.message


def test_several_sheets(save):
    """Every sheet with texts is read, and another one is named with the reason."""
    found = save(North=[["text"], ["One."]], South=[["text"], ["Two."]], Sums=[["place", "sum"], ["x", 3]])
    assert [item.doc_id for item in found if isinstance(item, Document)] == ["t-North-1", "t-South-1"]
    (note,) = (item for item in found if not isinstance(item, Document))
    assert note.message == "Its sheet 'Sums' is not read: it has no column 'text'; found: 'place', 'sum'."


def test_errors_and_escapes_in_cells(save):
    """A formula's error is a missing value, and Excel's own escapes are resolved."""
    (document,) = save(Sheet1=[["title", "text"], ["#N/A", "One.\n_x0041_da left."]])
    assert document == Document("t-1", "One.\nAda left.")


def test_no_sheet_with_texts(save):
    """The error is that of a table."""
    (problem,) = save(Sheet1=[["place", "sum"], ["x", 3]])
    assert "no column with the articles" in problem.message


@pytest.mark.parametrize("name", ["t.csv", "t"])
def test_a_workbook_under_another_name(tmp_path, name):
    """A workbook that somebody named as a table in text is read as what it is."""
    book = Workbook()
    for row in (["title", "text"], ["A", "One."]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (tmp_path / "t.xlsx").rename(tmp_path / name)
    (article,) = (found for found in read(tmp_path / name) if isinstance(found, Document))
    assert (article.title, article.text) == ("A", "One.")


@pytest.mark.parametrize("content", ["id,text\n", "PK\x03\x04 damaged"])
def test_a_file_that_is_no_workbook(reading, content):
    """A wrong extension or a damaged file is a problem with a remedy."""
    assert re.search("save it again|pack it again", reading("t.xlsx", content).problems[-1].message)


def test_a_workbook_that_unpacks_to_too_much(tmp_path, monkeypatch):
    """The size is known before anything is unpacked."""
    monkeypatch.setattr("analysis.reading.tabular.sheets._UNPACKED_LIMIT", 1_000_000)
    with ZipFile(tmp_path / "t.xlsx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", " " * 2_000_000)
    (problem,) = read(tmp_path / "t.xlsx")
    assert problem.message.startswith("Unpacked it has 2 MB, but the limit is 1 MB")
