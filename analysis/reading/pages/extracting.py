"""Extract the text of an article from its page with trafilatura, and see that no part of it is lost."""

import re

import trafilatura
from lxml.html import HtmlElement

from analysis.errors import StancebookError
from analysis.reading.pages.boilerplate import is_boilerplate
from analysis.reading.pages.links import drop_links, is_link
from analysis.reading.pages.parsing import NO_ARTICLE, drop_spaces, list_lines

_ITEMS = re.compile(r"\s*\n\s*(?:- )?")
_PASSAGES = ("p", "h2", "h3", "h4", "blockquote", "li", "pre")
_FEWEST_WORDS = 8
"""Words of a paragraph; shorter ones are captions and names."""
_MOST_LOST = 1 / 3


def extract_text(tree: HtmlElement) -> str:
    """Return the text of the article of a page, with a blank line between paragraphs.

    Args:
        tree: the page without boilerplate; see ``boilerplate.drop_boilerplate``.

    Raises:
        StancebookError: if no article is found.
    """
    drop_links(tree)
    region = _find_region(tree)
    passages = [] if region is None else _list_passages(region)
    paragraphs = [line for tag, line in passages if tag == "p" and len(line.split()) >= _FEWEST_WORDS]
    text = _run_trafilatura(tree)
    # trafilatura may drop paragraphs, and in a short page it joins them all
    if _count_lost(paragraphs, text) > _MOST_LOST * len(paragraphs):
        text = "\n".join(line for _, line in passages)
    if not text:
        raise StancebookError(NO_ARTICLE)
    lines = (line for line in _ITEMS.sub("\n", text).split("\n") if not is_boilerplate(line.strip()))
    return "\n\n".join(lines)


def _run_trafilatura(tree: HtmlElement) -> str:
    # tables in an article are figures, but one cell holds the whole article of an old page
    cells = [cell for cell in tree.iter("td") if next(cell.iterdescendants("td"), None) is None]
    largest = max(cells, key=lambda cell: len(cell.text_content()), default=None)
    lines = [] if largest is None else list_lines(largest)
    try:
        text = trafilatura.extract(tree, include_comments=False, include_tables=False)
    except Exception as error:  # Neither lxml nor trafilatura documents what a strange page may raise.
        raise StancebookError(f"{NO_ARTICLE} (trafilatura: {type(error).__name__})") from error
    return text or "\n".join(lines)


def _find_region(tree: HtmlElement) -> HtmlElement | None:
    """Return the element that the page says is the text, its only article or its main part."""
    for path in ('//*[@itemprop="articleBody"]', "//article", "//main"):
        if len(found := tree.xpath(path)) == 1:
            return found[0]
    return None


def _list_passages(region: HtmlElement) -> list[tuple[str, str]]:
    """Return the tag and text of each paragraph, heading and list item that is not a link to another page."""
    passages = [
        part for part in region.iter(*_PASSAGES) if next(part.iterdescendants(*_PASSAGES), None) is None
    ]
    return [
        (part.tag, line)
        for part in passages
        if not is_link(part)
        for line in list_lines(part)
        if line.strip()
    ]


def _count_lost(paragraphs: list[str], text: str) -> int:
    """Return how many paragraphs are no lines of a text, spaces aside."""
    kept = {drop_spaces(line.removeprefix("- ")) for line in text.split("\n")}
    return sum(drop_spaces(paragraph) not in kept for paragraph in paragraphs)
