"""Read web pages without network access: trafilatura extracts the article, the markup gives the metadata."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.files import read_article_bytes
from analysis.reading.formats.format import Format
from analysis.reading.normalising import normalise_characters
from analysis.reading.values import format_value

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4_096
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# Including characters that lxml refuses to write, which character references can introduce.
_BLANKS = re.compile("[\x00-\x20\ufffe\uffff]+")
# In short pages trafilatura mistakes these for text.
_NOT_ARTICLE = ["//nav", "//footer", "//template", "//noscript", "//body/header", "//button"]
_NO_ARTICLE = (
    "No article text was found in this page; it may be loaded by a script, or the page is a list of links. "
    "Save the page from a browser once it has loaded, or copy its text into a .txt file."
)

# trafilatura logs pages without text, which would be reported a second time.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the article of a web page; the file name without its extension is the document's identifier.

    Yields:
        The document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big, not text or contains no article.
        OSError: if the file cannot be opened.
    """
    raw = read_article_bytes(path)
    declared = _CHARSET.search(raw[:_CHARSET_WITHIN])
    charset = declared[1].decode("ascii", errors="ignore") if declared else None
    tree = _parse_html(normalise_characters(decode(raw, charset)))
    # lxml and trafilatura are slow to import, and only web pages need them.
    from analysis.reading.page_metadata import read_metadata

    given = read_metadata(tree)
    text = _drop_title(_extract_article(tree), format_value(given["title"]))
    yield from build(path.name, path.stem, text, given)


def _parse_html(html: str) -> "HtmlElement":
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # as bytes, since lxml rejects a str with an XML encoding declaration
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(html.encode(), parser=parser)
    except ParserError:
        raise StancebookError(_NO_ARTICLE) from None


def _extract_article(tree: "HtmlElement") -> str:
    """Return the text of the article, with a blank line between paragraphs; this changes the tree."""
    import trafilatura

    try:
        _unwrap_lines(tree)
        text = trafilatura.extract(
            tree, include_comments=False, include_tables=False, prune_xpath=_NOT_ARTICLE
        )
    except Exception as error:  # Neither lxml nor trafilatura documents what a strange page may raise.
        raise StancebookError(f"{_NO_ARTICLE} (trafilatura: {type(error).__name__})") from error
    if not text:
        raise StancebookError(_NO_ARTICLE)
    return re.sub(r"\s*\n\s*(?:- )?", "\n\n", text)


def _unwrap_lines(tree: "HtmlElement") -> None:
    """Replace line breaks in the source by spaces, as browsers do, except in ``pre`` elements."""
    preformatted = {part for block in tree.iter("pre") for part in block.iter()}
    for element in tree.iter():
        if element.text and element not in preformatted:
            element.text = _BLANKS.sub(" ", element.text)
        if element.tail and element.getparent() not in preformatted:
            element.tail = _BLANKS.sub(" ", element.tail)


def _drop_title(text: str, title: str | None) -> str:
    """Remove the headline from the text, as in Markdown: it is stored as the title."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and format_value(first) == title else text


def _recognise(head: bytes) -> bool:
    return _OPENING.match(head) is not None


FORMAT = Format("a web page", (".html", ".htm", ".xhtml"), read_documents, _recognise)
