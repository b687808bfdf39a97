"""Find the articles of a page that holds several whole ones, such as the front of a weblog."""

import copy
import re

from lxml.html import Element, HtmlElement

from analysis.reading.pages.extracting import is_link
from analysis.reading.pages.parsing import get_classes, has_class, list_lines

_NAMES = ("hentry", "post", "story", "entry", "article")
_PATHS = (
    "//article",
    '//*[contains(@itemtype, "Article") or contains(@itemtype, "BlogPosting")]',
    *(f"//*[{has_class(name)}]" for name in _NAMES),
)
_OTHER = re.compile(
    r"(?:^|[-_])(?:comments?|teasers?|related|recommended|promos?|reply|widget)(?:$|[-_])", re.IGNORECASE
)
_ASIDE = ("aside", "footer", "nav")
_HEADINGS = ("h1", "h2", "h3")
_SENTENCE, _PARAGRAPHS = 6, 2
"""Words of a paragraph of text, and how many make an article whole."""
_UNLINKED, _LINKED, _CONTINUED = 25, 50, 120
"""Words that make it whole too: under a headline, under one that is a link, and before a link to the rest."""
_REST = re.compile(r"(?:read|continue|see|view|find out|learn|full|more)\b.{0,40}", re.IGNORECASE)


def list_articles(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of the whole articles of a page; teasers and comments are none.

    Only elements of one kind are returned: those marked as articles, else those named so.
    """
    for path in _PATHS:
        found = [element for element in tree.xpath(path) if not _is_other(element)]
        outer = [element for element in found if not set(element.iterancestors()) & set(found)]
        if whole := [element for element in outer if _is_whole(element)]:
            return whole
    return []


def drop_others(tree: HtmlElement, article: HtmlElement) -> None:
    """Remove the elements marked as articles beside the only whole one: teasers and comments."""
    own = {article, *article.iterancestors(), *article.iterdescendants()}
    for other in tree.xpath("//article"):
        if other not in own:
            other.drop_tree()


def find_heading(article: HtmlElement) -> HtmlElement | None:
    """Return the element with the headline of an article in a page."""
    headings = (heading for tag in _HEADINGS for heading in article.iter(tag))
    return next((heading for heading in headings if list_lines(heading)), None)


def isolate(article: HtmlElement) -> HtmlElement:
    """Return a page with nothing but one article."""
    page, body = Element("html"), Element("body")
    part = copy.deepcopy(article)
    part.tail = None
    page.append(body)
    body.append(part)
    return page


def _is_other(element: HtmlElement) -> bool:
    if next(element.iterancestors(*_ASIDE), None) is not None:
        return True
    near = (element, element.getparent())
    names = (name for part in near if part is not None for name in (*get_classes(part), part.get("id") or ""))
    return any(map(_OTHER.search, names))


def _is_whole(element: HtmlElement) -> bool:
    texts = (part.text_content().split() for part in element.iter("p") if not is_link(part))
    lengths = [len(words) for words in texts if len(words) >= _SENTENCE]
    heading = find_heading(element)
    if heading is None or not lengths:
        return False
    if any(_REST.fullmatch(" ".join(link.text_content().split())) for link in element.iter("a")):
        return sum(lengths) >= _CONTINUED
    return len(lengths) >= _PARAGRAPHS or sum(lengths) >= (_LINKED if is_link(heading) else _UNLINKED)
