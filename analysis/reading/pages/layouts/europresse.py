"""Split the page that Europresse (Eureka) saves, in its present form and in that of before 2014."""

import re

from lxml.html import HtmlElement

from analysis.reading.layouts import Article
from analysis.reading.pages.layouts.layout import PageLayout, find_word_count, join_lines
from analysis.reading.pages.parsing import has_class, list_lines
from analysis.reading.printed_days import find_printed_day

# the number of an issue, after the name of the newspaper
_ISSUE = re.compile(r"\s*,\s*(?:no?[.°º]|n°|vol\.|issue\b).*", re.IGNORECASE)
_END = re.compile(r"(?:copyright\s*)?©|copyright \d{4}|num[ée]ro de document|document number", re.IGNORECASE)
_LONGEST_NAME = 10
"""Words of a line under the title above which it is no author's name."""


def find_articles(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page of Europresse; an empty list for any other page."""
    names = tree.xpath(f"//*[{has_class('DocPublicationName')}]")
    containers = [next(name.iterancestors("article", "td", "body"), None) for name in names]
    return [_read_article(element) for element in dict.fromkeys(containers) if element is not None]


def _read_article(element: HtmlElement) -> Article:
    title = _find_line(element, "titreArticleVisu") or _find_line(element, "TitreArticleVisu")
    head = " ".join(_find_lines(element, "DocHeader"))
    fields = {
        "title": title or _find_line(element, "titreArticle"),
        "outlet": _ISSUE.sub("", _find_line(element, "DocPublicationName")),
        "author": _find_line(element, "docAuthors") or _find_author(element, title),
        "published": find_printed_day(head)
        or find_printed_day(" ".join(_find_lines(element, "rdp__DocHeader"))),
    }
    return Article(join_lines(_list_body(element, title)), fields, find_word_count(head))


def _find_lines(element: HtmlElement, name: str) -> list[str]:
    return list_lines(*element.xpath(f".//*[{has_class(name)}]")[:_LONGEST_NAME])


def _find_line(element: HtmlElement, name: str) -> str:
    parts = element.xpath(f".//*[{has_class(name)}]")
    return " ".join(list_lines(parts[0])) if parts else ""


def _find_author(element: HtmlElement, title: str) -> str | None:
    """Return the line below the title and subtitle, if it is short enough for a name."""
    blocks = element.xpath(f".//header//*[{has_class('titreArticle')}]")
    below = _list_below(list_lines(element), title)[:-1]
    lines = list_lines(*blocks[-1].itersiblings()) if blocks else below
    name = lines[0] if lines else ""
    is_name = len(name.split()) <= _LONGEST_NAME and not name.endswith((".", "?", "!", ":"))
    return name if name and is_name else None


def _list_below(lines: list[str], title: str) -> list[str]:
    return lines[lines.index(title) + 1 :] if title in lines else []


def _list_body(element: HtmlElement, title: str) -> list[str]:
    for condition in (has_class("docOcurrContainer"), has_class("DocText"), "self::section"):
        if lines := list_lines(*element.xpath(f".//*[{condition}]")[:1]):
            return lines
    lines = _list_below(list_lines(element), title)
    end = next((number for number, line in enumerate(lines) if _END.match(line)), len(lines))
    start = 1 if lines[:1] == [_find_author(element, title)] else 0
    return lines[start:end]


LAYOUT = PageLayout("Europresse", find_articles)
