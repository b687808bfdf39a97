"""Split the page that Factiva saves: articles with a head of unlabelled lines, or tables with labels (HD)."""

import re

from lxml.html import HtmlElement

from analysis.reading.layouts import Article
from analysis.reading.pages.layouts.layout import (
    PageLayout,
    find_language,
    find_word_count,
    join_lines,
)
from analysis.reading.pages.parsing import get_classes, has_class, list_lines
from analysis.reading.printed_days import find_printed_day

_HEADLINE = re.compile(r"[a-z]{2}Headline")
_ARTICLE = re.compile(r"([a-z]{2})Article")
_PARAGRAPH = has_class("articleParagraph")
_LABEL = re.compile(r"[A-Z]{2,3}")
_TIME = re.compile(r"\d{1,2}:\d{2}\b.{0,12}")
_BYLINE = re.compile(r"by\s", re.IGNORECASE)
# the last line, in the language of the user's program: "Document NPCOUR0020250303el330001"
_DOCUMENT = re.compile(r"\w+ (?:[A-Z]{3,}[A-Z0-9]*\d[\da-z]*|[a-z]{3,}\d{10,}[\da-z]*)")


def find_articles(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page of Factiva; an empty list for any other page."""
    found = tree.xpath(f'//*[{has_class("article")} or starts-with(@id, "article-")]')
    containers = [element for element in found if not _holds_another(element, set(found))]
    articles = [_read_article(element) for element in containers if _is_of_factiva(element)]
    # of articles that the archive may not show it gives the headline only
    missing = tree.xpath(f'//*[@id="carryOverHeadlines"]//tr[{has_class("headline")}]') if articles else ()
    return [*articles, *(Article("") for _ in missing)]


def _holds_another(element: HtmlElement, found: set[HtmlElement]) -> bool:
    return any(part in found for part in element.iterdescendants())


def _is_of_factiva(element: HtmlElement) -> bool:
    labels = _read_table(element)
    return {"HD", "PD"} <= set(labels) or _find_headline(element) is not None


def _find_headline(element: HtmlElement) -> HtmlElement | None:
    """Return the headline; in pages of 2010 and before, the identifier tells it and not the class."""
    parts = (
        part
        for part in element.iter()
        if part.get("id") == "hd" or any(map(_HEADLINE.fullmatch, get_classes(part)))
    )
    return next(parts, None)


def _read_article(element: HtmlElement) -> Article:
    labels = _read_table(element)
    fields = _read_labelled_head(labels) if labels else _read_head(element)
    codes = (match[1] for name in get_classes(element) if (match := _ARTICLE.fullmatch(name)))
    head = labels.get("WC", []) if labels else _list_head(element)
    lengths = (count for line in head if (count := find_word_count(line)))
    given = {**fields, "language": next(codes, None) or find_language(" ".join(labels.get("LA", [])))}
    return Article(join_lines(_list_body(element, labels)), given, next(lengths, None))


def _list_body(element: HtmlElement, labels: dict[str, list[str]]) -> list[str]:
    if paragraphs := element.xpath(f".//p[{_PARAGRAPH}]"):
        return list_lines(*paragraphs)
    if labels:
        return [*labels.get("LP", []), *labels.get("TD", [])]
    return [line for line in list_lines(*element.iter("p")) if not _DOCUMENT.fullmatch(line)]


def _read_table(element: HtmlElement) -> dict[str, list[str]]:
    """Return the lines of each labelled row; empty if the article is not a table."""
    rows: dict[str, list[str]] = {}
    for row in element.iter("tr"):
        cells = row.findall("td")
        if len(cells) == 2 and _LABEL.fullmatch(label := " ".join(list_lines(cells[0]))):
            rows.setdefault(label, list_lines(cells[1]))
    return rows if "HD" in rows else {}


def _read_labelled_head(labels: dict[str, list[str]]) -> dict[str, object]:
    title, author, outlet, day = (" ".join(labels.get(label, [])) for label in ("HD", "BY", "SN", "PD"))
    return {"title": title, "author": author, "outlet": outlet, "published": find_printed_day(day) or day}


def _list_head(element: HtmlElement) -> list[str]:
    """Return the lines between headline and body, in the order in which Factiva prints them."""
    headline = _find_headline(element)
    lines: list[str] = []
    has_begun = False
    for part in element.iter():
        if part is headline:
            has_begun = True
        elif part.tag == "p" and "articleParagraph" in get_classes(part):
            break
        elif has_begun and _is_line(part, element):
            lines += list_lines(part)
    return lines


def _is_line(part: HtmlElement, article: HtmlElement) -> bool:
    """Return whether a part of an article is a line of its head; the old pages have the outlet as a span."""
    if part.tag == "div":
        return part.find(".//div") is None
    return part.tag == "span" and part.getparent() is article


def _read_head(element: HtmlElement) -> dict[str, object]:
    """Read a head without labels: author, length, day, perhaps a time, outlet, its code, and other lines."""
    headline = _find_headline(element)
    lines = _list_head(element)
    authors = list_lines(*element.xpath(f".//*[{has_class('author')}]")) or list(
        filter(_BYLINE.match, lines[:1])
    )
    days = [(number, day) for number, line in enumerate(lines) if (day := find_printed_day(line))]
    place, day = days[0] if days else (len(lines), None)
    after = [line for line in lines[place + 1 :] if not _TIME.fullmatch(line)]
    return {
        "title": " ".join(list_lines(headline)) if headline is not None else None,
        "author": authors,
        "published": day,
        "outlet": after[0] if after else None,
    }


LAYOUT = PageLayout("Factiva", find_articles)
