"""Files that are not text: recognised by their first bytes, and what their owner can do instead."""

from analysis.errors import StancebookError

HEAD = 65_536
"""Bytes from a file's start that are looked at; enough to tell a Word document from a workbook."""

_AS_TEXT = "save it as plain text (.txt)"
_TYPE_OUT = "type or copy its text into a .txt file"
_UNPACK = "unpack it and give the files in it"

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
    (b"PAR1", "a Parquet table", "give it the suffix .parquet"),
    (b"SQLite format 3\0", "an SQLite database", "export its table as .csv"),
    (b"bplist00", "a Safari web archive or a property list", "save the page as .html or .txt"),
)

# Office files are zip archives; these entry names tell which.
_OFFICE: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", _AS_TEXT),
    (b"xl/", "an Excel workbook", "save the sheet as .csv"),
    (b"ppt/", "a PowerPoint file", _AS_TEXT),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", f"{_AS_TEXT} or, a table, as .csv"),
    (b"application/epub+zip", "an e-book (EPUB)", _AS_TEXT),
)


def refusal(head: bytes) -> StancebookError | None:
    """Word the error for a file whose first bytes are those of a known binary kind, if they are.

    Args:
        head: the first ``HEAD`` bytes of the file.
    """
    for magic, kind, advice in _KINDS:
        if head.startswith(magic):
            office = _office(head) if kind == "a zip archive" else None
            return _worded(*(office or (kind, advice)))
    return None


def unknown_binary() -> StancebookError:
    """Word the error for a file with NUL bytes that is neither UTF-16 nor UTF-32 text."""
    return _worded("a binary file of unknown kind", _AS_TEXT)


def _office(head: bytes) -> tuple[str, str] | None:
    return next(((kind, advice) for entry, kind, advice in _OFFICE if entry in head), None)


def _worded(kind: str, advice: str) -> StancebookError:
    return StancebookError(f"It is {kind}, and text was expected; {advice}.")
