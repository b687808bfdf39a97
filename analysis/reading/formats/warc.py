"""Read WARC: the pages that a crawler or an archive of the web collected. This needs the extra ``warc``."""

import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, MEGABYTE, TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.formats.web_page import decode_page
from analysis.text import format_count

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_FIRST, _GZIP = b"WARC/", b"\x1f\x8b"
_SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml")
_NO_PAGE, _NO_SUCCESS = "not a web page", "with another status than 200"


class _DamagedError(Exception):
    """The rest of a file cannot be read."""


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read each page of a WARC file.

    Yields:
        The documents of each page and their warnings; a problem for each page without an article; a note of
        the responses that are no pages.

    Raises:
        StancebookError: if the file is not WARC or the library that reads it is not installed.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise StancebookError(
            'WARC files need the library warcio, which is not installed. Run: pip install "stancebook[warc]"'
        ) from None

    unused: Counter[str] = Counter()
    number = 0
    try:
        with path.open("rb") as file:
            for record in _iterate(ArchiveIterator(file)):
                if record.rec_type != "response":
                    continue
                if reason := _find_reason(record):
                    unused[reason] += 1
                else:
                    number += 1
                    yield from _read_record(path, number, record)
    except _DamagedError as error:
        where = f"after {format_count(number, 'page')}" if number else "at its beginning"
        yield Problem(path.name, f"It cannot be read as WARC {where} ({error}); save or download it again.")
    if path.suffix.lower() == ".gz" and _is_cut_off(path):
        yield Problem(
            path.name, "The file ends within a record, so pages are missing; download it again.", "warning"
        )
    if unused:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in unused.items())
        count = format_count(unused.total(), "of its responses is", "of its responses are")
        yield Problem(path.name, f"{count} not used: {reasons}.", "note")


def _iterate(records: "Iterable[ArcWarcRecord]") -> "Iterator[ArcWarcRecord]":
    try:
        yield from records
    except Exception as error:  # damaged records make the library fail in ever new ways
        raise _DamagedError(str(error) or type(error).__name__) from error


def _find_reason(record: "ArcWarcRecord") -> str | None:
    """Return why a response is not used, or None for a page."""
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return _NO_SUCCESS
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return None if kind in _PAGES else _NO_PAGE


def _read_record(path: Path, number: int, record: "ArcWarcRecord") -> Iterator[Document | Problem]:
    from analysis.reading.pages import parsing, read_page

    address = record.rec_headers.get_header("WARC-Target-URI")
    item = f"{path.name} page {number} ({address})"
    raw = record.content_stream().read(ARTICLE_LIMIT + 1)
    charset = (record.http_headers.get_header("Content-Type") or "").rpartition("charset=")[2]
    if len(raw) > ARTICLE_LIMIT:
        yield Problem(item, f"The page has more than {ARTICLE_LIMIT // MEGABYTE} MB, so it is left out.")
        return
    try:
        yield from read_page(
            item, f"{_find_stem(path)}-{number}", parsing.parse_page(decode_page(raw, charset)), address
        )
    except StancebookError as error:
        yield Problem(item, str(error))


def _is_cut_off(path: Path) -> bool:
    """Return whether a compressed file ends too early, which warcio passes over in silence."""
    try:
        with gzip.open(path) as file:
            while file.read(MEGABYTE):
                pass
    except (EOFError, OSError, zlib.error):
        return True
    return False


def _find_stem(path: Path) -> str:
    return next(
        path.name[: -len(suffix)] for suffix in reversed(_SUFFIXES) if path.name.lower().endswith(suffix)
    )


def _recognise(head: bytes) -> bool:
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, len(_FIRST))
        except zlib.error:
            return False
    return head.startswith(_FIRST)


FORMAT = Format("a collection of web pages (WARC)", _SUFFIXES, read_documents, _recognise)
