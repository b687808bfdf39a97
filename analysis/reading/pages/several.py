"""Find the articles of a page that holds several whole ones, such as the front of a weblog."""

import copy
import re

from lxml.html import Element, HtmlElement

from analysis.reading.pages.extracting import is_link
from analysis.reading.pages.parsing import get_classes, has_class, list_lines

_PATHS = ("//article", '//*[contains(@itemtype, "Article") or contains(@itemtype, "BlogPosting")]',
          *(f"//*[{has_class(name)}]" for name in ("hentry", "post", "story", "entry", "article")))  # fmt: skip
_OTHER = re.compile(
    r"(?:^|[-_])(?:comments?|teasers?|related|recommended|promos?|reply|widget)(?:$|[-_])", re.IGNORECASE
)
_ASIDE = ("aside", "footer", "nav")
_HEADINGS = ("h1", "h2", "h3")
_SENTENCE, _PARAGRAPHS, _FEWEST_WORDS, _MANY_WORDS = 6, 2, 50, 120
"""Words of a paragraph of text. A whole article has two of them or 50 words; with a link to the rest, 120 words."""
_REST = re.compile(r"(?:read|continue|see|view|find out|learn|full|more)\b.{0,40}", re.IGNORECASE)


def list_articles(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of whole articles if a page holds at least two; teasers and comments are none."""
    for path in _PATHS:
        found = [element for element in tree.xpath(path) if not _is_other(element)]
        outer = [element for element in found if not set(element.iterancestors()) & set(found)]
        whole = [element for element in outer if _is_whole(element)]
        if len(whole) > 1:
            return whole
    return []


def find_heading(article: HtmlElement) -> str | None:
    """Return the headline of an article in a page."""
    headings = (heading for tag in _HEADINGS for heading in article.iter(tag))
    return next((" ".join(lines) for heading in headings if (lines := list_lines(heading))), None)


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
    if find_heading(element) is None or not lengths:
        return False
    if any(_REST.fullmatch(" ".join(link.text_content().split())) for link in element.iter("a")):
        return sum(lengths) >= _MANY_WORDS
    return len(lengths) >= _PARAGRAPHS or sum(lengths) >= _FEWEST_WORDS
