"""Recognise pages that are no article: messages of a site, cookie walls, search pages, lists of links."""

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from analysis.reading.pages.json_ld import Node
from analysis.reading.pages.links import is_link

_MESSAGE = re.compile(
    r"""(?: error\b | [45]\d\d\b | (?:page\ )?not\ found\b
        | (?:the\ |this\ )?page\ (?:cannot|can['’]t|could\ not)
        | access\ (?:to\ this\ page\ has\ been\ )?denied | forbidden\b | just\ a\ moment | attention\ required
        | are\ you\ (?:a\ )?(?:human|robot) | (?:please\ )?verify\b .{0,20}\bhuman | robot\ check | captcha
        | pardon\ our\ interruption | one\ more\ step | security\ check | checking\ your\ browser
        | (?:service|site|page)\ (?:temporarily\ )?(?:unavailable|blocked) | bad\ gateway
        | request\ (?:blocked|rejected) | internal\ server\ error | too\ many\ requests
        | unavailable\ (?:for\ legal|in\ your) | (?:site\ )?under\ maintenance
        | (?:please\ )?enable\ (?:javascript|js|cookies)
        | (?:sorry|oops)\b .{0,60}\b(?:find|found|exist|wrong)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|your privacy\b|privacy settings"
    r"|(?:use of )?cookies?\b|(?:\w+ )?consent\b",
    re.IGNORECASE,
)
_CONSENT_WORDS = re.compile(r"\b(?:cookies?|consent|privacy|personal data|partners|GDPR)\b", re.IGNORECASE)
_SEARCH = re.compile(
    r"search|search results?\b.*|search:? .{1,60}|(?:[\d,.]+ )?results? (?:for|found)\b.*|you searched\b.*",
    re.IGNORECASE,
)
_LISTS = ("CollectionPage", "SearchResultsPage", "ItemList")
_LONGEST_TITLE, _LONGEST_MESSAGE = 8, 150
_CONSENT_SHARE = 0.03
_FEWEST_LINKS, _FEWEST_RESULTS = 5, 2
_SUMMARY = 20
"""Words in the summary of an article that a page links to."""


class Listing(NamedTuple):
    """A page that links to articles: what it is, and whether there is text of its own on it."""

    kind: str
    has_text: bool


def describe_message(titles: list[str], text: str) -> str | None:
    """Return what a page is that shows no article to whoever saved it; None for any other page.

    Args:
        titles: the titles and headings of a page that does not say that it is an article.
        text: the text of the page.
    """
    words = text.split()
    short = [title for title in titles if len(title.split()) <= _LONGEST_TITLE]
    if len(words) <= _LONGEST_MESSAGE and (found := next(filter(_MESSAGE.match, short), None)):
        return f"a message of the site (“{found}”)"
    mentions = len(_CONSENT_WORDS.findall(text))
    if any(map(_CONSENT.match, short)) and mentions >= max(2, _CONSENT_SHARE * len(words)):
        return "a question about cookies"
    return None


def describe_listing(titles: list[str], nodes: list[Node], tree: HtmlElement) -> Listing | None:
    """Return what a page is that links to articles; None for any other page.

    Args:
        titles: the titles and headings of a page that does not say that it is an article.
        nodes: the JSON-LD objects of the page.
        tree: the page without boilerplate.
    """
    links = [part for part in tree.iter("h1", "h2", "h3", "h4", "li", "p", "dt") if is_link(part)]
    texts = [len(part.text_content().split()) for part in tree.iter("p") if not is_link(part)]
    paragraphs = [words for words in texts if words >= _SUMMARY]
    has_text = sum(paragraphs) > _SUMMARY * len(links)
    if len(links) >= _FEWEST_RESULTS and any(map(_SEARCH.fullmatch, titles)):
        return Listing("a page of search results", has_text)
    is_list = any(node.get("@type") in _LISTS for node in nodes)
    if len(links) >= _FEWEST_LINKS and (is_list or len(links) >= len(paragraphs)):
        return Listing("a list of links to articles", has_text)
    return None
