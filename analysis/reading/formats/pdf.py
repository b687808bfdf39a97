"""Read PDFs that have text: PDFium gives the characters with their places, ``printed`` the paragraphs."""

from collections.abc import Iterator
from math import cos
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, MEGABYTE, check_file
from analysis.reading.binary import HEAD, binary_error
from analysis.reading.formats.format import Format
from analysis.reading.paragraphs import split_title
from analysis.reading.printed import (
    Line,
    attach_initials,
    divide_rows,
    drop_running_lines,
    is_initial,
    join_lines,
    order_columns,
)
from analysis.reading.texts import read_text
from analysis.text import format_count

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1_024
_SIZE_LIMIT = 500 * MEGABYTE
_MOST_PAGES, _MOST_CHARACTERS = 5_000, ARTICLE_LIMIT
_WIDE = 1.2
"""Heights of a line: words that are farther apart may be in different columns."""
_UPRIGHT = 0.95
"""Cosine of the most that a line may slant: words set upright beside a picture name its photographer."""
_FEWEST_LETTERS = 20
_MOST_NAMED = 10
_OCR = "run OCR first, for example: ocrmypdf in.pdf out.pdf"


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the text of a PDF, column by column, without what recurs at the head and foot of its pages.

    Yields:
        The documents and their warnings, or problems; see ``read_text``. A warning names pages without text.

    Raises:
        StancebookError: if the file is empty, too big, damaged or encrypted, or has no text.
        OSError: if the file cannot be opened.
    """
    check_file(path, _SIZE_LIMIT)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not _recognise(head):
        raise binary_error(head) or StancebookError(
            "It is not a PDF; change its extension to that of its format."
        )
    # PDFium is loaded only where there are PDFs
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(path) as document:
            pages = list(_read_pages(document))
            stated = str(document.get_metadata_dict().get("Title", ""))
    except PdfiumError as error:
        raise _explain(error) from error
    blank = [number for number, (_, lines) in enumerate(pages, start=1) if _has_no_text(lines)]
    if len(blank) == len(pages):
        raise StancebookError(f"It holds only images of pages, without text; {_OCR}.")
    columns = [column for _, lines in drop_running_lines(pages) for column in order_columns(lines)]
    title, text = split_title(join_lines(columns), stated)
    yield from read_text(path, text, {}, heading=title)
    if blank:
        named = ", ".join(map(str, blank[:_MOST_NAMED])) + (" …" if len(blank) > _MOST_NAMED else "")
        count = format_count(len(blank), "page")
        yield Problem(
            path.name,
            f"{count} of {len(pages)} without text ({named}); if they show text, {_OCR}.",
            "warning",
        )


def _read_pages(document: "PdfDocument") -> Iterator[tuple[float, list[Line]]]:
    """Yield the height and the lines of each page."""
    if len(document) > _MOST_PAGES:
        raise StancebookError(f"It has {len(document):,} pages, but the limit is {_MOST_PAGES:,}; split it.")
    left = _MOST_CHARACTERS
    for page in document:
        lines = attach_initials(divide_rows(list(_read_rows(page))))
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise StancebookError(f"It has more than {_MOST_CHARACTERS:,} characters; split it.")
        yield page.get_height(), lines
        page.close()


def _read_rows(page: "PdfPage") -> Iterator[list[Line]]:
    """Yield the rows of a page in the order of the file, each as pieces with a wide space between them."""
    row: list[Line] = []
    for piece in _read_pieces(page):
        if row and not (_are_level(row[-1], piece) and piece.left > row[-1].right):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _read_pieces(page: "PdfPage") -> Iterator[Line]:
    """Yield the words of a page in the order of the file, together where they stand close to each other.

    Words that run up or down the page are left out.
    """
    from pypdfium2.raw import FPDFText_CountChars, FPDFText_GetCharAngle, FPDFText_GetUnicode

    text_page = page.get_textpage()
    piece: Line | None = None
    space = ""
    for index in range(FPDFText_CountChars(text_page)):
        character = chr(FPDFText_GetUnicode(text_page, index))
        if character.isspace():
            space = " "
            continue
        if character in "\x02\ufffe":  # how PDFium gives a hyphen at the end of a line
            character = "-"
        next_piece = Line(character, *text_page.get_charbox(index, loose=True))
        if next_piece.size <= 0:
            continue
        if piece and _is_close(piece, next_piece):
            piece = piece.unite(next_piece, space)
        elif cos(FPDFText_GetCharAngle(text_page, index)) > _UPRIGHT:
            if piece:
                yield piece
            piece = next_piece
        space = ""
    if piece:
        yield piece
    text_page.close()


def _is_close(piece: Line, following: Line) -> bool:
    height = max(following.size, 1.0)
    return _are_level(piece, following) and -0.5 * height < following.left - piece.right < _WIDE * height


def _are_level(piece: Line, following: Line) -> bool:
    shared = min(piece.top, following.top) - max(piece.bottom, following.bottom)
    return shared > 0.5 * min(piece.size, following.size) and not is_initial(piece, following)


def _has_no_text(lines: list[Line]) -> bool:
    return sum(sum(map(str.isalpha, line.text)) for line in lines) < _FEWEST_LETTERS


def _explain(error: Exception) -> StancebookError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return StancebookError("It is encrypted with a password; save it without one.")
    reason = str(error).rstrip(".")
    return StancebookError(f"It is damaged ({reason}); download it again, or print it to a new PDF.")


def _recognise(head: bytes) -> bool:
    return _MAGIC in head[:_MAGIC_WITHIN]


FORMAT = Format("a PDF", (".pdf",), read_documents, _recognise)
