"""Read the metadata of an article from a web page's meta tags, JSON-LD and marked-up elements.

trafilatura also extracts metadata, but fills gaps with guesses from the text, copyright line and address.
"""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from analysis.reading import json_ld

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
_PUBLISHED = ("article:published_time", "datepublished", "parsely-pub-date", "publishdate", "pubdate")
_ISSUED = (
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "date",
)
_NOT_PUBLISHED = ("modif", "updat")


def read_metadata(tree: HtmlElement) -> dict[str, object]:
    """Return the metadata by field of ``Document``; for dates, addresses and languages all candidates.

    Args:
        tree: the parsed page, which is not changed.
    """
    metas = _read_meta_tags(tree)
    script = json_ld.read_article(tree.xpath('//script[@type="application/ld+json"]/text()'))
    heading = _find_texts(tree, "//h1")
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
            *_get_contents(metas, _PUBLISHED + _ISSUED),
            *_find_published_time(tree),
        ],
        "url": [
            *tree.xpath('//link[contains(concat(" ", @rel, " "), " canonical ")]/@href'),
            *_get_contents(metas, ("og:url",)),
            *script["url"],
        ],
        "language": [
            *tree.xpath("/html/@lang"),
            *_get_contents(metas, ("og:locale", "content-language")),
            *script["language"],
        ],
    }


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
    return _filter_names(_find_texts(tree, '//*[@rel="author" or @itemprop="author"]'))


def _find_texts(tree: HtmlElement, xpath: str) -> list[str]:
    return [text for element in tree.xpath(xpath) if (text := " ".join(element.text_content().split()))]


def _find_published_time(tree: HtmlElement) -> Iterator[str]:
    """Yield the date of a time element: marked as published, first in the article, or the page's only day."""
    times = [time for time in tree.iter("time") if time.get("datetime") and not _is_update(time)]
    marked = [time for time in times if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib]
    inside = [time for time in times if next(time.iterancestors("article", "main"), None) is not None]
    days = {time.get("datetime", "")[:10] for time in times}
    chosen = marked or inside or (times if len(days) == 1 else [])
    yield from (time.get("datetime", "") for time in chosen[:1])


def _is_update(time: HtmlElement) -> bool:
    words = f"{time.get('itemprop')} {time.get('class')} {time.get('id')}".lower()
    return any(word in words for word in _NOT_PUBLISHED)
