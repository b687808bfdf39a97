"""Parse a web page, and list the lines of text that a browser shows of it."""

import re
from collections.abc import Iterator

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from analysis.errors import StancebookError

NO_ARTICLE = (
    "No article text was found in this page; it may be loaded by a script, or the page is a list of links. "
    "Save the page from a browser once it has loaded, or copy its text into a .txt file."
)
"""Why a page without an article is left out, and what to do."""

# Including characters that lxml refuses to write, which character references can introduce.
_BLANKS = re.compile("[\x00-\x1f\ufffe\uffff][\x00-\x20\ufffe\uffff]*| [\x00-\x20\ufffe\uffff]+")
_UNSHOWN = frozenset(("head", "noscript", "script", "style", "template", "textarea", "select", "button"))
_BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))  # fmt: skip


def parse_page(html: str) -> HtmlElement:
    """Return the tree of a page, without comments, its text unwrapped as browsers do.

    Raises:
        StancebookError: if there is nothing in the page.
    """
    # as bytes, since lxml rejects a str with an XML encoding declaration
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(html.encode(), parser=parser)
    except ParserError:
        raise StancebookError(NO_ARTICLE) from None
    _unwrap_lines(tree)
    return tree


def list_lines(*elements: HtmlElement) -> list[str]:
    """Return the lines of text in elements, as a browser breaks them, without blank ones."""
    text = "".join(part for element in elements for part in _walk_text(element))
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def drop_spaces(text: str) -> str:
    """Return a text without its spaces, to compare what two programs made of one line."""
    return "".join(text.split())


def get_classes(element: HtmlElement) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def has_class(name: str) -> str:
    """Return the XPath condition that an element has a class."""
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


def _unwrap_lines(tree: HtmlElement) -> None:
    """Replace line breaks in the source by spaces, as browsers do, except in ``pre`` elements."""
    preformatted = {part for block in tree.iter("pre") for part in block.iter()}
    for element in tree.iter():
        if element.text and element not in preformatted and element.tag != "script":
            element.text = _BLANKS.sub(" ", element.text)
        if element.tail and element.getparent() not in preformatted:
            element.tail = _BLANKS.sub(" ", element.tail)


def _walk_text(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element, with a line feed wherever a browser begins a line."""
    walker = iterwalk(element, events=("start", "end"))
    for event, part in walker:
        if part.tag in _BREAKING:
            yield "\n"
        if event == "start" and part.tag in _UNSHOWN:
            walker.skip_subtree()
        elif event == "start":
            yield part.text or ""
        if event == "end" and part is not element:
            yield part.tail or ""
