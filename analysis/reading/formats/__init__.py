"""The formats of files that are read: one module a format, each with a ``FORMAT``.

A new format is a module with a ``FORMAT``, listed in ``FORMATS``, and a test with a file of that format.
"""

from pathlib import Path

from analysis.reading.binary import HEAD
from analysis.reading.formats import (
    archive,
    captions,
    compressed,
    delimited,
    e_book,
    e_mail,
    feed,
    json_table,
    mhtml,
    old_word,
    open_document,
    open_sheet,
    parquet,
    pdf,
    plain,
    rich_text,
    warc,
    web_archive,
    web_page,
    word,
    workbook,
)
from analysis.reading.formats.format import Format

__all__ = ["FORMATS", "Format", "find_by_content", "find_format"]

FORMATS: tuple[Format, ...] = (
    plain.FORMAT,
    web_page.FORMAT,
    mhtml.FORMAT,
    web_archive.FORMAT,
    warc.FORMAT,
    feed.FORMAT,
    word.FORMAT,
    rich_text.FORMAT,
    open_document.FORMAT,
    old_word.FORMAT,
    pdf.FORMAT,
    e_book.FORMAT,
    e_mail.FORMAT,
    captions.FORMAT,
    delimited.FORMAT,
    json_table.FORMAT,
    parquet.FORMAT,
    workbook.FORMAT,
    open_sheet.FORMAT,
    archive.FORMAT,
    compressed.FORMAT,
)


def find_format(path: Path) -> Format | None:
    """Return the format of a file, judging by its extension only; None if it is not a known one."""
    name = path.name.lower()
    return next((each for each in FORMATS if name.endswith(each.suffixes)), None)


def find_by_content(path: Path) -> Format | None:
    """Return the format that a file is plainly in, judging by how it begins; None if that shows none.

    A format named by the extension comes first if it recognises the file.

    Raises:
        OSError: if the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    named = find_format(path)
    if named and named.recognises(head):
        return named
    return next((each for each in FORMATS if each.recognises(head)), None)
