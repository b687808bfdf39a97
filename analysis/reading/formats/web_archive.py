"""Read web archives of Safari: a property list with a page and the files that belong to it."""

import plistlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers.expat import ExpatError

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.formats.format import Format
from analysis.reading.formats.web_page import read_saved_page


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the page of a web archive.

    Yields:
        See ``web_page.read_documents``.

    Raises:
        StancebookError: if there is no page in the file, or no article in the page.
        OSError: if the file cannot be opened.
    """
    raw = read_article_bytes(path)
    try:
        resource = plistlib.loads(raw)["WebMainResource"]
        page, charset, address = (
            resource.get(f"WebResource{key}") for key in ("Data", "TextEncodingName", "URL")
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, ExpatError):
        page = None
    if not isinstance(page, bytes):
        raise StancebookError(
            "There is no web page in it; expected a web archive of Safari. Save the page again, as page "
            "source (.html)."
        )
    yield from read_saved_page(path, page, charset, address)


FORMAT = Format("a web archive of Safari", (".webarchive",), read_documents)
