"""OpenDocument workbooks, as LibreOffice Calc writes them."""

from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from analysis.documents import Document
from analysis.reading import read

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
HEADER = "<table:table-row>" + "".join(
    f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("id", "published", "text")
)


@pytest.fixture
def save(tmp_path):
    """Write the sheets of a workbook, each as XML, and read it."""

    def write_and_read(*sheets):
        body = "".join(
            f'<table:table table:name="S{number}">{rows}</table:table>'
            for number, rows in enumerate(sheets, 1)
        )
        with ZipFile(tmp_path / "t.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr(
                "content.xml",
                f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{body}"
                "</office:spreadsheet></office:body></office:document-content>",
            )
        return list(read(tmp_path / "t.ods"))

    return write_and_read


def test_a_sheet_of_articles(save):
    """Days have a value, paragraphs and spaces their own elements; comments on a cell are not read."""
    assert save(
        f"{HEADER}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="3"/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>7</text:p></table:table-cell>"
        '<table:table-cell office:date-value="2025-03-03T18:05:00"><text:p>03.03.25</text:p>'
        "</table:table-cell>"
        "<table:table-cell><office:annotation><text:p>Check</text:p></office:annotation>"
        "<text:p>“No,”<text:s/>said <text:span>Ada</text:span>.</text:p><text:p/><text:p>Bo left.</text:p>"
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    ) == [Document("7", "“No,” said Ada.\n\nBo left.", published="2025-03-03")]


def test_a_file_that_is_no_workbook(reading):
    """A damaged file is a problem with a remedy."""
    assert "save it again" in reading("t.ods", "id,text\n").problem.message


def test_entities_are_not_expanded(save):
    """A workbook that names other files or grows without end is not read."""
    (problem,) = save("<table:table-row><table:table-cell>&other;</table:table-cell></table:table-row>")
    assert "could not be read as an OpenDocument workbook" in problem.message


def test_damaged_packing_is_told_as_such(save, tmp_path):
    """Bytes that cannot be unpacked are no reason to name a library's error."""
    save(f"{HEADER}</table:table-row>")
    with ZipFile(tmp_path / "packed.ods", "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", ZIP_STORED)
        archive.writestr("content.xml", "<a>" + "b" * 5000 + "</a>")
    content = bytearray((tmp_path / "packed.ods").read_bytes())
    # the first byte of the packed part
    content[content.index(b"content.xml") + len("content.xml")] ^= 0xFF
    (tmp_path / "packed.ods").write_bytes(content)
    (problem,) = read(tmp_path / "packed.ods")
    assert "could not be read as an OpenDocument workbook" in problem.message
