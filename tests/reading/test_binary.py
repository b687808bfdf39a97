"""Files that are not text are named, with what to do instead."""

import io
import zipfile

import pytest

KINDS = {
    b"%PDF-1.7\n\x00": "It is a PDF, and text was expected; save it as plain text (.txt).",
    b"{\\rtf1\\ansi Talks began.}": "It is an RTF document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "It is an old Word or Excel file",
    b"\x1f\x8b\x08\x00": "It is a gzip archive, and text was expected; unpack it",
    b"\x89PNG\r\n\x1a\n": "It is a PNG image, and text was expected; type or copy its text",
    b"\xff\xd8\xff\xe0\x00\x10JFIF": "It is a JPEG image",
    b"SQLite format 3\x00": "It is an SQLite database, and text was expected; export its table as .csv.",
    b"PAR1\x15\x04": "It is a Parquet table, and text was expected; give it the suffix .parquet.",
    b"\x7fELF\x02\x01\x01\x00\x00": "It is a binary file of unknown kind",
    bytes(range(256)): "It is a binary file of unknown kind",
    b"\x00\x01\x02\x03": "It is a binary file of unknown kind",
    b"Talks \x00 began.": "It is a binary file of unknown kind",
}


@pytest.mark.parametrize("content", KINDS)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".csv", ".jsonl"])
def test_binary_content_is_named(reading, suffix, content):
    """The first bytes tell the kind, in every text format alike."""
    assert reading(f"a{suffix}", content).problem.message.startswith(KINDS[content])


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("article.txt", "a zip archive"),
    ],
)
def test_office_files_are_told_from_archives(reading, entry, kind):
    """An office file is a zip archive, and its entries tell which office file."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(entry, "Talks began.")
    assert reading("a.txt", archive.getvalue()).problem.message.startswith(f"It is {kind}, and")
