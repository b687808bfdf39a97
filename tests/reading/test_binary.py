"""Files that are not text are recognised, and the message says what to do instead."""

import io
import zipfile

import pytest

KINDS = {
    b"%PDF-1.7\n\x00": "It is a PDF, but text was expected; save it as plain text (.txt).",
    b"{\\rtf1\\ansi Talks began.}": "It is an RTF document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "It is an old Word or Excel file",
    b"\x1f\x8b\x08\x00": "It is a gzip archive, but text was expected; unpack it",
    b"\x89PNG\r\n\x1a\n": "It is a PNG image, but text was expected; type or copy its text",
    b"\xff\xd8\xff\xe0\x00\x10JFIF": "It is a JPEG image",
    b"SQLite format 3\x00": "It is an SQLite database, but text was expected; export its table as .csv.",
    b"PAR1\x15\x04": "It is a Parquet table, but text was expected; give it the extension .parquet.",
    b"\x7fELF\x02\x01\x01\x00\x00": "It is a binary file of an unknown format",
    bytes(range(256)): "It is a binary file of an unknown format",
    b"\x00\x01\x02\x03": "It is a binary file of an unknown format",
    b"Talks \x00 began.": "It is a binary file of an unknown format",
}


@pytest.mark.parametrize("content", KINDS)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".jsonl"])
def test_binary_content_is_recognised(reading, suffix, content):
    """The first bytes reveal the format, whatever the extension."""
    assert reading(f"a{suffix}", content).problem.message.startswith(KINDS[content])


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("article.txt", "a zip archive"),
    ],
)
def test_office_files_are_distinguished_from_archives(reading, entry, kind):
    """An office file is a zip archive whose entries reveal its format."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(entry, "Talks began.")
    assert reading("a.txt", archive.getvalue()).problem.message.startswith(f"It is {kind}, but")
