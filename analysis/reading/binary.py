"""Recognise files that are not text by their first bytes, and say what to do instead."""

from analysis.errors import StancebookError

HEAD = 65_536
"""Bytes inspected at the start of a file; enough to distinguish a Word document from a workbook."""

_AS_TEXT = "save it as plain text (.txt)"
_TYPE_OUT = "type or copy its text into a .txt file"
_UNPACK = "unpack it and use the files in it"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How the files of Word, Excel, PowerPoint and Outlook before 2007, and encrypted ones of today, begin."""
ZIP = b"PK\x03\x04"

_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (
        OLD_OFFICE,
        "an old Word or Excel file, or an encrypted one",
        "open it there and save it as .docx without a password or, a table, as .csv",
    ),
    (ZIP, "a zip archive", _UNPACK),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh91AY&SY", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"Rar!\x1a", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a PNG image", _TYPE_OUT),
    (b"\xff\xd8\xff", "a JPEG image", _TYPE_OUT),
    (b"GIF8", "a GIF image", _TYPE_OUT),
    (b"II*\0", "a TIFF image", _TYPE_OUT),
    (b"MM\0*", "a TIFF image", _TYPE_OUT),
    (b"PAR1", "a Parquet table", "give it the extension .parquet"),
    (b"SQLite format 3\0", "an SQLite database", "export its table as .csv"),
    (b"bplist00", "a Safari web archive or a property list", "save the page as .html or .txt"),
)

# Office files and e-books are zip archives. Their first entry is one of these, or "mimetype" with the type.
_FIRST_ENTRIES = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/", b"ppt/")
_PACKAGES: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", _AS_TEXT),
    (b"xl/", "an Excel workbook", "save the sheet as .csv"),
    (b"ppt/", "a PowerPoint file", _AS_TEXT),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text", _AS_TEXT),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument table", "save its sheet as .csv"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", _AS_TEXT),
    (b"application/epub+zip", "an e-book (EPUB)", _AS_TEXT),
)
_VERSION_AT, _LATEST_VERSION = 4, 63
_NAME_AT = 30
"""Bytes before the name of an entry in a zip archive."""


def binary_error(head: bytes) -> StancebookError | None:
    """Return the error for a file in a known binary format, or None for any other file.

    Args:
        head: the first ``HEAD`` bytes of the file.
    """
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            package = _find_package(head) if magic == ZIP else None
            return _build_error(*(package or (kind, advice)))
    return None


def unknown_binary_error() -> StancebookError:
    """Return the error for a file with NUL bytes that is neither UTF-16 nor UTF-32 text."""
    return _build_error("a binary file of an unknown format", _AS_TEXT)


def name_zip(head: bytes) -> str | None:
    """Return what a zip archive is, such as "a Word document" or "a zip archive"; None for another file.

    Args:
        head: the first ``HEAD`` bytes of the file.
    """
    if not head.startswith(ZIP) or head[_VERSION_AT : _VERSION_AT + 1] > bytes((_LATEST_VERSION,)):
        return None
    package = _find_package(head)
    return package[0] if package else "a zip archive"


def _find_package(head: bytes) -> tuple[str, str] | None:
    first = head[_NAME_AT : _NAME_AT + int.from_bytes(head[26:28], "little")]
    if first != b"mimetype" and not first.startswith(_FIRST_ENTRIES):
        return None
    return next(((kind, advice) for entry, kind, advice in _PACKAGES if entry in head), None)


def _build_error(kind: str, advice: str) -> StancebookError:
    return StancebookError(f"It is {kind}, but text was expected; {advice}.")
