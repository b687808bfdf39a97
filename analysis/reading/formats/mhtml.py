"""Read MHTML: a page that a browser saved as a single file, in the form of an e-mail."""

import email
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.formats.format import Format
from analysis.reading.formats.web_page import read_saved_page


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the page of an MHTML file; its frames, which hold advertisements, are not read.

    Yields:
        See ``web_page.read_documents``.

    Raises:
        StancebookError: if there is no page in the file, or no article in the page.
        OSError: if the file cannot be opened.
    """
    message = email.message_from_bytes(read_article_bytes(path))
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    raw = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(raw, bytes):
        raise StancebookError(
            "There is no web page in it; expected a page saved by a browser as a single file. Save it again."
        )
    yield from read_saved_page(path, raw, page.get_content_charset(), _find_address(message, page))


def _find_address(message: Message, page: Message) -> str | None:
    return page["Content-Location"] or message["Snapshot-Content-Location"]


def _recognise(head: bytes) -> bool:
    return _SAVED.search(head) is not None


_PAGES = ("text/html", "application/xhtml+xml")
# the headers of a page, as against those of an e-mail with pictures
_SAVED = re.compile(
    rb"\A(?:[^\r\n]+\r?\n)*?(?:From:[^\n]{0,20}\bSaved by\b|Snapshot-Content-Location:)", re.IGNORECASE
)

FORMAT = Format("a web page in a single file (MHTML)", (".mhtml", ".mht"), read_documents, _recognise)
