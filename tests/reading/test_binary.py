"""Files that are not text are recognised, and the message says what to do instead."""

import pytest

from analysis.reading.binary import binary_error, name_zip
from tests.reading.formats.making import build_word, pack

UNREAD = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "It is an old Word or Excel file",
    b"7z\xbc\xaf\x27\x1c": "It is a 7-Zip archive, but text was expected; unpack it",
    b"Rar!\x1a\x07": "It is a RAR archive, but text was expected; unpack it",
    b"\x89PNG\r\n\x1a\n": "It is a PNG image, but text was expected; type or copy its text",
    b"\xff\xd8\xff\xe0\x00\x10JFIF": "It is a JPEG image",
    b"SQLite format 3\x00": "It is an SQLite database, but text was expected; export its table as .csv.",
    b"\x7fELF\x02\x01\x01\x00\x00": "It is a binary file of an unknown format",
    bytes(range(256)): "It is a binary file of an unknown format",
    b"\x00\x01\x02\x03": "It is a binary file of an unknown format",
    b"Talks \x00 began.": "It is a binary file of an unknown format",
}
# a chronology or a table of codings is read as text only
NO_TEXT = {
    b"%PDF-1.7\n\x00": "It is a PDF, but text was expected; save it as plain text (.txt).",
    b"{\\rtf1\\ansi Talks began.}": "It is an RTF document",
    b"\x1f\x8b\x08\x00": "It is a gzip archive, but text was expected; unpack it",
    b"PAR1\x15\x04": "It is a Parquet table, but text was expected; give it the extension .parquet.",
    build_word("<w:p/>"): "It is a Word document",
    pack({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}): "It is an Excel workbook",
    pack({"article.txt": "Talks began."}): "It is a zip archive",
}


@pytest.mark.parametrize("content", UNREAD)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".jsonl", ".srt"])
def test_content_that_is_not_read_is_recognised(reading, suffix, content):
    """The first bytes reveal the format, whatever the extension."""
    assert reading(f"a{suffix}", content).problem.message.startswith(UNREAD[content])


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml"])
def test_an_image_under_the_name_of_a_document_is_recognised(reading, suffix):
    """Documents that are not text are recognised too."""
    assert reading(f"a{suffix}", b"\x89PNG\r\n\x1a\n").problem.message.startswith("It is a PNG image")


@pytest.mark.parametrize("content", NO_TEXT)
def test_other_formats_are_named_where_only_text_is_read(content):
    """Where a text is expected, a document in another format is named with what to do."""
    assert str(binary_error(content)).startswith(NO_TEXT[content])


def test_an_archive_with_a_document_is_no_document():
    """What an archive holds does not decide what it is: a Word document in it is one of its files."""
    assert name_zip(pack({"a.docx": build_word("<w:p/>")})) == "a zip archive"
    assert name_zip(build_word("<w:p/>")) == "a Word document"
    assert name_zip(b"Talks began.") is None
