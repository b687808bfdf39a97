"""Web pages: trafilatura finds the article, the page's own markup gives the metadata. No network."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.files import article_bytes
from analysis.reading.normalising import settle
from analysis.reading.values import string

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET_WITHIN = 4_096
# With what lxml refuses to write, and character references may still bring in.
_BLANKS = re.compile("[\x00-\x20\ufffe\uffff]+")
# In short pages trafilatura takes these for text.
_NOT_ARTICLE = ["//nav", "//footer", "//template", "//noscript", "//body/header", "//button"]
_NOTHING = (
    "No article text was found in this page; it may be filled in by a script or be a list of links. "
    "Save it from the browser when it has loaded, or copy its text into a .txt file."
)

# trafilatura reports pages without text on its logger, which would print them a second time.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def documents(path: Path) -> Iterator[Document | Problem]:
    """Read the article of one web page; the file name without its suffix is its identifier.

    Yields:
        The document and its warnings, or one problem.

    Raises:
        StancebookError: the file is empty, too big, not text, or has no article in it.
        OSError: the file cannot be opened.
    """
    raw = article_bytes(path)
    declared = _CHARSET.search(raw[:_CHARSET_WITHIN])
    tree = _tree(settle(decode(raw, declared[1].decode("ascii", errors="ignore") if declared else None)))
    # lxml and trafilatura take long to import, and only web pages need them.
    from analysis.reading.page_metadata import described

    given = described(tree)
    text = _without_title(_article(tree), string(given["title"]))
    yield from build(path.name, path.stem, text, given)


def _tree(html: str) -> "HtmlElement":
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # As bytes: lxml refuses characters that an XML declaration says are bytes.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(html.encode(), parser=parser)
    except ParserError:
        raise StancebookError(_NOTHING) from None


def _article(tree: "HtmlElement") -> str:
    """Extract the text of the article, its paragraphs one blank line apart; the tree is changed."""
    import trafilatura

    try:
        _unwrap(tree)
        text = trafilatura.extract(
            tree, include_comments=False, include_tables=False, prune_xpath=_NOT_ARTICLE
        )
    except Exception as error:  # Neither lxml nor trafilatura lists what a strange page may raise.
        raise StancebookError(f"{_NOTHING} (trafilatura: {type(error).__name__})") from error
    if not text:
        raise StancebookError(_NOTHING)
    return re.sub(r"\s*\n\s*(?:- )?", "\n\n", text)


def _unwrap(tree: "HtmlElement") -> None:
    """Make the line breaks of the source the spaces that a browser shows; those of ``pre`` stay."""
    kept = {part for block in tree.iter("pre") for part in block.iter()}
    for one in tree.iter():
        if one.text and one not in kept:
            one.text = _BLANKS.sub(" ", one.text)
        if one.tail and one.getparent() not in kept:
            one.tail = _BLANKS.sub(" ", one.tail)


def _without_title(text: str, title: str | None) -> str:
    """Take the headline off the text, as in Markdown: it is kept as the title."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and string(first) == title else text
