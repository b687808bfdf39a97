"""The pages of a WARC file are read, and all else in it is counted."""

import gzip
import sys
from collections.abc import Iterable

import pytest

TEXT = "The mayor closed the old bridge on Monday."
PAGE = f"<html><body><article><h1>Bridge closes</h1><p>{TEXT}</p></article></body></html>"
HTML = "text/html; charset=utf-8"


def record(kind: str, address: str, content: str) -> bytes:
    """Return one record of a WARC file."""
    raw = content.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-04-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw + b"\r\n\r\n"


def warc(responses: Iterable[tuple[str, str, str]], packed: bool = False) -> bytes:
    """Return a WARC file with requests, and responses of a status, a type and a content."""
    records = []
    for number, (status, kind, content) in enumerate(responses):
        address = f"https://lantern.example/{number}"
        records.append(record("request", address, f"GET /{number} HTTP/1.1\r\n\r\n"))
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{content}"
        records.append(record("response", address, answer))
    return b"".join(map(gzip.compress, records) if packed else records)


ALL = [
    ("200 OK", HTML, PAGE),
    ("200 OK", "image/png", "PNG"),
    ("301 Moved", HTML, "moved"),
    ("200 OK", HTML, PAGE.replace("Bridge", "Ferry").replace("bridge", "ferry")),
]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_a_document(reading, packed):
    """The address is that of the record; images and redirects are counted in one note."""
    found = reading("site.warc.gz" if packed else "site.warc", warc(ALL, packed))
    assert [document.doc_id for document in found.documents] == ["site-1", "site-2"]
    assert [document.title for document in found.documents] == ["Bridge closes", "Ferry closes"]
    assert found.documents[1].url == "https://lantern.example/3"
    (note,) = found.problems
    assert (note.severity, note.message) == (
        "note",
        "2 of its responses are not used: 1 not a web page, 1 with another status than 200.",
    )


def test_a_page_without_an_article_is_left_out(reading):
    """The others are read all the same."""
    found = reading("site.warc", warc([("200 OK", HTML, "<nav>Home</nav>"), ("200 OK", HTML, PAGE)]))
    assert [document.doc_id for document in found.documents] == ["site-2"]
    assert found.problems[0].item == "site.warc page 1 (https://lantern.example/0)"


def test_a_file_that_ends_too_early_is_told(reading):
    """A broken download has fewer pages than were collected."""
    found = reading("site.warc.gz", warc(ALL, packed=True)[:-90])
    assert any("ends within a record" in problem.message for problem in found.problems)


def test_another_file_is_a_problem(reading):
    """A file with this extension that is no WARC file."""
    assert (
        "cannot be read as WARC at its beginning" in reading("a.warc", "Talks began.\n" * 9).problem.message
    )


def test_the_message_without_the_library(reading, monkeypatch):
    """The library is an extra; the message gives the line that installs it."""
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    message = reading("a.warc", warc(ALL)).problem.message
    assert 'pip install "stancebook[warc]"' in message


def test_a_record_that_the_library_fails_on_is_told(reading):
    """A record without an address makes it fail in its own way."""
    message = reading("a.warc", b"WARC/1.0\nWARC-Type: request").problem.message
    assert "cannot be read as WARC at its beginning" in message


def test_a_file_without_records_is_left_out(reading):
    """The library passes over what is no record; a file without any is not lost without a word."""
    found = reading("a.warc.gz", b"\x00")
    assert "left out" in {problem.severity for problem in found.problems}
