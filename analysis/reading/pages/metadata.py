"""Read the metadata of an article from a web page's meta tags, JSON-LD and marked-up elements.

trafilatura also extracts metadata, but fills gaps with guesses from the text, copyright line and address.
"""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from analysis.reading.pages import json_ld
from analysis.reading.pages.parsing import has_class

_TITLE = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHER = ("dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher")
_AUTHOR = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "publishdate",
    "pubdate",
    "sailthru.date",
)
_ISSUED = (
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "date",
)
_WORD_PROCESSOR = re.compile(r"Microsoft Word|LibreOffice|OpenOffice", re.IGNORECASE)
_BYLINE = re.compile(r"by(?: (?!(?:in|at|for|from) )[^\s\d|:;]+){1,8}", re.IGNORECASE)
_BETWEEN_TITLES = re.compile(r"\s+[|–—·»:-]\s+")
_NOT_PUBLISHED = ("modif", "updat")
# characters before a time in which a word says what it is the time of
_NEAR = 40
_LABELS = ("b", "em", "i", "small", "span", "strong")


def read_metadata(tree: HtmlElement) -> dict[str, object]:
    """Return the metadata by field of ``Document``; for dates, addresses and languages all candidates.

    Args:
        tree: the parsed page, which is not changed.
    """
    metas = _read_meta_tags(tree)
    heading = _find_texts(tree, "//h1")
    nodes = read_nodes(tree)
    script = json_ld.list_fields(_find_main_article(tree, metas, heading, nodes), nodes)
    marked, unmarked = _find_published_times(tree)
    return {
        "title": _find_first_name(
            script["title"],
            _get_contents(metas, _TITLE),
            heading if len(heading) == 1 else [],
            _find_texts(tree, "//head/title"),
        ),
        "outlet": _find_first_name(
            _get_contents(metas, ("og:site_name",)), script["outlet"], _get_contents(metas, _PUBLISHER)
        ),
        "author": _filter_names(script["author"]) or _find_meta_authors(metas) or _find_bylines(tree),
        "published": [
            *script["published"],
            *_get_contents(metas, _PUBLISHED),
            *marked,
            *_get_contents(metas, _ISSUED),
            *unmarked,
        ],
        "url": [
            *_list_own_addresses(tree, metas),
            *script["url"],
        ],
        "language": [
            *tree.xpath("/html/@lang"),
            *_get_contents(metas, ("og:locale", "content-language")),
            *script["language"],
        ],
    }


def read_nodes(tree: HtmlElement) -> list[json_ld.Node]:
    """Return the objects of the page's JSON-LD scripts."""
    return json_ld.read_nodes(tree.xpath('//script[@type="application/ld+json"]/text()'))


def find_article(tree: HtmlElement) -> json_ld.Node:
    """Return the JSON-LD object of the article that a page is about; empty if there is none."""
    return _find_main_article(tree, _read_meta_tags(tree), _find_texts(tree, "//h1"), read_nodes(tree))


def list_titles(tree: HtmlElement) -> list[str]:
    """Return the titles and first-level headings of a page, and the parts of those that name the site too."""
    titles = [
        *_get_contents(_read_meta_tags(tree), _TITLE),
        *_find_texts(tree, "//head/title"),
        *_find_texts(tree, "//h1"),
    ]
    parts = [part.strip() for title in titles for part in _BETWEEN_TITLES.split(title)]
    return list(dict.fromkeys(filter(None, [*titles, *parts])))


def is_of_article(tree: HtmlElement) -> bool:
    """Return whether a page says that it is an article, by its type, its date or its JSON-LD."""
    metas = _read_meta_tags(tree)
    types = _get_contents(metas, ("og:type",))
    return bool("article" in types or _get_contents(metas, _PUBLISHED) or find_article(tree))


def is_of_word_processor(tree: HtmlElement) -> bool:
    """Return whether a page is a text that a word processor saved, so that all of it is text."""
    return any(map(_WORD_PROCESSOR.search, _get_contents(_read_meta_tags(tree), ("generator",))))


def _find_main_article(
    tree: HtmlElement, metas: dict[str, list[str]], headings: list[str], nodes: list[json_ld.Node]
) -> json_ld.Node:
    titles = [*_get_contents(metas, ("og:title",)), *headings]
    return json_ld.find_article(nodes, _list_own_addresses(tree, metas), titles)


def _list_own_addresses(tree: HtmlElement, metas: dict[str, list[str]]) -> list[str]:
    canonical = tree.xpath('//link[contains(concat(" ", @rel, " "), " canonical ")]/@href')
    return [*canonical, *_get_contents(metas, ("og:url",))]


def _read_meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of the meta tags by lower-case name."""
    metas: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _get_contents(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, [])]


def _find_first_name(*candidates: Iterable[object]) -> object:
    """Return the first candidate that is a name, neither empty nor the address of a profile."""
    return next((value for values in candidates for value in values if _is_name(value)), None)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not value.startswith(("http:", "https:", "@"))


def _filter_names(candidates: Iterable[object]) -> list[object]:
    return list(dict.fromkeys(filter(_is_name, candidates)))


def _find_meta_authors(metas: dict[str, list[str]]) -> list[object]:
    return next(filter(None, (_filter_names(metas.get(name, [])) for name in _AUTHOR)), [])


def _find_bylines(tree: HtmlElement) -> list[object]:
    """Return the names marked as authors, else the line named so if it is "By" and names."""
    marked = _filter_names(_find_texts(tree, '//*[@rel="author" or @itemprop="author"]'))
    named = _find_texts(tree, f"//*[{has_class('byline')} or {has_class('author')}]")
    return marked or [line for line in named[:1] if _BYLINE.fullmatch(line)]


def _find_texts(tree: HtmlElement, xpath: str) -> list[str]:
    return [text for element in tree.xpath(xpath) if (text := " ".join(element.text_content().split()))]


def _find_published_times(tree: HtmlElement) -> tuple[list[str], list[str]]:
    """Return the date marked as publication, and that of a time element without a mark.

    The latter is the first in the article, or the only day on the page.
    """
    times = [time for time in tree.iter("time") if time.get("datetime") and not is_update(time)]
    marked = [time for time in times if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib]
    inside = [time for time in times if next(time.iterancestors("article", "main"), None) is not None]
    days = {time.get("datetime", "")[:10] for time in times}
    unmarked = inside or (times if len(days) == 1 else [])
    return [time.get("datetime", "") for time in marked[:1]], [
        time.get("datetime", "") for time in unmarked[:1]
    ]


def is_update(time: HtmlElement) -> bool:
    """Return whether a time element is that of an update."""
    marks = (time.get("itemprop"), time.get("class"), time.get("id"), time.text_content(), _text_before(time))
    words = " ".join(filter(None, marks)).lower()
    return any(word in words for word in _NOT_PUBLISHED)


def _text_before(element: HtmlElement) -> str:
    """Return the words just before an element, or in the label before it, such as "Updated"."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is None:
        return (parent.text or "")[-_NEAR:] if parent is not None else ""
    label = previous.text_content() if previous.tag in _LABELS else ""
    return ((previous.tail or "").strip() or label)[-_NEAR:]
