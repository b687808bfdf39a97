"""Find the articles of a page that holds several whole ones, such as the front of a weblog."""

import copy
import re

from lxml.html import Element, HtmlElement

from analysis.reading.pages.links import is_link
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
_SENTENCE = 6
"""Words of a paragraph of text; shorter ones are dates and names."""
_UNLINKED, _LINKED_MANY, _LINKED, _CONTINUED = 25, 30, 50, 120
"""Words of a whole article: of one paragraph; of several and of one under a headline that is a link; with a
link to its rest. Under a headline that is no link two paragraphs are enough."""
_BYLINE = re.compile(r"(?:by|from)\b.{0,80}$|.{0,60}\bago\b", re.IGNORECASE)
_REST = re.compile(r"(?:read|continue|see|view|find out|learn|full|more)\b.{0,40}", re.IGNORECASE)


def list_articles(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of the whole articles of a page; teasers and comments are none.

    Only elements of one kind are returned: those marked as articles, else those named so.
    """
    for path in _PATHS:
        found = {element: None for element in tree.xpath(path) if not _is_other(element)}
        outer = [element for element in found if found.keys().isdisjoint(element.iterancestors())]
        if whole := [element for element in outer if _is_whole(element)]:
            return whole
    return []


def drop_teasers(tree: HtmlElement, whole: list[HtmlElement]) -> None:
    """Remove the other elements marked as articles from a page about one article.

    Args:
        tree: the page.
        whole: its whole articles, at most one; without one, the article is the only one whose headline stands
            outside of it, if there is one.
    """
    marked = list(tree.iter("article"))
    headless = [article for article in marked if find_heading(article) is None and not _is_other(article)]
    chosen = whole or (headless if len(headless) == 1 and tree.find(".//h1") is not None else [])
    if chosen and chosen[0] in marked:
        own = {chosen[0], *chosen[0].iterancestors(), *chosen[0].iterdescendants()}
        for other in marked:
            if other not in own and other.getparent() is not None:
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
    heading = find_heading(element)
    if heading is None:
        return False
    links = {" ".join(link.text_content().split()) for link in element.iter("a")}
    others = {*links, *list_lines(heading)}
    lines = (line for line in list_lines(element) if line not in others and not _BYLINE.match(line))
    lengths = [words for line in lines if (words := len(line.split())) >= _SENTENCE]
    if any(map(_REST.fullmatch, links)):
        return sum(lengths) >= _CONTINUED
    if is_link(heading):
        return sum(lengths) >= (_LINKED_MANY if len(lengths) > 1 else _LINKED)
    return len(lengths) > 1 or sum(lengths) >= _UNLINKED
