"""Recognise files that are not text by their first bytes, and say what to do instead."""

from analysis.errors import StancebookError

HEAD = 65_536
"""Bytes inspected at the start of a file; enough to distinguish a Word document from a workbook."""

_AS_TEXT = "save it as plain text (.txt)"
_TYPE_OUT = "type or copy its text into a .txt file"
_UNPACK = "unpack it and use the files in it"

_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _AS_TEXT),
    (b"{\\rtf", "an RTF document", _AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", f"{_AS_TEXT} or, a table, as .csv"),
    (b"PK\x03\x04", "a zip archive", _UNPACK),
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

# Office files are zip archives; these entry names distinguish them.
_OFFICE: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", _AS_TEXT),
    (b"xl/", "an Excel workbook", "save the sheet as .csv"),
    (b"ppt/", "a PowerPoint file", _AS_TEXT),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", f"{_AS_TEXT} or, a table, as .csv"),
    (b"application/epub+zip", "an e-book (EPUB)", _AS_TEXT),
)


def binary_error(head: bytes) -> StancebookError | None:
    """Return the error for a file in a known binary format, or None for any other file.

    Args:
        head: the first ``HEAD`` bytes of the file.
    """
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            office = _find_office_format(head) if kind == "a zip archive" else None
            return _build_error(*(office or (kind, advice)))
    return None


def unknown_binary_error() -> StancebookError:
    """Return the error for a file with NUL bytes that is neither UTF-16 nor UTF-32 text."""
    return _build_error("a binary file of an unknown format", _AS_TEXT)


def _find_office_format(head: bytes) -> tuple[str, str] | None:
    return next(((kind, advice) for entry, kind, advice in _OFFICE if entry in head), None)


def _build_error(kind: str, advice: str) -> StancebookError:
    return StancebookError(f"It is {kind}, but text was expected; {advice}.")
