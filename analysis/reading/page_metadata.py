"""What a web page says of its article: meta tags, JSON-LD and marked-up elements, nothing guessed.

trafilatura also offers metadata, but fills gaps from the page's text, copyright line and address.
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


def described(tree: HtmlElement) -> dict[str, object]:
    """Give what the page says, by field of ``Document``; dates, addresses and languages as candidates.

    Args:
        tree: the parsed page; it is not changed.
    """
    metas = _metas(tree)
    script = json_ld.described(tree.xpath('//script[@type="application/ld+json"]/text()'))
    heading = _texts(tree, "//h1")
    return {
        "title": _first(
            script["title"],
            _of(metas, _TITLE),
            heading if len(heading) == 1 else [],
            _texts(tree, "//head/title"),
        ),
        "outlet": _first(_of(metas, ("og:site_name",)), script["outlet"], _of(metas, _PUBLISHER)),
        "author": _authors(script["author"]) or _meta_authors(metas) or _bylines(tree),
        "published": [*script["published"], *_of(metas, _PUBLISHED + _ISSUED), *_times(tree)],
        "url": [
            *tree.xpath('//link[contains(concat(" ", @rel, " "), " canonical ")]/@href'),
            *_of(metas, ("og:url",)),
            *script["url"],
        ],
        "language": [
            *tree.xpath("/html/@lang"),
            *_of(metas, ("og:locale", "content-language")),
            *script["language"],
        ],
    }


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Collect the content of the meta tags by their name in lower case."""
    metas: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _of(metas: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, [])]


def _first(*candidates: Iterable[object]) -> object:
    """Give the first candidate that is a name: neither empty nor the address of a profile."""
    return next((one for some in candidates for one in some if _is_name(one)), None)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not value.startswith(("http:", "https:", "@"))


def _authors(candidates: Iterable[object]) -> list[object]:
    return list(dict.fromkeys(filter(_is_name, candidates)))


def _meta_authors(metas: dict[str, list[str]]) -> list[object]:
    return next(filter(None, (_authors(metas.get(name, [])) for name in _AUTHOR)), [])


def _bylines(tree: HtmlElement) -> list[object]:
    return _authors(_texts(tree, '//*[@rel="author" or @itemprop="author"]'))


def _texts(tree: HtmlElement, xpath: str) -> list[str]:
    return [text for one in tree.xpath(xpath) if (text := " ".join(one.text_content().split()))]


def _times(tree: HtmlElement) -> Iterator[str]:
    """Give the date that a time element marks: as published, first in the article, or alone on the page."""
    times = [one for one in tree.iter("time") if one.get("datetime") and not _is_update(one)]
    marked = [one for one in times if one.get("itemprop") == "datePublished" or "pubdate" in one.attrib]
    inside = [one for one in times if next(one.iterancestors("article", "main"), None) is not None]
    days = {one.get("datetime", "")[:10] for one in times}
    chosen = marked or inside or (times if len(days) == 1 else [])
    yield from (one.get("datetime", "") for one in chosen[:1])


def _is_update(time: HtmlElement) -> bool:
    words = f"{time.get('itemprop')} {time.get('class')} {time.get('id')}".lower()
    return any(word in words for word in _NOT_PUBLISHED)
