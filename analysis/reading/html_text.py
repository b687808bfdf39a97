"""Turn the HTML of e-books and e-mails into paragraphs: unlike in a web page, all of it is text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.reading.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
    "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "head", "math", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")


def parse_html(html: str) -> "HtmlElement | None":
    """Return the root element of a page, or None if there is nothing in it."""
    # lxml is slow to import, and most folders have no such files
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        return None


def read_paragraphs(root: "HtmlElement") -> Iterator[Paragraph]:
    """Yield the paragraphs of a page; those within first-level headings are set as titles."""
    from lxml.etree import iterwalk

    words: list[str] = []
    is_title = False
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        is_start = event == "start"
        if tag in _BLOCKS:
            yield Paragraph(_SPACES.sub(" ", "".join(words)).strip(), is_title)
            words.clear()
        if tag == "h1":
            is_title = is_start
        if is_start and (tag in _UNSEEN or _HIDDEN.search(element.get("style", ""))):
            walk.skip_subtree()
        elif is_start:
            words.append(element.text or "")
        if not is_start:
            words.append(element.tail or "")
    yield Paragraph(_SPACES.sub(" ", "".join(words)).strip())
