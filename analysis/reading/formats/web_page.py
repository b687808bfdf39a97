"""Read web pages: an archive's export, a text that a word processor saved, or the article of a page."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.files import read_article_bytes
from analysis.reading import layouts
from analysis.reading.decoding import decode
from analysis.reading.formats.format import Format
from analysis.reading.normalising import normalise, normalise_characters
from analysis.reading.texts import build_articles, read_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4_096
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)

# trafilatura logs pages without text, which would be reported a second time.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a web page; the file name without its extension is the document's identifier.

    Yields:
        The documents and their warnings, or one problem; notes of how the page was read.

    Raises:
        StancebookError: if the file is empty, too big, not text or contains no article.
        OSError: if the file cannot be opened.
    """
    yield from read_saved_page(path, read_article_bytes(path))


def read_saved_page(
    path: Path, raw: bytes, charset: str | None = None, address: str | None = None
) -> Iterator[Document | Problem]:
    """Read a page that a file holds.

    Args:
        path: the file; its name without the extension identifies the document.
        raw: the page.
        charset: the encoding that the file states for it; by default the one that the page itself states.
        address: the address that the file states for it.

    Yields:
        See ``read_documents``.

    Raises:
        StancebookError: see ``read_documents``.
    """
    # lxml and trafilatura are slow to import, and only web pages need them.
    from analysis.reading.pages import metadata, parsing, read_page
    from analysis.reading.pages.layouts import split_export

    tree = parsing.parse_page(decode_page(raw, charset))
    if export := split_export(tree):
        yield from build_articles(path, *export)
    elif not metadata.is_of_article(tree) and (text := _find_lines(tree)):
        yield from read_text(path, text, {})
    else:
        yield from read_page(path.name, path.stem, tree, address)


def _find_lines(tree: "HtmlElement") -> str | None:
    """Return the text of a page whose lines are all text: of a word processor, or an archive's export."""
    from analysis.reading.pages import metadata, parsing

    text = "\n\n".join(parsing.list_lines(tree))
    is_text = metadata.is_of_word_processor(tree) or layouts.split_export(normalise(text))
    return text if is_text else None


def decode_page(raw: bytes, charset: str | None = None) -> str:
    """Return the text of a page, decoded as the file or the page itself states, its characters normalised.

    Raises:
        StancebookError: if it is not text.
    """
    declared = _CHARSET.search(raw[:_CHARSET_WITHIN])
    stated = declared[1].decode("ascii", errors="ignore") if declared else None
    return normalise_characters(decode(raw, charset or stated))


def _recognise(head: bytes) -> bool:
    return _OPENING.match(head) is not None


FORMAT = Format("a web page", (".html", ".htm", ".xhtml"), read_documents, _recognise)
